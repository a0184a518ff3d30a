"""Roles: who takes part."""

from typing import Final, Literal

from ..base import Practice, Record, SourcedTexts
from ..kind import Kind
from ..links import Recommendation, RoleLink, Use


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
    recommended: tuple[Recommendation, ...] = ()
    """What we recommend in each scenario. It stands apart from what the source says."""
    description: SourcedTexts
    """Who it is."""
    related: tuple[RoleLink, ...] = ()
    """Roles that are close to it, and how they relate."""
    practice: RolePractice
    """What it does and how one begins in it."""


KIND: Final = Kind(
    model=Role,
    rank=70,
    plural="Roles",
    forms={"leader": "Leaders", "individual": "People who do the work", "team": "Teams", "stakeholder": "Stakeholders"},
    selects_items=True,
    compared=True,
    used_by=("scenario", "process", "reward", "trait", "worksheet", "checklist", "story"),
)
