"""What stands where something was: pages of retired records, addresses that lead on, old anchors.

Not here: which addresses there are (model.site_map).
"""

from collections.abc import Iterator
from dataclasses import replace

from ... import schema
from ...model import addresses
from ...model.playbook import AnyEntry
from ...model.selections import Selection
from ..blocks import LinkRow, PageView, RichText, Target, Tombstone, Tombstones
from .common import Views


def retired(views: Views, entry: AnyEntry, title: str) -> PageView:
    """A page of a record that is no longer part of the playbook: it says so, and what takes its place."""
    parts = tuple(replace(one, target=None) for one in _parts(views, entry))
    instead = _instead(views, entry)
    return views.page(
        title,
        entry.fields.retired.reason if entry.fields.retired else "",
        (Tombstones(id="gone", title="What was on this page", entries=parts),),
        eyebrow=f"{entry.kind.word.capitalize()} · retired",
        instead=instead,
        searched=False,
        anchors=_anchors(parts),
        kept=entry.ids if entry.kind.model is schema.Checklist else (),
    )


def moved(views: Views, entry: AnyEntry) -> PageView:
    """The page at an address that leads on to a record's own: it has the same anchors, each with its link."""
    parts = tuple(_parts(views, entry))
    return views.page(
        entry.title,
        entry.fields.summary,
        (Tombstones(id="its--parts", title="Its parts", entries=parts),),
        eyebrow=f"{entry.kind.word.capitalize()} · this address leads on",
        next=(views.row(entry, "Go to the page."),),
        anchors=_anchors(parts),
        forward=addresses.of(entry),
    )


def moved_part(views: Views, entry: AnyEntry, title: str, address: str) -> PageView:
    """The page at an address that leads on to a page below a record's."""
    target = Target(title, address, id=entry.id, summary=entry.fields.summary)
    return views.page(
        title,
        entry.fields.summary,
        (),
        eyebrow=f"{entry.kind.word.capitalize()} · this address leads on",
        next=(LinkRow(target, RichText("Go to the page.", None)),),
        forward=address,
    )


def moved_selection(views: Views, one: Selection) -> PageView:
    """The page at an address that leads on to a selection from the checklists."""
    target = Target(one.title, one.address, id=one.id, summary=one.summary)
    return views.page(
        one.title,
        one.summary,
        (),
        eyebrow="Checklist items · this address leads on",
        next=(LinkRow(target, RichText("Go to the page.", None)),),
        forward=one.address,
    )


def _parts(views: Views, entry: AnyEntry) -> Iterator[Tombstone]:
    """Each part of a record's page, with every anchor that it has or had."""
    for part in views.playbook.parts(entry):
        yield Tombstone((part.anchor, *part.aliases), part.title, part.gone, views.target(entry, part.anchor))


def _anchors(parts: tuple[Tombstone, ...]) -> tuple[str, ...]:
    return tuple(anchor for one in parts for anchor in one.anchors)


def _instead(views: Views, entry: AnyEntry) -> Target | None:
    """What takes the place of a retired record."""
    ref = entry.fields.retired.instead if entry.fields.retired else None
    return views.find(ref) if ref else None


def _old(views: Views, entry: AnyEntry, ids: tuple[str, ...]) -> tuple[str, ...]:
    """The anchors of a record that shares its page, and of its parts, under ids that it had: the record's first."""
    named = [addresses.named(entry, id, part) for part in ("", *views.playbook.anchors(entry)) for id in ids]
    return tuple(address.partition("#")[2] for address in named)


def with_old_anchors(views: Views, kind: schema.Kind, view: PageView) -> PageView:
    """A page that many records share, with what old links to it lead to."""
    entries = [
        Tombstone(_old(views, entry, entry.ids), entry.title, entry.fields.retired.reason, _instead(views, entry))
        for entry in views.playbook.retired
        if entry.kind is kind and entry.fields.retired
    ]
    entries += [
        Tombstone(_old(views, entry, entry.fields.aliases), entry.title, "", views.target(entry))
        for entry in views.playbook.entries[kind.name]
        if entry.fields.aliases
    ]
    if not entries:
        return view
    old = Tombstones(id="formerly", title="Moved or retired", entries=tuple(entries))
    return replace(view, blocks=(*view.blocks, old), anchors=(*view.anchors, *_anchors(old.entries)))
