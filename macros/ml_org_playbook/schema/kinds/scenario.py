"""Scenarios: ways to organize ML, each with its organization chart and its default implementation.

Not here: what a scenario gives and risks (effects), and how to choose among scenarios (choosing).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from pydantic import Field

from ..base import Model, Part, Practice, Record, Sourced, SourcedTexts
from ..kind import Kind
from ..refs import AnyRef, ChecklistRef, PitfallRef, ProcessRef, RoleRef
from ..text import Id, Line, Title
from .checklist import Item, item_parts


class ChartUnit(Sourced):
    """One box of an organization chart."""

    id: Id
    """Name within the chart."""
    title: Title
    """What stands in the box."""
    people: tuple[Line, ...] = ()
    """Who works there, a line each."""
    parent: Id | None = None
    """The box above it. None for the top."""
    tone: Literal["plain", "ml", "shared"] = "plain"
    """`ml` for boxes where ML work is done, `shared` for shared infrastructure, else `plain`."""


class ChartTie(Sourced):
    """A working relation between two boxes, beside the reporting line."""

    start: Id
    """The box where it begins."""
    end: Id
    """The box to which it leads."""
    label: Title
    """What passes between them."""


class Chart(Practice):
    """An organization chart, drawn from data."""

    caption: Line
    """What the picture shows, in words: also its text alternative."""
    units: tuple[ChartUnit, ...] = Field(min_length=1)
    """The boxes, parents before children."""
    ties: tuple[ChartTie, ...] = ()
    """Working relations across the tree."""


class AspectNote(Sourced):
    """What a scenario says of one aspect before it lists processes, rewards or traits."""

    text: SourcedTexts
    """In the scenario's own words."""


class Step(Item):
    """A step of a scenario: an item of a checklist that may fill roles and take up processes."""

    hires: tuple[RoleRef, ...] = ()
    """Roles that are filled once it is done."""
    begins: tuple[ProcessRef, ...] = ()
    """Processes that it takes up."""
    items: tuple[Step, ...] = ()
    """Parts of it, in order."""


class BriefRisk(Model):
    """One of the largest risks of a scenario, as the brief names it."""

    pitfall: PitfallRef
    """The pitfall."""
    answer: AnyRef
    """The process, reward or people trait that answers it best, as `kind:id`."""
    notice: Line
    """How one notices it early, in one sentence."""


class Brief(Practice):
    """A scenario on one sheet, for whoever has to decide. Its first 90 days come from the plan."""

    what: Line
    """What it is, in one sentence."""
    choose_when: tuple[Line, ...] = Field(min_length=1)
    """When to choose it."""
    not_when: tuple[Line, ...] = Field(min_length=1)
    """When not to."""
    people: Line
    """What it takes in people."""
    money: Line
    """What it takes in money."""
    time: Line
    """What it takes in time."""
    risks: tuple[BriefRisk, ...] = Field(min_length=1, max_length=3)
    """Its largest risks."""
    decide: tuple[Line, ...] = Field(min_length=1)
    """What the company has to decide now."""
    leave_when: Line
    """When to leave it."""


PARTS: Final = ("brief", "advantages", "pitfalls", "processes", "people")
"""Pages of its own that each scenario has below its page."""


class ScenarioPractice(Practice):
    """Help for leaders who ask whether this is their organization."""

    recognize: SourcedTexts
    """Signs by which a leader recognizes the scenario in the organization."""
    fits: SourcedTexts
    """When it fits."""
    fits_badly: SourcedTexts
    """When it does not."""


class Scenario(Record):
    """One way to organize ML."""

    label: Title
    """The name in the summary table: what is central and what is not."""
    short: Title
    """One word, for narrow places."""
    brief: Brief | None = None
    """The scenario on one sheet."""
    background: SourcedTexts
    """How the company comes to it, as told."""
    description: SourcedTexts
    """What the organization looks like and how it works."""
    evolution: SourcedTexts
    """What it grows out of and into."""
    fits: SourcedTexts
    """When it fits, as the source puts it."""
    remedies: SourcedTexts
    """What the source says of its processes as answers to its pitfalls, taken together."""
    process: AspectNote
    """Process, in general."""
    rewards: AspectNote
    """Rewards, in general."""
    people: AspectNote
    """People, in general."""
    implementation: AspectNote
    """What to know before taking the default implementation as it stands."""
    steps: tuple[Step, ...]
    """The default implementation, as a tree."""
    checklist: ChecklistRef
    """The checklist that makes these steps tickable."""
    chart: Chart
    """The organization chart."""
    practice: ScenarioPractice
    """Recognize it, choose it, begin it."""

    def parts(self) -> Iterator[Part]:
        return item_parts(self.steps, ("steps",), "step-")


KIND: Final = Kind(model=Scenario, rank=10, plural="Scenarios", selects_items=True, search_boost=2)
