"""Checklists, and the items of which they consist. The steps of a scenario's default implementation are such items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, Literal, TypeVar, get_args

from ...reading.records import FieldPath
from ..base import Dated, Part, Record, Sourced, SourcedTexts
from ..kind import Kind
from ..refs import AnyRef, RoleRef
from ..text import Id, Line

Thing = TypeVar("Thing")

Phase = Literal["before", "during", "after", "first-week", "first-month", "first-quarter", "first-year"]
"""When: around a meeting or launch (`before`, `during`, `after`), or counted from the start."""
PHASES: Final[dict[str, str]] = {
    "before": "Before",
    "during": "During",
    "after": "After",
    "first-week": "First week",
    "first-month": "First 30 days",
    "first-quarter": "First 90 days",
    "first-year": "First year",
}
"""In words, in the order of time."""
DATED: Final[tuple[str, ...]] = get_args(Dated)
"""The phases that a calendar knows, in order."""


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


def active_items(items: Iterable[Item]) -> Iterator[Item]:
    """Items and their parts in the order in which they are read, without retired ones and what these consist of."""
    for item in items:
        if item.retired is None:
            yield item
            yield from active_items(item.items)


def numbered_items(items: Iterable[Item], above: str = "") -> Iterator[tuple[Item, str]]:
    """Active items and their parts, each with its number: 1, 1.1, 1.2, 2."""
    for position, item in enumerate((item for item in items if item.retired is None), 1):
        number = f"{above}.{position}" if above else str(position)
        yield item, number
        yield from numbered_items(item.items, number)


def placed_items(items: Iterable[Item], path: FieldPath) -> Iterator[tuple[Item, FieldPath]]:
    """All items and their parts, each with its place in the record. path: of the list."""
    for index, item in enumerate(items):
        yield item, (*path, index)
        yield from placed_items(item.items, (*path, index, "items"))


def item_parts(items: Iterable[Item], path: FieldPath, prefix: str = "", gone: str = "") -> Iterator[Part]:
    """All items and their parts as parts of a page.

    path: of the list. prefix: of their anchors. gone: why they are no longer there.
    """
    for index, item in enumerate(items):
        place, reason = (*path, index), item.retired or gone
        yield Part(prefix + item.id, tuple(prefix + alias for alias in item.aliases), item.text, place, reason)
        yield from item_parts(item.items, (*place, "items"), prefix, reason)


def grouped_by_phase(items: Sequence[Thing], phase: Callable[[Thing], str]) -> list[tuple[str, list[Thing]]]:
    """Items in a group for each phase, in their order; in one group without a phase where phases come back."""
    groups = [(name, list(group)) for name, group in groupby(items, phase)]
    return groups if len({name for name, _ in groups}) == len(groups) else [("", list(items))]


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

    @property
    def variant(self) -> str:
        return self.purpose

    def parts(self) -> Iterator[Part]:
        return item_parts(self.items, ("items",))


KIND: Final = Kind(
    model=Checklist,
    rank=90,
    plural="Checklists",
    forms={
        "implement": "Introduce a scenario",
        "launch": "Launch a model",
        "onboard": "Begin in a role",
        "adopt": "Adopt a process",
        "run": "Run a process",
    },
    form_words={
        "implement": "scenario",
        "adopt": "adopting a process",
        "run": "running a process",
        "launch": "launch",
        "onboard": "onboarding",
    },
    handed_out=True,
    used_by=("scenario", "process"),
    search_boost=2,
    page_anchors=frozenset({"list", "about"}),
)
