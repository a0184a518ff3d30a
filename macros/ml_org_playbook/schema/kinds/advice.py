"""Advice that holds whatever the structure."""

from typing import Final

from ..base import Record, SourcedTexts
from ..kind import Kind
from ..links import Use
from ..refs import AnyRef, AspectRef


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


KIND: Final = Kind(
    model=Advice, rank=150, plural="Advice", address="advice.html", page_anchors=frozenset({"all", "formerly"})
)
