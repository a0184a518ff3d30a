"""What stands behind every scenario: the aspects of the Star Model, general advice, terms, sources."""

from __future__ import annotations

from pydantic import Field

from .base import Model, Record, SourcedTexts
from .links import Use
from .refs import AnyRef, AspectRef
from .text import Id, Line, Title


class Aspect(Record):
    """One of the five aspects of the Star Model."""

    description: SourcedTexts
    """What the aspect is about."""
    asks: Line
    """The question that it puts to an organization."""


class Advice(Record):
    """Advice that holds whatever the structure, or across several records."""

    aspect: AspectRef | None = None
    """The aspect of the Star Model that it belongs to."""
    scenarios: tuple[Use, ...] = ()
    """The scenarios that it is given for. None: all alike."""
    description: SourcedTexts
    """The advice."""
    do: SourcedTexts
    """What to do about it."""
    see: tuple[AnyRef, ...] = ()
    """Records that go on from here."""


class Term(Record):
    """A glossary entry."""

    also: tuple[Title, ...] = ()
    """Other names for it."""
    definition: SourcedTexts
    """What the word means here."""
    see: tuple[AnyRef, ...] = ()
    """Records that use it."""


class Section(Model):
    """A part of a source."""

    id: Id
    """Name within the source."""
    title: Title
    """What the part is about."""


class Source(Record):
    """Where something comes from."""

    citation: Line
    """How to cite it."""
    note: SourcedTexts = ()
    """What is taken from it and how."""
    sections: tuple[Section, ...] = Field(min_length=1)
    """The parts that texts and links refer to."""
