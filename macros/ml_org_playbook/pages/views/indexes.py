"""The page that lists every record of a kind, and cards for some of them.

In: a kind that has pages, or records of it. Out: a sheet, or a block of cards.
"""

from __future__ import annotations

from collections.abc import Iterable

from ... import schema
from ...model.playbook import Entry, active_items
from .. import blocks
from ..blocks import Group, PageView, Target
from . import pictures, selections
from .common import Views
from .wording import GROUPS


def view(views: Views, kind: schema.Kind) -> PageView:
    """The page that lists every record of a kind that has pages."""
    text = views.index_text(kind)
    entries = views.playbook.entries[kind.name]
    groups: dict[str, list[Target]] = {}
    for heading in GROUPS.get(kind.name, {}).values():
        groups[heading] = []
    for entry in entries:
        target = views.target(entry)
        groups.setdefault(target.group, []).append(target)
    return views.listing(
        text,
        (
            blocks.Cards(
                id="all",
                title=f"All {kind.plural.lower()}",
                groups=tuple(Group(title, tuple(found)) for title, found in groups.items() if found),
                pictures=pictures.small_charts(entries, "small") if kind.name == "scenario" else {},
                sizes=_sizes(views, kind, entries),
            ),
        ),
        facts=selections.links(views) if kind.name == "checklist" else (),
    )


def cards(views: Views, kind: schema.Kind, entries: Iterable[Entry], id: str, title: str) -> blocks.Cards:
    """Cards for some records of a kind."""
    chosen = list(entries)
    return blocks.Cards(
        id=id,
        title=title,
        groups=(Group("", tuple(views.target(entry) for entry in chosen)),),
        pictures=pictures.small_charts(chosen, id) if kind.name == "scenario" else {},
        sizes=_sizes(views, kind, chosen),
    )


def _sizes(views: Views, kind: schema.Kind, entries: Iterable[Entry]) -> dict[str, str]:
    """How many items each checklist has, by its id."""
    if kind.name != "checklist":
        return {}
    counts = {entry.id: sum(1 for _ in active_items(views.playbook.items_of(entry)[0])) for entry in entries}
    return {id: f"{count} item{'' if count == 1 else 's'}" for id, count in counts.items()}
