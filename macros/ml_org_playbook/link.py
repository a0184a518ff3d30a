"""Ids to objects: every reference is followed, every text's links, parameters and source are looked up.

In: records as written and as checked. Out: a playbook, and the references that lead nowhere.
References are collected from the records as they were written, so that one run reports faults of form and faults of
reference together. Bad references are left out of the playbook, never raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from . import schema
from .playbook import Entry, Link, Playbook, Sourcing, anchors
from .problems import Location, Problem, dotted, suggestion
from .source import Path_, SourceRecord, parts

PROSE_LINK: Final = re.compile(r"\[[^\[\]]*\]\(\s*([^()\s]*)")
"""A Markdown link in a text; group 1 is its target."""
PARAMETER: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A parameter in a text; group 1 is its name."""
WEB: Final = re.compile(r"https?://[a-z0-9]|mailto:[a-z0-9]", re.IGNORECASE)


@dataclass(frozen=True)
class Checked:
    """A record as written, and as checked (None where it has faults)."""

    record: SourceRecord
    model: schema.Model | None


def link(
    checked: list[Checked], names: frozenset[tuple[str, str]], settings: schema.Settings
) -> tuple[Playbook, list[Problem]]:
    """Turn ids into objects.

    names: kind and id of every file, readable or not.
    Order: records by order, title and id within a kind; links as their records state them.
    Problems: unknown-ref, retired-ref, missing-source, unknown-parameter.
    """
    entries = {
        name: tuple(
            sorted(
                (
                    Entry(kind, one.model, one.record)
                    for one in checked
                    if one.record.kind == name and one.model is not None and not _retired(one)
                ),
                key=lambda entry: entry.sort_key,
            )
        )
        for name, kind in schema.KINDS.items()
    }
    retired = tuple(
        Entry(schema.KINDS[one.record.kind], one.model, one.record)
        for one in sorted(checked, key=lambda one: one.record.path)
        if _retired(one)
    )
    linker = _Linker(Playbook(settings, entries, retired=retired), names)
    for one in _in_order(checked, entries):
        linker.take(one)
    playbook = Playbook(settings, entries, tuple(linker.links), retired)
    return playbook, linker.problems + list(_unknown_items(playbook, linker.items))


def _retired(one: Checked) -> bool:
    return isinstance(one.model, schema.Record) and one.model.retired is not None


def _in_order(checked: list[Checked], entries: Mapping[str, tuple[Entry, ...]]) -> list[Checked]:
    """As the entries stand; what is no entry comes last, by path."""
    ranks = {entry.record.path: rank for rank, entry in enumerate(chain.from_iterable(entries.values()))}
    return sorted(checked, key=lambda one: (ranks.get(one.record.path, len(ranks)), one.record.path))


@dataclass(frozen=True)
class _Item:
    """A reference to an item of a record, perhaps of the same one."""

    record: SourceRecord
    path: Path_
    needle: str
    target: Entry
    anchor: str


