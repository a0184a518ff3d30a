"""The domain: records that know one another. Frozen; no behavior but questions that are asked of the whole.

In: built by link. Out: asked by rules, views and pages.
A link is stored once, on the record that states it; the other direction is a question to the playbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Generic, TypeGuard, TypeVar, cast

from .. import schema
from ..problems import Location
from ..reading.records import FieldPath, SourceRecord
from . import relations
from .relations import Relation

BASIS_WORDS: Final = {"stated": "source", "implied": "implied", "editorial": "ours"}
"""Basis -> the word for it, the same on pages and in files."""


@dataclass(frozen=True)
class Provenance:
    """What a text or a link rests on."""

    basis: schema.Basis
    section: str | None = None
    """`source/section`; None where the basis is editorial."""

    def within(self, part: schema.Sourced) -> Provenance:
        """What a part rests on that stands in something with this provenance."""
        return self.narrowed(part.basis, part.source)

    def narrowed(self, basis: schema.Basis | None, section: str | None) -> Provenance:
        """What a part with these values of its own rests on: it may override the basis, the section, or both."""
        chosen = basis or self.basis
        return Provenance(chosen, None if chosen == "editorial" else section or self.section)


Fields = TypeVar("Fields", bound=schema.Record)
Fields_co = TypeVar("Fields_co", bound=schema.Record, covariant=True)


@dataclass(frozen=True, eq=False)
class Entry(Generic[Fields_co]):
    """One record in its place."""

    kind: schema.Kind
    fields: Fields_co
    """The checked record: an instance of the kind's model."""
    record: SourceRecord
    """The record as it was written: where each of its values stands."""

    @property
    def id(self) -> str:
        return self.fields.id

    @property
    def ids(self) -> tuple[str, ...]:
        """Its id, then those that it had before."""
        return (self.id, *self.fields.aliases)

    @property
    def title(self) -> str:
        return self.fields.title

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
        return Provenance(self.fields.basis).narrowed(None, self.fields.source)

    @cached_property
    def marked_values(self) -> list[schema.MarkedValue]:
        """Its references, sections and texts, as they were written."""
        return schema.marked_values(self.record)

    def around(self, path: FieldPath) -> list[dict[str, Any]]:
        """The mappings that a value stands in, as they were written: first the record, last the innermost."""
        values: list[Any] = [self.record.value]
        for part in path[:-1]:
            values.append(values[-1][part])
        return [value for value in values if isinstance(value, dict)]

    @property
    def sort_key(self) -> tuple[int, str, str]:
        return (self.fields.order, self.title, self.id)

    def __repr__(self) -> str:
        return f"<{self.ref}>"


AnyEntry = Entry[schema.Record]


def is_a(entry: AnyEntry, model: type[Fields]) -> TypeGuard[Entry[Fields]]:
    """Whether a record is of the kind with this model."""
    return isinstance(entry.fields, model)


@dataclass(frozen=True, eq=False)
class Link:
    """One record pointing to another."""

    origin: AnyEntry
    relation: Relation
    """The field that holds the link."""
    target: AnyEntry
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
        texts = [one["text"] for one in self._around if isinstance(one.get("text"), str)]
        return texts[-1] if texts and self.relation != relations.MENTION else None

    @cached_property
    def provenance(self) -> Provenance:
        """What the link rests on."""
        provenance = self.origin.provenance
        for one in self._around:
            provenance = provenance.narrowed(one.get("basis"), one.get("source"))
        return provenance

    @cached_property
    def _around(self) -> list[dict[str, Any]]:
        """The mappings that it stands in, outermost first; without the record itself."""
        return self.origin.around(self.path)[1:]


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


ANSWERING: Final = (schema.Process, schema.Reward, schema.Trait)
"""Kinds whose records answer pitfalls."""


