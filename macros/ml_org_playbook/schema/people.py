"""People: the traits to look for and to develop, and the roles that take part."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Practice, Record, Sourced, SourcedTexts
from .links import PitfallLink, RoleLink, Use
from .text import Line


class Question_(Sourced):
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
    interview: tuple[Question_, ...] = Field(min_length=2)
    """Interview questions."""
    develop: SourcedTexts
    """How to develop it in people who are there."""
    overdone: SourcedTexts
    """What too much of it, or a false form of it, looks like."""


class Trait(Record):
    """What to look for and to develop in people."""

    scenarios: tuple[Use, ...] = Field(min_length=1)
    """The scenarios that need it, and how."""
    roles: tuple[RoleLink, ...] = Field(min_length=1)
    """Who needs it."""
    description: SourcedTexts
    """What it is."""
    pitfalls: tuple[PitfallLink, ...] = ()
    """The pitfalls that it answers."""
    practice: TraitPractice
    """How to find and develop it."""


class RolePractice(Practice):
    """What the role does and how one begins in it."""

    does: SourcedTexts
    """What the role does."""
    first_weeks: SourcedTexts
    """How somebody new begins."""
    asks_of_others: SourcedTexts
    """What it needs from others."""


class Role(Record):
    """Who takes part."""

    form: Literal["leader", "individual", "team", "stakeholder"]
    """`leader`: decides. `individual`: does the work. `team`: several people. `stakeholder`: is affected, and asked."""
    scenarios: tuple[Use, ...] = ()
    """The scenarios in which it appears, and where it sits there."""
    description: SourcedTexts
    """Who it is."""
    related: tuple[RoleLink, ...] = ()
    """Roles that are close to it, and how they relate."""
    practice: RolePractice
    """What it does and how one begins in it."""
