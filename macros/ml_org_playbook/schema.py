"""The boundary types: what each kind of record may hold.

In: plain values with their positions (source). Out: strict, frozen models, or problems with their places.
The docstring under a field is the help that editors and the reference page show.
Not here: whether a reference leads anywhere (link) and whether the whole is sound (rules).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final, Literal, NamedTuple, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from .problems import Problem, dotted, suggestion
from .source import Path_, SourceRecord

# ---------------------------------------------------------------- text

_MARKUP: Final = re.compile(r"<[/!?A-Za-z][^>\n]*>?|\{\{|\}\}|\{%|%\}|\{#|#\}|\{:")


def _no_markup(text: str) -> str:
    if found := _MARKUP.search(text):
        raise PydanticCustomError("markup-refused", "{found}", {"found": found.group()[:40]})
    return text


_STACKED: Final = re.compile(r"(?m)^[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+){4}")
"""Lists that begin inside one another on one line. Markdown would open each of them, until Python's stack ends."""


def _not_stacked(text: str) -> str:
    if found := _STACKED.search(text):
        raise PydanticCustomError("too-deep", "{found}", {"found": found.group()[:40].strip()})
    return text


def _no_angles(text: str) -> str:
    if found := re.search(r"[<>]", text):
        raise PydanticCustomError("markup-refused", "{found}", {"found": found.group()})
    return text


def _one_line(text: str) -> str:
    if "\n" in text.strip("\n"):
        raise PydanticCustomError("out-of-range", "{found}", {"found": "more than one line"})
    return text.strip()


@dataclass(frozen=True)
class IsProse:
    """Marks text that may hold Markdown and links to records."""


@dataclass(frozen=True)
class IsLine:
    """Marks text of one line, shown as it stands."""


Title = Annotated[
    str,
    StringConstraints(strict=True, min_length=2, max_length=90),
    AfterValidator(_no_markup),
    AfterValidator(_one_line),
    AfterValidator(_no_angles),
    IsLine(),
]
"""A few words, sentence case, no full stop."""
Line = Annotated[
    str,
    StringConstraints(strict=True, min_length=2, max_length=400),
    AfterValidator(_no_markup),
    AfterValidator(_one_line),
    IsLine(),
]
"""One line of plain text."""
Prose = Annotated[
    str,
    StringConstraints(strict=True, min_length=2, max_length=4000),
    AfterValidator(_no_markup),
    AfterValidator(_not_stacked),
    AfterValidator(str.strip),
    IsProse(),
]
"""Paragraphs with a little Markdown: emphasis, lists, `[words](process:triage)` links to records."""

ID_PATTERN: Final = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
ID_MOST: Final = 60
"""Letters of an id at most."""


def is_id(text: str) -> bool:
    """Whether a text may be an id: lower-case words joined by hyphens, at most 60 characters."""
    return len(text) <= ID_MOST and re.fullmatch(ID_PATTERN, text) is not None


def _id(text: str) -> str:
    if not is_id(text):
        raise PydanticCustomError("bad-id", "{found}", {"found": text[:ID_MOST]})
    return text


Id = Annotated[str, StringConstraints(strict=True), AfterValidator(_id)]
"""Lower-case words joined by hyphens. Permanent: it is part of addresses."""


@dataclass(frozen=True)
class RefTo:
    """Marks a value that names a record: of this kind, or as `kind:id` or `kind:id#item` of any kind."""

    kind: str | None = None


ScenarioRef = Annotated[Id, RefTo("scenario")]
PitfallRef = Annotated[Id, RefTo("pitfall")]
ProcessRef = Annotated[Id, RefTo("process")]
RewardRef = Annotated[Id, RefTo("reward")]
TraitRef = Annotated[Id, RefTo("trait")]
RoleRef = Annotated[Id, RefTo("role")]
ChecklistRef = Annotated[Id, RefTo("checklist")]
StoryRef = Annotated[Id, RefTo("story")]
AdvantageRef = Annotated[Id, RefTo("advantage")]
AspectRef = Annotated[Id, RefTo("aspect")]
AnyRef = Annotated[str, StringConstraints(strict=True, max_length=130), RefTo(None)]
"""`kind:id`, such as `process:triage`, or `kind:id#item` for one item of a checklist, worksheet or story."""


