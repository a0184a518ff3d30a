"""Processes: ways of deciding or sharing, and how to run them.

Not here: the forms that a process fills in (worksheet) and its steps to tick (checklist).
"""

from typing import Final, Literal

from pydantic import Field

from ..base import Model, Practice, Record, Sourced, SourcedText, SourcedTexts
from ..kind import Kind
from ..links import PitfallLink, ProcessLink, ProcessRecommendation, RoleLink, Use
from ..refs import ChecklistRef
from ..text import Line, Prose, Title


class PracticeStep(Sourced):
    """One step or agenda point of a process."""

    title: Title
    """What is done."""
    text: Prose | None = None
    """How."""
    minutes: int | None = Field(default=None, strict=True, ge=1, le=480)
    """Time on the agenda, in minutes. None where it has no fixed time."""


class Measure(Sourced):
    """Something to count."""

    title: Title
    """What is measured."""
    how: Line
    """How to count it, with unit and rhythm, and what a good value looks like."""


class ProcessPractice(Practice):
    """How to run the process tomorrow."""

    who: tuple[RoleLink, ...] = Field(min_length=1)
    """Who takes part and what each brings."""
    cadence: SourcedText
    """How often."""
    length: SourcedText
    """How long it takes."""
    steps: tuple[PracticeStep, ...] = Field(min_length=2)
    """The agenda or the steps, in order."""
    inputs: SourcedTexts
    """What must be there before."""
    outputs: SourcedTexts
    """What is there afterwards."""
    works: SourcedTexts
    """Signs that it works."""
    fails: SourcedTexts
    """Signs that it has gone wrong."""
    measures: tuple[Measure, ...] = Field(min_length=1)
    """What to measure."""


class ProcessChecklists(Model):
    """The two checklists of a process."""

    adopt: ChecklistRef | None = None
    """For adopting it."""
    run: ChecklistRef | None = None
    """For running it."""


class Process(Record):
    """A way of deciding or sharing."""

    form: Literal["review", "meeting", "evaluation", "standard", "program", "practice"]
    """What sort of process it is."""
    scenarios: tuple[Use, ...] = Field(min_length=1)
    """The scenarios that use it, and how."""
    recommended: tuple[ProcessRecommendation, ...] = ()
    """What we recommend in each scenario. It stands apart from what the source says."""
    purpose: SourcedTexts
    """What it is for."""
    description: SourcedTexts
    """What it is."""
    pitfalls: tuple[PitfallLink, ...] = ()
    """The pitfalls that it answers."""
    part_of: tuple[ProcessLink, ...] = ()
    """Processes of which it is a part or a form."""
    related: tuple[ProcessLink, ...] = ()
    """Processes that it works with."""
    checklists: ProcessChecklists = ProcessChecklists()
    """Its checklists."""
    practice: ProcessPractice
    """How to run it."""


KIND: Final = Kind(
    model=Process,
    rank=40,
    plural="Processes",
    forms={
        "review": "Reviews",
        "meeting": "Meetings",
        "evaluation": "Evaluations",
        "standard": "Standards",
        "program": "Programs",
        "practice": "Practices",
    },
    compared=True,
    used_by=("scenario",),
    search_boost=2,
)
