"""The page of a checklist, and its items as a list to tick wherever else they stand.

In: a checklist; which of its items are wanted. Out: blocks; items keep their numbers where only some are shown.
Not here: selections across checklists (slices).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .. import addresses, blocks, schema
from ..blocks import Block
from ..playbook import Entry, Sourcing, flat, live
from .common import Views


def content(views: Views, entry: Entry) -> Iterator[Block]:
    yield tasks(views, entry)
    yield views.texts("about", "About this list", entry.fields.description, entry.sourcing)


def tasks(
    views: Views,
    checklist: Entry,
    *,
    prefix: str = "",
    only: Iterable[str] | None = None,
    parts: bool = True,
    title: str = "The list",
) -> blocks.Tasks:
    """A checklist's items, in groups where their phases follow one another.

    only: ids of items to keep; all if not given.
    parts: whether the parts of those come with them.
    """
    items, around = views.playbook.items_of(checklist)
    numbers = {item.id: number for item, number in numbered(items)}
    chosen = _chosen(items, None if only is None else set(only), parts)
    shown = {item.id for item in live(tuple(chosen))}
    groups: list[tuple[str, list[schema.Item]]] = []
    for item in chosen:
        phase = schema.PHASES.get(item.phase or "", "")
        if not groups or groups[-1][0] != phase:
            groups.append((phase, []))
        groups[-1][1].append(item)
    return blocks.Tasks(
        id="list",
        title=title,
        list_id=checklist.id,
        address=addresses.of(checklist),
        prefix=prefix,
        groups=tuple(
            blocks.TaskGroup(phase, tuple(_task(views, item, numbers, shown, around) for item in group))
            for phase, group in groups
        ),
        count=len(shown),
        retired=tuple(
            blocks.Former(tuple(prefix + id for id in (item.id, *item.aliases)), item.text, item.retired)
            for item in flat(items)
            if item.retired is not None and only is None
        ),
    )


def _task(views: Views, item: schema.Item, numbers: dict[str, str], shown: set[str], around: Sourcing) -> blocks.Task:
    inner = around.within(item)
    return blocks.Task(
        id=item.id,
        number=numbers[item.id],
        text=item.text,
        why=item.why or "",
        done_when=item.done_when or "",
        role=views.role(item.role),
        phase=schema.PHASES.get(item.phase or "", ""),
        effort=item.effort or "",
        after=tuple((numbers[id], id, id in shown) for id in item.after if id in numbers),
        see=tuple(views.find(ref) for ref in item.see),
        mark=views.mark(inner),
        parts=tuple(_task(views, part, numbers, shown, inner) for part in item.items if part.retired is None),
        aliases=item.aliases,
    )


def _chosen(items: Iterable[schema.Item], only: set[str] | None, parts: bool) -> list[schema.Item]:
    """The items to show, from the top: one that is chosen brings its parts along, or stands alone."""
    found = []
    for item in items:
        if item.retired is not None:
            continue
        if only is None or item.id in only:
            found.append(item if parts else item.model_copy(update={"items": ()}))
        if only is not None and (not parts or item.id not in only):
            found += _chosen(item.items, only, parts)
    return found


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
    items = live(views.playbook.items_of(entry)[0])
    return next((item.text for item in items if item.id == anchor), "")