@dataclass(frozen=True)
class IsSection:
    """Marks a value that names a section of a source."""


SectionRef = Annotated[str, StringConstraints(strict=True, max_length=130), IsSection()]
"""`source/section`, such as `chapter-14/centralized-process`."""

Basis = Literal["stated", "implied", "editorial"]
"""`stated`: the source says so. `implied`: it clearly follows from it. `editorial`: this playbook's own reading."""

# ---------------------------------------------------------------- building blocks


class Model(BaseModel):
    """Closed and frozen: unknown keys are refused. Numbers are marked strict one by one; lists become tuples."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        regex_engine="python-re",
        defer_build=True,  # most models stand only inside others, and need no validator of their own
    )


class Sourced(Model):
    """Something that says what it rests on; what it leaves out it takes from what it stands in."""

    basis: Basis | None = None
    """What this rests on. Left out: the same as what this stands in."""
    source: SectionRef | None = None
    """Where it is said. Needed for `stated` and `implied`, unless what this stands in names it."""


class Passage(Sourced):
    """A text with its own source. Where source and basis are those around it, the text alone will do."""

    text: Prose
    """What is said."""


def _text_or_mapping(value: Any) -> str | None:
    if isinstance(value, str):
        return "text"
    return "passage" if isinstance(value, dict | Passage) else None


Said = Annotated[Annotated[Prose, Tag("text")] | Annotated[Passage, Tag("passage")], Discriminator(_text_or_mapping)]
"""A text, or a mapping with `text`, `basis` and `source`."""
SaidList = tuple[Said, ...]


class Use(Sourced):
    """That something belongs to a scenario, and how it is meant there."""

    scenario: ScenarioRef
    """The scenario."""
    text: Prose | None = None
    """How it is meant in this scenario, in this scenario's own words."""


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


class Retirement(Model):
    """That a record is no longer part of the playbook. Its page stays and says so."""

    reason: Line
    """Why, in one sentence that a reader of an old link understands."""
    instead: AnyRef | None = None
    """The record that takes its place, as `kind:id`."""


class Record(Sourced):
    """What every record has."""

    id: Id
    """Permanent name; the same as the file's name. Part of addresses and links."""
    aliases: tuple[Id, ...] = ()
    """Ids that it had before. Links to them lead here."""
    retired: Retirement | None = None
    """Set where the record is no longer part of the playbook."""
    title: Title
    """A few words in sentence case."""
    summary: Line
    """One or two sentences that stand alone: shown in lists, cards, search results and link previews."""
    basis: Basis
    """What the record's own words rest on."""
    order: int = Field(default=1000, strict=True, ge=0, le=100_000)
    """Position among the records of its kind, smallest first; equal ones stand by title."""


class Practice(Sourced):
    """Operating depth. Says on its own what it rests on, because most of it is this playbook's own."""

    basis: Basis
    """What the block rests on, unless a text in it says otherwise. Mostly `editorial`."""


# ---------------------------------------------------------------- items of checklists and steps

Phase = Literal["before", "during", "after", "first-week", "first-month", "first-quarter", "first-year"]
"""When: around a meeting or launch (`before`, `during`, `after`), or counted from the start."""
PHASES: Final[dict[str, str]] = {
    "before": "Before",
    "during": "During",
    "after": "After",
    "first-week": "First week",
    "first-month": "First month",
    "first-quarter": "First quarter",
    "first-year": "First year",
}
"""In words."""


