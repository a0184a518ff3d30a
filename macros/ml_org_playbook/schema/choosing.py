"""Choosing among scenarios: the cells of the summary table, the moves between scenarios, the questions to ask.

Not here: the scenarios themselves (scenario).
"""

from __future__ import annotations

from pydantic import Field

from .base import Record, Sourced, SourcedTexts
from .links import RecordLink
from .refs import AnyRef, AspectRef, ScenarioRef
from .text import Id, Line


class Statement(Record):
    """One sentence in a cell of the summary table."""

    aspect: AspectRef
    """The row: people, process or rewards."""
    scenario: ScenarioRef
    """The column."""
    text: Line
    """The sentence."""
    backed_by: tuple[RecordLink, ...] = Field(min_length=1)
    """What says more about it."""
    footnote: Line | None = None
    """Where the chapter's body says no more, or less: said in a footnote."""


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


class Answer(Sourced):
    """One answer to a question, and what it speaks for."""

    id: Id
    """Permanent within its question."""
    text: Line
    """The answer."""
    supports: tuple[ScenarioRef, ...] = ()
    """Scenarios that it speaks for."""
    against: tuple[ScenarioRef, ...] = ()
    """Scenarios that it speaks against."""
    because: tuple[AnyRef, ...] = ()
    """Advantages and pitfalls that give the reason."""
    reason: Line
    """The reason in one sentence."""


class Question(Record):
    """One question of "which structure fits us"."""

    help: Line
    """How to find the answer."""
    answers: tuple[Answer, ...] = Field(min_length=2)
    """The answers."""
