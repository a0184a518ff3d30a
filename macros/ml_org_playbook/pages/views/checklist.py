"""The page of a checklist, and its items as a list to tick wherever else they stand.

Items keep their numbers where only some are shown. Not here: selections across checklists (selections).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ... import schema
from ...model import addresses
from ...model.playbook import AnyEntry, Entry, Provenance, is_a
from ..blocks import Block, Fact, LinkRow, Predecessor, RichText, Task, TaskGroup, Tasks, Tombstone
from .common import Views
from .registry import record_page


def blocks(views: Views, entry: Entry[schema.Checklist]) -> Iterator[Block]:
    yield tasks(views, entry)
    yield views.texts("about", "About this list", entry.fields.description, entry.provenance)


def tasks(
    views: Views,
    checklist: Entry[schema.Checklist],
    *,
    prefix: str = "",
    only: Collection[str] | None = None,
    title: str = "The list",
) -> Tasks:
    """A checklist's items, grouped by phase.

    only: ids of items to keep; all if not given. What these are parts of is shown for context.
    """
    items, inherited = views.playbook.items_of(checklist)
    shown = frozenset(item.id for item in schema.active_items(items) if only is None or item.id in only)
    numbers = {item.id: number for item, number in schema.numbered_items(items)}
    made = list(_TaskBuilder(views, numbers, shown).tasks(items, inherited))
    groups = schema.grouped_by_phase(made, lambda task: task.phase)
    return Tasks(
        id="list",
        title=title,
        list_id=checklist.id,
        list_aliases=checklist.fields.aliases,
        address=addresses.of(checklist),
        short=addresses.short(checklist.id),
        prefix=prefix,
        groups=tuple(TaskGroup(phase, tuple(group)) for phase, group in groups),
        count=len(shown),
        retired=tuple(
            Tombstone(tuple(prefix + id for id in (part.anchor, *part.aliases)), part.title, part.gone)
            for part in views.playbook.parts(checklist)
            if part.gone and only is None
        ),
    )


@dataclass(frozen=True)
class _TaskBuilder:
    """What the tasks of one list have in common."""

    views: Views
    numbers: Mapping[str, str]
    shown: frozenset[str]
    """Ids of the items to tick."""

    def tasks(self, items: Iterable[schema.Item], inherited: Provenance) -> Iterator[Task]:
        """The items that are shown, and those that have such parts."""
        for item in items:
            if item.retired is None:
                inner = inherited.within(item)
                below = tuple(self.tasks(item.items, inner))
                if below or item.id in self.shown:
                    yield self.task(item, inner, below)

    def task(self, item: schema.Item, inner: Provenance, below: tuple[Task, ...]) -> Task:
        return Task(
            id=item.id,
            number=self.numbers[item.id],
            text=item.text,
            why=item.why or "",
            done_when=item.done_when or "",
            role=self.views.role(item.role),
            phase=schema.PHASES.get(item.phase or "", ""),
            effort=item.effort or "",
            after=tuple(Predecessor(self.numbers[id], id, id in self.shown) for id in self.numbers if id in item.after),
            see=tuple(self.views.find(ref) for ref in item.see),
            badge=self.views.badge(inner),
            parts=below,
            aliases=item.aliases,
            context=item.id not in self.shown,
        )


def item_text(views: Views, entry: AnyEntry, anchor: str) -> str:
    """The words of a checklist's item; empty for anything else."""
    items = views.playbook.active_items(entry) if is_a(entry, schema.Checklist) else ()
    return next((item.text for item in items if item.id == anchor), "")


def facts(views: Views, entry: Entry[schema.Checklist]) -> Iterator[Fact]:
    yield Fact("When", RichText(entry.fields.when, None))
    if owner := views.playbook.owner_of(entry):
        yield Fact(owner.kind.word.capitalize(), targets=(views.target(owner),))


def next_steps(views: Views, entry: Entry[schema.Checklist]) -> Iterator[LinkRow]:
    if owner := views.playbook.owner_of(entry):
        yield views.row(owner)


record_page(schema.Checklist, blocks, facts=facts, next_steps=next_steps)