class Item(Sourced):
    """One thing to do: a step of a default implementation, or an item of a checklist."""

    id: Id
    """Permanent within its list: the anchor that links use."""
    aliases: tuple[Id, ...] = ()
    """Ids that it had before, or ids of items that it takes the place of. Links to them lead here."""
    retired: Line | None = None
    """Why it is no longer on the list. It keeps its place here, so that links to it are told."""
    text: Line
    """One imperative sentence."""
    why: Line | None = None
    """Why it is worth doing, in one sentence."""
    done_when: Line | None = None
    """What shows that it is done: something that one can see."""
    role: RoleRef | None = None
    """Who does it or sees to it."""
    phase: Phase | None = None
    """When it is due."""
    effort: Line | None = None
    """Rough effort, such as `1 hour` or `2 days`."""
    after: tuple[Id, ...] = ()
    """Items of the same list that come first."""
    see: tuple[AnyRef, ...] = ()
    """Records that explain it, as `kind:id`."""
    items: tuple[Item, ...] = ()
    """Parts of it, in order."""


# ---------------------------------------------------------------- kinds


class Aspect(Record):
    """One of the five aspects of the Star Model."""

    description: SaidList
    """What the aspect is about."""
    asks: Line
    """The question that it puts to an organization."""


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

    text: SaidList
    """In the scenario's own words."""


class ScenarioPractice(Practice):
    """Help for leaders who ask whether this is their organization."""

    recognize: SaidList
    """Signs by which a leader recognizes the scenario in the organization."""
    fits: SaidList
    """When it fits."""
    fits_badly: SaidList
    """When it does not."""
    first_moves: SaidList
    """What to do in the first weeks."""


class Scenario(Record):
    """One way to organize ML."""

    label: Title
    """The name in the summary table: what is central and what is not."""
    short: Title
    """One word, for narrow places."""
    background: SaidList
    """How the company comes to it, as told."""
    description: SaidList
    """What the organization looks like and how it works."""
    evolution: SaidList
    """What it grows out of and into."""
    fits: SaidList
    """When it fits, as the source puts it."""
    remedies: SaidList
    """What the source says of its processes as answers to its pitfalls, taken together."""
    process: AspectNote
    """Process, in general."""
    rewards: AspectNote
    """Rewards, in general."""
    people: AspectNote
    """People, in general."""
    implementation: AspectNote
    """What to know before taking the default implementation as it stands."""
    steps: tuple[Item, ...]
    """The default implementation, as a tree."""
    checklist: ChecklistRef
    """The checklist that makes these steps tickable."""
    chart: Chart
    """The organization chart."""
    practice: ScenarioPractice
    """Recognize it, choose it, begin it."""


class AdvantagePractice(Practice):
    """How to have the advantage in fact."""

    keep: SaidList
    """What makes it real and keeps it."""
    check: SaidList
    """How to see whether you have it."""


class Advantage(Record):
    """What a scenario gives."""

    aspect: AspectRef
    """The aspect of the Star Model that it belongs to."""
    scenarios: tuple[Use, ...] = Field(min_length=1)
    """The scenarios that give it."""
    description: SaidList
    """What it is."""
    condition: Said | None = None
    """On what it depends: a hedge that must not be lost."""
    processes: tuple[ProcessLink, ...] = ()
    """Processes that it comes from."""
    pitfalls: tuple[PitfallLink, ...] = ()
    """Pitfalls that it offsets or is the other side of."""
    practice: AdvantagePractice
    """How to have it in fact."""


class PitfallPractice(Practice):
    """How to see it coming and what to do."""

    signs: SaidList
    """Early signs, that one can see or count."""
    moves: SaidList
    """What to do, beyond the processes, rewards and traits that answer it."""


class Pitfall(Record):
    """What a scenario, or a process, puts at risk."""

    aspect: AspectRef
    """The aspect of the Star Model that it belongs to."""
    scenarios: tuple[Use, ...] = ()
    """The scenarios that run this risk."""
    processes: tuple[ProcessLink, ...] = ()
    """The processes that run this risk, where it belongs to a process rather than to a structure."""
    description: SaidList
    """What goes wrong and what follows."""
    condition: Said | None = None
    """On what it depends: a hedge that must not be lost."""
    remedy: Literal["given", "for-the-group", "none"]
    """Whether the source gives a remedy: for this pitfall, for a group that it belongs to, or none."""
    practice: PitfallPractice
    """How to see it coming and what to do."""


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
    cadence: Said
    """How often."""
    length: Said
    """How long it takes."""
    steps: tuple[PracticeStep, ...] = Field(min_length=2)
    """The agenda or the steps, in order."""
    inputs: SaidList
    """What must be there before."""
    outputs: SaidList
    """What is there afterwards."""
    works: SaidList
    """Signs that it works."""
    fails: SaidList
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
    purpose: SaidList
    """What it is for."""
    description: SaidList
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


