"""What every download is made from: one checklist or one worksheet as plain texts, numbers and addresses.

In: the texts that build_documents reads from a playbook. Out: documents, which the modules of the formats write.
Texts have their parameters filled in and hold no markup. Addresses are paths from the root of the site; an exporter
asks the edition for the whole address. An absent text is the empty string, an absent list the empty tuple.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, TypeVar

from ..model.playbook import BASIS_WORDS
from ..reading.project import is_address, no_address
from ..schema import grouped_by_phase


@dataclass(frozen=True)
class Layer:
    """Records that come together, in one version."""

    title: str
    version: str
    released: str
    """Year-month-day."""


@dataclass(frozen=True)
class Edition:
    """Which playbook a file comes from, in which version."""

    playbook: str
    """Its title."""
    name: str
    """Title and version, with those of the layers that add to it."""
    version: str
    released: str
    """Year-month-day: the only date in any file."""
    license: str
    layers: tuple[Layer, ...] = ()
    """What it is made of: the playbook itself, and what adds to it."""
    base: str = ""
    """Where the site is published, with a slash at the end; empty where that is not known."""

    def __post_init__(self) -> None:
        if self.base and not is_address(self.base):
            raise ValueError(f"{no_address(self.base)} Write it as https://host/path/.")

    def address(self, path: str) -> str:
        """Where a path is: a whole address if the site's is known, else the path, which one can search for."""
        return self.base + path

    def url(self, path: str) -> str | None:
        """An address that a program can open, or nothing: a path alone leads nowhere from a file."""
        return self.base + path if self.base else None


@dataclass(frozen=True)
class Reference:
    """A record that a document names."""

    ref: str
    """`kind:id`."""
    title: str
    path: str
    text: str = ""
    """What it has to do with the document, in one sentence."""


@dataclass(frozen=True)
class Basis:
    """What a text rests on."""

    word: str
    """`stated`, `implied` or `editorial`."""
    section: str = ""
    """The title of the source's section; empty for `editorial`."""

    def __str__(self) -> str:
        word = BASIS_WORDS[self.word].capitalize()
        return f"{word}: {self.section}" if self.section else word


@dataclass(frozen=True)
class Item:
    """One thing to do."""

    id: str
    """Permanent within the list."""
    number: str
    """Its place in the whole list: `2`, or `2.1` for a part."""
    parent: str
    """Id of the item that it is a part of; empty for the others."""
    text: str
    """One imperative sentence."""
    path: str
    basis: Basis
    why: str = ""
    done_when: str = ""
    role: Reference | None = None
    phase: str = ""
    """In words: `First week`."""
    phase_id: str = ""
    effort: str = ""
    after: tuple[str, ...] = ()
    """Ids of the items of the whole list that come first."""
    after_numbers: tuple[str, ...] = ()
    """Numbers of the items that come first."""
    see: tuple[Reference, ...] = ()
    context: bool = False
    """In a selection: it is there only because a part of it was chosen. It is not to be ticked."""
    items: tuple[Item, ...] = ()
    """Parts of it."""

    def with_parts(self) -> Iterator[Item]:
        """The item, then its parts and theirs, in the order in which they are read."""
        yield self
        for part in self.items:
            yield from part.with_parts()


@dataclass(frozen=True)
class Field:
    """One thing to fill in."""

    id: str
    """Permanent within the worksheet: `section-field`."""
    label: str
    type: Literal["line", "text", "number", "date", "choice", "check", "table"]
    path: str
    basis: Basis
    help: str = ""
    example: str = ""
    options: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    """What stands in the first cell of each row of a table, empty where that is to be filled in."""
    lines: int = 1
    """How many lines to leave for a text."""
    unit: str = ""


@dataclass(frozen=True)
class Section:
    """Some fields that belong together."""

    id: str
    title: str
    path: str
    basis: Basis
    minutes: int | None
    help: tuple[str, ...]
    """Paragraphs."""
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Document:
    """What checklists and worksheets have in common."""

    id: str
    title: str
    summary: str
    when: str
    """When to use it."""
    about: tuple[str, ...]
    """Paragraphs: what to know before."""
    see: tuple[Reference, ...]
    """What it belongs to, who takes part, what explains it."""
    path: str
    edition: Edition
    digest: str
    """`sha256:` and 64 digits, over the content of the whole document: see `digest_of`."""
    aliases: tuple[str, ...] = field(default=(), kw_only=True)
    """Ids that it had before: the address of its files stays too."""

    @property
    def kind(self) -> str:
        return type(self).__name__.lower()

    @property
    def link(self) -> str:
        return self.edition.address(self.path)


@dataclass(frozen=True)
class Checklist(Document):
    """Items that one ticks."""

    items: tuple[Item, ...]

    @property
    def lists(self) -> tuple[Checklist, ...]:
        """Itself: what a selection has several of."""
        return (self,)

    @cached_property
    def flat(self) -> tuple[Item, ...]:
        """Items and parts in the order in which they are read."""
        return tuple(one for item in self.items for one in item.with_parts())

    @property
    def phases(self) -> list[tuple[str, list[Item]]]:
        """Top-level items in a group for each phase; in one without a phase where phases come back."""
        return grouped_by_phase(self.items, lambda item: item.phase)


@dataclass(frozen=True)
class Selection(Document):
    """Items of several checklists that have something in common."""

    lists: tuple[Checklist, ...]
    """Cut down to these items and those that they are parts of. Each keeps the link and the digest of the whole list,
    and its items keep their numbers and what they wait for."""

    @cached_property
    def flat(self) -> tuple[Item, ...]:
        """The items of all lists, in order. Ids and numbers are unique within a list only."""
        return tuple(item for one in self.lists for item in one.flat)


Tickable = Checklist | Selection
AnyDocument = TypeVar("AnyDocument", bound=Document)


@dataclass(frozen=True)
class Worksheet(Document):
    """A form that one fills in."""

    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Brief(Document):
    """A scenario on one sheet."""

    picture: str
    """The organization chart, as SVG."""
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    """Heading, and what stands under it, a line each."""


def content(document: Document) -> dict[str, Any]:
    """All that the data says, without where it is published: what the digest is taken from."""
    fields = asdict(document)
    for part in (fields, *fields.get("lists", ())):
        del part["edition"], part["aliases"]
    del fields["digest"]
    return fields


def with_digest(document: AnyDocument) -> AnyDocument:
    """The document with the digest of its content."""
    return replace(document, digest=digest_of(content(document)))


def digest_of(content: dict[str, Any]) -> str:
    """The same content gives the same digest, whatever the format, the site's address, or the release."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def cut(checklist: Checklist, chosen: Collection[str]) -> Checklist:
    """A list with the items of these ids, under the items that they are parts of."""
    return replace(checklist, items=tuple(_chosen(checklist.items, chosen)))


def _chosen(items: tuple[Item, ...], chosen: Collection[str]) -> Iterator[Item]:
    for item in items:
        parts = tuple(_chosen(item.items, chosen))
        if parts or item.id in chosen:
            yield replace(item, items=parts, context=item.id not in chosen)
