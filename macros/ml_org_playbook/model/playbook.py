"""The domain: records that know one another. Frozen; no behavior but questions that are asked of the whole.

In: built by link. Out: asked by rules, views and pages.
A link is stored once, on the record that states it; the other direction is a question to the playbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from .. import schema
from ..problems import Location
from ..reading.records import FieldPath, SourceRecord

BASIS_WORDS: Final = {"stated": "source", "implied": "implied", "editorial": "ours"}
"""Basis -> the word for it, the same on pages and in files."""


@dataclass(frozen=True)
class Provenance:
    """What a text or a link rests on."""

    basis: schema.Basis
    section: str | None = None
    """`source/section`; None where the basis is editorial."""

    def within(self, part: schema.Sourced) -> Provenance:
        """What a part rests on that stands in something with this sourcing."""
        return self.narrowed(part.basis, part.source)

    def narrowed(self, basis: schema.Basis | None, section: str | None) -> Provenance:
        """The same rule for bare values: a part may override the basis, the section, or both."""
        chosen = basis or self.basis
        return Provenance(chosen, None if chosen == "editorial" else section or self.section)


@dataclass(frozen=True, eq=False)
class Entry:
    """One record in its place."""

    kind: schema.Kind
    fields: Any
    """The checked record: the kind's model."""
    record: SourceRecord
    """The same as it was written: where each of its values stands."""

    @property
    def id(self) -> str:
        return str(self.fields.id)

    @property
    def title(self) -> str:
        return str(self.fields.title)

    @property
    def location(self) -> Location:
        """Where the record begins."""
        return self.record.at(())

    @property
    def ref(self) -> str:
        """`kind:id`."""
        return f"{self.kind.name}:{self.id}"

    @cached_property
    def provenance(self) -> Provenance:
        return Provenance(self.fields.basis, None if self.fields.basis == "editorial" else self.fields.source)

    @cached_property
    def marked_values(self) -> list[schema.MarkedValue]:
        """Its references, sections and texts, as they were written."""
        return schema.marked_values(self.record)

    @property
    def sort_key(self) -> tuple[int, str, str]:
        return (self.fields.order, self.title, self.id)

    def __repr__(self) -> str:
        return f"<{self.ref}>"


@dataclass(frozen=True, eq=False)
class Link:
    """One record pointing to another."""

    origin: Entry
    relation: str
    """The field that holds the link, without list indexes: `pitfalls`, `practice.who`; `mention` in running text."""
    target: Entry
    anchor: str | None
    """The item of the target that is meant, if one is."""
    path: FieldPath
    """Where it stands in the origin."""
    needle: str = ""
    """Running text's words that are the link's target."""

    @property
    def location(self) -> Location:
        return self.origin.record.within(self.path, self.needle)

    @property
    def text(self) -> str | None:
        """The link's own words: those that stand beside it. A mention has none."""
        return None if self.relation == "mention" else self._around[0]

    @property
    def provenance(self) -> Provenance:
        """What the link rests on."""
        return self._around[1]

    @cached_property
    def _around(self) -> tuple[str | None, Provenance]:
        words: str | None = None
        provenance = self.origin.provenance
        value: Any = self.origin.record.value
        for part in self.path[:-1]:
            value = value[part]
            if isinstance(value, dict):
                provenance = provenance.narrowed(value.get("basis"), value.get("source"))
                if isinstance(value.get("text"), str):
                    words = value["text"]
        return words, provenance


@dataclass(frozen=True)
class Layer:
    """A folder that records come from: the first, `data/`, or one that adds to it."""

    title: str
    version: str
    released: str
    """Year-month-day."""
    license: str
    folder: str
    """As problems name it."""

    @property
    def name(self) -> str:
        return f"{self.title} {self.version}"