class RewardPractice(Practice):
    """How to give the reward well."""

    forms: SaidList
    """Forms that it can take."""
    evidence: SaidList
    """What counts as evidence of the behavior."""
    goes_wrong: SaidList
    """How it goes wrong."""
    start: SaidList
    """How to begin."""


class Reward(Record):
    """A behavior that is recognized, or a form that recognition takes."""

    form: Literal["principle", "behavior", "measure", "form"]
    """`principle`: what a scenario's rewards aim at. `behavior`: what is recognized. `measure`: what performance is
    measured by. `form`: a way to recognize it."""
    scenarios: tuple[Use, ...] = Field(min_length=1)
    """The scenarios that use it, and how."""
    behavior: SaidList
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

    look_for: SaidList
    """What to look for."""
    interview: tuple[Question_, ...] = Field(min_length=2)
    """Interview questions."""
    develop: SaidList
    """How to develop it in people who are there."""
    overdone: SaidList
    """What too much of it, or a false form of it, looks like."""


class Trait(Record):
    """What to look for and to develop in people."""

    scenarios: tuple[Use, ...] = Field(min_length=1)
    """The scenarios that need it, and how."""
    roles: tuple[RoleLink, ...] = Field(min_length=1)
    """Who needs it."""
    description: SaidList
    """What it is."""
    pitfalls: tuple[PitfallLink, ...] = ()
    """The pitfalls that it answers."""
    practice: TraitPractice
    """How to find and develop it."""


class RolePractice(Practice):
    """What the role does and how one begins in it."""

    does: SaidList
    """What the role does."""
    first_weeks: SaidList
    """How somebody new begins."""
    asks_of_others: SaidList
    """What it needs from others."""


class Role(Record):
    """Who takes part."""

    form: Literal["leader", "individual", "team", "stakeholder"]
    """`leader`: decides. `individual`: does the work. `team`: several people. `stakeholder`: is affected, and asked."""
    scenarios: tuple[Use, ...] = ()
    """The scenarios in which it appears, and where it sits there."""
    description: SaidList
    """Who it is."""
    related: tuple[RoleLink, ...] = ()
    """Roles that are close to it, and how they relate."""
    practice: RolePractice
    """What it does and how one begins in it."""


class FormField(Sourced):
    """One thing to fill in."""

    id: Id
    """Permanent within its worksheet."""
    aliases: tuple[Id, ...] = ()
    """Ids that it had before. Links to them lead here."""
    label: Title
    """What is asked."""
    type: Literal["line", "text", "number", "date", "choice", "check", "table"]
    """`line`: a few words. `text`: several lines. `choice`: one of the options. `check`: a box for each option, or one.
    `table`: rows to fill in."""
    help: Line | None = None
    """How to fill it in."""
    example: Line | None = None
    """A good entry."""
    options: tuple[Title, ...] = ()
    """For `choice` and `check`."""
    columns: tuple[Title, ...] = ()
    """For `table`."""
    rows: tuple[Line, ...] = ()
    """For `table`: what stands in the first column of each row, where that is given."""
    size: int = Field(default=3, strict=True, ge=1, le=30)
    """Lines of a `text`; empty rows of a `table` without given rows."""
    unit: Title | None = None
    """For `number`: the unit."""


class FormSection(Sourced):
    """Some fields that belong together."""

    id: Id
    """Permanent within its worksheet."""
    aliases: tuple[Id, ...] = ()
    """Ids that it had before. Links to them lead here."""
    title: Title
    """What the fields are about."""
    minutes: int | None = Field(default=None, strict=True, ge=1, le=480)
    """On an agenda: time for this part, in minutes."""
    help: Prose | None = None
    """How to go about it."""
    fields: tuple[FormField, ...]
    """The fields."""


