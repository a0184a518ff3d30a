"""What a page is made of: the parts that templates know how to place. No HTML, no records.

In: built by views. Out: read by templates; each block names its template.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal, NamedTuple

from ..schema.kinds.trait import InterviewQuestion
from .diagrams import Drawing

Basis = Literal["stated", "implied", "editorial"]
TextsStyle = Literal["prose", "list", "note"]
LinkListStyle = Literal["plain", "columns", "scenarios", "who", "pitfalls"]


@dataclass(frozen=True)
class Badge:
    """What a text rests on, in words for a reader."""

    basis: Basis
    label: str
    """`Scenario 2, process`; empty for `editorial`."""
    address: str | None
    """Where the source's section is described."""
    source: str = ""
    """The title of the source."""


ON_DEMAND: Final = "on-demand"
"""The kind of a column of a matrix that is shown only to who asks what the texts rest on."""
OURS: Final = Badge("editorial", "", None)
"""The badge of what is this playbook's own."""


@dataclass(frozen=True)
class RichText:
    """Prose with what it rests on."""

    text: str
    badge: Badge | None
    """None where it rests on the same as the block around it."""


class ScenarioLabel(NamedTuple):
    """A scenario as a chip on a card names it."""

    id: str
    short: str


@dataclass(frozen=True)
class Target:
    """A record, or an item of one, as a link sees it."""

    title: str
    address: str
    """From the root of the site, with the anchor if there is one: `processes/triage.html#steps`."""
    kind: str = ""
    """The kind's name: `process`."""
    word: str = ""
    """What readers call it: `process`, `people trait`."""
    id: str = ""
    summary: str = ""
    scenarios: tuple[ScenarioLabel, ...] = ()
    """The scenarios that it belongs to."""
    short: str = ""
    """A shorter title, where it has one."""
    group: str = ""
    """What it stands under in an index: the form, the aspect, the purpose."""


@dataclass(frozen=True)
class Fact:
    """One line of a page's head: a label with words or links."""

    label: str
    words: RichText | None = None
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Block:
    """A part of a page with a heading of its own."""

    template: ClassVar[str]
    needs: ClassVar[str] = ""
    """The attribute without which there is nothing to show; empty where there always is something."""
    id: str
    """Anchor of the heading."""
    title: str
    badge: Badge | None = None
    """What the block's words rest on, where most of them rest on the same."""
    lead: tuple[RichText, ...] = ()
    """Said before the block's own content."""
    aliases: tuple[str, ...] = ()
    """Anchors of blocks that it stands for too."""
    fold: str = ""
    """What the line says that opens it, where it is folded on screen."""

    wide: bool = False
    """Whether it takes a landscape sheet on paper."""
    on_demand: bool = False
    """Whether it is shown only to who asks what the texts rest on; the table of contents does not have it."""

    @property
    def empty(self) -> bool:
        return self.needs != "" and not getattr(self, self.needs)

    @property
    def headings(self) -> tuple[tuple[str, str], ...]:
        """Anchor and title of headings inside it, for the table of contents."""
        return ()


@dataclass(frozen=True, kw_only=True)
class Texts(Block):
    """Paragraphs, or a list of short ones."""

    template = "texts"
    needs = "words"
    words: tuple[RichText, ...]
    style: TextsStyle = "prose"


@dataclass(frozen=True)
class Reply:
    """What answers a pitfall, and what that rests on."""

    target: Target
    basis: Basis


@dataclass(frozen=True)
class LinkRow:
    """A link with its own words."""

    target: Target
    words: RichText | None = None
    answers: tuple[Reply, ...] = ()
    """What answers it, where it is a pitfall."""
    remark: str = ""
    """A short remark, such as that the source gives no remedy."""
    hint: str = ""
    """The remark in a sentence."""
    besides: tuple[str, RichText] | None = None
    """A second text, with its label: another way in which both belong together."""


@dataclass(frozen=True, kw_only=True)
class LinkList(Block):
    """Links, each with its own words."""

    template = "rows"
    needs = "rows"
    rows: tuple[LinkRow, ...]
    style: LinkListStyle = "plain"


@dataclass(frozen=True)
class AgendaStep:
    title: str
    words: RichText | None
    minutes: int | None
    badge: Badge | None


