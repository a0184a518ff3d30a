"""Advantages and pitfalls: what a scenario gives, and what it puts at risk.

Not here: what answers a pitfall. Processes, rewards and traits say that of themselves.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Practice, Record, SourcedText, SourcedTexts
from .links import PitfallLink, ProcessLink, Use
from .refs import AspectRef


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


class PitfallPractice(Practice):
    """How to see it coming and what to do."""

    signs: SourcedTexts
    """Early signs, that one can see or count."""
    moves: SourcedTexts
    """What to do, beyond the processes, rewards and traits that answer it."""


class Pitfall(Record):
    """What a scenario, or a process, puts at risk."""

    aspect: AspectRef
    """The aspect of the Star Model that it belongs to."""
    scenarios: tuple[Use, ...] = ()
    """The scenarios that run this risk."""
    processes: tuple[ProcessLink, ...] = ()
    """The processes that run this risk, where it belongs to a process rather than to a structure."""
    description: SourcedTexts
    """What goes wrong and what follows."""
    condition: SourcedText | None = None
    """On what it depends: a hedge that must not be lost."""
    remedy: Literal["given", "for-the-group", "none"]
    """Whether the source gives a remedy: for this pitfall, for a group that it belongs to, or none."""
    practice: PitfallPractice
    """How to see it coming and what to do."""