class Worksheet(Record):
    """A form that one fills in or follows."""

    form: Literal["agenda", "report", "pack", "plan", "standard", "record"]
    """What sort of worksheet it is."""
    description: SaidList
    """What it is for, and how the source speaks of it."""
    when: Line
    """When it is filled in."""
    roles: tuple[RoleLink, ...] = Field(min_length=1)
    """Who fills it in, who gets it."""
    processes: tuple[ProcessLink, ...] = ()
    """Processes that use it."""
    rewards: tuple[RewardLink, ...] = ()
    """Rewards that use it."""
    sections: tuple[FormSection, ...] = Field(min_length=1)
    """The form."""


class Checklist(Record):
    """Ordered items that one ticks."""

    purpose: Literal["implement", "adopt", "run", "launch", "onboard"]
    """`implement`: a scenario's default implementation (its items are the scenario's steps). `adopt`, `run`: a process.
    `launch`: a model. `onboard`: a person."""
    description: SaidList = ()
    """What to know before starting."""
    when: Line
    """When to use it."""
    items: tuple[Item, ...] = ()
    """The items, in order. None for `implement`."""


class StoryEvent(Sourced):
    """One thing that happens."""

    id: Id
    """Permanent within its story: an anchor."""
    aliases: tuple[Id, ...] = ()
    """Ids that it had before. Links to them lead here."""
    title: Title
    """What happens, in a few words."""
    text: Prose
    """What happens."""
    roles: tuple[RoleRef, ...] = ()
    """Who acts."""


class StoryPractice(Practice):
    """What to do with the story."""

    discuss: SaidList
    """Questions for a discussion."""
    apply: SaidList
    """How to find the same thing in your company."""


class Story(Record):
    """A case with a timeline."""

    scenarios: tuple[Use, ...] = Field(min_length=1)
    """The scenarios in which it happens."""
    events: tuple[StoryEvent, ...] = Field(min_length=2)
    """What happens, in order."""
    lessons: SaidList
    """What it shows."""
    shows: tuple[RecordLink, ...] = ()
    """Pitfalls, processes, rewards, traits and advantages that it illustrates."""
    contrasts: tuple[RecordLink, ...] = ()
    """Stories to compare it with."""
    practice: StoryPractice
    """What to do with it."""


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
    why: SaidList
    """Why one moves."""
    signs: SaidList
    """Signs that it is time."""
    starts: SaidList
    """What starts."""
    stops: SaidList
    """What stops."""
    stays: SaidList
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


class Advice(Record):
    """Advice that holds whatever the structure, or across several records."""

    aspect: AspectRef | None = None
    """The aspect of the Star Model that it belongs to."""
    scenarios: tuple[Use, ...] = ()
    """The scenarios that it is given for. None: all alike."""
    description: SaidList
    """The advice."""
    do: SaidList
    """What to do about it."""
    see: tuple[AnyRef, ...] = ()
    """Records that go on from here."""


class Term(Record):
    """A glossary entry."""

    also: tuple[Title, ...] = ()
    """Other names for it."""
    definition: SaidList
    """What the word means here."""
    see: tuple[AnyRef, ...] = ()
    """Records that use it."""


class Section(Model):
    """A part of a source."""

    id: Id
    """Name within the source."""
    title: Title
    """What the part is about."""


class Source(Record):
    """Where something comes from."""

    citation: Line
    """How to cite it."""
    note: SaidList = ()
    """What is taken from it and how."""
    sections: tuple[Section, ...] = Field(min_length=1)
    """The parts that texts and links refer to."""


class Parameter(Model):
    """A value that texts use as `{name}`."""

    value: Line
    """What stands in its place."""
    about: Line
    """What it is for."""


class PageText(Model):
    """Title and opening of a page that lists many records."""

    title: Title
    """The page's title, and its entry in the navigation."""
    summary: Line
    """What the page is for, in one or two sentences."""