@dataclass(frozen=True, kw_only=True)
class Agenda(Block):
    """Steps in order, with minutes where they have them."""

    template = "agenda"
    steps: tuple[AgendaStep, ...]
    total: int | None
    """Minutes in all; None where steps have no fixed time."""


@dataclass(frozen=True)
class MeasureRow:
    title: str
    how: str
    badge: Badge | None


@dataclass(frozen=True, kw_only=True)
class Measures(Block):
    """What to count and how."""

    template = "measures"
    rows: tuple[MeasureRow, ...]


@dataclass(frozen=True, kw_only=True)
class Interview(Block):
    """Questions with what to listen for."""

    template = "interview"
    rows: tuple[InterviewQuestion, ...]


class Predecessor(NamedTuple):
    """An item that has to be done before another."""

    number: str
    id: str
    shown: bool
    """Whether it is on the page too."""


@dataclass(frozen=True)
class Task:
    """One item of a checklist."""

    id: str
    number: str
    """Its place, such as `2` or `1.3`."""
    text: str
    why: str
    done_when: str
    role: Target | None
    phase: str
    """In words: `First week`. Empty where it has none."""
    effort: str
    after: tuple[Predecessor, ...]
    """The items that come first."""
    see: tuple[Target, ...]
    badge: Badge
    parts: tuple[Task, ...]
    aliases: tuple[str, ...] = ()
    """Ids that it had before."""
    context: bool = False
    """It is there only because a part of it was chosen. It is not to be ticked."""


@dataclass(frozen=True)
class PlanRow:
    """One thing to be done, and by whom."""

    target: Target
    """What explains it; its title is what is done."""
    before: str = ""
    """What is said before the link, such as `Take up`."""
    run: Target | None = None
    """The list for the first time, where there is one."""
    role: Target | None = None
    shows: str = ""
    """What shows that it is done."""
    anchors: tuple[str, ...] = ()
    """What links to it may name, its own first."""
    badge: Badge | None = None


@dataclass(frozen=True)
class PlanPhase:
    title: str
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True, kw_only=True)
class Plan(Block):
    """What is done by when, from the first week to the first year."""

    template = "plan"
    needs = "phases"
    phases: tuple[PlanPhase, ...]
    of_one: bool = False
    """Whether all of it falls to one role, so that no row has to say to whom."""


@dataclass(frozen=True)
class Risk:
    """A risk of a scenario as its brief names it."""

    pitfall: Target
    answer: Target
    notice: str


@dataclass(frozen=True, kw_only=True)
class Brief(Block):
    """A scenario on one sheet, for whoever has to decide."""

    template = "brief"
    scenario: str
    """The scenario's id."""
    what: str
    picture: Picture
    choose: tuple[str, ...]
    avoid: tuple[str, ...]
    takes: tuple[tuple[str, str], ...]
    """`People`, `Money`, `Time`, each in a sentence."""
    phases: tuple[PlanPhase, ...]
    """The first 90 days."""
    risks: tuple[Risk, ...]
    decide: tuple[str, ...]
    leave: str
    page: Target | None = None
    """The brief on a page of its own, to print; None where this is it."""
    files: tuple[DownloadFile, ...] = ()


@dataclass(frozen=True)
class Tombstone:
    """Something that was published and is no longer what it was."""

    anchors: tuple[str, ...]
    title: str
    reason: str = ""
    """Why it is gone; empty where it has only moved."""
    target: Target | None = None
    """Where it is now, or what takes its place."""


@dataclass(frozen=True)
class TaskGroup:
    """Items of one phase, or all of them."""

    title: str
    """Empty where the items are not grouped."""
    tasks: tuple[Task, ...]


@dataclass(frozen=True, kw_only=True)
class Tasks(Block):
    """A checklist that one ticks, on screen or on paper."""

    template = "tasks"
    list_id: str
    """The checklist's id."""
    list_aliases: tuple[str, ...]
    """Ids that the checklist had before: readers may have kept progress under them."""
    address: str
    """Where the checklist lives."""
    short: str
    """Its short permanent address."""
    prefix: str
    """Put before each item's id to make its anchor: empty on the checklist's own page."""
    groups: tuple[TaskGroup, ...]
    count: int
    """Items, parts included."""
    level: int = 3
    """Of the groups' headings."""
    retired: tuple[Tombstone, ...] = ()
    """Items that are no longer on the list."""
    note: bool = True
    """Whether it ends with what a mark holds for."""


