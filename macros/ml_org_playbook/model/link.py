"""Ids to objects: every reference is followed, every text's links, parameters and source are looked up.

In: records as written and as checked. Out: a playbook, and the references that lead nowhere.
References are collected from the records as they were written, so that one run reports faults of form and faults of
reference together. Bad references are left out of the playbook, never raised.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, Final, NamedTuple, get_args

from .. import schema
from ..problems import Problem, dotted, nearest, suggestion
from ..reading import layers
from ..reading.records import FieldPath, SourceRecord
from . import relations, unresolved
from .playbook import AnyEntry, Entry, Link, Playbook, Provenance
from .unresolved import Fault

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
    others: list[SourceRecord] = []
    for one in sorted(checked, key=lambda one: one.record.path):
        if isinstance(one.model, schema.Record):
            entry = Entry(schema.KINDS[one.record.kind], one.model, one.record)
            (by_kind[entry.kind.name] if entry.fields.retired is None else retired).append(entry)
        else:
            others.append(one.record)
    entries = {kind: tuple(sorted(some, key=lambda entry: entry.sort_key)) for kind, some in by_kind.items()}
    written = tuple(one.record for one in checked if one.record.kind in schema.SETTINGS)  # in the order of the layers
    retired.sort(key=lambda entry: (entry.kind.rank, entry.sort_key))
    unlinked = Playbook(settings, entries, retired=tuple(retired), written=written)
    linker = _Linker(unlinked, _Ids(unlinked, [one.record for one in checked], names, unread))
    for entry in unlinked.all():
        linker.follow(entry.record, entry)
    for entry in unlinked.retired:
        linker.follow_instead(entry)
    for record in others:
        linker.follow(record, None)
    playbook = replace(unlinked, links=tuple(linker.links))
    for record, path, needle, target, anchor in linker.items:
        if playbook.items_known(target):
            linker.report(record, path, unresolved.item(playbook, target, anchor), needle)
    return playbook, linker.problems


def former_ids(record: SourceRecord) -> list[str]:
    """The ids that a record had before, as far as they can be read: it may have faults."""
    aliases = record.value.get("aliases")
    return [alias for alias in aliases if isinstance(alias, str)] if isinstance(aliases, list) else []


class _Ids:
    """Which ids there are, and were, of each kind; those of faulty records too."""

    def __init__(
        self, playbook: Playbook, records: list[SourceRecord], names: frozenset[tuple[str, str]], unread: frozenset[str]
    ) -> None:
        self.unread = unread
        self.folders = [one.path.rpartition("/")[0] for one in playbook.written] or ["data"]
        self.retired = {entry.ref: entry for entry in playbook.retired}
        self.now: defaultdict[str, set[str]] = defaultdict(set)
        self.former: dict[tuple[str, str], str] = {}
        self.titles: dict[tuple[str, str], str] = {}
        """Kind, and what a record is called in small letters -> its id."""
        self.purposes: dict[str, object] = {}
        """Id of a checklist -> what it is for, as far as it can be read."""
        for kind, id in names:
            self.now[kind].add(id)
        for record in records:
            if isinstance(own := record.value.get("id"), str):
                self.now[record.kind].add(own)
            for alias in former_ids(record):
                self.former[record.kind, alias] = record.stem
            if record.kind == "checklist":
                self.purposes[record.stem] = record.value.get("purpose")
            for name in ("title", "label", "short"):
                if isinstance(called := record.value.get(name), str):
                    self.titles.setdefault((record.kind, called.strip().casefold()), record.stem)

    def fault(self, kind: str, id: str, purpose: str = "") -> Fault | None:
        """Why a name leads to no record of the playbook; None where there may be one that has faults.

        purpose: what the checklist that is named has to be for.
        """
        if entry := self.retired.get(f"{kind}:{id}"):
            return unresolved.retired(entry, self.successor(entry)[0])
        known = id in self.now[kind] or (kind in self.unread and schema.is_id(id))
        return None if known else self.missing(kind, id, purpose)

    def called(self, text: str) -> list[str]:
        """The records, as `kind:id`, that a text without a kind may mean: by their id, or by what they are called."""
        return [
            f"{kind}:{id}"
            for kind in sorted(schema.KINDS)
            if (id := text if text in self.now[kind] else self.titles.get((kind, text.casefold())))
        ]

    def missing(self, kind: str, id: str, purpose: str = "") -> Fault:
        """What is wrong with an id that is not there."""
        one, known = schema.KINDS[kind], self.now[kind]
        if (kind, id) in self.former:
            return unresolved.former(id, self.former[kind, id])
        own = id.strip().removeprefix(f"{kind}:")
        if now := own if own in known else self.titles.get((kind, own.casefold())):
            return Fault(f"no {one.word} '{id}'.", f"Write its id, '{now}'.")
        first, *further = self.folders
        layer = next((folder for folder in further if id.startswith(layers.prefix(PurePath(folder)))), first)
        add = f"Add {layer}/{one.folder}/{id}.yml."
        if not schema.is_id(id):
            add = f"Add {layer}/{one.folder}/{schema.as_id(id) or 'ID'}.yml, and write its id here."
        if not known:
            what = f"no {one.word} '{id}', and no other: {first}/{one.folder}/ holds no record."
            return Fault(what, add, cause=kind)
        near = suggestion(id, {one for one in known if not purpose or self.purposes.get(one, purpose) == purpose})
        if purpose and not near:
            near = f"Bring {layer}/{one.folder}/{id}.yml back, or take this out."
        return Fault(f"no {one.word} '{id}'.", near or add, cause="" if near else f"{kind}:{id}")

    def successor(self, entry: AnyEntry) -> tuple[str | None, list[str]]:
        """What takes the place of a retired record in the end, or the circle of retired records that it leads into."""
        way = [entry.ref]
        while entry.fields.retired and (instead := entry.fields.retired.instead):
            following = self.retired.get(instead.partition("#")[0])
            if following is None:
                return instead, []
            if following.ref in way:
                return None, way[way.index(following.ref) :]
            entry = following
            way.append(entry.ref)
        return None, []


class _Item(NamedTuple):
    """A reference to an item of a record, perhaps of the same one."""

    record: SourceRecord
    path: FieldPath
    needle: str
    target: AnyEntry
    anchor: str


class _Linker:
    """Looks up what records name, one record after the other."""

    def __init__(self, playbook: Playbook, ids: _Ids) -> None:
        self.playbook = playbook
        """The records, not yet linked."""
        self.ids = ids
        self.sections = playbook.sections.keys()
        self.links: list[Link] = []
        self.items: list[_Item] = []
        """Looked up when everything is linked: the items of some checklists are those of the scenario that names it."""
        self.problems: list[Problem] = []

    def follow(self, record: SourceRecord, origin: AnyEntry | None) -> None:
        """Look up everything that a record names. origin: its entry; None for one with faults, and for settings."""
        if record.kind in schema.KINDS:
            # a record that lacks its own basis is taken to have one, with a source
            lacks_basis = origin is None and record.value.get("basis") not in get_args(schema.Basis)
            self._sources(record, record.value, Provenance("stated", "") if lacks_basis else Provenance("editorial"))
        for path, marker, text in origin.marked_values if origin is not None else schema.marked_values(record):
            if isinstance(marker, schema.Ref):
                self.report(record, path, self._ref(record, origin, path, text, marker.kind))
            elif isinstance(marker, schema.SectionName):
                self.report(record, path, self._section(text))
            else:
                if "{" in text:
                    for found in _BRACES.finditer(text):
                        self.report(record, path, self._parameter(record, path, found[1]), found[0])
                if "](" in text and marker.sort == "prose":
                    for target in PROSE_LINK.findall(text):
                        if not WEB.match(target):
                            fault = self._ref(record, origin, path, target, None, needle=target)
                            self.report(record, path, fault, target)
                    for address in _WITH_SPACE.findall(text):
                        fault = Fault(f"the address '{address}' holds a space.", "Write '%20' for it.")
                        self.report(record, path, fault, address)

    def follow_instead(self, entry: AnyEntry) -> None:
        """Of a retired record only what takes its place is looked up: the rest of it is shown nowhere."""
        path: FieldPath = ("retired", "instead")
        _, circle = self.ids.successor(entry)
        if entry.ref not in circle:
            if entry.fields.retired and (instead := entry.fields.retired.instead):
                self.report(entry.record, path, self._ref(entry.record, None, path, instead, None))
        elif entry.ref == min(circle):
            what = f"retired records lead to one another in a circle: {' → '.join([*circle, circle[0]])}."
            fault = Fault(what, "Name one that is not retired, or leave 'instead' out.", "cycle")
            self.report(entry.record, path, fault)

    def report(self, record: SourceRecord, path: FieldPath, fault: Fault | None, needle: str = "") -> None:
        if fault is not None:
            self.problems.append(Problem(record.within(path, needle), dotted(path), *fault))

    def _ref(
        self,
        record: SourceRecord,
        origin: AnyEntry | None,
        path: FieldPath,
        text: str,
        kind: str | None,
        needle: str = "",
    ) -> Fault | None:
        """Look up one reference. kind: None where the text names it. needle: the text, if it stands in running text."""
        id, anchor = text, None
        if kind is None:
            named = _REF.fullmatch(text)
            if named is None:
                remedy = "Write 'kind:id', such as 'process:triage', or a web address with https."
                if called := self.ids.called(text):
                    remedy = f"Write {' or '.join(map(repr, called[:3]))}."
                return Fault(f"'{text[:80]}' is not a link to a record.", remedy)
            kind, id, anchor = named.groups()
            if kind not in schema.KINDS:
                remedy = suggestion(kind, schema.KINDS) or f"The kinds are: {', '.join(sorted(schema.KINDS))}."
                if id.startswith("//"):
                    remedy = f"Name a record here, and put the address into a text: '[words]({text[:80]})'."
                return Fault(f"'{text[:80]}' names no kind of record.", remedy)
        target = self.playbook.find(f"{kind}:{id}")
        if target is None:
            return self.ids.fault(kind, id, relations.PURPOSES.get(relations.at(path), ""))
        if anchor is not None:
            self.items.append(_Item(record, path, needle, target, anchor))
        if target is not origin:
            if origin is not None:
                relation = relations.MENTION if needle else relations.at(path)
                self.links.append(Link(origin, relation, target, anchor, path, needle))
        elif anchor is None and not needle:
            return Fault("this leads to the record itself.", "Name another.", "contradiction")
        return None

    def _section(self, text: str) -> Fault | None:
        if text in self.sections or "source" in self.ids.unread:
            return None
        source, slash, section = text.partition("/")
        sources = self.ids.now["source"]
        if slash and source not in sources:
            fault, near = self.ids.missing("source", source), nearest(source, sources)
            is_there = near and f"{near}/{section}" in self.sections
            return fault._replace(remedy=f"Did you mean '{near}/{section}'?") if is_there else fault
        if slash and not self.playbook.get(schema.Source, source):
            return None
        known = {one for one in self.sections if one.startswith(f"{source}/")} or self.sections
        what = f"no section '{text}'." if slash else f"expected 'source/section', found '{text}'."
        return Fault(what, suggestion(text, known) or "The sections are listed in data/sources/.")

    def _parameter(self, record: SourceRecord, path: FieldPath, name: str) -> Fault | None:
        known = self.playbook.settings.parameters
        if record.kind in schema.SETTINGS and path[0] == "parameters" and path[-1] != "about":
            what = f"'{{{name}}}' stands in a value, and would be shown as it stands."
            return Fault(what, "Write out what it stands for.", "unknown-parameter")
        if name in known:
            return None
        remedy = suggestion(name, known) or "Add it to data/playbook.yml."
        return Fault(f"no parameter '{name}'.", remedy, "unknown-parameter", f"parameter:{name}")

    def _sources(self, record: SourceRecord, value: Any, inherited: Provenance, path: FieldPath = ()) -> None:
        """Every mapping that is stated or implied names a section, or stands in something that does.

        What stands in one that does not is not looked at for the same fault once more.
        """
        if isinstance(value, dict):
            basis, source = value.get("basis"), value.get("source")
            if basis is not None or source is not None:
                inherited = inherited.narrowed(basis, source if isinstance(source, str) else None)
                if basis in ("stated", "implied") and inherited.section is None:
                    if not any(key != "source" and nearest(key, ["source"]) for key in value):  # that is reported
                        what = f"this is '{basis}', but neither it nor what it stands in names a source."
                        section = next(iter(self.sections), "source/section")
                        remedy = f"Add its section, such as 'source: {section}', or say 'basis: editorial'."
                        self.report(record, (*path, "basis"), Fault(what, remedy, "missing-source"))
                    inherited = Provenance(basis, "")
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(part, (dict, list)):
                self._sources(record, part, inherited, (*path, key))
