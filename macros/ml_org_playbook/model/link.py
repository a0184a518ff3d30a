"""Ids to objects: every reference is followed, every text's links, parameters and source are looked up.

In: records as written and as checked. Out: a playbook, and the references that lead nowhere.
References are collected from the records as they were written, so that one run reports faults of form and faults of
reference together. Bad references are left out of the playbook, never raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath
from typing import Any, Final, get_args

from .. import schema
from ..problems import Problem, dotted, nearest, suggestion
from ..reading import layers
from ..reading.records import FieldPath, SourceRecord
from . import relations, unresolved
from .playbook import AnyEntry, Entry, Link, Playbook, Provenance

PROSE_LINK: Final = re.compile(r"(?<!!)\[[^\[\]]*\]\(\s*([^()\s]*)")
"""A Markdown link in a text; group 1 is its target."""
PARAMETER: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A parameter in a text; group 1 is its name."""
_BRACES: Final = re.compile(r"(?<!\{)\{([ \t]*[A-Za-z_][\w \t.-]*)\}(?!\})")
"""What was meant as a parameter, whether it is written like one or not; group 1 is what stands for its name.

Two braces are none: they are refused by themselves.
"""
_REF: Final = re.compile(r"([a-z]+):([^#]+)(?:#(.+))?")
"""`kind:id#item`."""
_WITH_SPACE: Final = re.compile(r"\]\(\s*((?:https?://|mailto:)[^()\s]*[ \t]+[^()\s\"'][^()\n]*)\)", re.IGNORECASE)
"""A web address that is cut by a space; group 1 is all of it. A title in quotes may follow an address."""
WEB: Final = re.compile(r"https?://[a-z0-9]|mailto:[a-z0-9]", re.IGNORECASE)


@dataclass(frozen=True)
class Checked:
    """A record as written, and as checked (None where it has faults)."""

    record: SourceRecord
    model: schema.Model | None


def link(
    checked: list[Checked],
    names: frozenset[tuple[str, str]],
    settings: schema.Settings,
    unread: frozenset[str] = frozenset(),
) -> tuple[Playbook, list[Problem]]:
    """Turn ids into objects.

    names: kind and id of every file, readable or not.
    unread: kinds of whose records nothing is known. References to them are not looked up.
    Order: records by order, title and id within a kind; links as their records state them.
    Problems: unknown-ref, retired-ref, missing-source, unknown-parameter, cycle, contradiction.
    """
    by_kind: dict[str, list[AnyEntry]] = {kind: [] for kind in schema.KINDS}
    retired: list[AnyEntry] = []
    written = tuple(one.record for one in checked if one.record.kind in schema.SETTINGS)
    for one in sorted(checked, key=lambda one: one.record.path):
        if isinstance(one.model, schema.Record):
            entry = Entry(schema.KINDS[one.record.kind], one.model, one.record)
            (retired if entry.fields.retired is not None else by_kind[entry.kind.name]).append(entry)
    entries = {kind: tuple(sorted(some, key=lambda entry: entry.sort_key)) for kind, some in by_kind.items()}
    known = Playbook(settings, entries, retired=tuple(retired), written=written)
    linker = _Linker(known, _Ids(known, checked, names, unread))
    for one in _in_order(checked, entries):
        linker.take(one)
    playbook = Playbook(settings, entries, tuple(linker.links), tuple(retired), written)
    return playbook, linker.problems + list(_unknown_items(playbook, linker.items))


def _in_order(checked: list[Checked], entries: Mapping[str, tuple[AnyEntry, ...]]) -> list[Checked]:
    """As the entries stand; what is no entry comes last, by path."""
    ranks = {entry.record.path: rank for rank, entry in enumerate(chain.from_iterable(entries.values()))}
    return sorted(checked, key=lambda one: (ranks.get(one.record.path, len(ranks)), one.record.path))


