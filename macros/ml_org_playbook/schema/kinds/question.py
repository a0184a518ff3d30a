"""Questions that lead to a scenario, with what each answer supports."""

from typing import Final

from pydantic import Field

from ..base import Record, Sourced
from ..kind import Kind
from ..refs import AnyRef, ScenarioRef
from ..text import Id, Line


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


KIND: Final = Kind(
    model=Question,
    rank=120,
    plural="Questions",
    address="questions.html",
    page_anchors=frozenset({"questions", "formerly"}),
)