@dataclass(frozen=True, kw_only=True)
class Tombstones(Block):
    """What old links on this page lead to now."""

    template = "formers"
    needs = "entries"
    entries: tuple[Tombstone, ...]


@dataclass(frozen=True, kw_only=True)
class Share(Block):
    """The ways to link a list or a form from elsewhere."""

    template = "share"
    address: str
    """The short permanent address."""
    name: str
    """What a link to it says."""
    embedded: str = ""
    """The bare page to put into a frame; empty where there is none."""


@dataclass(frozen=True)
class Event:
    id: str
    aliases: tuple[str, ...]
    title: str
    words: RichText
    roles: tuple[Target, ...]


@dataclass(frozen=True, kw_only=True)
class Timeline(Block):
    """Things that happen, in order."""

    template = "timeline"
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Member:
    id: str
    aliases: tuple[str, ...]
    title: str
    words: RichText


@dataclass(frozen=True, kw_only=True)
class Cast(Block):
    """Who acts in a story, beside roles of the playbook."""

    template = "cast"
    needs = "members"
    members: tuple[Member, ...]


@dataclass(frozen=True)
class FormField:
    anchor: str
    aliases: tuple[str, ...]
    label: str
    type: str
    help: str
    example: str
    options: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """For a table: what each row already holds, as many cells as columns."""
    size: int
    unit: str
    badge: Badge | None


@dataclass(frozen=True)
class FormSection:
    anchor: str
    aliases: tuple[str, ...]
    title: str
    minutes: int | None
    help: RichText | None
    fields: tuple[FormField, ...]
    badge: Badge | None


@dataclass(frozen=True, kw_only=True)
class Form(Block):
    """A worksheet: a form to print and fill in."""

    template = "form"
    prefix: str
    sections: tuple[FormSection, ...]


@dataclass(frozen=True, kw_only=True)
class Picture(Block):
    """A drawing with its text alternative."""

    template = "picture"
    drawing: Drawing
    caption: str
    narrow: Drawing | None = None
    """What takes its place on narrow screens."""
    keys: tuple[tuple[str, str], ...] = ()
    """Signs in it that need to be explained, each with its meaning."""


@dataclass(frozen=True)
class Group:
    title: str
    targets: tuple[Target, ...]
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class Backlinks(Block):
    """Records that point here, by kind."""

    template = "backlinks"
    needs = "groups"
    groups: tuple[Group, ...]


@dataclass(frozen=True, kw_only=True)
class Cards(Block):
    """Records of an index, in groups."""

    template = "cards"
    groups: tuple[Group, ...]
    pictures: dict[str, Drawing] = field(default_factory=dict)
    """Id -> small drawing, where cards have one."""
    sizes: dict[str, str] = field(default_factory=dict)
    """Id -> how much it holds, such as `12 items`, where cards say so."""

    @property
    def headings(self) -> tuple[tuple[str, str], ...]:
        if len(self.groups) == 1:
            return ()
        return tuple((f"{self.id}-{number}", group.title) for number, group in enumerate(self.groups, 1))


@dataclass(frozen=True)
class Definition:
    """An entry of a page that holds many short records."""

    id: str
    title: str
    also: tuple[str, ...]
    summary: RichText | None
    words: tuple[RichText, ...]
    """What else is said of it, marked where it rests on something else than the summary."""
    see: tuple[Target, ...]
    todo: tuple[RichText, ...] = ()
    """What to do about it."""
    used: tuple[Target, ...] = ()
    """Records that point to it."""
    notes: tuple[RichText, ...] = ()
    """What compares or doubts its source."""


@dataclass(frozen=True, kw_only=True)
class EntryList(Block):
    """Many short records on one page, each with a heading of its own."""

    entries: tuple[Definition | QuestionEntry, ...]

    @property
    def headings(self) -> tuple[tuple[str, str], ...]:
        return tuple((entry.id, entry.title) for entry in self.entries)


