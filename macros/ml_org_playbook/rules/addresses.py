"""Ids, former ids and titles: everything is found under its own, and told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from .. import schema
from ..model import addresses
from ..model.playbook import AnyEntry, Playbook
from ..problems import Problem
from ..reading.records import FieldPath
from .register import lists, problem_at, rule


@rule()
def parts_have_ids_of_their_own(playbook: Playbook) -> Iterator[Problem]:
    """Two parts of a record never share an id, because the id is the address of the part."""
    for entry, items in lists(playbook):
        yield from _repeated(entry, items)
    for entry in playbook.all():
        match entry.fields:
            case schema.Worksheet(sections=sections):
                yield from _repeated(entry, _placed(sections, "sections"))
                for index, section in enumerate(sections):
                    yield from _repeated(entry, _placed(section.fields, "sections", index, "fields"))
            case schema.Source(sections=source_sections):
                yield from _repeated(entry, _placed(source_sections, "sections"))
            case schema.Scenario(chart=chart):
                units = _placed(chart.units, "chart", "units")
                yield from _repeated(entry, units, "ties and boxes name it by it")
            case schema.Story(events=events):
                yield from _repeated(entry, _placed(events, "events"))
            case schema.Question(answers=answers):
                yield from _repeated(entry, _placed(answers, "answers"))


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


def _placed(parts: Iterable[_HasId], *path: str | int) -> Iterator[tuple[_HasId, FieldPath]]:
    """Each part of a list, with its place. path: of the list."""
    return ((part, (*path, index)) for index, part in enumerate(parts))


def _repeated(
    entry: AnyEntry, parts: Iterable[tuple[_HasId, FieldPath]], why: str = "the id is its address"
) -> Iterator[Problem]:
    """Ids and former ids of the parts of a record that are there twice."""
    first: dict[str, FieldPath] = {}
    for part, path in parts:
        for id, place in _ids(part, path):
            if first.setdefault(id, place) is not place:
                what = f"the id '{id}' is already used in line {entry.record.at(first[id]).line}."
                remedy = f"Choose another one for the new part: {why}."
                yield problem_at(entry.record, place, what, remedy, "duplicate-anchor")


def _ids(thing: _HasId, path: FieldPath = ()) -> Iterator[tuple[str, FieldPath]]:
    """The id of a record or of a part, then those that it had before, each with its place. path: of the thing."""
    yield thing.id, (*path, "id")
    for index, alias in enumerate(getattr(thing, "aliases", ())):
        yield alias, (*path, "aliases", index)


ALWAYS_RESERVED: Final = {"next", "used-in", "link-this", "gone"}
"""Anchors that the page of any record may have for its own parts."""


@rule()
def ids_leave_room_for_the_page(playbook: Playbook) -> Iterator[Problem]:
    """No item is named like a part of the page that it stands on: a link could only lead to one of the two."""
    for entry in playbook.all():
        if names := entry.kind.page_anchors:
            for id, path in _anchors(entry):
                if id in names | ALWAYS_RESERVED:
                    what = f"'{id}' is the name of a part of the page."
                    yield problem_at(entry.record, path, what, "Choose another id.", "same-address")


def _anchors(entry: AnyEntry) -> Iterator[tuple[str, FieldPath]]:
    """Ids in a record that become anchors as they stand."""
    match entry.fields:
        case schema.Checklist(items=items):
            yield from ((item.id, (*path, "id")) for item, path in schema.placed_items(items, ("items",)))
        case schema.Worksheet(sections=sections):
            yield from ((part.id, (*path, "id")) for part, path in _placed(sections, "sections"))
        case schema.Story(events=events):
            yield from ((part.id, (*path, "id")) for part, path in _placed(events, "events"))
        case _:
            yield entry.id, ("id",)


@rule()
def addresses_are_used_once(playbook: Playbook) -> Iterator[Problem]:
    """A former id is nobody else's id, and a checklist and a worksheet do not share one: each would hide the other."""
    taken: dict[str, AnyEntry] = {}
    everyone = [*playbook.all(), *playbook.retired]
    for entry in everyone:
        for index, alias in enumerate(entry.fields.aliases):
            if alias in (entry.id, *entry.fields.aliases[:index]):
                what = f"'{alias}' is {'the id of this record' if alias == entry.id else 'named twice'}."
                yield problem_at(entry.record, ("aliases", index), what, "Remove the alias.", "same-address")
        for address in addresses.under(entry, entry.id):
            taken.setdefault(address, entry)
    for entry in everyone:
        for id, path in _ids(entry.fields):
            for address in addresses.under(entry, id):
                if (other := taken.setdefault(address, entry)) is not entry:
                    what = f"'{address}' is already the address of {other.record.path}."
                    remedy = "Choose another id, or remove the alias."
                    yield problem_at(entry.record, path, what, remedy, "same-address")


@rule()
def titles_are_told_apart(playbook: Playbook) -> Iterator[Problem]:
    """No two records of a kind share a title: in a list or a search result nobody could tell which is which."""
    for entries in playbook.entries.values():
        first: dict[str, AnyEntry] = {}
        for entry in entries:
            known = first.setdefault(entry.title.casefold(), entry)
            if known is not entry:
                what = f"'{entry.title}' is already the title of {known.record.path}."
                yield problem_at(entry.record, ("title",), what, "Choose another one.", "duplicate-title")
