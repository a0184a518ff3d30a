"""Mutated data folders: each is built, or refused with a place.

`mutations` breaks things, `harness` looks at what the engine makes of them, `__main__` runs many of them.
"""