class PageTexts(Model):
    """One entry for each page that lists many records."""

    scenarios: PageText
    """The index of the scenarios."""
    advantages: PageText
    """The index of the advantages."""
    pitfalls: PageText
    """The index of the pitfalls."""
    processes: PageText
    """The index of the processes."""
    rewards: PageText
    """The index of the rewards."""
    people: PageText
    """The index of the people traits."""
    roles: PageText
    """The index of the roles."""
    worksheets: PageText
    """The index of the worksheets."""
    checklists: PageText
    """The index of the checklists."""
    stories: PageText
    """The index of the stories."""
    transitions: PageText
    """All transitions."""
    questions: PageText
    """All questions."""
    compare: PageText
    """The summary table and the matrices."""
    star_model: PageText
    """The five aspects."""
    advice: PageText
    """All advice."""
    glossary: PageText
    """All terms."""
    sources: PageText
    """All sources, and what rests on each section."""


class Settings(Model):
    """`data/playbook.yml`: what holds for the playbook as a whole."""

    title: Title
    """The name of the playbook."""
    version: Annotated[str, StringConstraints(strict=True, pattern=r"^\d+\.\d+\.\d+\Z")]
    """Version of the data, as three numbers."""
    released: Annotated[str, StringConstraints(strict=True, pattern=r"^\d{4}-\d{2}-\d{2}\Z")]
    """Day of this version, as year-month-day. Every date in the built site is this one."""
    license: Line
    """Under which terms the content may be used, said on every printed page."""
    spelling: Literal["american", "any"] = "american"
    """`american`: British spellings are reported. `any`: they are not."""
    parameters: dict[str, Parameter]
    """Values that texts use."""
    pages: PageTexts
    """Titles and openings of the pages that list many records."""


@dataclass(frozen=True)
class Kind:
    """A kind of record: its folder in data/, its model, the folder of its addresses."""

    name: str
    folder: str
    model: type[Record]
    address: str
    """Folder of the pages, or the one page whose anchors the records are (ends in `.html`)."""
    word: str
    """How texts name one of them."""
    plural: str
    """How pages name several of them."""

    @property
    def has_pages(self) -> bool:
        """Whether each record has a page of its own."""
        return not self.address.endswith(".html")


KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind("scenario", "scenarios", Scenario, "scenarios", "scenario", "Scenarios"),
        Kind("advantage", "advantages", Advantage, "advantages", "advantage", "Advantages"),
        Kind("pitfall", "pitfalls", Pitfall, "pitfalls", "pitfall", "Pitfalls"),
        Kind("process", "processes", Process, "processes", "process", "Processes"),
        Kind("reward", "rewards", Reward, "rewards", "reward", "Rewards"),
        Kind("trait", "traits", Trait, "people", "people trait", "People traits"),
        Kind("role", "roles", Role, "roles", "role", "Roles"),
        Kind("worksheet", "worksheets", Worksheet, "worksheets", "worksheet", "Worksheets"),
        Kind("checklist", "checklists", Checklist, "checklists", "checklist", "Checklists"),
        Kind("story", "stories", Story, "stories", "story", "Stories"),
        Kind("transition", "transitions", Transition, "transitions.html", "transition", "Transitions"),
        Kind("question", "questions", Question, "questions.html", "question", "Questions"),
        Kind("statement", "statements", Statement, "compare/index.html", "statement", "Statements"),
        Kind("aspect", "aspects", Aspect, "star-model.html", "aspect", "Aspects"),
        Kind("advice", "advice", Advice, "advice.html", "advice", "Advice"),
        Kind("term", "terms", Term, "glossary.html", "term", "Terms"),
        Kind("source", "sources", Source, "sources.html", "source", "Sources"),
    )
}

FOLDERS: Final[dict[str, str]] = {kind.folder: kind.name for kind in KINDS.values()}

# ---------------------------------------------------------------- checking


def model_of(kind: str) -> type[Model]:
    """The model of a kind; `playbook` is the settings file."""
    return Settings if kind == "playbook" else KINDS[kind].model


