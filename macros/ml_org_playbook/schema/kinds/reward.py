"""Rewards: behavior that is recognized, and forms that recognition takes."""

from typing import Final, Literal

from pydantic import Field

from ..base import Practice, Record, SourcedTexts
from ..kind import Kind
from ..links import PitfallLink, ProcessLink, Recommendation, RewardLink, RoleLink, TraitLink, Use


class RewardPractice(Practice):
    """How to give the reward well."""

    forms: SourcedTexts
    """Forms that it can take."""
    evidence: SourcedTexts
    """What counts as evidence of the behavior."""
    goes_wrong: SourcedTexts
    """How it goes wrong."""
    start: SourcedTexts
    """How to begin."""


class Reward(Record):
    """A behavior that is recognized, or a form that recognition takes."""

    form: Literal["principle", "behavior", "measure", "form"]
    """`principle`: what a scenario's rewards aim at. `behavior`: what is recognized. `measure`: what performance is
    measured by. `form`: a way to recognize it."""
    scenarios: tuple[Use, ...] = Field(min_length=1)
    """The scenarios that use it, and how."""
    recommended: tuple[Recommendation, ...] = ()
    """What we recommend in each scenario. It stands apart from what the source says."""
    behavior: SourcedTexts
    """What is recognized."""
    given_by: tuple[RoleLink, ...] = ()
    """Who gives it."""
    processes: tuple[ProcessLink, ...] = ()
    """Processes that it reinforces."""
    traits: tuple[TraitLink, ...] = ()
    """People traits that it reinforces."""
    rewards: tuple[RewardLink, ...] = ()
    """Rewards that it belongs with."""
    pitfalls: tuple[PitfallLink, ...] = ()
    """The pitfalls that it answers."""
    practice: RewardPractice
    """How to give it well."""


KIND: Final = Kind(
    model=Reward,
    rank=50,
    plural="Rewards",
    forms={
        "principle": "What rewards aim at",
        "behavior": "Behaviors to recognize",
        "measure": "Measures of performance",
        "form": "Forms of reward",
    },
    compared=True,
    used_by=("scenario",),
)
