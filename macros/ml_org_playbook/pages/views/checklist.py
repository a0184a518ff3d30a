"""The page of a checklist, and its items as a list to tick wherever else they stand.

In: a checklist; which of its items are wanted. Out: blocks; items keep their numbers where only some are shown.
Not here: selections across checklists (selections).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ... import schema
from ...model import addresses
from ...model.playbook import Entry, Provenance, active_items, parts
from .. import blocks
from ..blocks import Block
from .common import Views


def content(views: Views, entry: Entry) -> Iterator[Block]:
    yield tasks(views, entry)
    yield views.texts("about", "About this list", entry.fields.description, entry.provenance)


def tasks(
    views: Views, checklist: Entry, *, prefix: str = "", only: Collection[str] | None = None, title: str = "The list"
) -> blocks.Tasks:
    """A checklist's items, in a group for each phase; in one without a heading where phases come back.

    only: ids of items to keep; all if not given. What these are parts of is shown for context.
    """
    items, inherited = views.playbook.items_of(checklist)
    shown = frozenset(item.id for item in active_items(items) if only is None or item.id in only)
    making = _Making(views, {item.id: number for item, number in numbered(items)}, shown)
    groups: list[tuple[str, list[blocks.Task]]] = []
    for item in items:
        phase = schema.PHASES.get(item.phase or "", "")
        for task in making.tasks((item,), inherited):
            if not groups or groups[-1][0] != phase:
                groups.append((phase, []))
            groups[-1][1].append(task)
    if len({phase for phase, _ in groups}) < len(groups):
        groups = [("", [task for _, group in groups for task in group])]
    return blocks.Tasks(
        id="list",
        title=title,
        list_id=checklist.id,
        list_aliases=checklist.fields.aliases,
        address=addresses.of(checklist),
        short=addresses.short(checklist.id),
        prefix=prefix,
        groups=tuple(blocks.TaskGroup(phase, tuple(group)) for phase, group in groups),
        count=len(shown),
        retired=tuple(
            blocks.Tombstone(tuple(prefix + id for id in (part.anchor, *part.aliases)), part.title, part.gone)
            for part in parts(views.playbook, checklist)
            if part.gone and only is None
        ),
    )


@dataclass(frozen=True)
class _Making:
    """What the tasks of one list have in common."""

    views: Views
    numbers: Mapping[str, str]
    shown: frozenset[str]
    """Ids of the items to tick."""

    def tasks(self, items: Iterable[schema.Item], inherited: Provenance) -> Iterator[blocks.Task]:
        """The items that are shown, and those that have such parts."""
        for item in items:
            if item.retired is None:
                inner = inherited.within(item)
                below = tuple(self.tasks(item.items, inner))
                if below or item.id in self.shown:
                    yield self.task(item, inner, below)

    def task(self, item: schema.Item, inner: Provenance, below: tuple[blocks.Task, ...]) -> blocks.Task:
        return blocks.Task(
            id=item.id,
            number=self.numbers[item.id],
            text=item.text,
            why=item.why or "",
            done_when=item.done_when or "",
            role=self.views.role(item.role),
            phase=schema.PHASES.get(item.phase or "", ""),
            effort=item.effort or "",
            after=tuple((self.numbers[id], id, id in self.shown) for id in self.numbers if id in item.after),
            see=tuple(self.views.find(ref) for ref in item.see),
            badge=self.views.badge(inner),
            parts=below,
            aliases=item.aliases,
            context=item.id not in self.shown,
        )


def numbered(items: Sequence[schema.Item], above: str = "") -> Iterator[tuple[schema.Item, str]]:
    """Items and their parts, each with its number: 1, 1.1, 1.2, 2. Retired ones have none."""
    for position, item in enumerate((item for item in items if item.retired is None), 1):
        number = f"{above}.{position}" if above else str(position)
        yield item, number
        yield from numbered(item.items, number)


def item_text(views: Views, entry: Entry, anchor: str) -> str:
    """The words of a checklist's item; empty for anything else."""
    if entry.kind.name != "checklist":
        return ""
    items = active_items(views.playbook.items_of(entry)[0])
    return next((item.text for item in items if item.id == anchor), "")
