"""What all models share: that they are closed, what they rest on, what every record has.

In: the sorts of text. Out: base classes, and the text that may name its own source.
Not here: what one kind has by itself; each family of kinds has a module of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from annotated_types import MinLen
from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from ..reading.records import FieldPath
from .refs import AnyRef, SectionRef
from .text import Id, Line, Prose, Title

Basis = Literal["stated", "implied", "editorial"]
"""`stated`: the source says so. `implied`: it clearly follows from it. `editorial`: this playbook's own reading."""


Dated = Literal["first-week", "first-month", "first-quarter", "first-year"]
"""A phase that a calendar knows, counted from the start."""


class Model(BaseModel):
    """Closed and frozen: unknown keys are refused. Numbers are marked strict one by one; lists become tuples."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        regex_engine="python-re",
        defer_build=True,  # most models stand only inside others, and need no validator of their own
    )


class Sourced(Model):
    """Something that says what it rests on; what it leaves out it takes from what it stands in."""

    basis: Basis | None = None
    """What this rests on. Left out: the same as what this stands in."""
    source: SectionRef | None = None
    """Where it is said. Needed for `stated` and `implied`, unless what this stands in names it."""


class Passage(Sourced):
    """A text with its own source. Where source and basis are those around it, the text alone will do."""

    text: Prose
    """What is said."""


def _text_or_mapping(value: Any) -> str | None:
    if isinstance(value, str):
        return "text"
    return "passage" if isinstance(value, dict | Passage) else None


SourcedText = Annotated[
    Annotated[Prose, Tag("text")] | Annotated[Passage, Tag("passage")], Discriminator(_text_or_mapping)
]
"""A text, or a mapping with `text`, `basis` and `source`."""
SourcedTexts = Annotated[tuple[SourcedText, ...], MinLen(1)]


class Retirement(Model):
    """That a record is no longer part of the playbook. Its page stays and says so."""

    reason: Line
    """Why, in one sentence that a reader of an old link understands."""
    instead: AnyRef | None = None
    """The record that takes its place, as `kind:id`."""


@dataclass(frozen=True)
class Part:
    """A part of a record's page with a permanent anchor: an item, a section, a field, an event."""

    anchor: str
    aliases: tuple[str, ...]
    """Anchors that it had before."""
    title: str
    """Its sentence, or what it is called."""
    path: FieldPath
    """Where it stands in the record that states it."""
    gone: str = ""
    """Why it is no longer part of the record; empty where it is."""


class Record(Sourced):
    """What every record has."""

    id: Id
    """Permanent name; the same as the file's name. Part of addresses and links."""
    aliases: tuple[Id, ...] = ()
    """Ids that it had before. Links to them lead here."""
    retired: Retirement | None = None
    """Set where the record is no longer part of the playbook."""
    title: Title
    """A few words in sentence case."""
    summary: Line
    """One or two sentences that stand alone: shown in lists, cards, search results and link previews."""
    also: tuple[Title, ...] = ()
    """Other words that people use for it: the search finds it by them."""
    basis: Basis
    """What the record's own words rest on."""
    notes: tuple[SourcedText, ...] = ()
    """What compares, doubts or comments on the source. Readers see it once they ask what the texts rest on."""
    order: int = Field(default=1000, strict=True, ge=0, le=100_000)
    """Position among the records of its kind, smallest first; equal ones stand by title."""

    @property
    def variant(self) -> str:
        """What sets it apart among those of its kind: its form; empty where the kind knows no forms."""
        return str(getattr(self, "form", ""))

    def parts(self) -> Iterator[Part]:
        """What one can link to within its page, in order."""
        yield from ()


class Practice(Sourced):
    """Operating depth. Says on its own what it rests on, because most of it is this playbook's own."""

    basis: Basis
    """What the block rests on, unless a text in it says otherwise. Mostly `editorial`."""