class _Ids:
    """Which ids there are, and were, of each kind."""

    def __init__(
        self, playbook: Playbook, checked: list[Checked], names: frozenset[tuple[str, str]], unread: frozenset[str]
    ) -> None:
        self.unread = unread
        self.folders = [one.path.rpartition("/")[0] for one in playbook.written] or ["data"]
        self.now: dict[str, set[str]] = {kind: set() for kind in schema.KINDS}
        self.former: dict[tuple[str, str], str] = {}
        for kind, id in names:
            if kind in self.now:
                self.now[kind].add(id)
        for one in checked:
            if one.record.kind in self.now:
                self._written(one.record)
        self.retired = {(entry.kind.name, entry.id): entry for entry in playbook.retired}

    def _written(self, record: SourceRecord) -> None:
        """What a record says of itself, faulty or not."""
        if isinstance(id := record.value.get("id"), str):
            self.now[record.kind].add(id)
        aliases = record.value.get("aliases")
        for alias in aliases if isinstance(aliases, list) else ():
            if isinstance(alias, str):
                self.former[record.kind, alias] = record.stem

    def missing(self, kind: str, id: str) -> tuple[str, str, str]:
        """What is wrong with an id that is not there, what to do, and the cause if many places name it."""
        one, known = schema.KINDS[kind], self.now[kind]
        if (kind, id) in self.former:
            return *unresolved.former(id, self.former[kind, id]), ""
        if not known:
            remedy = f"Add {self._place(id)}/{one.folder}/{id}.yml."
            return f"no {one.word} '{id}', and no other: {self._place('')}/{one.folder}/ holds no record.", remedy, kind
        remedy = suggestion(id, known)
        if remedy:
            return f"no {one.word} '{id}'.", remedy, ""
        return f"no {one.word} '{id}'.", f"Add {self._place(id)}/{one.folder}/{id}.yml.", f"{kind}:{id}"

    def _place(self, id: str) -> str:
        """The layer that a record of this id would stand in."""
        first, *further = self.folders
        return next((one for one in further if id.startswith(layers.prefix(PurePath(one)))), first)

    def successor(self, entry: AnyEntry) -> tuple[str | None, list[str]]:
        """What takes the place of a retired record in the end, or the circle of retired records that it leads into."""
        way = [entry.ref]
        while entry.fields.retired and (instead := entry.fields.retired.instead):
            named = _REF.fullmatch(instead)
            following = self.retired.get((named[1], named[2])) if named else None
            if following is None:
                return str(instead), []
            if following.ref in way:
                return None, way[way.index(following.ref) :]
            entry = following
            way.append(entry.ref)
        return None, []


@dataclass(frozen=True)
class _Item:
    """A reference to an item of a record, perhaps of the same one."""

    record: SourceRecord
    path: FieldPath
    needle: str
    target: AnyEntry
    anchor: str


class _Linker:
    def __init__(self, playbook: Playbook, ids: _Ids) -> None:
        self.playbook = playbook
        self.ids = ids
        self.sections = {
            f"{source.id}/{section.id}" for source in playbook.of(schema.Source) for section in source.fields.sections
        }
        self.links: list[Link] = []
        self.items: list[_Item] = []
        self.problems: list[Problem] = []

    def take(self, one: Checked) -> None:
        record = one.record
        if isinstance(one.model, schema.Record) and one.model.retired is not None:
            self._instead(self.ids.retired[record.kind, record.stem])
            return
        origin = self.playbook.find(f"{record.kind}:{record.stem}") if one.model is not None else None
        if record.kind in schema.KINDS:
            self._sources(one)
        for found in origin.marked_values if origin is not None else schema.marked_values(record):
            path, marker, text = found
            if isinstance(marker, schema.Ref):
                self._ref(record, origin, path, text, marker.kind)
            elif isinstance(marker, schema.SectionName):
                self._section(record, path, text)
            else:
                if "{" in text:
                    self._parameters(record, path, text)
                if "](" in text and marker.sort == "prose":
                    for target in PROSE_LINK.findall(text):
                        if not WEB.match(target):
                            self._ref(record, origin, path, target, None, mention=True)
                    for address in _WITH_SPACE.findall(text):
                        what = f"the address '{address}' holds a space."
                        self._report(record, path, address, what, "Write '%20' for it.", "unknown-ref")

    def _report(
        self, record: SourceRecord, path: FieldPath, needle: str, what: str, remedy: str, code: str, cause: str = ""
    ) -> None:
        self.problems.append(Problem(record.within(path, needle), dotted(path), what, remedy, code, cause))

    def _instead(self, entry: AnyEntry) -> None:
        """Of a retired record only what takes its place is looked up: the rest of it is shown nowhere."""
        path: FieldPath = ("retired", "instead")
        _, circle = self.ids.successor(entry)
        if entry.ref not in circle:
            for found in schema.marked_values(entry.record):
                if found.path == path:
                    self._ref(entry.record, None, path, found.text, None)
        elif entry.ref == min(circle):
            what = f"retired records lead to one another in a circle: {' → '.join([*circle, circle[0]])}."
            remedy = "Name one that is not retired, or leave 'instead' out."
            self._report(entry.record, path, "", what, remedy, "cycle")

    def _ref(
        self,
        record: SourceRecord,
        origin: AnyEntry | None,
        path: FieldPath,
        text: str,
        kind: str | None,
        *,
        mention: bool = False,
    ) -> None:
        id, anchor, needle = text, None, text if mention else ""
        if kind is None:
            named = _REF.fullmatch(text)
            if named is None or named[1] not in schema.KINDS:
                self._unknown_kind(record, path, needle, text, named[1] if named else None)
                return
            kind, id, anchor = named.groups()
        target = self.playbook.find(f"{kind}:{id}")
        if target is None:
            self._no_target(record, path, needle, kind, id)
            return
        if anchor is not None:
            self.items.append(_Item(record, path, needle, target, anchor))
        if target is origin and anchor is None and not mention:
            self._report(record, path, needle, "this leads to the record itself.", "Name another.", "contradiction")
        if origin is not None and target is not origin:
            relation = relations.MENTION if mention else relations.at(path)
            self.links.append(Link(origin, relation, target, anchor, path, needle))

    def _no_target(self, record: SourceRecord, path: FieldPath, needle: str, kind: str, id: str) -> None:
        if entry := self.ids.retired.get((kind, id)):
            what, remedy = unresolved.retired(entry, self.ids.successor(entry)[0])
            self._report(record, path, needle, what, remedy, "retired-ref")
        elif id not in self.ids.now[kind] and kind not in self.ids.unread:
            what, remedy, cause = self.ids.missing(kind, id)
            self._report(record, path, needle, what, remedy, "unknown-ref", cause)

    def _unknown_kind(self, record: SourceRecord, path: FieldPath, needle: str, text: str, kind: str | None) -> None:
        if kind is None:
            what = f"'{text[:80]}' is not a link to a record."
            remedy = "Write 'kind:id', such as 'process:triage', or a web address with https."
        else:
            what = f"'{text[:80]}' names no kind of record."
            remedy = suggestion(kind, schema.KINDS) or f"The kinds are: {', '.join(sorted(schema.KINDS))}."
        self._report(record, path, needle, what, remedy, "unknown-ref")

    def _section(self, record: SourceRecord, path: FieldPath, text: str) -> None:
        if text in self.sections or "source" in self.ids.unread:
            return
        source, slash, section = text.partition("/")
        if slash and source not in self.ids.now["source"]:
            what, remedy, cause = self.ids.missing("source", source)
            if (near := nearest(source, self.ids.now["source"])) and f"{near}/{section}" in self.sections:
                remedy = f"Did you mean '{near}/{section}'?"
            self._report(record, path, "", what, remedy, "unknown-ref", cause)
        elif not slash or self.playbook.get(schema.Source, source):
            known = {one for one in self.sections if one.startswith(f"{source}/")} or self.sections
            remedy = suggestion(text, known) or "The sections are listed in data/sources/."
            what = f"no section '{text}'." if slash else f"expected 'source/section', found '{text}'."
            self._report(record, path, "", what, remedy, "unknown-ref")

    def _parameters(self, record: SourceRecord, path: FieldPath, text: str) -> None:
        known = self.playbook.settings.parameters
        for found in _BRACES.finditer(text):
            if _is_value(record, path):
                what = f"'{found[0]}' stands in a value, and would be shown as it stands."
                self._report(record, path, found[0], what, "Write out what it stands for.", "unknown-parameter")
            elif found[1] not in known:
                name = found[1]
                remedy = suggestion(name, known) or "Add it to data/playbook.yml."
                cause = f"parameter:{name}"
                self._report(record, path, found[0], f"no parameter '{name}'.", remedy, "unknown-parameter", cause)

    def _sources(self, one: Checked) -> None:
        """A text that is stated or implied names its section, or stands in something that does."""
        found: list[tuple[FieldPath, str]] = []
        _without_source(one.record.value, _begun(one), (), found)
        for path, basis in found:
            what = f"this is '{basis}', but neither it nor what it stands in names a source."
            remedy = "Add 'source: chapter-14/…', or say 'basis: editorial'."
            self._report(one.record, (*path, "basis"), "", what, remedy, "missing-source")


