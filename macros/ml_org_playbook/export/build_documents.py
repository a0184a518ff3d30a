"""Playbook to documents: what a download says, without how a format writes it.

In: a linked playbook and where its site is published. Out: checklists, worksheets and selections as plain texts.
Not here: what a document consists of (document), and how a format words and writes it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from html.parser import HTMLParser
from itertools import count, repeat
from typing import Final

from .. import schema
from ..model import addresses, plan, relations, selections
from ..model.link import WEB
from ..model.playbook import AnyEntry, Entry, Playbook, Provenance
from ..pages import diagrams
from ..rendering.html import Renderer
from .document import (
    AnyDocument,
    Basis,
    Brief,
    Checklist,
    Document,
    Edition,
    Field,
    Item,
    Layer,
    Reference,
    Section,
    Selection,
    Worksheet,
    cut,
    with_digest,
)

_TOGETHER: Final = (relations.ROLE, relations.PROCESS, relations.REWARD)
"""Links of a worksheet that say who takes part and what it belongs to."""
_BLOCKS: Final = ("p", "li", "blockquote", "ol", "ul")
"""Tags that begin and end a paragraph."""


def documents(playbook: Playbook, base: str = "", renderer: Renderer | None = None) -> list[Document]:
    """Every checklist, then every worksheet, in the playbook's order; the selections from the checklists; the briefs.

    base: where the site is published; empty where that is not known.
    """
    builder = _DocumentBuilder(playbook, base, renderer or Renderer(playbook))
    checklists = {entry: builder.checklist(entry) for entry in playbook.of(schema.Checklist)}
    return [
        *checklists.values(),
        *(builder.worksheet(entry) for entry in playbook.of(schema.Worksheet)),
        *(builder.selection(one, checklists) for one in selections.all_selections(playbook) if one.lists),
        *(builder.brief(entry, entry.fields.brief) for entry in playbook.of(schema.Scenario) if entry.fields.brief),
    ]


class _DocumentBuilder:
    def __init__(self, playbook: Playbook, base: str, renderer: Renderer) -> None:
        self.playbook = playbook
        self.renderer = renderer
        self.line = renderer.line
        self.edition = Edition(
            self.line(playbook.settings.title),
            self.line(playbook.name),
            playbook.settings.version,
            playbook.settings.released,
            self.line(playbook.license),
            tuple(Layer(self.line(one.title), one.version, one.released) for one in playbook.layers),
            f"{base.rstrip('/')}/" if base else "",
        )
        self.sections = {name: self.line(section.title) for name, (_, section) in playbook.sections.items()}

    def document(
        self,
        make: Callable[..., AnyDocument],
        entry: Entry[schema.Checklist] | Entry[schema.Worksheet],
        see: Iterable[Reference],
        **parts: tuple[Item, ...] | tuple[Section, ...],
    ) -> AnyDocument:
        """The document of a record. see: what it names, besides what its texts link to. parts: what it consists of."""
        texts = (part if isinstance(part, str) else part.text for part in entry.fields.description)
        mentions = (
            self.reference(link.target, link.anchor) for link in self.playbook.links_from(entry, relations.MENTION)
        )
        named: dict[str, Reference] = {}
        for reference in (*see, *mentions):
            named.setdefault(reference.ref, reference)
        return with_digest(
            make(
                id=entry.id,
                title=self.line(entry.title),
                summary=self.line(entry.fields.summary),
                when=self.line(entry.fields.when),
                about=tuple(paragraph for text in texts for paragraph in self.prose(text)),
                see=tuple(named.values()),
                path=short(entry),
                edition=self.edition,
                digest="",
                aliases=entry.fields.aliases,
                **parts,
            )
        )

    def checklist(self, entry: Entry[schema.Checklist]) -> Checklist:
        items, inherited = self.playbook.items_of(entry)
        numbers = {item.id: number for item, number in schema.numbered_items(items)}
        owner = self.playbook.owner_of(entry)
        see = [self.reference(owner)] if owner else []
        made = tuple(self.item(entry, item, numbers, inherited) for item in items if item.retired is None)
        return self.document(Checklist, entry, see, items=made)

    def item(
        self,
        entry: AnyEntry,
        item: schema.Item,
        numbers: Mapping[str, str],
        inherited: Provenance,
        parent: schema.Item | None = None,
    ) -> Item:
        """An item with its parts. numbers: of all items of the list. inherited: what the text around it rests on."""
        inner = inherited.within(item)
        if parent is not None:  # a part that says nothing itself: as on the page, and in selections
            item = item.model_copy(update={"role": item.role or parent.role, "phase": item.phase or parent.phase})
        role = self.playbook.get(schema.Role, item.role) if item.role else None
        after = [id for id in numbers if id in item.after]
        return Item(
            id=item.id,
            number=numbers[item.id],
            parent=parent.id if parent else "",
            text=self.line(item.text),
            path=short(entry, item.id),
            basis=self.basis(inner),
            why=self.line(item.why or ""),
            done_when=self.line(item.done_when or ""),
            role=self.reference(role) if role else None,
            phase=schema.PHASES.get(item.phase or "", ""),
            phase_id=item.phase or "",
            effort=self.line(item.effort or ""),
            after=tuple(after),
            after_numbers=tuple(numbers[id] for id in after),
            see=tuple(self.named(ref) for ref in item.see),
            items=tuple(self.item(entry, part, numbers, inner, item) for part in item.items if part.retired is None),
        )

    def selection(
        self, chosen: selections.Selection, checklists: Mapping[Entry[schema.Checklist], Checklist]
    ) -> Selection:
        return with_digest(
            Selection(
                id=chosen.path,
                title=self.line(chosen.title),
                summary=self.line(chosen.summary),
                when=chosen.when,
                about=(),
                see=(self.reference(chosen.about),) if chosen.about else (),
                path=chosen.address,
                edition=self.edition,
                digest="",
                lists=tuple(cut(checklists[entry], ids) for entry, ids in chosen.lists),
                aliases=tuple(addresses.selection_path(chosen.by, alias) for alias in chosen.aliases),
            )
        )

    def brief(self, entry: Entry[schema.Scenario], data: schema.Brief) -> Brief:
        label = self.line(entry.fields.chart.caption)
        drawing = diagrams.chart(f"brief-{entry.id}", entry.fields.chart)
        days = plan.first_days(self.playbook, entry)
        return with_digest(
            Brief(
                id=f"briefs/{entry.id}",
                title=f"Brief: {self.line(entry.fields.short)}",
                summary=self.line(data.what),
                when="",
                about=(),
                see=(),
                path=addresses.part(entry, "brief"),
                edition=self.edition,
                digest="",
                picture=self.renderer.fragment("_drawing.svg.j2", addresses.of(entry), drawing=drawing, label=label),
                parts=(
                    ("Choose it when", tuple(map(self.line, data.choose_when))),
                    ("Do not when", tuple(map(self.line, data.not_when))),
                    ("What it takes", tuple(map(self.line, (data.people, data.money, data.time)))),
                    *((schema.PHASES[phase], tuple(map(self.due, dues))) for phase, dues in days),
                    ("The largest risks", tuple(map(self.risk, data.risks))),
                    ("Decide now", tuple(map(self.line, data.decide))),
                    ("Leave it when", (self.line(data.leave_when),)),
                ),
                aliases=tuple(f"briefs/{alias}" for alias in entry.fields.aliases),
            )
        )

    def due(self, due: plan.Due) -> str:
        role = self.playbook.get(schema.Role, due.role) if due.role else None
        what = f"Take up: {due.text}." if due.sort == "process" else due.text
        return self.line(f"{what} ({role.title})" if role else what)

    def risk(self, risk: schema.BriefRisk) -> str:
        pitfall, answer = self.named(f"pitfall:{risk.pitfall}"), self.named(risk.answer)
        return f"{pitfall.title}. Notice: {self.line(risk.notice)} Answer: {answer.title}."

    def worksheet(self, entry: Entry[schema.Worksheet]) -> Worksheet:
        links = self.playbook.links_from(entry, *_TOGETHER)
        together = [self.reference(link.target, link.anchor, link.text or "") for link in links]
        sections = tuple(self.section(entry, section) for section in entry.fields.sections)
        return self.document(Worksheet, entry, together, sections=sections)

    def section(self, entry: AnyEntry, section: schema.FormSection) -> Section:
        inner = entry.provenance.within(section)
        return Section(
            id=section.id,
            title=self.line(section.title),
            path=short(entry, section.id),
            basis=self.basis(inner),
            minutes=section.minutes,
            help=self.prose(section.help) if section.help else (),
            fields=tuple(self.field(entry, section.id, field, inner) for field in section.fields),
        )

    def field(self, entry: AnyEntry, section: str, field: schema.FormField, inherited: Provenance) -> Field:
        is_table = field.type == "table"
        rows = tuple(self.line(row) for row in field.rows) or ("",) * field.size
        id = f"{section}-{field.id}"
        return Field(
            id=id,
            label=self.line(field.label),
            type=field.type,
            path=short(entry, id),
            basis=self.basis(inherited.within(field)),
            help=self.line(field.help or ""),
            example=self.line(field.example or ""),
            options=tuple(self.line(option) for option in field.options),
            columns=tuple(self.line(column) for column in field.columns or (field.label,)) if is_table else (),
            rows=rows if is_table else (),
            lines=field.size if field.type == "text" else 1,
            unit=self.line(field.unit or ""),
        )

    def basis(self, provenance: Provenance) -> Basis:
        return Basis(provenance.basis, self.sections.get(provenance.section or "", ""))

    def named(self, ref: str) -> Reference:
        """The reference of a checked `kind:id` or `kind:id#item`."""
        return self.reference(*self.playbook.resolve(ref))

    def reference(self, entry: AnyEntry, anchor: str | None = None, text: str = "") -> Reference:
        ref = f"{entry.ref}#{anchor}" if anchor else entry.ref
        return Reference(ref, self.line(entry.title), short(entry, anchor), self.line(text))

    def prose(self, text: str) -> tuple[str, ...]:
        """Rich text as plain paragraphs; an entry of a list is one that begins with a bullet or its number."""
        reader = _Paragraphs()
        reader.feed(self.renderer.html(text))
        reader.close()
        return tuple(words for text in reader.texts if (words := " ".join(text.split())))


def short(entry: AnyEntry, anchor: str | None = None) -> str:
    """The permanent path of a record or an item of it, short for what one prints and hands on."""
    if not entry.kind.handed_out:
        return addresses.of(entry, anchor)
    return f"{addresses.short(entry.id)}#{anchor}" if anchor else addresses.short(entry.id)


class _Paragraphs(HTMLParser):
    """The paragraphs of rendered rich text. It holds paragraphs, lists, quotes, line breaks and emphasis."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = [""]
        self.lists: list[Iterator[str]] = []
        """For each list around: what its next entries begin with."""
        self.away = ""
        """The address outside the playbook that the words lead to."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "ol":
            self.lists.append(f"{number}) " for number in count(int(dict(attrs).get("start") or 1)))
        if tag == "ul":
            self.lists.append(repeat("• "))
        if tag in _BLOCKS and self.texts[-1].strip(" •"):
            self.texts.append("")
        if tag == "li":
            self.texts[-1] = next(self.lists[-1])
        if tag == "br":
            self.texts[-1] += " "
        if tag == "a" and WEB.match(address := dict(attrs).get("href") or ""):
            self.away = address.removeprefix("mailto:")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.away:
            if not self.texts[-1].endswith(self.away):  # the words may be the address
                self.texts[-1] += f" ({self.away})"
            self.away = ""
        if tag in ("ol", "ul"):
            self.lists.pop()
        if tag in _BLOCKS:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data
