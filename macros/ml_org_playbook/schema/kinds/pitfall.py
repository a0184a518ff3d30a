"""Pitfalls: what a scenario, or a process, puts at risk.

Not here: what answers a pitfall. Processes, rewards and traits say that of themselves.
"""

from typing import Final, Literal

from ..base import Practice, Record, SourcedText, SourcedTexts
from ..kind import Kind
from ..links import ProcessLink, Use
from ..refs import AspectRef


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


KIND: Final = Kind(model=Pitfall, rank=30, plural="Pitfalls")