def _is_value(record: SourceRecord, path: FieldPath) -> bool:
    """Whether a text is the value of a parameter."""
    return record.kind in schema.SETTINGS and path[0] == "parameters" and path[-1] != "about"


def _begun(one: Checked) -> Provenance:
    """What stands around a record: nothing. One that lacks its own basis is taken to have one, with a source."""
    lacks_basis = one.model is None and one.record.value.get("basis") not in get_args(schema.Basis)
    return Provenance("stated", "") if lacks_basis else Provenance("editorial")


def _without_source(value: Any, inherited: Provenance, path: FieldPath, found: list[tuple[FieldPath, str]]) -> None:
    """Every mapping that is stated or implied and ends up without a source: its path and its basis.

    What stands in one of these is not looked at for the same fault once more.
    """
    inside: Iterable[tuple[str | int, Any]]
    if isinstance(value, dict):
        inside = value.items()
        basis, source = value.get("basis"), value.get("source")
        if basis is not None or source is not None:
            inherited = inherited.narrowed(basis, source if isinstance(source, str) else None)
            if basis in ("stated", "implied") and inherited.section is None:
                if not any(key != "source" and nearest(key, ["source"]) for key in value):  # that is reported
                    found.append((path, basis))
                inherited = Provenance(basis, "")
    else:
        inside = enumerate(value)
    for key, part in inside:
        if isinstance(part, (dict, list)):
            _without_source(part, inherited, (*path, key), found)


def _unknown_items(playbook: Playbook, items: list[_Item]) -> Iterator[Problem]:
    for one in items:
        found = unresolved.item(playbook, one.target, one.anchor) if playbook.items_known(one.target) else None
        if found is not None:
            words, is_retired = found
            place = one.record.within(one.path, one.needle)
            yield Problem(place, dotted(one.path), *words, "retired-ref" if is_retired else "unknown-ref")
