"""The page that lists every record of a kind, and cards for some of them."""

from collections.abc import Iterable

from ... import schema
from ...model.playbook import AnyEntry, is_a
from ..blocks import Cards, Group, PageView, Target
from . import pictures, selections
from .common import Views


def view(views: Views, kind: schema.Kind) -> PageView:
    """The page that lists every record of a kind that has pages."""
    groups: dict[str, list[Target]] = {heading: [] for heading in kind.forms.values()}
    for target in map(views.target, views.playbook.entries[kind.name]):
        groups.setdefault(target.group, []).append(target)
    listed = tuple(Group(title, tuple(found)) for title, found in groups.items() if found)
    block = _cards(views, views.playbook.entries[kind.name], listed, "all", f"All {kind.plural.lower()}", "small")
    return views.listing(kind.model, (block,), facts=selections.links(views) if kind.model is schema.Checklist else ())


def cards(views: Views, entries: Iterable[AnyEntry], id: str, title: str) -> Cards:
    """Cards for some records of a kind."""
    chosen = list(entries)
    return _cards(views, chosen, (Group("", tuple(views.target(entry) for entry in chosen)),), id, title, id)


def _cards(
    views: Views, entries: Iterable[AnyEntry], groups: tuple[Group, ...], id: str, title: str, pictures_name: str
) -> Cards:
    scenarios = [entry for entry in entries if is_a(entry, schema.Scenario)]
    checklists = [entry for entry in entries if is_a(entry, schema.Checklist)]
    counts = {entry.id: len(views.playbook.active_items(entry)) for entry in checklists}
    return Cards(
        id=id,
        title=title,
        groups=groups,
        pictures=pictures.small_charts(scenarios, pictures_name),
        sizes={id: f"{count} item{'' if count == 1 else 's'}" for id, count in counts.items()},
    )
