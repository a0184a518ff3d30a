"""Transitions: moves from one scenario to another."""

from typing import Final

from ..base import Record, SourcedTexts
from ..kind import Kind
from ..refs import ScenarioRef
from ..text import Line


class Transition(Record):
    """A directed move."""

    start: ScenarioRef | None = None
    """The scenario that one leaves. None where it begins outside the three."""
    start_words: Line | None = None
    """Where it begins, if not in one of the three."""
    end: ScenarioRef | None = None
    """The scenario that one moves to. None where it ends outside the three."""
    end_words: Line | None = None
    """Where it ends, if not in one of the three."""
    why: SourcedTexts
    """Why one moves."""
    signs: SourcedTexts
    """Signs that it is time."""
    starts: SourcedTexts
    """What starts."""
    stops: SourcedTexts
    """What stops."""
    stays: SourcedTexts
    """What stays."""


KIND: Final = Kind(
    model=Transition,
    rank=110,
    plural="Transitions",
    address="transitions.html",
    page_anchors=frozenset({"formerly"}),
    inner_anchors=("why", "signs", "starts", "stops", "stays"),
)