@dataclass(frozen=True)
class Playbook:
    """Every record and every link, in order."""

    settings: schema.Settings
    """Those of the first layer, with the parameters and the day that all layers together give."""
    entries: Mapping[str, tuple[Entry, ...]]
    """Kind -> its records, in their order."""
    links: tuple[Link, ...] = ()
    retired: tuple[Entry, ...] = ()
    """Records that are no longer part of it. They are nowhere else; only their old addresses are kept."""
    written: tuple[SourceRecord, ...] = ()
    """The settings as they were written, one file a layer."""
    layers: tuple[Layer, ...] = ()
    """At least one, where the playbook was loaded."""
    _by_ref: dict[str, Entry] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self._by_ref.update({entry.ref: entry for entries in self.entries.values() for entry in entries})

    @property
    def version(self) -> str:
        """Its version; with those of the layers that add to it."""
        return self._with_layers(self.settings.version)

    @property
    def name(self) -> str:
        """Title and version; with those of the layers that add to it."""
        return self._with_layers(f"{self.settings.title} {self.settings.version}")

    def _with_layers(self, text: str) -> str:
        return f"{text}, with {' and '.join(layer.name for layer in self.layers[1:])}" if self.layers[1:] else text

    @property
    def license(self) -> str:
        """Under which terms the whole may be used."""
        more = [f"{layer.title}: {layer.license}" for layer in self.layers[1:] if layer.license]
        return " ".join(sentence(text) for text in (self.settings.license, *more)) if more else self.settings.license

    def layer_of(self, entry: Entry) -> Layer | None:
        """The layer that adds a record; none for the records of the first."""
        return next((one for one in self.layers[1:] if entry.record.path.startswith(f"{one.folder}/")), None)

    def all(self) -> Iterator[Entry]:
        for entries in self.entries.values():
            yield from entries

    def get(self, kind: str, id: str) -> Entry | None:
        return self._by_ref.get(f"{kind}:{id}")

    def find(self, ref: str) -> Entry | None:
        """By `kind:id`."""
        return self._by_ref.get(ref)

    @cached_property
    def _from(self) -> dict[Entry, list[Link]]:
        return _grouped((link.origin, link) for link in self.links)

    @cached_property
    def _to(self) -> dict[Entry, list[Link]]:
        return _grouped((link.target, link) for link in self.links)

    def links_from(self, entry: Entry, relation: str | None = None) -> list[Link]:
        """Links that the record states; in the order in which it states them."""
        return [link for link in self._from.get(entry, ()) if relation in (None, link.relation)]

    def links_to(self, entry: Entry, kind: str | None = None, relation: str | None = None) -> list[Link]:
        """Links that point to the record; in the order of the records that state them."""
        return [
            link
            for link in self._to.get(entry, ())
            if kind in (None, link.origin.kind.name) and relation in (None, link.relation)
        ]

    def used_in(self, scenario: Entry, kind: str) -> list[Link]:
        """The uses of a scenario that records of a kind state."""
        return self.links_to(scenario, kind, "scenarios.scenario")

    def answers(self, pitfall: Entry) -> list[Link]:
        """What answers a pitfall: processes, then rewards, then people traits."""
        return [
            link for kind in ("process", "reward", "trait") for link in self.links_to(pitfall, kind, "pitfalls.pitfall")
        ]

    def scenarios_of(self, entry: Entry) -> list[Entry]:
        """The scenarios that a record names, in their order; through its processes where it names none itself."""
        if entry.kind.name == "scenario":
            return [entry]
        direct = {link.target for link in self.links_from(entry) if link.relation in _SCENARIO_FIELDS}
        return [scenario for scenario in self.entries["scenario"] if scenario in direct]

    def checklists_for(self, entry: Entry) -> list[Entry]:
        """The checklists that a scenario or a process names as its own."""
        return [
            link.target
            for link in self.links_from(entry)
            if link.relation in ("checklist", "checklists.adopt", "checklists.run")
        ]

    def owner_of(self, checklist: Entry) -> Entry | None:
        """The scenario or process that names a checklist as its own."""
        for link in self.links_to(checklist):
            if link.relation in ("checklist", "checklists.adopt", "checklists.run"):
                return link.origin
        return None

    def items_known(self, entry: Entry) -> bool:
        """False for an `implement` checklist whose scenario has faults: its items are the scenario's steps."""
        is_steps = entry.kind.name == "checklist" and entry.fields.purpose == "implement"
        if not is_steps:
            return True
        owner = self.owner_of(entry)
        return owner is not None and owner.kind.name == "scenario"

    def items_of(self, checklist: Entry) -> tuple[tuple[schema.Item, ...], Provenance]:
        """The items of a checklist and what they rest on: for `implement`, the scenario's steps."""
        owner = self.owner_of(checklist)
        if checklist.fields.purpose == "implement" and owner is not None and owner.kind.name == "scenario":
            return owner.fields.steps, owner.provenance
        return checklist.fields.items, checklist.provenance


