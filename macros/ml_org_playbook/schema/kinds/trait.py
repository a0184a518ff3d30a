"""People traits: what to look for and to develop in people."""

from typing import Final

from pydantic import Field

from ..base import Practice, Record, Sourced, SourcedTexts
from ..kind import Kind
from ..links import PitfallLink, Recommendation, RoleLink, Use
from ..text import Line


class InterviewQuestion(Sourced):
    """A question for an interview."""

    question: Line
    """What to ask."""
    good: Line
    """What a good answer has."""
    poor: Line
    """What should make you ask further."""


class TraitPractice(Practice):
    """How to find the trait and how to develop it."""

    look_for: SourcedTexts
    """What to look for."""
    interview: tuple[InterviewQuestion, ...] = Field(min_length=2)
    """Interview questions."""
    develop: SourcedTexts
    """How to develop it in people who are there."""
    overdone: SourcedTexts
    """What too much of it, or a false form of it, looks like."""


class Trait(Record):
    """What to look for and to develop in people."""

    scenarios: tuple[Use, ...] = Field(min_length=1)
    """The scenarios that need it, and how."""
    recommended: tuple[Recommendation, ...] = ()
    """What we recommend in each scenario. It stands apart from what the source says."""
    roles: tuple[RoleLink, ...] = Field(min_length=1)
    """Who needs it."""
    description: SourcedTexts
    """What it is."""
    pitfalls: tuple[PitfallLink, ...] = ()
    """The pitfalls that it answers."""
    practice: TraitPractice
    """How to find and develop it."""


KIND: Final = Kind(
    model=Trait,
    rank=60,
    folder="traits",
    plural="People traits",
    word="people trait",
    address="people",
    compared=True,
    used_by=("role",),
)