def check(record: SourceRecord) -> tuple[Model | None, list[Problem]]:
    """One record against its model. Every fault of the record is found, not only the first."""
    model = model_of(record.kind)
    try:
        checked = model.model_validate(record.value)
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, [_problem(record, details) for details in found if not _follows(details)]
    if isinstance(checked, Record) and checked.id != record.stem:
        return None, [
            Problem(
                record.at(("id",)),
                "id",
                f"the id is '{checked.id}' and the file is named '{record.stem}.yml'.",
                f"Name the file '{checked.id}.yml', or set the id to '{record.stem}'.",
                "id-is-not-file-name",
            )
        ]
    return checked, []


def _follows(details: ErrorDetails) -> bool:
    """A list is called too short only because entries of it have faults, which are reported by themselves."""
    return details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]


def _problem(record: SourceRecord, details: ErrorDetails) -> Problem:
    path = _value_path(record, details["loc"])
    code, what, remedy = _wording(details, record, path)
    found = details.get("ctx", {}).get("found")
    if code in {"markup-refused", "too-deep"} and isinstance(found, str):
        place = record.within(path, found)
    else:
        place = record.at(path, key=code == "unknown-key")
    return Problem(place, dotted(path), what, remedy, code)


def _value_path(record: SourceRecord, loc: tuple[int | str, ...]) -> Path_:
    """A location without the tags that unions put into it."""
    path: Path_ = ()
    value: Any = record.value
    for position, part in enumerate(loc):
        last = position == len(loc) - 1
        if isinstance(value, dict) and (part in value or last or loc[position + 1 :] == ()):
            path, value = (*path, part), value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            path, value = (*path, part), value[part]
    return path


def _wording(details: ErrorDetails, record: SourceRecord, path: Path_) -> tuple[str, str, str]:
    kind, found, ctx = details["type"], details.get("input"), details.get("ctx", {})
    if kind == "extra_forbidden":
        known = _fields_at(model_of(record.kind), path[:-1])
        remedy = suggestion(str(path[-1]), known) or f"Known here: {', '.join(sorted(known))}."
        return "unknown-key", f"unknown key '{path[-1]}'.", remedy
    if kind == "missing":
        return "missing-field", "this is missing.", f"Add '{path[-1]}: …' here."
    if kind == "markup-refused":
        return (
            kind,
            f"'{ctx['found']}' looks like HTML or template syntax, which is not used in data.",
            "Say it in words.",
        )
    if kind == "too-deep":
        return kind, f"'{ctx['found']}' begins lists inside lists on one line.", "Begin each on a line of its own."
    if kind == "bad-id":
        return (
            kind,
            f"expected lower-case words joined by hyphens (at most 60 characters), found '{ctx['found']}'.",
            "For example 'findings-review'.",
        )
    if kind == "literal_error":
        valid = re.findall(r"'([^']*)'", str(ctx["expected"]))
        return (
            "wrong-value",
            f"'{found}' is not one of the values here.",
            suggestion(str(found), valid) or (f"Choose one of: {', '.join(valid)}."),
        )
    if kind in {"string_too_short", "string_too_long", "too_short", "too_long"}:
        return "out-of-range", *_size_wording(kind, found, ctx)
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = f"at least {ctx['ge']}" if "ge" in ctx else f"at most {ctx['le']}"
        return "out-of-range", f"expected {bound}, found {found}.", ""
    if kind == "out-of-range":
        return kind, "expected one line, found several.", "Join them, or write '>-' before a folded text."
    if kind == "string_pattern_mismatch":
        return "wrong-value", f"expected the form {ctx['pattern']}, found '{found}'.", ""
    return "wrong-type", f"expected {_expected(kind)}, found {_seen(found)}.", _type_hint(kind, found)


def _size_wording(kind: str, found: Any, ctx: Mapping[str, Any]) -> tuple[str, str]:
    unit = "characters" if kind.startswith("string") else "entries"
    size = len(found) if isinstance(found, str | list | tuple) else ctx.get("actual_length", 0)
    if "short" in kind:
        return f"expected at least {ctx['min_length']} {unit}, found {size}.", ""
    return f"expected at most {ctx['max_length']} {unit}, found {size}.", "Shorten it."


