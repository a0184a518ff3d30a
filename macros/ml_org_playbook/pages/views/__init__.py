"""Playbook to pages: what each kind's page shows, in which order, in which words. No HTML.

In: a linked playbook. Out: a `PageView` of blocks for each page; templates only place them.
A module for each kind of record registers itself (registry). Beside these:

    common              what all views share: links, badges, texts, rows
    record              the page of any record: head, blocks, foot
    foot                share it, what points to it
    indexes             pages that list the records of a kind
    selections          items of all checklists, by role, phase, scenario
    compare             the summary table and the matrices: the page of statements
    definitions         the Star Model, advice, the glossary
    pictures            organization charts, the Star Model
    moved_and_retired   retired records, and addresses that lead on
"""

from importlib import import_module
from pkgutil import iter_modules

from .common import Views
from .registry import refuse_kinds_without_view

__all__ = ["Views"]

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
refuse_kinds_without_view()
