"""Aspects: the five parts of the Star Model."""

from typing import Final

from ..base import Record, SourcedTexts
from ..kind import Kind
from ..text import Line


class Aspect(Record):
    """One of the five aspects of the Star Model."""

    description: SourcedTexts
    """What the aspect is about."""
    asks: Line
    """The question that it puts to an organization."""


KIND: Final = Kind(
    model=Aspect,
    rank=140,
    plural="Aspects",
    address="star-model.html",
    page_anchors=frozenset({"star", "aspects", "formerly"}),
)
