"""The playbook laid out as pages: where each is, and which view makes it.

In: a playbook. Out: pages in a fixed order. Not here: what stands on them (views), how they look (templates).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

from .. import export, schema
from ..model import addresses
from ..model.permalinks import SHORT, SLICED
from ..model.playbook import Entry, Playbook
from ..model.selections import all_selections
from .blocks import PageView, Tasks
from .views import (
    Views,
    checklist,
    compare,
    definitions,
    former,
    indexes,
    questions,
    record,
    selections,
    sources,
    transitions,
)

_LISTINGS: Final[dict[str, Callable[[Views], PageView]]] = {
    "transition": transitions.view,
    "question": questions.view,
    "statement": compare.view,
    "aspect": definitions.star_model,
    "advice": definitions.advice,
    "term": definitions.glossary,
    "source": sources.view,
}
"""Kinds whose records share one page -> the view that makes it."""


@dataclass(frozen=True)
class Page:
    """One page of the site. Its content is made when it is asked for."""

    address: str
    """From the root of the site: `processes/triage.html`."""
    title: str
    make: Callable[[], PageView]
    index: str | None = None
    """Address of the page that it counts under in the navigation."""
    record_of: str | None = None
    """The data folder of its record: `@processes` in the navigation stands for the pages of that folder."""
    data_path: str | None = None
    """The data file behind it, for the edit link; None for a page that lists many."""

    @property
    def source_uri(self) -> str:
        """The name under which MkDocs knows it: `processes/triage.md`."""
        return self.address.removesuffix(".html") + ".md"

    @cached_property
    def view(self) -> PageView:
        return self.make()


def pages(playbook: Playbook, *, downloads: Collection[export.Format] = ()) -> list[Page]:
    """Every page within the frame of the site: indexes before the records that they list, kinds in their order.

    downloads: formats of the files that pages link.
    """
    from . import code_pages, field_pages

    views = Views(playbook, downloads=downloads)
    return [*_pages(views), *_selections(views), *_gone(views), *field_pages.pages(views), *code_pages.pages(views)]


def leading_on(playbook: Playbook) -> list[Page]:
    """Former and short addresses: they lead on to a record's page. They stand outside the frame of the site."""
    views = Views(playbook)
    return [*_leading_on(views), *_no_longer_embedded(views)]


def embedded(playbook: Playbook) -> Iterator[tuple[str, str, Tasks, str]]:
    """Checklists on bare pages, made to be framed: address, title, the list, and its short address."""
    views = Views(playbook)
    for entry in playbook.entries["checklist"]:
        for id in (entry.id, *entry.fields.aliases):
            block = dataclasses.replace(checklist.tasks(views, entry), level=2)
            yield addresses.embedded(id), entry.title, block, block.short


def _pages(views: Views) -> Iterator[Page]:
    for kind in schema.KINDS.values():
        index = addresses.index(kind.address)
        title = views.index_text(kind).title
        if not kind.has_pages:
            yield Page(index, title, partial(_listing, views, kind))
            continue
        yield Page(index, title, partial(indexes.view, views, kind))
        for entry in views.playbook.entries[kind.name]:
            yield Page(
                addresses.of(entry),
                entry.title,
                partial(record.view, views, entry),
                index,
                kind.folder,
                entry.record.path,
            )


def _listing(views: Views, kind: schema.Kind) -> PageView:
    """A page of many records, with what old links to it lead to."""
    view = _LISTINGS[kind.name](views)
    old = former.tombstones(views, kind.name)
    if old.empty:
        return view
    anchors = tuple(anchor for one in old.entries for anchor in one.anchors)
    return dataclasses.replace(view, blocks=(*view.blocks, old), anchors=(*view.anchors, *anchors))


def _selections(views: Views) -> Iterator[Page]:
    index = addresses.index(schema.KINDS["checklist"].address)
    for one in all_selections(views.playbook):
        yield Page(addresses.selection(one.by, one.id), one.title, partial(selections.view, views, one), index)


def _gone(views: Views) -> Iterator[Page]:
    """Pages of retired records: they say what replaced them."""
    for entry in views.playbook.retired:
        if entry.kind.has_pages:
            for address in (*_addresses(entry, own=True), *_sliced(entry)):
                yield Page(address, entry.title, partial(former.retired, views, entry), data_path=entry.record.path)


def _leading_on(views: Views) -> Iterator[Page]:
    for entry in views.playbook.all():
        if entry.kind.has_pages:
            for address in _addresses(entry, own=False):
                yield Page(address, entry.title, partial(former.moved, views, entry))
    for one in all_selections(views.playbook):
        for alias in one.aliases:
            yield Page(addresses.selection(one.by, alias), one.title, partial(former.moved_selection, views, one))


def _no_longer_embedded(views: Views) -> Iterator[Page]:
    """What stands in other people's frames where a retired checklist was."""
    for entry in views.playbook.retired:
        if entry.kind.name == "checklist":
            for id in (entry.id, *entry.fields.aliases):
                yield Page(addresses.embedded(id), entry.title, partial(former.retired, views, entry))


def _addresses(entry: Entry, *, own: bool) -> Iterator[str]:
    """Every address of a record's page: its own if asked for, those of former ids, and the short ones."""
    for id in (entry.id, *entry.fields.aliases):
        if own or id != entry.id:
            yield addresses.named(entry, id)
        if entry.kind.name in SHORT:
            yield addresses.short(id)


def _sliced(entry: Entry) -> Iterator[str]:
    """Where the checklist items of a role or a scenario are, under each of its ids."""
    if entry.kind.name in SLICED:
        yield from (addresses.selection(entry.kind.name, id) for id in (entry.id, *entry.fields.aliases))
