"""Links with a text: that a record bears on another, and in what way.

Every kind uses the same ones. A link is stored on one side; the playbook knows the way back.
Not here: bare references (refs).
"""

from typing import Final, Literal

from .base import Dated, Model, Sourced
from .refs import AnyRef, PitfallRef, ProcessRef, RewardRef, RoleRef, ScenarioRef, TraitRef
from .text import Line, Prose


class Use(Sourced):
    """That something belongs to a scenario, and how it is meant there."""

    scenario: ScenarioRef
    """The scenario."""
    text: Prose | None = None
    """How it is meant in this scenario, in this scenario's own words."""


Level = Literal["start", "add", "rarely"]
"""`start`: begin with it. `add`: wait for the sign that it is time. `rarely`: most companies do well without it."""
LEVELS: Final[dict[str, str]] = {"start": "Start with it", "add": "Add it when", "rarely": "Rarely needed"}
"""In words."""


class Recommendation(Model):
    """What this playbook recommends in one scenario, whatever a source says: it is always the playbook's own."""

    scenario: ScenarioRef
    """The scenario."""
    level: Level
    """Whether to begin with it."""
    when: Line | None = None
    """For `add`: the sign that it is time. It completes the sentence `Add it when …`."""
    why: Line
    """Why, in one sentence."""


class ProcessRecommendation(Recommendation):
    """What is recommended of a process in one scenario, and when it is taken up."""

    phase: Dated | None = None
    """For `start`: when the company takes it up, counted from the choice of the scenario. Left out where a step of the
    scenario begins it."""


class PitfallLink(Sourced):
    """That something answers a pitfall."""

    pitfall: PitfallRef
    """The pitfall."""
    text: Line | None = None
    """In what way, in one sentence."""


class ProcessLink(Sourced):
    """That something bears on a process."""

    process: ProcessRef
    """The process."""
    text: Line | None = None
    """In what way, in one sentence."""


class RewardLink(Sourced):
    """That something bears on a reward."""

    reward: RewardRef
    """The reward."""
    text: Line | None = None
    """In what way, in one sentence."""


class TraitLink(Sourced):
    """That something bears on a people trait."""

    trait: TraitRef
    """The trait."""
    text: Line | None = None
    """In what way, in one sentence."""


class RoleLink(Sourced):
    """Who takes part, and with what."""

    role: RoleRef
    """The role."""
    text: Line | None = None
    """What this role brings or does here, in one sentence."""


class RecordLink(Sourced):
    """A link to any record."""

    record: AnyRef
    """The record, as `kind:id`."""
    text: Line | None = None
    """In what way, in one sentence."""
