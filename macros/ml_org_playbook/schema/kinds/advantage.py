"""Advantages: what a scenario gives.

Not here: what it puts at risk (pitfall).
"""

from typing import Final

from pydantic import Field

from ..base import Practice, Record, SourcedText, SourcedTexts
from ..kind import Kind
from ..links import PitfallLink, ProcessLink, Use
from ..refs import AspectRef


class AdvantagePractice(Practice):
    """How to have the advantage in fact."""

    keep: SourcedTexts
    """What makes it real and keeps it."""
    check: SourcedTexts
    """How to see whether you have it."""


class Advantage(Record):
    """What a scenario gives."""

    aspect: AspectRef
    """The aspect of the Star Model that it belongs to."""
    scenarios: tuple[Use, ...] = Field(min_length=1)
    """The scenarios that give it."""
    description: SourcedTexts
    """What it is."""
    condition: SourcedText | None = None
    """On what it depends: a hedge that must not be lost."""
    processes: tuple[ProcessLink, ...] = ()
    """Processes that it comes from."""
    pitfalls: tuple[PitfallLink, ...] = ()
    """Pitfalls that it offsets or is the other side of."""
    practice: AdvantagePractice
    """How to have it in fact."""


KIND: Final = Kind(model=Advantage, rank=20, plural="Advantages")
