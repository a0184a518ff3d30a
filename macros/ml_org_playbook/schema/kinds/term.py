"""Terms of the glossary."""

from typing import Final

from ..base import Record, SourcedTexts
from ..kind import Kind
from ..refs import AnyRef


class Term(Record):
    """A glossary entry."""

    definition: SourcedTexts
    """What the word means here."""
    see: tuple[AnyRef, ...] = ()
    """Records that use it."""


KIND: Final = Kind(
    model=Term, rank=160, plural="Terms", address="glossary.html", page_anchors=frozenset({"terms", "formerly"})
)