@dataclass(frozen=True, kw_only=True)
class Definitions(EntryList):
    """Definitions, or other short explanations."""

    template = "definitions"
    entries: tuple[Definition, ...]


@dataclass(frozen=True)
class Answer:
    text: str
    reason: str
    supports: tuple[Target, ...]
    against: tuple[Target, ...]
    because: tuple[Target, ...]


@dataclass(frozen=True)
class QuestionEntry:
    id: str
    title: str
    summary: str
    help: str
    answers: tuple[Answer, ...]
    used: tuple[Target, ...] = ()
    """Records that point to it."""
    notes: tuple[RichText, ...] = ()
    """What compares or doubts its source."""


@dataclass(frozen=True, kw_only=True)
class Questions(EntryList):
    """Questions with what each answer speaks for."""

    template = "questions"
    entries: tuple[QuestionEntry, ...]


@dataclass(frozen=True, kw_only=True)
class Move(Block):
    """A transition between scenarios."""

    template = "move"
    summary: str
    start: Target | str
    """A scenario, or words where it begins outside the three."""
    end: Target | str
    parts: tuple[Texts, ...]
    used: tuple[Target, ...] = ()
    """Records that point to it."""


@dataclass(frozen=True)
class CitedSection:
    anchor: str
    title: str
    targets: tuple[Target, ...]
    """Records that rest on it."""


@dataclass(frozen=True, kw_only=True)
class Citation(Block):
    """A source, its sections, and what rests on each."""

    template = "citation"
    citation: str
    sections: tuple[CitedSection, ...]
    used: tuple[Target, ...] = ()
    """Records that point to it."""

    @property
    def headings(self) -> tuple[tuple[str, str], ...]:
        return tuple((section.anchor, section.title) for section in self.sections)


@dataclass(frozen=True)
class Statement:
    id: str
    text: str
    backing: tuple[Target, ...]
    notes: tuple[int, ...]
    """Numbers of the footnotes."""
    used: tuple[Target, ...] = ()
    """Records that point to it."""
    badge: Badge | None = None
    """Counted, not shown: the table says it of all its cells."""


@dataclass(frozen=True)
class SummaryRow:
    title: str
    id: str
    cells: tuple[tuple[Statement, ...], ...]
    """One a column."""


@dataclass(frozen=True, kw_only=True)
class SummaryTable(Block):
    """Statements by aspect and scenario, each leading to what backs it."""

    template = "summary"
    wide: bool = True
    columns: tuple[Target, ...]
    rows: tuple[SummaryRow, ...]
    footnotes: tuple[str, ...]
    prefix: str
    """Put before the anchors of statements and footnotes: empty on the comparison's own page."""


@dataclass(frozen=True)
class Cell:
    """A cell of a matrix: how something is given, or what stands there."""

    basis: Basis | None = None
    """None for an empty cell, and for one that holds links."""
    answers: tuple[Reply, ...] = ()
    remark: str = ""
    level: str = ""
    """What is recommended: `start`, `add` or `rarely`."""
    advice: str = ""
    """The recommendation in words: `Add it when …`."""

    @property
    def empty(self) -> bool:
        return not (self.basis or self.answers or self.remark or self.level)


@dataclass(frozen=True)
class MatrixRow:
    head: Target
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Matrix(Block):
    """Records against scenarios, or pitfalls against what answers them."""

    template = "matrix"
    corner: str
    columns: tuple[Target, ...]
    """Head of each column; a target without an address is plain text."""
    rows: tuple[MatrixRow, ...]

    @property
    def advised(self) -> bool:
        """Whether it says what is recommended."""
        return any(cell.level for row in self.rows for cell in row.cells)


class DownloadFile(NamedTuple):
    """A file that holds the content of a page for another program."""

    label: str
    address: str


@dataclass(frozen=True)
class Downloads:
    """Files that serve one purpose."""

    title: str
    files: tuple[DownloadFile, ...]


@dataclass(frozen=True)
class Support:
    """How many statements of a page rest on sources."""

    total: int = 0
    supported: int = 0
    sources: tuple[str, ...] = ()
    """Their titles."""

    @property
    def sentence(self) -> str:
        """As the foot of a page says it."""
        if not self.supported:
            return "What stands here is this playbook's own."
        rest = "" if self.supported == self.total else "; the rest is ours"
        verb = "rests" if self.supported == 1 else "rest"
        return f"{self.supported} of {self.total} statements {verb} on {' and '.join(self.sources)}{rest}."