_EXPECTED: Final = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "union_tag_not_found": "text, or a mapping with 'text'",
}


def _expected(kind: str) -> str:
    return _EXPECTED.get(kind, f"another value ({kind.replace('_', ' ')})")


def _seen(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text '{value[:40]}'"
        case list() | tuple():
            return f"a list of {len(value)}"
        case dict():
            return "a mapping"
    return type(value).__name__


def _type_hint(kind: str, found: Any) -> str:
    if kind == "string_type" and isinstance(found, int | float | bool):
        return "Put it into quotes."
    if kind in {"tuple_type", "list_type"} and isinstance(found, str):
        return "Begin the line with '- '."
    return ""


# ---------------------------------------------------------------- walking records by their types


class Marked(NamedTuple):
    """A value in a record that means more than its type: a reference, a section, a text."""

    path: Path_
    mark: Mark
    text: str


def marked(record: SourceRecord) -> list[Marked]:
    """References, sections and texts of a record, found by the types of its fields.

    Works on the values as they were written, so that a record with faults still has its references checked.
    """
    found: list[Marked] = []
    _walk(_Shape(models=(model_of(record.kind),)), record.value, (), found)
    return found


Mark = RefTo | IsSection | IsProse | IsLine


@dataclass(frozen=True)
class _Shape:
    """What a type means for walking: which marks a text bears, which models a mapping may be, what a list holds."""

    marks: tuple[Mark, ...] = ()
    models: tuple[type[BaseModel], ...] = ()
    each: _Shape | None = None
    """Entries of a list, or values of a mapping with free keys."""

    @property
    def means_nothing(self) -> bool:
        return not self.marks and not self.models and (self.each is None or self.each.means_nothing)


def _shape(annotation: Any, marks: tuple[Any, ...] = ()) -> _Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0], (*marks, *arguments[1:]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _Shape(models=(annotation,))
    if origin in (tuple, list):
        return _Shape(each=_shape(arguments[0]))
    if origin is dict:
        return _Shape(each=_shape(arguments[1]))
    if arguments and origin is not Literal:
        parts = [_shape(choice, marks) for choice in arguments]
        return _Shape(
            tuple(mark for part in parts for mark in part.marks),
            tuple(model for part in parts for model in part.models),
            next((part.each for part in parts if part.each), None),
        )
    return _Shape(tuple(mark for mark in marks if isinstance(mark, Mark)) if annotation is str else ())


@cache
def _field_shapes(model: type[BaseModel]) -> dict[str, _Shape]:
    return {name: _shape(info.annotation, tuple(info.metadata)) for name, info in model.model_fields.items()}


@cache
def _meaningful(model: type[BaseModel]) -> dict[str, _Shape]:
    return {name: shape for name, shape in _field_shapes(model).items() if not shape.means_nothing}


def _walk(shape: _Shape, value: Any, path: Path_, found: list[Marked]) -> None:
    if isinstance(value, str):
        for mark in shape.marks:
            found.append(Marked(path, mark, value))
    elif isinstance(value, list):
        if shape.each is not None:
            for index, part in enumerate(value):
                _walk(shape.each, part, (*path, index), found)
    elif isinstance(value, dict):
        if shape.each is not None:
            for key, part in value.items():
                _walk(shape.each, part, (*path, key), found)
        for model in shape.models:
            fields = _meaningful(model)
            for key, part in value.items():
                if key in fields:
                    _walk(fields[key], part, (*path, key), found)


def _fields_at(model: type[Model], path: Path_) -> set[str]:
    """The keys that are known at a place inside a record."""
    shapes = [_Shape(models=(model,))]
    for part in path:
        inner = [_field_shapes(one)[part] for shape in shapes for one in shape.models if part in one.model_fields]
        shapes = inner or [shape.each for shape in shapes if shape.each is not None]
    return {name for shape in shapes for one in shape.models for name in one.model_fields}
