"""Playbook to pages: what each kind's page shows, in which order, in which words. No HTML.

In: a linked playbook. Out: a `Sheet` of blocks for each page; templates only place them.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

from . import addresses, blocks, diagrams, export, schema
from .blocks import Block, Fact, Group, Mark, Row, Sheet, Target, Texts, Words
from .playbook import Entry, Link, Playbook, Sourcing, anchors, flat, former_anchors, live

GROUPS: Final[dict[str, dict[str, str]]] = {
    "process": {
        "review": "Reviews",
        "meeting": "Meetings",
        "evaluation": "Evaluations",
        "standard": "Standards",
        "program": "Programs",
        "practice": "Practices",
    },
    "reward": {
        "principle": "What rewards aim at",
        "behavior": "Behaviors to recognize",
        "measure": "Measures of performance",
        "form": "Forms of reward",
    },
    "role": {
        "leader": "Leaders",
        "individual": "People who do the work",
        "team": "Teams",
        "stakeholder": "Stakeholders",
    },
    "worksheet": {
        "agenda": "Agendas",
        "report": "Reports",
        "pack": "Review packs",
        "plan": "Plans",
        "standard": "Standards",
        "record": "Records",
    },
    "checklist": {
        "implement": "Introduce a scenario",
        "launch": "Launch a model",
        "onboard": "Begin in a role",
        "adopt": "Adopt a process",
        "run": "Run a process",
    },
}
"""Kind -> form -> the heading that records of this form stand under."""

FORM_WORDS: Final[dict[str, str]] = {
    "implement": "scenario",
    "adopt": "adopting a process",
    "run": "running a process",
    "launch": "launch",
    "onboard": "onboarding",
}


@dataclass(frozen=True)
class Slice:
    """A selection from all checklists."""

    by: Literal["role", "phase", "scenario"]
    id: str
    title: str
    summary: str


class Views:
    """Makes the pages' content from one playbook."""

    def __init__(self, playbook: Playbook, *, downloads: bool = False) -> None:
        """downloads: whether the files for other programs are written too, so that pages can link them."""
        self.playbook = playbook
        self.downloads = downloads
        self._targets: dict[Entry, Target] = {}
        self._sections = {
            f"{source.id}/{section.id}": (section.title, addresses.of(source, section.id))
            for source in playbook.entries["source"]
            for section in source.fields.sections
        }

    # ------------------------------------------------------------ small parts

    def mark(self, sourcing: Sourcing) -> Mark:
        title, address = self._sections.get(sourcing.section or "", ("", None))
        return Mark(sourcing.basis, title, address)

    def target(self, entry: Entry, anchor: str | None = None) -> Target:
        """A record as a link shows it."""
        if entry not in self._targets:
            self._targets[entry] = Target(
                title=entry.title,
                address=addresses.of(entry),
                kind=entry.kind.name,
                word=entry.kind.word,
                id=entry.id,
                summary=entry.fields.summary,
                scenarios=tuple((scenario.id, scenario.fields.short) for scenario in self.playbook.scenarios_of(entry)),
                short=getattr(entry.fields, "short", entry.title),
                group=_group_of(entry),
            )
        if anchor is None:
            return self._targets[entry]
        return _with_address(self._targets[entry], addresses.of(entry, anchor))

    def reply(self, link: Link) -> blocks.Reply:
        """What answers a pitfall, seen from the pitfall."""
        return blocks.Reply(self.target(link.origin), link.sourcing.basis)

    def find(self, ref: str) -> Target:
        """The target of a checked `kind:id` or `kind:id#item`."""
        name, _, anchor = ref.partition("#")
        entry = self.playbook.find(name)
        assert entry is not None, ref
        return self.target(entry, anchor or None)

    def item_ids(self, entry: Entry) -> list[str]:
        """The permanent anchors within a record's page."""
        return anchors(self.playbook, entry)

    def item_text(self, entry: Entry, anchor: str) -> str:
        """The words of a checklist's item; empty for anything else."""
        if entry.kind.name != "checklist":
            return ""
        items = live(self.playbook.items_of(entry)[0])
        return next((item.text for item in items if item.id == anchor), "")

    def role(self, id: str | None) -> Target | None:
        entry = self.playbook.get("role", id) if id else None
        return self.target(entry) if entry else None

    def _said(self, said: Iterable[Any], around: Sourcing) -> list[tuple[str, Sourcing]]:
        return [(part, around) if isinstance(part, str) else (part.text, around.within(part)) for part in said]

    def _marked(self, parts: Sequence[tuple[str, Sourcing]]) -> tuple[tuple[Words, ...], Mark | None]:
        """Words with one mark for all where most rest on the same, and marks of their own for the others."""
        if not parts:
            return (), None
        common = Counter(sourcing for _, sourcing in parts).most_common(1)[0][0]
        words = tuple(Words(text, None if sourcing == common else self.mark(sourcing)) for text, sourcing in parts)
        return words, self.mark(common)

    def words(self, text: str, sourcing: Sourcing) -> Words:
        return Words(text, self.mark(sourcing))

    # ------------------------------------------------------------ blocks

    def texts(self, id: str, title: str, said: Iterable[Any], around: Sourcing, style: Any = "prose") -> Texts:
        words, mark = self._marked(self._said(said, around))
        return Texts(id=id, title=title, words=words, mark=mark, style=style)

    def rows(
        self,
        id: str,
        title: str,
        links: Iterable[Link],
        *,
        back: bool = False,
        style: Any = "plain",
        otherwise: str = "",
        lead: tuple[Words, ...] = (),
    ) -> blocks.Rows:
        """Links with their own words. back: show where they come from, not where they lead."""
        links = list(links)
        sourcings = Counter(link.sourcing for link in links)
        common = sourcings.most_common(1)[0][0] if sourcings else None
        return blocks.Rows(
            id=id,
            title=title,
            mark=self.mark(common) if common else None,
            lead=lead,
            style=style,
            otherwise=otherwise,
            rows=tuple(
                Row(
                    self.target(link.origin) if back else self.target(link.target, link.anchor),
                    Words(link.text or "", None if link.sourcing == common else self.mark(link.sourcing)),
                )
                for link in links
            ),
        )

    def in_scenarios(self, entry: Entry, title: str = "In each scenario") -> blocks.Rows:
        return self.rows("scenarios", title, self.playbook.links_from(entry, "scenarios.scenario"), style="scenarios")

    def answered(self, entry: Entry, id: str = "pitfalls", title: str = "Pitfalls that it answers") -> blocks.Rows:
        return self.rows(id, title, self.playbook.links_from(entry, "pitfalls.pitfall"))

    def tasks(
        self,
        checklist: Entry,
        *,
        prefix: str = "",
        only: Iterable[str] | None = None,
        parts: bool = True,
        title: str = "The list",
    ) -> blocks.Tasks:
        """A checklist's items, in groups where their phases follow one another.

        only: ids of items to keep; all if not given.
        parts: whether the parts of those come with them.
        """
        items, around = self.playbook.items_of(checklist)
        numbers = {item.id: number for item, number in _numbered(items)}
        chosen = _chosen(items, None if only is None else set(only), parts)
        shown = {item.id for item in live(tuple(chosen))}
        groups: list[tuple[str, list[schema.Item]]] = []
        for item in chosen:
            phase = schema.PHASES.get(item.phase or "", "")
            if not groups or groups[-1][0] != phase:
                groups.append((phase, []))
            groups[-1][1].append(item)
        return blocks.Tasks(
            id="list",
            title=title,
            list_id=checklist.id,
            address=addresses.of(checklist),
            prefix=prefix,
            groups=tuple(
                blocks.TaskGroup(phase, tuple(self._task(item, numbers, shown, around) for item in group))
                for phase, group in groups
            ),
            count=len(shown),
            retired=tuple(
                blocks.Former(tuple(prefix + id for id in (item.id, *item.aliases)), item.text, item.retired)
                for item in flat(items)
                if item.retired is not None and only is None
            ),
        )

    def _task(self, item: schema.Item, numbers: dict[str, str], shown: set[str], around: Sourcing) -> blocks.Task:
        inner = around.within(item)
        return blocks.Task(
            id=item.id,
            number=numbers[item.id],
            text=item.text,
            why=item.why or "",
            done_when=item.done_when or "",
            role=self.role(item.role),
            phase=schema.PHASES.get(item.phase or "", ""),
            effort=item.effort or "",
            after=tuple((numbers[id], id, id in shown) for id in item.after if id in numbers),
            see=tuple(self.find(ref) for ref in item.see),
            mark=self.mark(inner),
            parts=tuple(self._task(part, numbers, shown, inner) for part in item.items if part.retired is None),
            aliases=item.aliases,
        )

    def form(self, worksheet: Entry, *, prefix: str = "") -> blocks.Form:
        around = worksheet.sourcing
        return blocks.Form(
            id="form",
            title="The form",
            prefix=prefix,
            sections=tuple(self._form_section(section, prefix, around) for section in worksheet.fields.sections),
        )

    def _form_section(self, section: schema.FormSection, prefix: str, around: Sourcing) -> blocks.FormSection:
        inner = around.within(section)
        return blocks.FormSection(
            anchor=prefix + section.id,
            aliases=tuple(prefix + alias for alias in section.aliases),
            title=section.title,
            minutes=section.minutes,
            help=Words(section.help, None) if section.help else None,
            mark=self.mark(inner),
            fields=tuple(
                blocks.FormField(
                    anchor=f"{prefix}{section.id}-{field.id}",
                    aliases=tuple(
                        f"{prefix}{one}-{two}"
                        for one in (section.id, *section.aliases)
                        for two in (field.id, *field.aliases)
                    )[1:],
                    label=field.label,
                    type=field.type,
                    help=field.help or "",
                    example=field.example or "",
                    options=field.options,
                    columns=field.columns,
                    rows=_form_rows(field),
                    size=field.size,
                    unit=field.unit or "",
                    mark=None if inner.within(field) == inner else self.mark(inner.within(field)),
                )
                for field in section.fields
            ),
        )

    def chart(self, scenario: Entry, *, small: bool = False, name: str = "") -> blocks.Picture:
        data = scenario.fields.chart
        return blocks.Picture(
            id="chart",
            title="Who sits where",
            drawing=diagrams.chart(name or f"chart-{scenario.id}", data, small=small),
            caption=data.caption,
            mark=self.mark(scenario.sourcing.within(data)),
        )

    def star(self) -> blocks.Picture:
        aspects = self.playbook.entries["aspect"]
        return blocks.Picture(
            id="star",
            title="Five aspects that have to fit",
            drawing=diagrams.star("star", ((aspect.id, aspect.title, addresses.of(aspect)) for aspect in aspects)),
            caption="The Star Model: " + ", ".join(aspect.title.lower() for aspect in aspects) + ".",
            mark=None,
        )

    def backlinks(self, entry: Entry, shown: Iterable[Block] = ()) -> blocks.Backlinks:
        """Every record that points here and does not stand on the page already."""
        seen = {target.id + target.kind for block in shown for target in _targets_in(block)}
        groups: dict[str, dict[str, Target]] = {}
        for link in self.playbook.links_to(entry):
            target = self.target(link.origin)
            if target.id + target.kind not in seen:
                groups.setdefault(link.origin.kind.plural, {})[target.id] = target
        return blocks.Backlinks(
            id="used-in",
            title="Used in",
            groups=tuple(Group(plural, tuple(targets.values())) for plural, targets in groups.items()),
        )

    def share(self, entry: Entry) -> blocks.Share:
        is_list = entry.kind.name == "checklist"
        return blocks.Share(
            id="link-this",
            title=f"Link this {'list' if is_list else 'worksheet'}",
            address=addresses.short(entry.id),
            name=entry.title,
            embedded=addresses.embedded(entry.id) if is_list else "",
        )

    # ------------------------------------------------------------ pages of records

    def sheet(self, entry: Entry) -> Sheet:
        """The page of a record."""
        shape: Callable[[Entry], Iterator[Block]] = getattr(self, f"_{entry.kind.name}")
        content = [block for block in shape(entry) if not block.empty]
        if entry.kind.name in ("checklist", "worksheet"):
            content.append(self.share(entry))
        content.append(self.backlinks(entry, content))
        return Sheet(
            kind=entry.kind.name,
            eyebrow=self._eyebrow(entry),
            title=entry.title,
            summary=entry.fields.summary,
            mark=self.mark(entry.sourcing),
            scenarios=tuple(self.target(scenario) for scenario in self.playbook.scenarios_of(entry)),
            facts=tuple(self._facts(entry)),
            blocks=tuple(block for block in content if not block.empty),
            next=tuple(self._next(entry)),
            ref=entry.ref,
            paper=paper_name(entry) if entry.kind.name in PAPER else "",
            version=self.playbook.settings.version,
            citation=self.playbook.settings.license,
            anchors=tuple(anchors(self.playbook, entry)),
            data_path=entry.record.path,
            downloads=tuple(
                (one.label, f"{export.FOLDER}/{entry.id}{one.suffix}")
                for one in export.formats_of(entry.kind.name)
                if self.downloads
            ),
        )

    def retired_sheet(self, entry: Entry) -> Sheet:
        """The page of a record that is no longer part of the playbook: it says so, and what takes its place."""
        retired = entry.fields.retired
        instead = (Row(self.find(retired.instead), Words("It takes the place of this page.", None)),)
        inside = (*anchors(self.playbook, entry), *former_anchors(self.playbook, entry))
        return self.listing(
            schema.PageText.model_construct(title=entry.title, summary=retired.reason),
            (
                blocks.Formers(
                    id="gone",
                    title="What was on this page",
                    entries=tuple(blocks.Former((anchor,), anchor) for anchor in inside),
                ),
            ),
            eyebrow=f"{entry.kind.word.capitalize()} · retired",
            next=instead if retired.instead else (),
            anchors=inside,
            ref=entry.ref,
        )

    def moved_sheet(self, entry: Entry) -> Sheet:
        """The page at an address that leads on to a record's own: with the same anchors, each with its link."""
        names: dict[str, tuple[str, ...]] = {anchor: (anchor,) for anchor in anchors(self.playbook, entry)}
        for alias in former_anchors(self.playbook, entry):
            names[alias] = (alias,)
        return self.listing(
            schema.PageText.model_construct(title=entry.title, summary=entry.fields.summary),
            (
                blocks.Formers(
                    id="parts",
                    title="Its parts",
                    entries=tuple(
                        blocks.Former(ids, self.item_text(entry, anchor) or anchor, "", self.target(entry, anchor))
                        for anchor, ids in names.items()
                    ),
                ),
            ),
            eyebrow=f"{entry.kind.word.capitalize()} · this address leads on",
            next=(Row(self.target(entry), Words("Go to the page.", None)),),
            anchors=tuple(names),
            forward=addresses.of(entry),
        )

    def formers(self, kind: str) -> blocks.Formers:
        """Old anchors of a page that many records of a kind share."""
        entries = []
        for entry in self.playbook.retired:
            if entry.kind.name == kind:
                instead = entry.fields.retired.instead
                entries.append(
                    blocks.Former(
                        (entry.id, *entry.fields.aliases),
                        entry.title,
                        entry.fields.retired.reason,
                        self.find(instead) if instead else None,
                    )
                )
        for entry in self.playbook.entries[kind]:
            if entry.fields.aliases:
                entries.append(blocks.Former(entry.fields.aliases, entry.title, "", self.target(entry)))
        return blocks.Formers(id="formerly", title="Moved or retired", entries=tuple(entries))

    def index_text(self, kind: schema.Kind) -> schema.PageText:
        name = kind.address.removesuffix(".html").removesuffix("/index").replace("-", "_")
        text: schema.PageText = getattr(self.playbook.settings.pages, name)
        return text

    def _eyebrow(self, entry: Entry) -> str:
        word = entry.kind.word.capitalize()
        form = getattr(entry.fields, "form", None) or getattr(entry.fields, "purpose", None)
        return f"{word} · {FORM_WORDS.get(form, form)}" if isinstance(form, str) else word

    def _facts(self, entry: Entry) -> Iterator[Fact]:
        fields, around = entry.fields, entry.sourcing
        if isinstance(fields, schema.Advantage | schema.Pitfall):
            aspect = self.playbook.get("aspect", fields.aspect)
            if aspect:
                yield Fact("Aspect", targets=(self.target(aspect),))
            if fields.condition is not None:
                (text, sourcing), *_ = self._said([fields.condition], around)
                yield Fact(
                    "Holds if" if isinstance(fields, schema.Advantage) else "Depends on", self.words(text, sourcing)
                )
        if isinstance(fields, schema.Process):
            inner = around.within(fields.practice)
            for label, said in (("How often", fields.practice.cadence), ("How long", fields.practice.length)):
                (text, sourcing), *_ = self._said([said], inner)
                yield Fact(label, self.words(text, sourcing))
        if isinstance(fields, schema.Checklist | schema.Worksheet):
            yield Fact("When", Words(fields.when, None))
        if isinstance(fields, schema.Checklist):
            owner = self.playbook.owner_of(entry)
            if owner is not None:
                yield Fact(owner.kind.word.capitalize(), targets=(self.target(owner),))

    def _next(self, entry: Entry) -> Iterator[Row]:
        """What a reader does after this page."""
        playbook = self.playbook
        match entry.kind.name:
            case "scenario":
                yield self._row(
                    entry.fields.checklist, "checklist", "Tick the default implementation off, item by item."
                )
                for link in playbook.links_to(entry, "transition", "start"):
                    yield Row(self.target(link.origin), Words(link.origin.fields.summary, None))
            case "process":
                for link in playbook.links_from(entry):
                    if link.relation == "checklists.run":
                        yield Row(self.target(link.target), Words("Run it: what to do before, during and after.", None))
                    if link.relation == "checklists.adopt":
                        yield Row(
                            self.target(link.target), Words("Adopt it: from the first week to the first quarter.", None)
                        )
                for link in playbook.links_to(entry, "worksheet", "processes.process"):
                    yield Row(self.target(link.origin), Words(link.origin.fields.summary, None))
            case "pitfall":
                for link in playbook.answers(entry)[:3]:
                    yield Row(self.target(link.origin), Words(link.origin.fields.summary, None))
            case "checklist" | "worksheet":
                for link in playbook.links_from(entry):
                    if link.relation == "processes.process":
                        yield Row(self.target(link.target), Words("How the process runs, step by step.", None))
                owner = playbook.owner_of(entry)
                if owner is not None:
                    yield Row(self.target(owner), Words(owner.fields.summary, None))
            case "reward" | "trait" | "role" | "advantage":
                kinds = ("process", "worksheet", "checklist")
                seen: set[Entry] = set()
                for link in [*playbook.links_from(entry), *playbook.links_to(entry)]:
                    other = link.target if link.origin is entry else link.origin
                    if other.kind.name in kinds and other not in seen and len(seen) < 3:
                        seen.add(other)
                        yield Row(self.target(other), Words(other.fields.summary, None))
            case "story":
                for link in playbook.links_from(entry, "shows.record")[:3]:
                    yield Row(self.target(link.target), Words(link.target.fields.summary, None))

    def _row(self, id: str, kind: str, text: str) -> Row:
        return Row(self.find(f"{kind}:{id}"), Words(text, None))

    def _scenario(self, entry: Entry) -> Iterator[Block]:
        fields, around = entry.fields, entry.sourcing
        own = around.within(fields.practice)
        yield self.chart(entry)
        yield self.texts("recognize", "Is this your organization?", fields.practice.recognize, own, "list")
        yield self.texts("description", "How it works", fields.description, around)
        yield self.texts("background", "How YarnIt comes to it", fields.background, around)
        yield self.texts("fits", "When it fits", (*fields.fits, *_owned(fields.practice.fits, own)), around, "list")
        yield self.texts("fits-badly", "When it does not", fields.practice.fits_badly, own, "list")
        yield self.rows("advantages", "Advantages", self.playbook.used_in(entry, "advantage"), back=True)
        yield self._scenario_pitfalls(entry)
        for kind, field, title in (
            ("process", fields.process, "Process"),
            ("reward", fields.rewards, "Rewards"),
            ("trait", fields.people, "People"),
        ):
            lead, _ = self._marked(self._said(field.text, around.within(field)))
            yield self.rows(
                title.lower(),
                title,
                self.playbook.used_in(entry, kind),
                back=True,
                lead=tuple(
                    Words(text, self.mark(sourcing)) for text, sourcing in self._said(field.text, around.within(field))
                ),
            )
        yield self.rows("roles", "Roles", self.playbook.used_in(entry, "role"), back=True)
        yield from self._scenario_steps(entry)
        yield self.texts("first-moves", "First moves", fields.practice.first_moves, own, "list")
        yield self.rows("stories", "Stories", self.playbook.used_in(entry, "story"), back=True)
        yield self.texts("evolution", "Where it comes from and where it leads", fields.evolution, around)
        yield self._speaks(entry)

    def _scenario_pitfalls(self, entry: Entry) -> blocks.Rows:
        plain = self.rows(
            "pitfalls", "Pitfalls and what answers them", self.playbook.used_in(entry, "pitfall"), back=True
        )
        lead = tuple(
            Words(text, self.mark(sourcing)) for text, sourcing in self._said(entry.fields.remedies, entry.sourcing)
        )
        rows = []
        for row in plain.rows:
            pitfall = self.playbook.get("pitfall", row.target.id)
            assert pitfall is not None
            answers = tuple(
                self.reply(link)
                for link in self.playbook.answers(pitfall)
                if entry in self.playbook.scenarios_of(link.origin)
            )
            rows.append(Row(row.target, row.words, answers, _remedy_remark(pitfall.fields.remedy)))
        return blocks.Rows(
            id=plain.id, title=plain.title, mark=plain.mark, lead=lead, style="pitfalls", rows=tuple(rows)
        )

    def _scenario_steps(self, entry: Entry) -> Iterator[Block]:
        checklist = self.playbook.get("checklist", entry.fields.checklist)
        if checklist is None:
            return
        tasks = self.tasks(checklist, prefix="step-", title="Default implementation")
        note = tuple(
            Words(text, self.mark(sourcing))
            for text, sourcing in self._said(
                entry.fields.implementation.text, entry.sourcing.within(entry.fields.implementation)
            )
        )
        yield blocks.Tasks(
            id="implementation",
            title=tasks.title,
            lead=note,
            list_id=tasks.list_id,
            address=tasks.address,
            prefix=tasks.prefix,
            groups=tasks.groups,
            count=tasks.count,
        )

    def _speaks(self, entry: Entry) -> blocks.Rows:
        """Answers to the questions that speak for the scenario."""
        rows = []
        for question in self.playbook.entries["question"]:
            for answer in question.fields.answers:
                if entry.id in answer.supports:
                    rows.append(Row(self.target(question), Words(f"“{answer.text}” {answer.reason}", None)))
        return blocks.Rows(
            id="speaks-for",
            title="Answers that speak for it",
            mark=Mark("editorial", "", None),
            rows=tuple(rows),
        )

    def _advantage(self, entry: Entry) -> Iterator[Block]:
        fields, around = entry.fields, entry.sourcing
        own = around.within(fields.practice)
        yield self.texts("description", "What it is", fields.description, around)
        yield self.in_scenarios(entry, "Where it comes from")
        yield self.texts("keep", "How to have it in fact", fields.practice.keep, own, "list")
        yield self.texts("check", "How to see whether you have it", fields.practice.check, own, "list")
        yield self.rows("processes", "Processes that give it", self.playbook.links_from(entry, "processes.process"))
        yield self.rows("pitfalls", "The other side", self.playbook.links_from(entry, "pitfalls.pitfall"))

    def _pitfall(self, entry: Entry) -> Iterator[Block]:
        fields, around = entry.fields, entry.sourcing
        own = around.within(fields.practice)
        yield self.texts("description", "What goes wrong", fields.description, around)
        yield self.in_scenarios(entry, "Where it comes up")
        yield self.rows(
            "processes", "The process that runs this risk", self.playbook.links_from(entry, "processes.process")
        )
        yield self.texts("signs", "Early signs", fields.practice.signs, own, "list")
        yield self.rows(
            "answers",
            "What answers it",
            self.playbook.answers(entry),
            back=True,
            lead=(Words(_REMEDIES[fields.remedy], None),),
        )
        yield self.texts("moves", "What else to do", fields.practice.moves, own, "list")
        yield self.rows(
            "offset",
            "What weighs against it",
            self.playbook.links_to(entry, "advantage", "pitfalls.pitfall"),
            back=True,
        )

    def _process(self, entry: Entry) -> Iterator[Block]:
        fields, around = entry.fields, entry.sourcing
        practice, own = fields.practice, around.within(fields.practice)
        yield self.texts("purpose", "What it is for", fields.purpose, around, "list")
        yield self.texts("description", "What it is", fields.description, around)
        yield self.in_scenarios(entry)
        yield self.rows("who", "Who takes part", self.playbook.links_from(entry, "practice.who.role"), style="who")
        yield self.agenda(practice.steps, own)
        yield self.texts("inputs", "What must be there before", practice.inputs, own, "list")
        yield self.texts("outputs", "What is there afterwards", practice.outputs, own, "list")
        yield self.texts("works", "Signs that it works", practice.works, own, "list")
        yield self.texts("fails", "Signs that it has gone wrong", practice.fails, own, "list")
        yield blocks.Measures(
            id="measures",
            title="What to measure",
            mark=self.mark(own),
            rows=tuple(
                blocks.MeasureRow(row.title, row.how, None if own.within(row) == own else self.mark(own.within(row)))
                for row in practice.measures
            ),
        )
        yield self.answered(entry)
        yield self.rows(
            "endangered",
            "Pitfalls that it runs itself",
            self.playbook.links_to(entry, "pitfall", "processes.process"),
            back=True,
        )
        yield self.rows(
            "rewards",
            "Rewards that reinforce it",
            self.playbook.links_to(entry, "reward", "processes.process"),
            back=True,
        )
        yield self.rows(
            "worksheets", "Worksheets", self.playbook.links_to(entry, "worksheet", "processes.process"), back=True
        )
        yield self.rows("part-of", "Part of", self.playbook.links_from(entry, "part_of.process"))
        yield self.rows("parts", "Parts of it", self.playbook.links_to(entry, "process", "part_of.process"), back=True)
        yield self.rows("related", "Works with", self.playbook.links_from(entry, "related.process"))

    def agenda(self, steps: Sequence[schema.PracticeStep], around: Sourcing) -> blocks.Agenda:
        minutes = [step.minutes for step in steps]
        return blocks.Agenda(
            id="steps",
            title="Agenda" if any(minutes) else "How to run it",
            mark=self.mark(around),
            total=sum(value or 0 for value in minutes) if all(minutes) else None,
            steps=tuple(
                blocks.AgendaStep(
                    step.title,
                    Words(step.text, None) if step.text else None,
                    step.minutes,
                    None if around.within(step) == around else self.mark(around.within(step)),
                )
                for step in steps
            ),
        )

    def _reward(self, entry: Entry) -> Iterator[Block]:
        fields, around = entry.fields, entry.sourcing
        practice, own = fields.practice, around.within(fields.practice)
        yield self.texts("behavior", "What is recognized", fields.behavior, around)
        yield self.in_scenarios(entry)
        yield self.rows("given-by", "Who gives it", self.playbook.links_from(entry, "given_by.role"), style="who")
        yield self.texts("forms", "Forms that it can take", practice.forms, own, "list")
        yield self.texts("evidence", "What counts as evidence", practice.evidence, own, "list")
        yield self.texts("goes-wrong", "How it goes wrong", practice.goes_wrong, own, "list")
        yield self.texts("start", "How to begin", practice.start, own, "list")
        yield self.rows(
            "processes", "Processes that it reinforces", self.playbook.links_from(entry, "processes.process")
        )
        yield self.rows("traits", "People traits that it reinforces", self.playbook.links_from(entry, "traits.trait"))
        yield self.answered(entry)
        yield self.rows("rewards", "Belongs with", self.playbook.links_from(entry, "rewards.reward"))

    def _trait(self, entry: Entry) -> Iterator[Block]:
        fields, around = entry.fields, entry.sourcing
        practice, own = fields.practice, around.within(fields.practice)
        yield self.texts("description", "What it is", fields.description, around)
        yield self.in_scenarios(entry)
        yield self.rows("who", "Who needs it", self.playbook.links_from(entry, "roles.role"), style="who")
        yield self.texts("look-for", "What to look for", practice.look_for, own, "list")
        yield blocks.Interview(
            id="interview",
            title="Interview questions",
            mark=self.mark(own),
            rows=tuple(blocks.InterviewRow(row.question, row.good, row.poor) for row in practice.interview),
        )
        yield self.texts("develop", "How to develop it", practice.develop, own, "list")
        yield self.texts("overdone", "Too much of it, or a false form", practice.overdone, own, "list")
        yield self.answered(entry)
        yield self.rows(
            "rewards", "Rewards that reinforce it", self.playbook.links_to(entry, "reward", "traits.trait"), back=True
        )

    def _role(self, entry: Entry) -> Iterator[Block]:
        fields, around = entry.fields, entry.sourcing
        practice, own = fields.practice, around.within(fields.practice)
        yield self.texts("description", "Who it is", fields.description, around)
        yield self.in_scenarios(entry, "Where it sits")
        yield self.texts("does", "What the role does", practice.does, own, "list")
        yield self.texts("first-weeks", "The first weeks", practice.first_weeks, own, "list")
        yield self.texts("asks", "What it needs from others", practice.asks_of_others, own, "list")
        yield self.rows(
            "processes", "Takes part in", self.playbook.links_to(entry, "process", "practice.who.role"), back=True
        )
        yield self.rows(
            "traits", "Traits that it needs", self.playbook.links_to(entry, "trait", "roles.role"), back=True
        )
        yield self.rows(
            "rewards", "Rewards that it gives", self.playbook.links_to(entry, "reward", "given_by.role"), back=True
        )
        yield self.rows("worksheets", "Worksheets", self.playbook.links_to(entry, "worksheet", "roles.role"), back=True)
        yield self._role_items(entry)
        yield self.rows("related", "Close to it", self.playbook.links_from(entry, "related.role"))

    def _role_items(self, entry: Entry) -> blocks.Rows:
        """Checklist items that name the role, by list."""
        rows = []
        for checklist in self.playbook.entries["checklist"]:
            mine = [item for item in live(self.playbook.items_of(checklist)[0]) if item.role == entry.id]
            if mine:
                text = "\n".join(f"- [{item.text}](checklist:{checklist.id}#{item.id})" for item in mine)
                rows.append(Row(self.target(checklist), Words(text, None)))
        return blocks.Rows(id="items", title="Checklist items for this role", rows=tuple(rows))

    def _worksheet(self, entry: Entry) -> Iterator[Block]:
        fields, around = entry.fields, entry.sourcing
        yield self.form(entry)
        yield self.texts("description", "About this worksheet", fields.description, around)
        yield self.rows(
            "roles", "Who fills it in, who gets it", self.playbook.links_from(entry, "roles.role"), style="who"
        )
        yield self.rows("processes", "Processes that use it", self.playbook.links_from(entry, "processes.process"))
        yield self.rows("rewards", "Rewards that use it", self.playbook.links_from(entry, "rewards.reward"))

    def _checklist(self, entry: Entry) -> Iterator[Block]:
        yield self.tasks(entry)
        yield self.texts("about", "About this list", entry.fields.description, entry.sourcing)

    def _story(self, entry: Entry) -> Iterator[Block]:
        fields, around = entry.fields, entry.sourcing
        practice, own = fields.practice, around.within(fields.practice)
        yield blocks.Timeline(
            id="events",
            title="What happens",
            mark=self.mark(around),
            events=tuple(
                blocks.Event(
                    event.id,
                    event.aliases,
                    event.title,
                    Words(event.text, None if around.within(event) == around else self.mark(around.within(event))),
                    tuple(filter(None, (self.role(id) for id in event.roles))),
                )
                for event in fields.events
            ),
        )
        yield self.texts("lessons", "What it shows", fields.lessons, around)
        yield self.rows("shows", "Where to go on from here", self.playbook.links_from(entry, "shows.record"))
        yield self.rows("contrasts", "Compare with", self.playbook.links_from(entry, "contrasts.record"))
        yield self.in_scenarios(entry, "In which scenario")
        yield self.texts("discuss", "Questions to talk about", practice.discuss, own, "list")
        yield self.texts("apply", "Look for it at home", practice.apply, own, "list")

    # ------------------------------------------------------------ pages of many records

    def index(self, kind: schema.Kind) -> Sheet:
        """The page that lists every record of a kind that has pages."""
        text = self.index_text(kind)
        entries = self.playbook.entries[kind.name]
        groups: dict[str, list[Target]] = {}
        for heading in GROUPS.get(kind.name, {}).values():
            groups[heading] = []
        for entry in entries:
            target = self.target(entry)
            groups.setdefault(target.group, []).append(target)
        pictures = (
            {entry.id: self.chart(entry, small=True, name=f"small-{entry.id}").drawing for entry in entries}
            if kind.name == "scenario"
            else {}
        )
        return self.listing(
            text,
            (
                blocks.Cards(
                    id="all",
                    title=f"All {kind.plural.lower()}",
                    groups=tuple(Group(title, tuple(found)) for title, found in groups.items() if found),
                    pictures=pictures,
                ),
                *((self.slice_links(),) if kind.name == "checklist" else ()),
            ),
        )

    def listing(self, text: schema.PageText, content: Sequence[Block], **more: Any) -> Sheet:
        return Sheet(
            kind="",
            eyebrow=more.pop("eyebrow", ""),
            title=text.title,
            summary=text.summary,
            blocks=tuple(block for block in content if not block.empty),
            version=self.playbook.settings.version,
            citation=self.playbook.settings.license,
            **more,
        )

    def cards(self, kind: schema.Kind, entries: Iterable[Entry], id: str, title: str) -> blocks.Cards:
        """Cards for some records of a kind."""
        chosen = list(entries)
        return blocks.Cards(
            id=id,
            title=title,
            groups=(Group("", tuple(self.target(entry) for entry in chosen)),),
            pictures={entry.id: self.chart(entry, small=True, name=f"{id}-{entry.id}").drawing for entry in chosen}
            if kind.name == "scenario"
            else {},
        )

    def star_page(self) -> Sheet:
        pages = self.playbook.settings.pages
        return self.listing(
            pages.star_model,
            (
                self.star(),
                blocks.Definitions(
                    id="aspects",
                    title="The five aspects",
                    entries=tuple(
                        self._definition(entry, entry.fields.description, ask=entry.fields.asks)
                        for entry in self.playbook.entries["aspect"]
                    ),
                ),
            ),
            anchors=tuple(entry.id for entry in self.playbook.entries["aspect"]),
        )

    def _definition(
        self, entry: Entry, said: Iterable[Any], *, ask: str = "", todo: Iterable[Any] = ()
    ) -> blocks.Definition:
        parts = self._said(said, entry.sourcing)
        words, mark = self._marked(parts)
        todo_words = tuple(
            Words(text, None if sourcing.basis == "editorial" else self.mark(sourcing))
            for text, sourcing in self._said(todo, Sourcing("editorial", entry.sourcing.section))
        )
        return blocks.Definition(
            id=entry.id,
            title=entry.title,
            also=(ask,) if ask else getattr(entry.fields, "also", ()),
            words=words,
            mark=mark,
            see=(
                *((self.find(f"aspect:{entry.fields.aspect}"),) if getattr(entry.fields, "aspect", None) else ()),
                *(self.find(f"scenario:{use.scenario}") for use in getattr(entry.fields, "scenarios", ())),
                *(self.find(ref) for ref in getattr(entry.fields, "see", ())),
            ),
            todo=todo_words,
            used=self.used(entry),
        )

    def used(self, entry: Entry) -> tuple[Target, ...]:
        """Records that point to an entry of a page that many share. The table's own rows and columns do not count."""
        links = self.playbook.links_to(entry)
        return tuple(
            dict.fromkeys(
                self.target(link.origin)
                for link in links
                if link.relation != "aspect" or link.origin.kind.name != "statement"
            )
        )

    def advice_page(self) -> Sheet:
        entries = self.playbook.entries["advice"]
        return self.listing(
            self.playbook.settings.pages.advice,
            (
                blocks.Definitions(
                    id="all",
                    title="Advice",
                    entries=tuple(
                        self._definition(entry, entry.fields.description, todo=entry.fields.do) for entry in entries
                    ),
                ),
            ),
            anchors=tuple(entry.id for entry in entries),
        )

    def glossary_page(self) -> Sheet:
        entries = sorted(self.playbook.entries["term"], key=lambda entry: entry.title.lower())
        return self.listing(
            self.playbook.settings.pages.glossary,
            (
                blocks.Definitions(
                    id="terms",
                    title="Terms",
                    entries=tuple(self._definition(entry, entry.fields.definition) for entry in entries),
                ),
            ),
            anchors=tuple(entry.id for entry in entries),
        )

    def transitions_page(self) -> Sheet:
        entries = self.playbook.entries["transition"]
        return self.listing(
            self.playbook.settings.pages.transitions,
            tuple(block for entry in entries for block in (self._transition(entry),)),
            anchors=tuple(entry.id for entry in entries),
        )

    def _transition(self, entry: Entry) -> blocks.Move:
        fields, around = entry.fields, entry.sourcing
        ends = []
        for ref, words in ((fields.start, fields.start_words), (fields.end, fields.end_words)):
            scenario = self.playbook.get("scenario", ref) if ref else None
            ends.append(self.target(scenario) if scenario else words or "")
        return blocks.Move(
            id=entry.id,
            title=entry.title,
            summary=fields.summary,
            mark=self.mark(around),
            start=ends[0],
            end=ends[1],
            parts=tuple(
                self.texts(f"{entry.id}-{field}", title, getattr(fields, field), around, "list")
                for field, title in (
                    ("why", "Why"),
                    ("signs", "Signs that it is time"),
                    ("starts", "What starts"),
                    ("stops", "What stops"),
                    ("stays", "What stays"),
                )
            ),
            used=self.used(entry),
        )

    def questions_page(self) -> Sheet:
        entries = self.playbook.entries["question"]
        return self.listing(
            self.playbook.settings.pages.questions,
            (
                blocks.Questions(
                    id="questions",
                    title="The questions",
                    mark=Mark("editorial", "", None),
                    entries=tuple(self._question(entry) for entry in entries),
                ),
            ),
            anchors=tuple(entry.id for entry in entries),
        )

    def _question(self, entry: Entry) -> blocks.QuestionEntry:
        return blocks.QuestionEntry(
            entry.id,
            entry.title,
            entry.fields.help,
            tuple(
                blocks.Answer(
                    answer.text,
                    answer.reason,
                    tuple(self.find(f"scenario:{id}") for id in answer.supports),
                    tuple(self.find(f"scenario:{id}") for id in answer.against),
                    tuple(self.find(ref) for ref in answer.because),
                )
                for answer in entry.fields.answers
            ),
            self.used(entry),
        )

    def sources_page(self) -> Sheet:
        """Every section of every source, and the records that rest on it."""
        resting: dict[str, dict[Target, None]] = {}
        for entry in self.playbook.all():
            for section in _sections_named(entry.record.value):
                resting.setdefault(section, {})[self.target(entry)] = None
        content = []
        for source in self.playbook.entries["source"]:
            words, _ = self._marked(self._said(source.fields.note, source.sourcing))
            content.append(
                blocks.Citation(
                    id=source.id,
                    title=source.title,
                    citation=source.fields.citation,
                    used=self.used(source),
                    lead=tuple(Words(part.text, None) for part in words),
                    sections=tuple(
                        blocks.CitedSection(
                            f"{source.id}-{section.id}",
                            section.title,
                            tuple(resting.get(f"{source.id}/{section.id}", {})),
                        )
                        for section in source.fields.sections
                    ),
                )
            )
        return self.listing(
            self.playbook.settings.pages.sources,
            content,
            anchors=tuple(
                anchor
                for source in self.playbook.entries["source"]
                for anchor in (source.id, *(f"{source.id}-{section.id}" for section in source.fields.sections))
            ),
        )

    # ------------------------------------------------------------ slices of the checklists

    @cached_property
    def slices(self) -> list[Slice]:
        """Selections from all checklists: by role, by phase, by scenario. None is empty."""
        found = [
            *(
                Slice("role", role.id, role.title, f"Everything on any checklist that falls to the role: {role.title}.")
                for role in self.playbook.entries["role"]
            ),
            *(
                Slice("phase", phase, title, f"Everything on any checklist that is due in this phase: {title.lower()}.")
                for phase, title in schema.PHASES.items()
            ),
            *(
                Slice(
                    "scenario",
                    scenario.id,
                    scenario.title,
                    "The default implementation of this scenario, and how to adopt and run each process that it uses.",
                )
                for scenario in self.playbook.entries["scenario"]
            ),
        ]
        return [one for one in found if self.chosen(one)]

    def chosen(self, one: Slice) -> list[tuple[Entry, list[str] | None]]:
        """The checklists of a slice, each with the ids of the items that belong to it; None for all of them."""
        if one.by == "scenario":
            scenario = self.playbook.get("scenario", one.id)
            return [
                (checklist, None)
                for checklist in self.playbook.entries["checklist"]
                if (owner := self.playbook.owner_of(checklist)) and scenario in self.playbook.scenarios_of(owner)
            ]
        found: list[tuple[Entry, list[str] | None]] = []
        for checklist in self.playbook.entries["checklist"]:
            items = live(self.playbook.items_of(checklist)[0])
            ids = [item.id for item in items if getattr(item, one.by) == one.id]
            if ids:
                found.append((checklist, ids))
        return found

    def slice_sheet(self, one: Slice) -> Sheet:
        content = [
            dataclasses.replace(
                self.tasks(checklist, prefix=f"{checklist.id}--", only=ids, title=checklist.title, parts=ids is None),
                id=checklist.id,
            )
            for checklist, ids in self.chosen(one)
        ]
        return self.listing(
            schema.PageText.model_construct(title=f"Checklist items: {one.title}", summary=one.summary),
            content,
            eyebrow=f"Checklist items by {one.by}",
            searched=False,
        )

    def slice_links(self) -> blocks.Backlinks:
        """Every slice, for the index of the checklists."""
        groups = {"role": "By role", "phase": "By phase", "scenario": "By scenario"}
        return blocks.Backlinks(
            id="slices",
            title="Items of all lists",
            groups=tuple(
                Group(
                    title,
                    tuple(
                        Target(one.title, addresses.slice(one.by, one.id), "", "", one.id, one.summary)
                        for one in self.slices
                        if one.by == by
                    ),
                )
                for by, title in groups.items()
            ),
        )

    # ------------------------------------------------------------ comparing

    @cached_property
    def scenarios(self) -> tuple[Target, ...]:
        return tuple(self.target(scenario) for scenario in self.playbook.entries["scenario"])

    def compare_page(self) -> Sheet:
        matrices = tuple(self.matrix(kind) for kind in ("process", "reward", "trait", "role"))
        return self.listing(
            self.playbook.settings.pages.compare,
            (self.summary(), *matrices, self.answer_matrix()),
            wide=True,
            anchors=tuple(entry.id for entry in self.playbook.entries["statement"]),
        )

    def summary(
        self, *, rows: Sequence[str] | None = None, columns: Sequence[str] | None = None, prefix: str = ""
    ) -> blocks.SummaryTable:
        """The summary table, or the named rows (aspects) and columns (scenarios) of it, in the order given."""
        statements = self.playbook.entries["statement"]
        used = {statement.fields.aspect for statement in statements}
        aspects = [aspect for aspect in self._chosen("aspect", rows) if rows is not None or aspect.id in used]
        if rows is None:
            order = ("people", "process", "rewards")
            aspects.sort(key=lambda aspect: order.index(aspect.id) if aspect.id in order else len(order))
        scenarios = self._chosen("scenario", columns)
        footnotes: list[str] = []
        table = []
        for aspect in aspects:
            cells = []
            for scenario in scenarios:
                cell = [
                    self._statement(statement, footnotes, prefix)
                    for statement in statements
                    if statement.fields.aspect == aspect.id and statement.fields.scenario == scenario.id
                ]
                cells.append(tuple(cell))
            table.append(blocks.SummaryRow(aspect.title, aspect.id, tuple(cells)))
        return blocks.SummaryTable(
            id="summary",
            title="The scenarios side by side",
            columns=tuple(_with_title(self.target(scenario), scenario.fields.label) for scenario in scenarios),
            rows=tuple(table),
            footnotes=tuple(footnotes),
            prefix=prefix,
        )

    def _statement(self, entry: Entry, footnotes: list[str], prefix: str) -> blocks.Statement:
        notes: tuple[int, ...] = ()
        if entry.fields.footnote:
            if entry.fields.footnote not in footnotes:
                footnotes.append(entry.fields.footnote)
            notes = (footnotes.index(entry.fields.footnote) + 1,)
        backing = tuple(self.find(link.record) for link in entry.fields.backed_by)
        return blocks.Statement(prefix + entry.id, entry.fields.text, backing, notes, self.used(entry))

    def _chosen(self, kind: str, ids: Sequence[str] | None) -> list[Entry]:
        if ids is None:
            return list(self.playbook.entries[kind])
        return [entry for id in ids if (entry := self.playbook.get(kind, id)) is not None]

    def matrix(self, kind: str, *, columns: Sequence[str] | None = None) -> blocks.Matrix:
        """Records of a kind against the scenarios that use them."""
        scenarios = self._chosen("scenario", columns)
        rows = []
        for entry in self.playbook.entries[kind]:
            uses = {link.target: link.sourcing.basis for link in self.playbook.links_from(entry, "scenarios.scenario")}
            rows.append(
                blocks.MatrixRow(self.target(entry), tuple(blocks.Cell(uses.get(scenario)) for scenario in scenarios))
            )
        plural = schema.KINDS[kind].plural
        return blocks.Matrix(
            id=f"matrix-{kind}",
            title=f"{plural} by scenario",
            corner=schema.KINDS[kind].word.capitalize(),
            columns=tuple(_with_title(self.target(scenario), scenario.fields.short) for scenario in scenarios),
            rows=tuple(rows),
            narrow=True,
        )

    def answer_matrix(self) -> blocks.Matrix:
        """Pitfalls against what answers them."""
        rows = []
        for pitfall in self.playbook.entries["pitfall"]:
            answers = self.playbook.answers(pitfall)
            cells = [
                blocks.Cell(answers=tuple(self.reply(link) for link in answers if link.origin.kind.name == kind))
                for kind in ("process", "reward", "trait")
            ]
            rows.append(
                blocks.MatrixRow(
                    self.target(pitfall),
                    (*cells, blocks.Cell(remark=_remedy_remark(pitfall.fields.remedy) or "For this pitfall")),
                )
            )
        return blocks.Matrix(
            id="matrix-pitfall",
            title="Pitfalls and what answers them",
            corner="Pitfall",
            columns=tuple(
                Target(title, "", "", "", "", "")
                for title in ("Processes", "Rewards", "People traits", "Remedy in the source")
            ),
            rows=tuple(rows),
            narrow=False,
        )


