"""Checklists, and the items of which they consist. The steps of a scenario's default implementation are such items."""

from __future__ import annotations

from typing import Final, Literal

from .base import Record, Sourced, SourcedTexts
from .refs import AnyRef, RoleRef
from .text import Id, Line

Phase = Literal["before", "during", "after", "first-week", "first-month", "first-quarter", "first-year"]
"""When: around a meeting or launch (`before`, `during`, `after`), or counted from the start."""
PHASES: Final[dict[str, str]] = {
    "before": "Before",
    "during": "During",
    "after": "After",
    "first-week": "First week",
    "first-month": "First month",
    "first-quarter": "First quarter",
    "first-year": "First year",
}
"""In words."""


class Item(Sourced):
    """One thing to do: a step of a default implementation, or an item of a checklist."""

    id: Id
    """Permanent within its list: the anchor that links use."""
    aliases: tuple[Id, ...] = ()
    """Ids that it had before, or ids of items that it takes the place of. Links to them lead here."""
    retired: Line | None = None
    """Why it is no longer on the list. It keeps its place here, so that links to it are told."""
    text: Line
    """One imperative sentence."""
    why: Line | None = None
    """Why it is worth doing, in one sentence."""
    done_when: Line | None = None
    """What shows that it is done: something that one can see."""
    role: RoleRef | None = None
    """Who does it or sees to it."""
    phase: Phase | None = None
    """When it is due."""
    effort: Line | None = None
    """Rough effort, such as `1 hour` or `2 days`."""
    after: tuple[Id, ...] = ()
    """Items of the same list that come first."""
    see: tuple[AnyRef, ...] = ()
    """Records that explain it, as `kind:id`."""
    items: tuple[Item, ...] = ()
    """Parts of it, in order."""


class Checklist(Record):
    """Ordered items that one ticks."""

    purpose: Literal["implement", "adopt", "run", "launch", "onboard"]
    """`implement`: a scenario's default implementation (its items are the scenario's steps). `adopt`, `run`: a process.
    `launch`: a model. `onboard`: a person."""
    description: SourcedTexts = ()
    """What to know before starting."""
    when: Line
    """When to use it."""
    items: tuple[Item, ...] = ()
    """The items, in order. None for `implement`."""
