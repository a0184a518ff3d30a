"""Work on many things by two processes at once, where that is sooner done.

In: a function and the things that it works on. Out: what it makes of each, in their order.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

One = TypeVar("One")
Made = TypeVar("Made")

MANY: Final = 2_000
"""Things from which on a second process is worth its start."""


def spread(work: Callable[[One], Made], things: Sequence[One], *, many: int = MANY) -> list[Made]:
    """`[work(one) for one in things]`. What `work` makes has to be such that it can be pickled.

    A copy of this process does the second half, if there are `many` things; where that copy fails, this one does all.
    """
    if len(things) < many or not _can_copy():
        return [work(one) for one in things]
    half = len(things) // 2
    reader, writer = os.pipe()
    copy = os.fork()
    if copy == 0:
        try:
            with os.fdopen(writer, "wb") as out:
                pickle.dump([work(one) for one in things[half:]], out, pickle.HIGHEST_PROTOCOL)
        finally:
            os._exit(0)  # nothing of what this process has begun is ended twice
    os.close(writer)
    first = [work(one) for one in things[:half]]
    with os.fdopen(reader, "rb") as held:
        made = held.read()
    os.waitpid(copy, 0)
    try:
        second: list[Made] = pickle.loads(made)
    except (EOFError, pickle.UnpicklingError):
        second = [work(one) for one in things[half:]]
    return first + second


def _can_copy() -> bool:
    """Other systems cannot, or not safely; nor can a process in which several things go on, such as a server."""
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1
