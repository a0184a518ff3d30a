"""Ids, former ids and titles: everything is found under its own, and told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

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
    for worksheet in playbook.of(schema.Worksheet):
        sections = worksheet.fields.sections
        yield from _repeated(worksheet, _ids(sections, ("sections",)))
        for index, section in enumerate(sections):
            yield from _repeated(worksheet, _ids(section.fields, ("sections", index, "fields")))
    for scenario in playbook.of(schema.Scenario):
        units = _ids(scenario.fields.chart.units, ("chart", "units"))
        yield from _repeated(scenario, units, "ties and boxes name it by it")
    for story in playbook.of(schema.Story):
        yield from _repeated(story, _ids(story.fields.events, ("events",)))
    for question in playbook.of(schema.Question):
        yield from _repeated(question, _ids(question.fields.answers, ("answers",)))
    for source in playbook.of(schema.Source):
        yield from _repeated(source, _ids(source.fields.sections, ("sections",)))


def _ids(parts: Iterable[Any], path: FieldPath) -> Iterator[tuple[Any, FieldPath]]:
    return ((part, (*path, index)) for index, part in enumerate(parts))


def _repeated(
    entry: AnyEntry, parts: Iterable[tuple[Any, FieldPath]], why: str = "the id is its address"
) -> Iterator[Problem]:
    """Ids and former ids of the parts of a record that are there twice."""
    first: dict[str, FieldPath] = {}
    for part, path in parts:
        names: list[tuple[str, FieldPath]] = [(part.id, (*path, "id"))]
        names += [(alias, (*path, "aliases", index)) for index, alias in enumerate(getattr(part, "aliases", ()))]
        for id, place in names:
            if id in first:
                line = entry.record.at(first[id]).line
                yield problem_at(
                    entry.record,
                    place,
                    f"the id '{id}' is already used in line {line}.",
                    f"Choose another one for the new part: {why}.",
                    "duplicate-anchor",
                )
            first.setdefault(id, place)


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
            yield from ((part.id, (*path, "id")) for part, path in _ids(sections, ("sections",)))
        case schema.Story(events=events):
            yield from ((part.id, (*path, "id")) for part, path in _ids(events, ("events",)))
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
        for address in _addresses(entry, entry.id):
            taken.setdefault(address, entry)
    for entry in everyone:
        names: list[tuple[str, FieldPath]] = [(entry.id, ("id",))]
        names += [(alias, ("aliases", index)) for index, alias in enumerate(entry.fields.aliases)]
        for id, path in names:
            for address in _addresses(entry, id):
                other = taken.setdefault(address, entry)
                if other is not entry:
                    yield problem_at(
                        entry.record,
                        path,
                        f"'{address}' is already the address of {other.record.path}.",
                        "Choose another id, or remove the alias.",
                        "same-address",
                    )


def _addresses(entry: AnyEntry, id: str) -> Iterator[str]:
    yield addresses.named(entry, id)
    if entry.kind.handed_out:
        yield addresses.short(id)


@rule()
def titles_are_told_apart(playbook: Playbook) -> Iterator[Problem]:
    """No two records of a kind share a title: in a list or a search result nobody could tell which is which."""
    for entries in playbook.entries.values():
        first: dict[str, AnyEntry] = {}
        for entry in entries:
            known = first.setdefault(entry.title.casefold(), entry)
            if known is not entry:
                yield problem_at(
                    entry.record,
                    ("title",),
                    f"'{entry.title}' is already the title of {known.record.path}.",
                    "Choose another one.",
                    "duplicate-title",
                )
