"""Sources: where something comes from, section by section."""

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from ..base import Model, Part, Record, SourcedTexts
from ..kind import Kind
from ..text import Id, Line, Title


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

    def parts(self) -> Iterator[Part]:
        for index, section in enumerate(self.sections):
            yield Part(section.id, (), section.title, ("sections", index))


KIND: Final = Kind(
    model=Source, rank=170, plural="Sources", address="sources.html", page_anchors=frozenset({"formerly"})
)