PAPER: Final = ("checklist", "worksheet")
"""Kinds whose printed sheets each carry the title, because sheets are handed round one by one."""


def paper_name(entry: Entry) -> str:
    """The class of a page, and the name of its sheets in the style sheet for paper."""
    return f"pb-paper-{entry.kind.name}-{entry.id}"


_REMEDIES: Final[dict[str, str]] = {
    "given": "The source gives a remedy for this pitfall.",
    "for-the-group": (
        "The source offers remedies for a group of pitfalls that this one belongs to, "
        "and does not say which answers which."
    ),
    "none": "The source gives no remedy for this pitfall. What stands here is this playbook's own.",
}


def _remedy_remark(remedy: str) -> str:
    return {"given": "", "for-the-group": "For the group", "none": "None given"}[remedy]


def _group_of(entry: Entry) -> str:
    form = getattr(entry.fields, "form", None) or getattr(entry.fields, "purpose", None)
    if isinstance(form, str):
        return GROUPS.get(entry.kind.name, {}).get(form, "")
    aspect = getattr(entry.fields, "aspect", None)
    return str(aspect).capitalize() if aspect and entry.kind.name in ("pitfall", "advantage") else ""


def _with_address(target: Target, address: str) -> Target:
    return Target(**{**target.__dict__, "address": address})


