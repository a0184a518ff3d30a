"""Ids, former ids and titles: everything is found under its own, and told apart."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, Protocol

from .. import schema
from ..model import addresses
from ..model.playbook import AnyEntry, Playbook, is_a
from ..problems import Problem
from ..reading.names import unusable
from ..reading.records import FieldPath, SourceRecord
from .register import problem_at, rule


@rule()
def parts_have_ids_of_their_own(playbook: Playbook) -> Iterator[Problem]:
    """Two parts of a record never share an id, because the id is the address of the part."""
    for entry in playbook.all():
        for id, first, place in _doubled(entry):
            why = "ties and boxes name it by it" if place[0] == "chart" else "the id is its address"
            what = f"the id '{id}' is already used in line {entry.record.at(first).line}."
            remedy = f"Choose another one for the new part: {why}."
            yield problem_at(entry.record, place, what, remedy, "duplicate-anchor")


def _doubled(entry: AnyEntry) -> Iterator[tuple[str, FieldPath, FieldPath]]:
    """Ids that two parts of a record share: where the first one stands, and where another does."""
    for parts in _parts(entry):
        first: dict[str, FieldPath] = {}
        for id, place in (found for part, path in parts for found in _ids(part, path)):
            if first.setdefault(id, place) is not place:
                yield id, first[id], place


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Placed = Iterable[tuple[_HasId, FieldPath]]
"""Parts of a record, each with its place."""


def _parts(entry: AnyEntry) -> Iterator[_Placed]:
    """The parts of a record that have ids; together those whose ids are told apart."""
    match entry.fields:
        case schema.Checklist(items=items):
            yield schema.placed_items(items, ("items",))
        case schema.Scenario(steps=steps, chart=chart):
            yield schema.placed_items(steps, ("steps",))
            yield _placed(chart.units, "chart", "units")
        case schema.Worksheet(sections=sections):
            yield _placed(sections, "sections")
            for index, section in enumerate(sections):
                yield _placed(section.fields, "sections", index, "fields")
        case schema.Story(events=events):
            yield _placed(events, "events")
        case schema.Question(answers=answers):
            yield _placed(answers, "answers")
        case schema.Source(sections=chapters):
            yield _placed(chapters, "sections")


def _placed(parts: Iterable[_HasId], *path: str | int) -> _Placed:
    return ((part, (*path, index)) for index, part in enumerate(parts))


def _ids(thing: _HasId, path: FieldPath = ()) -> Iterator[tuple[str, FieldPath]]:
    """The id of a record or of a part, then those that it had before, each with its place. path: of the thing."""
    yield thing.id, (*path, "id")
    for index, alias in enumerate(getattr(thing, "aliases", ())):
        yield alias, (*path, "aliases", index)


ALWAYS_RESERVED: Final = {"next", "used-in", "link-this", "gone"}
"""Anchors that the page of any record may have for its own parts."""


class _Anchor(NamedTuple):
    """Something on a page that a link can lead to."""

    address: str
    record: SourceRecord
    path: FieldPath
    """Of the id, in the record, from which it is made."""
    whole: bool
    """Whether it is the record itself that is there, and not a part of it."""


@rule()
def ids_leave_room_on_the_page(playbook: Playbook) -> Iterator[Problem]:
    """Nothing on a page has the anchor of something else there: a link could only lead to one of the two.

    Anchors of what cannot be linked, such as the box beside an item, hold `--`, which no id does.
    """
    everyone = playbook.by_layer((*playbook.all(), *playbook.retired))
    doubled = {entry.record.path for entry in everyone if next(_doubled(entry), None)}  # said already
    taken: dict[str, _Anchor] = {}
    seen: set[tuple[str, FieldPath]] = set()
    found = [(entry, one) for entry in everyone for one in _anchors(playbook, entry)]
    for entry, one in sorted(found, key=lambda pair: not pair[1].whole):
        if one.record.path in doubled:
            continue
        first, anchor = taken.setdefault(one.address, one), one.address.partition("#")[2]
        if anchor in entry.kind.page_anchors | ALWAYS_RESERVED:
            what, remedy = f"'{anchor}' is the name of a part of the page.", "Choose another id."
        elif first is not one and not (first.whole and one.whole):  # two records: addresses_are_used_once
            place = first.record.at(first.path)
            where = f"line {place.line}" if place.path == one.record.path else f"{place.path}, line {place.line}"
            what = f"this has the anchor '{anchor}', and so has what stands in {where}."
            remedy = "Choose another id for the newer one."
        else:
            continue
        if (one.record.path, one.path) not in seen:
            seen.add((one.record.path, one.path))
            yield problem_at(one.record, one.path, what, remedy, "same-address")


def _anchors(playbook: Playbook, entry: AnyEntry) -> Iterator[_Anchor]:
    """Everything that a record puts on a page under its ids."""
    shared = not entry.kind.has_pages
    if shared:
        for id, path in _ids(entry.fields):
            yield _Anchor(addresses.named(entry, id), entry.record, path, whole=True)
        for inner in entry.kind.inner_anchors:
            yield _Anchor(addresses.named(entry, entry.id, inner), entry.record, ("id",), whole=False)
    elif is_a(entry, schema.Checklist):  # on pages with items of many lists, each list has its id
        yield _Anchor(f"checklists/#{entry.id}", entry.record, ("id",), whole=True)
    owner = playbook.scenario_of(entry) if is_a(entry, schema.Checklist) else None
    for part in playbook.parts(entry):
        for anchor in (part.anchor, *part.aliases):
            for id in entry.ids if shared else (entry.id,):
                record, path = (owner or entry).record, (*part.path, "id")
                yield _Anchor(addresses.named(entry, id, anchor), record, path, whole=False)


@rule()
def addresses_are_used_once(playbook: Playbook) -> Iterator[Problem]:
    """A former id is nobody else's id, and a checklist and a worksheet do not share one: each would hide the other."""
    taken: dict[str, AnyEntry] = {}
    everyone = playbook.by_layer((*playbook.all(), *playbook.retired))
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
def ids_are_names_of_files(playbook: Playbook) -> Iterator[Problem]:
    """An id is the name of a file in the data and on the site: no system, and no index page, may need it itself."""
    for entry in (*playbook.all(), *playbook.retired):
        named = ((entry.id, ("id",)), *((id, ("aliases", n)) for n, id in enumerate(entry.fields.aliases)))
        for id, path in named:
            if what := unusable(id):
                yield problem_at(entry.record, path, what, "Choose another id.", "bad-id")
            elif id == "index" and entry.kind.has_pages:
                what = f"'{addresses.named(entry, id)}' is the page that lists every {entry.kind.word}."
                yield problem_at(entry.record, path, what, "Choose another id.", "same-address")


@rule()
def titles_are_told_apart(playbook: Playbook) -> Iterator[Problem]:
    """No two records of a kind share a title: in a list or a search result nobody could tell which is which."""
    for entries in playbook.entries.values():
        first: dict[str, AnyEntry] = {}
        for entry in playbook.by_layer(entries):
            if (known := first.setdefault(entry.title.casefold(), entry)) is not entry:
                what = f"'{entry.title}' is already the title of {known.record.path}."
                yield problem_at(entry.record, ("title",), what, "Choose another one.", "duplicate-title")