def sentence(text: str) -> str:
    """A text with a sign at its end, for another to stand behind it."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


_SCENARIO_FIELDS = ("scenarios.scenario", "scenario", "start", "end")


@dataclass(frozen=True)
class Part:
    """A part of a record's page with a permanent anchor: an item, a section, a field, an event."""

    anchor: str
    aliases: tuple[str, ...]
    """Anchors that it had before."""
    title: str
    """Its sentence, or what it is called."""
    gone: str = ""
    """Why it is no longer part of the record; empty where it is."""


def anchors(playbook: Playbook, entry: Entry) -> list[str]:
    """The permanent anchors within a record's page: its items, sections, fields or events, in order."""
    return [part.anchor for part in parts(playbook, entry)]


def former_anchors(playbook: Playbook, entry: Entry) -> dict[str, str]:
    """Anchors that parts of a record had before -> those that they have now."""
    return {alias: part.anchor for part in parts(playbook, entry) for alias in part.aliases}


def parts(playbook: Playbook, entry: Entry) -> Iterator[Part]:
    """What one can link to within a record's page, in order."""
    match entry.kind.name:
        case "checklist":
            yield from _items(playbook.items_of(entry)[0])
        case "scenario":
            yield from _items(entry.fields.steps, "step-")
        case "worksheet":
            for section in entry.fields.sections:
                names = (section.id, *section.aliases)
                yield Part(section.id, section.aliases, section.title)
                for field in section.fields:
                    first, *others = (f"{name}-{one}" for one in (field.id, *field.aliases) for name in names)
                    yield Part(first, tuple(others), field.label)
        case "story":
            for event in entry.fields.events:
                yield Part(event.id, event.aliases, event.title)
        case "source":
            for section in entry.fields.sections:
                yield Part(section.id, (), section.title)


def _items(items: tuple[schema.Item, ...], prefix: str = "", gone: str = "") -> Iterator[Part]:
    """Items and their parts. What a retired item was made of is gone with it."""
    for item in items:
        reason = item.retired or gone
        yield Part(prefix + item.id, tuple(prefix + alias for alias in item.aliases), item.text, reason)
        yield from _items(item.items, prefix, reason)


def flat(items: tuple[schema.Item, ...]) -> Iterator[schema.Item]:
    """Items and their parts, in the order in which they are read, retired ones too."""
    for item in items:
        yield item
        yield from flat(item.items)


def active_items(items: tuple[schema.Item, ...]) -> Iterator[schema.Item]:
    """The same without retired items and their parts."""
    for item in items:
        if item.retired is None:
            yield item
            yield from active_items(item.items)


def placed(items: tuple[schema.Item, ...], path: FieldPath) -> Iterator[tuple[schema.Item, FieldPath]]:
    """Items and their parts, each with its place in the record."""
    for index, item in enumerate(items):
        yield item, (*path, index)
        yield from placed(item.items, (*path, index, "items"))


def _grouped(pairs: Iterator[tuple[Entry, Link]]) -> dict[Entry, list[Link]]:
    groups: dict[Entry, list[Link]] = {}
    for entry, link in pairs:
        groups.setdefault(entry, []).append(link)
    return groups