class _Linker:
    def __init__(self, playbook: Playbook, names: frozenset[tuple[str, str]]) -> None:
        self.playbook = playbook
        self.ids: dict[str, set[str]] = {kind: set() for kind in schema.KINDS}
        for kind, id in names:
            if kind in self.ids:
                self.ids[kind].add(id)
        self.sections = {
            f"{source.id}/{section.id}" for source in playbook.entries["source"] for section in source.fields.sections
        }
        self.retired = {(entry.kind.name, entry.id): entry for entry in playbook.retired}
        self.links: list[Link] = []
        self.items: list[_Item] = []
        self.problems: list[Problem] = []

    def take(self, one: Checked) -> None:
        record = one.record
        if _retired(one):
            self._instead(one)
            return
        origin = self.playbook.get(record.kind, record.stem) if one.model is not None else None
        if record.kind != "playbook":
            self._sources(record)
        for found in origin.marked if origin is not None else schema.marked(record):
            match found.mark:
                case schema.IsLine():
                    self._parameters(record, found.path, found.text)
                case schema.IsProse():
                    self._parameters(record, found.path, found.text)
                    for target in PROSE_LINK.findall(found.text):
                        if not WEB.match(target):
                            self._ref(record, origin, found.path, target, None, mention=True)
                case schema.RefTo(kind):
                    self._ref(record, origin, found.path, found.text, kind)
                case schema.IsSection():
                    self._section(record, found.path, found.text)

    def _instead(self, one: Checked) -> None:
        """Of a retired record only what takes its place is looked up: the rest of it is shown nowhere."""
        for found in schema.marked(one.record):
            if found.path == ("retired", "instead"):
                self._ref(one.record, None, found.path, found.text, None)

    def _ref(
        self,
        record: SourceRecord,
        origin: Entry | None,
        path: Path_,
        text: str,
        kind: str | None,
        *,
        mention: bool = False,
    ) -> None:
        anchor = None
        needle = text if mention else ""
        if kind is None:
            named = re.fullmatch(r"([a-z]+):([^#]+)(?:#(.+))?", text)
            if named is None or named[1] not in schema.KINDS:
                self._unknown_kind(record.within(path, needle), path, text, named[1] if named else None)
                return
            kind, id, anchor = named[1], named[2], named[3]
        else:
            id = text
        if (kind, id) in self.retired:
            self.problems.append(self._to_retired(record.within(path, needle), path, self.retired[kind, id]))
            return
        if id not in self.ids[kind]:
            word = schema.KINDS[kind].name
            remedy = suggestion(id, self.ids[kind]) or f"Add data/{schema.KINDS[kind].folder}/{id}.yml."
            place = record.within(path, needle)
            self.problems.append(Problem(place, dotted(path), f"no {word} '{id}'.", remedy, "unknown-ref"))
            return
        target = self.playbook.get(kind, id)
        if target is not None and anchor is not None:
            self.items.append(_Item(record, path, needle, target, anchor))
        if origin is not None and target is not None and target is not origin:
            relation = "mention" if mention else ".".join(part for part in path if isinstance(part, str))
            words, sourcing = _around(record.value, path, origin.sourcing)
            self.links.append(
                Link(origin, relation, target, anchor, None if mention else words, sourcing, path, needle)
            )

    def _to_retired(self, place: Location, path: Path_, entry: Entry) -> Problem:
        instead = entry.fields.retired.instead
        remedy = f"Link to '{instead}' instead." if instead else "Remove the link, or link to something else."
        what = f"{entry.kind.word} '{entry.id}' is retired: {entry.fields.retired.reason}"
        return Problem(place, dotted(path), what, remedy, "retired-ref")

    def _unknown_kind(self, place: Location, path: Path_, text: str, kind: str | None) -> None:
        if kind is None:
            what = f"'{text[:80]}' is not a link to a record."
            remedy = "Write 'kind:id', such as 'process:triage', or a web address with https."
        else:
            what = f"'{text[:80]}' names no kind of record."
            remedy = suggestion(kind, schema.KINDS) or f"The kinds are: {', '.join(sorted(schema.KINDS))}."
        self.problems.append(Problem(place, dotted(path), what, remedy, "unknown-ref"))

    def _section(self, record: SourceRecord, path: Path_, text: str) -> None:
        source = text.partition("/")[0]
        if self.playbook.get("source", source) is None and source in self.ids["source"]:
            return
        if text not in self.sections:
            known = {section for section in self.sections if section.startswith(f"{source}/")} or self.sections
            remedy = suggestion(text, known) or "The sections are listed in data/sources/."
            self.problems.append(Problem(record.at(path), dotted(path), f"no section '{text}'.", remedy, "unknown-ref"))

    def _parameters(self, record: SourceRecord, path: Path_, text: str) -> None:
        known = self.playbook.settings.parameters
        for name in PARAMETER.findall(text):
            if name not in known:
                self.problems.append(
                    Problem(
                        record.within(path, f"{{{name}}}"),
                        dotted(path),
                        f"no parameter '{name}'.",
                        suggestion(name, known) or "Parameters are defined in data/playbook.yml.",
                        "unknown-parameter",
                    )
                )

    def _sources(self, record: SourceRecord) -> None:
        """A text that is stated or implied names its section, or stands in something that does."""
        for path, value, has_source in _sourced(record.value):
            if value in ("stated", "implied") and not has_source:
                self.problems.append(
                    Problem(
                        record.at((*path, "basis")),
                        dotted((*path, "basis")),
                        f"this is '{value}', but neither it nor what it stands in names a source.",
                        "Add 'source: chapter-14/…', or say 'basis: editorial'.",
                        "missing-source",
                    )
                )


def _around(value: Any, path: Path_, outer: Sourcing) -> tuple[str | None, Sourcing]:
    """The words that stand beside a value, and what they rest on."""
    words: str | None = None
    sourcing = outer
    for part in path[:-1]:
        value = value[part]
        if isinstance(value, dict):
            sourcing = sourcing.narrowed(value.get("basis"), value.get("source"))
            if isinstance(value.get("text"), str):
                words = value["text"]
    return words, sourcing


_OURS: Final = Sourcing("editorial")


def _sourced(value: Any, path: Path_ = (), around: Sourcing = _OURS) -> Iterator[tuple[Path_, Any, bool]]:
    """Every mapping that gives a basis: its path, the basis, and whether it ends up with a source."""
    if isinstance(value, dict):
        source = value.get("source")
        around = around.narrowed(value.get("basis"), source if isinstance(source, str) else None)
        if "basis" in value:
            yield path, value["basis"], around.section is not None
    for key, part in parts(value):
        yield from _sourced(part, (*path, key), around)


def _unknown_items(playbook: Playbook, items: list[_Item]) -> Iterator[Problem]:
    for one in items:
        known = anchors(playbook, one.target)
        if one.anchor not in known and playbook.items_known(one.target):
            yield Problem(
                one.record.within(one.path, one.needle),
                dotted(one.path),
                f"{one.target.kind.name} '{one.target.id}' has no item '{one.anchor}'.",
                suggestion(one.anchor, known) or f"Look into {one.target.record.path}, or leave '#{one.anchor}' out.",
                "unknown-ref",
            )