def _with_title(target: Target, title: str) -> Target:
    return Target(**{**target.__dict__, "title": title})


def _owned(said: Iterable[Any], own: Sourcing) -> tuple[schema.Passage, ...]:
    """Texts from a block with another sourcing, made to carry it along."""
    return tuple(
        schema.Passage(text=part, basis=own.basis, source=own.section)
        if isinstance(part, str)
        else schema.Passage(text=part.text, basis=part.basis or own.basis, source=part.source or own.section)
        for part in said
    )


def _chosen(items: Iterable[schema.Item], only: set[str] | None, parts: bool) -> list[schema.Item]:
    """The items to show, from the top: one that is chosen brings its parts along, or stands alone."""
    found = []
    for item in items:
        if item.retired is not None:
            continue
        if only is None or item.id in only:
            found.append(item if parts else item.model_copy(update={"items": ()}))
        if only is not None and (not parts or item.id not in only):
            found += _chosen(item.items, only, parts)
    return found


def _numbered(items: Sequence[schema.Item], above: str = "") -> Iterator[tuple[schema.Item, str]]:
    for position, item in enumerate((item for item in items if item.retired is None), 1):
        number = f"{above}.{position}" if above else str(position)
        yield item, number
        yield from _numbered(item.items, number)


def _form_rows(field: schema.FormField) -> tuple[tuple[str, ...], ...]:
    if field.type != "table":
        return ()
    empty = ("",) * max(len(field.columns) - 1, 0)
    if field.rows:
        return tuple((row, *empty) for row in field.rows)
    return (("", *empty),) * field.size


def _targets_in(block: Block) -> Iterator[Target]:
    match block:
        case blocks.Rows():
            for row in block.rows:
                yield row.target
                yield from (answer.target for answer in row.answers)
        case blocks.Timeline():
            for event in block.events:
                yield from event.roles


def _sections_named(value: Any) -> Iterator[str]:
    """Every section that a record rests on, wherever in it that is said."""
    if isinstance(value, dict):
        if isinstance(value.get("source"), str):
            yield value["source"]
        for part in value.values():
            yield from _sections_named(part)
    elif isinstance(value, list):
        for part in value:
            yield from _sections_named(part)