@dataclass(frozen=True)
class Playbook:
    """Every record and every link, in order."""

    settings: schema.Settings
    """Those of the first layer, with the parameters and the day that all layers together give."""
    entries: Mapping[str, tuple[AnyEntry, ...]]
    """Name of a kind -> its records, in their order."""
    links: tuple[Link, ...] = ()
    retired: tuple[AnyEntry, ...] = ()
    """Records that are no longer part of it. They are nowhere else; only their old addresses are kept."""
    written: tuple[SourceRecord, ...] = ()
    """The settings as they were written, one file a layer."""
    layers: tuple[Layer, ...] = ()
    """At least one, where the playbook was loaded."""

    @property
    def version(self) -> str:
        """Its version; with the names of the layers that add to it."""
        more = " and ".join(layer.name for layer in self.layers[1:])
        return f"{self.settings.version}, with {more}" if more else self.settings.version

    @property
    def name(self) -> str:
        """Title and version; with those of the layers that add to it."""
        return f"{self.settings.title} {self.version}"

    @property
    def license(self) -> str:
        """Under which terms the whole may be used."""
        more = [f"{layer.title}: {layer.license}" for layer in self.layers[1:] if layer.license]
        return " ".join(sentence(text) for text in (self.settings.license, *more)) if more else self.settings.license

    def by_layer(self, entries: Iterable[AnyEntry]) -> list[AnyEntry]:
        """Records, those of earlier layers first: what a later one adds has to fit them."""
        folders = [f"{one.folder}/" for one in self.layers]
        return sorted(entries, key=lambda entry: [not entry.record.path.startswith(folder) for folder in folders])

    def layer_of(self, entry: AnyEntry) -> Layer | None:
        """The layer that adds a record; none for the records of the first."""
        return next((one for one in self.layers[1:] if entry.record.path.startswith(f"{one.folder}/")), None)

    def all(self) -> Iterator[AnyEntry]:
        for entries in self.entries.values():
            yield from entries

    def of(self, model: type[Fields]) -> tuple[Entry[Fields], ...]:
        """The records of a kind, in their order."""
        return cast(tuple[Entry[Fields], ...], self.entries[schema.kind_of(model).name])

    def get(self, model: type[Fields], id: str) -> Entry[Fields] | None:
        """The record of a kind that has an id."""
        return cast(Entry[Fields] | None, self.find(f"{schema.kind_of(model).name}:{id}"))

    def find(self, ref: str) -> AnyEntry | None:
        """The record that a `kind:id` names."""
        return self._by_ref.get(ref)

    def resolve(self, ref: str) -> tuple[AnyEntry, str | None]:
        """The record and the item of it that a checked `kind:id` or `kind:id#item` names."""
        name, _, anchor = ref.partition("#")
        return self._by_ref[name], anchor or None

    @cached_property
    def sections(self) -> dict[str, tuple[Entry[schema.Source], schema.Section]]:
        """`source/section` -> the source, and the section of it."""
        sources = self.of(schema.Source)
        return {f"{source.id}/{one.id}": (source, one) for source in sources for one in source.fields.sections}

    @cached_property
    def _by_ref(self) -> dict[str, AnyEntry]:
        return {entry.ref: entry for entry in self.all()}

    @cached_property
    def _from_and_to(self) -> tuple[dict[AnyEntry, list[Link]], dict[AnyEntry, list[Link]]]:
        """The links that each record states, and those that point to it."""
        origins: dict[AnyEntry, list[Link]] = {}
        targets: dict[AnyEntry, list[Link]] = {}
        for link in self.links:
            origins.setdefault(link.origin, []).append(link)
            targets.setdefault(link.target, []).append(link)
        return origins, targets

    def links_from(self, entry: AnyEntry, *wanted: Relation) -> list[Link]:
        """Links that a record states, in the order in which it states them.

        wanted: of these relations only. Raises: TypeError where records of its kind cannot state one of them.
        """
        relations.must_state(type(entry.fields), *wanted)
        return [link for link in self._from_and_to[0].get(entry, ()) if not wanted or link.relation in wanted]

    def links_to(
        self, entry: AnyEntry, wanted: Relation | None = None, origin: type[schema.Record] | None = None
    ) -> list[Link]:
        """Links that point to a record, in the order of the records that state them.

        wanted: of this relation only. origin: stated by records of this kind only.
        Raises: TypeError where these cannot state that relation.
        """
        if wanted is not None and origin is not None:
            relations.must_state(origin, wanted)
        links = [link for link in self._from_and_to[1].get(entry, ()) if wanted in (None, link.relation)]
        return [link for link in links if is_a(link.origin, origin)] if origin else links

    def used_in(self, scenario: Entry[schema.Scenario], origin: type[schema.Record]) -> list[Link]:
        """The uses of a scenario that records of a kind state."""
        return self.links_to(scenario, relations.IN_SCENARIO, origin)

    def answers(self, pitfall: Entry[schema.Pitfall]) -> list[Link]:
        """What answers a pitfall: processes, then rewards, then people traits."""
        return [link for origin in ANSWERING for link in self.links_to(pitfall, relations.PITFALL, origin)]

    def scenarios_of(self, entry: AnyEntry) -> list[Entry[schema.Scenario]]:
        """The scenarios that a record names, in their order."""
        if is_a(entry, schema.Scenario):
            return [entry]
        named = {link.target for link in self.links_from(entry) if link.relation in relations.NAMES_SCENARIO}
        return [scenario for scenario in self.of(schema.Scenario) if scenario in named]

    def owner_of(self, entry: AnyEntry) -> AnyEntry | None:
        """The scenario or process that names a checklist as its own."""
        return next((link.origin for link in self.links_to(entry) if link.relation in relations.OWN_LIST), None)

    def scenario_of(self, checklist: Entry[schema.Checklist]) -> Entry[schema.Scenario] | None:
        """The scenario whose steps an `implement` checklist shows."""
        owner = self.owner_of(checklist) if checklist.fields.purpose == "implement" else None
        return owner if owner is not None and is_a(owner, schema.Scenario) else None

    def items_known(self, entry: AnyEntry) -> bool:
        """False for an `implement` checklist whose scenario has faults: its items are the scenario's steps."""
        if is_a(entry, schema.Checklist) and entry.fields.purpose == "implement":
            return self.scenario_of(entry) is not None
        return True

    def items_of(self, checklist: Entry[schema.Checklist]) -> tuple[tuple[schema.Item, ...], Provenance]:
        """The items of a checklist and what they rest on: for `implement`, the scenario's steps."""
        scenario = self.scenario_of(checklist)
        if scenario is not None:
            return scenario.fields.steps, scenario.provenance
        return checklist.fields.items, checklist.provenance

    def active_items(self, checklist: Entry[schema.Checklist]) -> list[schema.Item]:
        """The items of a checklist and their parts in the order in which they are read, without retired ones."""
        return list(schema.active_items(self.items_of(checklist)[0]))

    def parts(self, entry: AnyEntry) -> Iterator[schema.Part]:
        """What one can link to within a record's page, in order."""
        if is_a(entry, schema.Checklist):
            owner = self.scenario_of(entry)
            return schema.item_parts(self.items_of(entry)[0], ("steps",) if owner else ("items",))
        return entry.fields.parts()

    def anchors(self, entry: AnyEntry) -> list[str]:
        """The permanent anchors within a record's page, in order."""
        return [part.anchor for part in self.parts(entry)]


def sentence(text: str) -> str:
    """A text with a sign at its end, so that another can follow it."""
    return text if text.endswith((".", "!", "?")) else f"{text}."
