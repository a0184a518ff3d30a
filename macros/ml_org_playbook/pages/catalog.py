"""The places of the site map as pages: which view makes which.

In: a playbook. Out: pages in the order of the site map. Not here: which pages there are (model.site_map), what stands
on them (views), how they look (rendering).
"""

import dataclasses
from collections.abc import Collection, Iterator
from functools import partial
from typing import assert_never

from .. import schema
from ..model import addresses
from ..model.playbook import AnyEntry, Playbook, is_a
from ..model.selections import Selection
from ..model.site_map import OUTSIDE_THE_FRAME, Place, site_map
from . import code_pages, field_pages
from .blocks import Tasks
from .page import Page
from .views import Views, checklist, indexes, moved_and_retired, record, scenario_parts, selections
from .views.common import DownloadFormat
from .views.registry import LISTINGS


def pages(playbook: Playbook, *, downloads: Collection[DownloadFormat] = ()) -> list[Page]:
    """Every page within the frame of the site.

    downloads: formats of the files that pages link.
    """
    views = Views(playbook, downloads=downloads)
    return [_page(views, place) for place in site_map(playbook) if place.role not in OUTSIDE_THE_FRAME]


def leading_on(playbook: Playbook) -> list[Page]:
    """Former and short addresses: they lead on to a record's page. They stand outside the frame of the site."""
    views = Views(playbook)
    roles = ("moved", "moved-part", "moved-selection", "no-longer-embedded")
    return [_page(views, place) for place in site_map(playbook) if place.role in roles]


def embedded(playbook: Playbook) -> Iterator[tuple[str, str, Tasks, str]]:
    """Checklists on bare pages, made to be framed: address, title, the list, and its short address."""
    views = Views(playbook)
    for place in site_map(playbook):
        if place.role == "embedded" and place.entry and is_a(place.entry, schema.Checklist):
            block = dataclasses.replace(checklist.tasks(views, place.entry), level=2)
            yield place.address, place.entry.title, block, block.short


def _page(views: Views, place: Place) -> Page:
    match place.role:
        case "listing":
            return _listing(views, place, schema.KINDS[place.name])
        case "record":
            entry = _entry(place)
            return Page(place, entry.title, partial(record.view, views, entry), addresses.index(entry.kind.address))
        case "part":
            entry = _entry(place)
            title = scenario_parts.title(entry, place.name)
            index = addresses.index(entry.kind.address)
            return Page(place, title, partial(scenario_parts.view, views, entry, place.name), index)
        case "moved-part":
            entry = _entry(place)
            title, target = scenario_parts.title(entry, place.name), addresses.part(entry, place.name)
            return Page(place, title, partial(moved_and_retired.moved_part, views, entry, title, target))
        case "retired" | "no-longer-embedded":
            entry = _entry(place)
            is_selection = place.address in (addresses.selection(entry.kind.name, id) for id in entry.ids)
            title = f"Checklist items: {entry.title}" if is_selection else entry.title
            return Page(place, title, partial(moved_and_retired.retired, views, entry, title))
        case "moved":
            return Page(place, _entry(place).title, partial(moved_and_retired.moved, views, _entry(place)))
        case "selection":
            index = addresses.index(schema.kind_of(schema.Checklist).address)
            return Page(place, _selection(place).title, partial(selections.view, views, _selection(place)), index)
        case "moved-selection":
            one = _selection(place)
            return Page(place, one.title, partial(moved_and_retired.moved_selection, views, one))
        case "fields-index" | "fields":
            return field_pages.page(views, place)
        case "codes-index" | "code":
            return code_pages.page(views, place)
        case "embedded":
            raise TypeError(f"{place} is a bare page: `embedded` makes it")
        case _:
            assert_never(place.role)


def _entry(place: Place) -> AnyEntry:
    assert place.entry is not None, place
    return place.entry


def _selection(place: Place) -> Selection:
    assert place.selection is not None, place
    return place.selection


def _listing(views: Views, place: Place, kind: schema.Kind) -> Page:
    title = views.playbook.settings.page_text(kind).title
    if kind.has_pages:
        return Page(place, title, partial(indexes.view, views, kind))
    return Page(place, title, lambda: moved_and_retired.with_old_anchors(views, kind, LISTINGS[kind.name](views)))
