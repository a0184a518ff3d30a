"""Every page of the site: where it is, and what is there. The one list that pages and published addresses come from.

In: a linked playbook. Out: places in a fixed order: indexes before the records that they list, kinds in their order.
Not here: pages that people write by hand, what stands on a page (pages), files to download (export).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .. import schema
from ..problems import CODES
from . import addresses
from .playbook import AnyEntry, Playbook
from .selections import Selection, all_selections

Role = Literal[
    "listing", "record", "part", "selection", "retired", "fields-index", "fields", "codes-index", "code",
    "moved", "moved-part", "moved-selection", "embedded", "no-longer-embedded",
]  # fmt: skip
"""What is at an address. Roles from `moved` on stand outside the frame of the site: they lead on, or are framed."""
OUTSIDE_THE_FRAME = ("moved", "moved-part", "moved-selection", "embedded", "no-longer-embedded")


@dataclass(frozen=True, eq=False)
class Place:
    """One page of the site."""

    address: str
    """From the root of the site: `processes/triage.html`."""
    role: Role
    name: str = ""
    """The kind whose records, or fields, are listed; the code that is explained; the part of a record's pages."""
    entry: AnyEntry | None = None
    """The record whose page it is, or was."""
    selection: Selection | None = None

    @property
    def owner(self) -> AnyEntry | None:
        """The record to which the address belongs."""
        return self.selection.about if self.selection else self.entry


def parts_of(entry: AnyEntry) -> tuple[str, ...]:
    """The names of the pages that a record has below its own."""
    if not isinstance(entry.fields, schema.Scenario):
        return ()
    return tuple(name for name in schema.PARTS if name != "brief" or entry.fields.brief is not None)


def site_map(playbook: Playbook) -> Iterator[Place]:
    """Every page: those within the frame of the site first, then those outside of it."""
    for kind in schema.KINDS.values():
        yield Place(addresses.index(kind.address), "listing", kind.name)
        if kind.has_pages:
            for entry in playbook.entries[kind.name]:
                yield Place(addresses.of(entry), "record", kind.name, entry)
                yield from (Place(addresses.part(entry, name), "part", name, entry) for name in parts_of(entry))
    selections = list(all_selections(playbook))
    for one in selections:
        yield Place(one.address, "selection", selection=one)
    for entry in playbook.retired:
        if entry.kind.has_pages:
            yield from (Place(one, "retired", entry=entry) for id in entry.ids for one in addresses.under(entry, id))
            if entry.kind.selects_items:
                former = (addresses.selection(entry.kind.name, id) for id in entry.ids)
                yield from (Place(one, "retired", entry=entry) for one in former)
            below = (addresses.part(entry, name, id) for id in entry.ids for name in parts_of(entry))
            yield from (Place(one, "retired", entry=entry) for one in below)
    yield Place(addresses.index(addresses.FIELDS), "fields-index")
    yield from (Place(addresses.fields(name), "fields", name) for name in (*schema.KINDS, *schema.SETTINGS))
    yield Place(addresses.index(addresses.CODES), "codes-index")
    yield from (Place(addresses.code(name), "code", name) for name in CODES)
    for entry in playbook.all():
        if entry.kind.has_pages:
            all_ = (one for id in entry.ids for one in addresses.under(entry, id))
            yield from (Place(one, "moved", entry=entry) for one in all_ if one != addresses.of(entry))
            for name in parts_of(entry):
                below = (addresses.part(entry, name, id) for id in entry.fields.aliases)
                yield from (Place(one, "moved-part", name, entry) for one in below)
    for one in selections:
        former = (addresses.selection(one.by, id) for id in one.aliases)
        yield from (Place(address, "moved-selection", selection=one) for address in former)
    for entry in (*playbook.of(schema.Checklist), *playbook.retired):
        if entry.kind.model is schema.Checklist:
            role: Role = "embedded" if entry.fields.retired is None else "no-longer-embedded"
            yield from (Place(addresses.embedded(id), role, entry=entry) for id in entry.ids)