@dataclass(frozen=True)
class Siblings:
    """The other records of a kind, as seen from one of them."""

    title: str
    """Of the group in which the index lists it, or of the kind."""
    group: tuple[Target, ...]
    """All of the group, itself among them, in the order of the index."""
    before: Target | None
    after: Target | None


@dataclass(frozen=True, kw_only=True)
class PageView:
    """A whole page."""

    kind: str
    """The kind of its record; empty for pages of many."""
    eyebrow: str
    """What sort of page this is, above the title."""
    title: str
    summary: str
    badge: Badge | None = None
    support: Support = Support()
    """How much of the page rests on sources; nothing where it has no statements."""
    scenarios: tuple[Target, ...] = ()
    facts: tuple[Fact, ...] = ()
    also: tuple[str, ...] = ()
    """Other words that people use for it."""
    shortcuts: tuple[Target, ...] = ()
    """What one takes from the page at once: lists and forms to use."""
    blocks: tuple[Block, ...] = ()
    next: tuple[LinkRow, ...] = ()
    """What to do next."""
    siblings: Siblings | None = None
    wide: bool = False
    """Whether its tables need the room of the contents beside the page; the contents then stand on top."""
    print_name: str = ""
    """Class that puts the page's title at the head of each printed sheet; empty where the site's will do."""
    ref: str = ""
    """`kind:id` of its record."""
    version: str = ""
    layer: str = ""
    """Whose layer adds the record; empty for those of the first."""
    citation: str = ""
    anchors: tuple[str, ...] = ()
    """Permanent anchors of items on the page."""
    downloads: tuple[Downloads, ...] = ()
    """The files that hold the same for other programs."""
    search_boost: int = 1
    """How much more a word on it counts in the search."""
    searched: bool = True
    """False where everything on it is found on other pages."""
    forward: str = ""
    """The address that this one leads on to, with the same anchor."""
    instead: Target | None = None
    """What takes its place, where its record is retired."""
    kept: tuple[str, ...] = ()
    """Ids of a retired checklist, under which readers may have kept progress."""


@dataclass(frozen=True)
class Example:
    """A few lines of a record, as they were written."""

    yaml: str
    origin: Target | None
    """The record; None where it has no page."""


@dataclass(frozen=True)
class FieldRow:
    """One field of a kind, for whoever writes a record."""

    anchor: str
    name: str
    type: str
    """In words: `list of titles`."""
    type_address: str
    """Where the type is explained; empty where the words say all."""
    required: bool
    meaning: RichText
    values: tuple[tuple[str, str], ...]
    """Each allowed word with its meaning, which may be empty."""
    facts: tuple[tuple[str, str], ...]
    """Label and words: limits, unit, what it is when left out."""
    example: Example | None

    @property
    def told(self) -> bool:
        """Whether an allowed word has a meaning beyond itself."""
        return any(meaning for _, meaning in self.values)


@dataclass(frozen=True, kw_only=True)
class FieldTable(Block):
    """The fields of a kind, or of a part of it."""

    template = "fields"
    rows: tuple[FieldRow, ...]


@dataclass(frozen=True)
class Excerpt:
    """Lines of a file, with the one that a message is about."""

    file: str
    note: str
    """Said beside the file's name, where its content cannot be shown."""
    lines: tuple[tuple[int, str], ...]
    """Number in the file, and text."""
    wrong: int | None = None
    """Number of the line that is wrong."""
    all_wrong: bool = False
    """Whether the file as a whole is wrong: where it is, what it lacks."""


@dataclass(frozen=True, kw_only=True)
class Sample(Block):
    """An example made of files, and what is said of it."""

    template = "sample"
    excerpts: tuple[Excerpt, ...]
    message: str = ""
    """Empty where nothing is wrong."""


@dataclass(frozen=True, kw_only=True)
class Meanings(Block):
    """Codes, each with its meaning."""

    template = "meanings"
    rows: tuple[Target, ...]
