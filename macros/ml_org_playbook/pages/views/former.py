"""What stands where something was: pages of retired records, addresses that lead on, old anchors.

In: a record, or a kind whose records share a page. Out: sheets and blocks. Not here: which addresses there are (pages).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ... import schema
from ...model import addresses
from ...model.playbook import Entry, parts
from ...model.selections import Selection
from .. import blocks
from ..blocks import LinkRow, PageView, RichText, Target
from .common import Views


def retired(views: Views, entry: Entry) -> PageView:
    """The page of a record that is no longer part of the playbook: it says so, and what takes its place."""
    retired = entry.fields.retired
    entries = tuple(_parts(views, entry))
    ids = (entry.id, *entry.fields.aliases)
    return views.listing(
        schema.PageText.model_construct(title=entry.title, summary=retired.reason),
        (
            blocks.Tombstones(
                id="gone",
                title="What was on this page",
                entries=tuple(replace(one, target=None) for one in entries),
            ),
        ),
        eyebrow=f"{entry.kind.word.capitalize()} · retired",
        instead=views.find(retired.instead) if retired.instead else None,
        anchors=tuple(anchor for one in entries for anchor in one.anchors),
        kept=ids if entry.kind.name == "checklist" else (),
    )


def moved(views: Views, entry: Entry) -> PageView:
    """The page at an address that leads on to a record's own: with the same anchors, each with its link."""
    entries = tuple(_parts(views, entry))
    return views.listing(
        schema.PageText.model_construct(title=entry.title, summary=entry.fields.summary),
        (blocks.Tombstones(id="parts", title="Its parts", entries=entries),),
        eyebrow=f"{entry.kind.word.capitalize()} · this address leads on",
        next=(LinkRow(views.target(entry), RichText("Go to the page.", None)),),
        anchors=tuple(anchor for one in entries for anchor in one.anchors),
        forward=addresses.of(entry),
    )


def _parts(views: Views, entry: Entry) -> Iterator[blocks.Tombstone]:
    """Each part of a record's page, with every anchor that it has or had."""
    for part in parts(views.playbook, entry):
        yield blocks.Tombstone((part.anchor, *part.aliases), part.title, part.gone, views.target(entry, part.anchor))


def moved_selection(views: Views, one: Selection) -> PageView:
    """The page at an address that leads on to a selection from the checklists."""
    here = addresses.selection(one.by, one.id)
    return views.listing(
        schema.PageText.model_construct(title=one.title, summary=one.summary),
        (),
        eyebrow="Checklist items · this address leads on",
        next=(LinkRow(Target(one.title, here, "", "", one.id, one.summary), RichText("Go to the page.", None)),),
        forward=here,
    )


def tombstones(views: Views, kind: str) -> blocks.Tombstones:
    """Old anchors of a page that many records of a kind share."""
    entries = []
    for entry in views.playbook.retired:
        if entry.kind.name == kind:
            instead = entry.fields.retired.instead
            entries.append(
                blocks.Tombstone(
                    (entry.id, *entry.fields.aliases),
                    entry.title,
                    entry.fields.retired.reason,
                    views.find(instead) if instead else None,
                )
            )
    for entry in views.playbook.entries[kind]:
        if entry.fields.aliases:
            entries.append(blocks.Tombstone(entry.fields.aliases, entry.title, "", views.target(entry)))
    return blocks.Tombstones(id="formerly", title="Moved or retired", entries=tuple(entries))
