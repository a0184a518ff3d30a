"""What all views share: records as links, what texts rest on as badges, and blocks that any page may have.

In: a playbook, once; then records, links, texts. Out: targets, badges, blocks, and the frame of a page that is not
one record's. Not here: what belongs to one kind of page.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Protocol

from ... import schema
from ...model import addresses, relations
from ...model.playbook import AnyEntry, Link, Playbook, Provenance, sentence
from ..blocks import (
    OURS,
    Badge,
    Block,
    DownloadFile,
    Downloads,
    Fact,
    LinkList,
    LinkListStyle,
    LinkRow,
    PageView,
    Reply,
    RichText,
    ScenarioLabel,
    Target,
    Texts,
    TextsStyle,
)

Text = str | schema.Passage
"""A text as records hold it: by itself, or with what it rests on."""

PURPOSES: Final = ("Print and read", "Fill in", "Spreadsheet", "Tracker", "Text and data")
"""What downloads are for, in the order in which they are offered."""


class DownloadFormat(Protocol):
    """A format in which files are written beside the pages."""

    @property
    def label(self) -> str: ...
    @property
    def purpose(self) -> str: ...
    @property
    def kinds(self) -> Collection[str]: ...
    def address(self, id: str) -> str: ...


class Views:
    """One playbook, as its pages show it. Every view takes it first."""

    def __init__(self, playbook: Playbook, *, downloads: Collection[DownloadFormat] = ()) -> None:
        """downloads: the formats in which files are written beside the pages, so that these can link them."""
        self.playbook = playbook
        self.downloads = downloads
        self._targets: dict[AnyEntry, Target] = {}

    def target(self, entry: AnyEntry, anchor: str | None = None) -> Target:
        """A record as a link shows it."""
        if entry not in self._targets:
            fields = entry.fields
            self._targets[entry] = Target(
                title=entry.title,
                address=addresses.of(entry),
                kind=entry.kind.name,
                word=entry.kind.word,
                id=entry.id,
                summary=fields.summary,
                scenarios=tuple(ScenarioLabel(one.id, one.fields.short) for one in self.playbook.scenarios_of(entry)),
                short=fields.short if isinstance(fields, schema.Scenario) else entry.title,
                group=_group_of(entry),
            )
        if anchor is None:
            return self._targets[entry]
        return replace(self._targets[entry], address=addresses.of(entry, anchor))

    def find(self, ref: str) -> Target:
        """The target of a checked `kind:id` or `kind:id#item`."""
        return self.target(*self.playbook.resolve(ref))

    def role(self, id: str | None) -> Target | None:
        """The role with this id, where there is one."""
        entry = self.playbook.get(schema.Role, id) if id else None
        return self.target(entry) if entry else None

    def row(self, entry: AnyEntry, text: str = "") -> LinkRow:
        """A link with a text; without one, with the record's summary."""
        return LinkRow(self.target(entry), RichText(text or entry.fields.summary, None))

    def files(self, kind: str, id: str) -> tuple[Downloads, ...]:
        """The downloads of a checklist, a worksheet or a selection, by what they are for."""
        offered = [one for one in self.downloads if kind in one.kinds]
        groups = (
            Downloads(
                purpose, tuple(DownloadFile(one.label, one.address(id)) for one in offered if one.purpose == purpose)
            )
            for purpose in PURPOSES
        )
        return tuple(group for group in groups if group.files)

    def reply(self, link: Link) -> Reply:
        """What answers a pitfall, seen from the pitfall."""
        return Reply(self.target(link.origin), link.provenance.basis)

    def used(self, entry: AnyEntry) -> tuple[Target, ...]:
        """Records that point to an entry of a page that many share. The table's own rows and columns do not count."""
        links = self.playbook.links_to(entry)
        origins = (
            link.origin
            for link in links
            if link.relation != relations.ASPECT or not isinstance(link.origin.fields, schema.Statement)
        )
        return tuple(dict.fromkeys(self.target(origin) for origin in origins))

    def badge(self, provenance: Provenance) -> Badge:
        """What a text rests on, in words for a reader."""
        if provenance.section not in self.playbook.sections:
            return Badge(provenance.basis, "", None)
        source, section = self.playbook.sections[provenance.section]
        return Badge(provenance.basis, section.title, addresses.of(source, section.id), source.title)

    def badge_within(self, part: schema.Sourced, inherited: Provenance) -> Badge | None:
        """The badge of a part; none where it rests on what the block around it rests on."""
        own = inherited.within(part)
        return None if own == inherited else self.badge(own)

    def words(self, text: Text, inherited: Provenance) -> RichText:
        """One text with a badge of its own."""
        ((words, provenance),) = sourced([text], inherited)
        return RichText(words, self.badge(provenance))

    def notes(self, entry: AnyEntry) -> tuple[RichText, ...]:
        """What compares or doubts the source of a record: ours, and with a badge where a note is said there."""
        ours = Provenance("editorial", entry.provenance.section)  # a note that follows from the source need not name it
        return tuple(
            RichText(text, None if one.basis == "editorial" else self.badge(one))
            for text, one in sourced(entry.fields.notes, ours)
        )

    def texts(
        self, id: str, title: str, texts: Iterable[Text], inherited: Provenance, style: TextsStyle = "prose"
    ) -> Texts:
        """A block of texts: one badge for what most rest on, and badges of their own for the others."""
        parts = sourced(texts, inherited)
        common = _commonest(provenance for _, provenance in parts)
        words = (RichText(text, None if one == common else self.badge(one)) for text, one in parts)
        return Texts(id=id, title=title, words=tuple(words), badge=self.badge(common) if common else None, style=style)

    def rows(
        self,
        id: str,
        title: str,
        links: Iterable[Link],
        *,
        back: bool = False,
        style: LinkListStyle = "plain",
        lead: tuple[RichText, ...] = (),
    ) -> LinkList:
        """Links with their own words.

        back: show where they come from, not where they lead.
        """
        links = list(links)
        common = _commonest(link.provenance for link in links)
        return LinkList(
            id=id,
            title=title,
            badge=self.badge(common) if common else None,
            lead=lead,
            style=style,
            rows=tuple(
                LinkRow(
                    self.target(link.origin) if back else self.target(link.target, link.anchor),
                    RichText(link.text or "", None if link.provenance == common else self.badge(link.provenance)),
                )
                for link in links
            ),
        )

    def in_scenarios(self, entry: AnyEntry, title: str = "In each scenario") -> LinkList:
        """How a record is meant in each scenario that it names."""
        return self.rows("scenarios", title, self.playbook.links_from(entry, relations.IN_SCENARIO), style="scenarios")

    def recommended(self, recommendations: Iterable[schema.Recommendation]) -> LinkList:
        """What the playbook recommends in each scenario, with the sign that it is time."""
        rows = []
        for one in recommendations:
            scenario = self.playbook.get(schema.Scenario, one.scenario)
            assert scenario is not None
            level = " ".join(filter(None, (schema.LEVELS[one.level], one.when)))
            rows.append(LinkRow(self.target(scenario), RichText(f"**{sentence(level)}** {one.why}", None)))
        return LinkList(id="recommended", title="What we recommend", badge=OURS, style="scenarios", rows=tuple(rows))

    def answered(self, entry: AnyEntry) -> LinkList:
        """The pitfalls that a record answers."""
        return self.rows("pitfalls", "Pitfalls that it answers", self.playbook.links_from(entry, relations.PITFALL))

    def aspect_fact(self, id: str) -> Iterator[Fact]:
        """The line of a page's head that names the aspect of the Star Model."""
        aspect = self.playbook.get(schema.Aspect, id)
        if aspect is not None:
            yield Fact("Aspect", targets=(self.target(aspect),))

    def page(self, title: str, summary: str, content: Iterable[Block], **more: object) -> PageView:
        """A page that is not one record's. more: other fields of the view."""
        view = PageView(
            kind="",
            eyebrow="",
            title=title,
            summary=summary,
            blocks=tuple(block for block in content if not block.empty),
            version=self.playbook.version,
            citation=self.playbook.license,
        )
        return replace(view, **more)  # type: ignore[arg-type]

    def listing(self, model: type[schema.Record], content: Sequence[Block], **more: object) -> PageView:
        """The page that the records of a kind share, or that lists them: with the words that the settings give it."""
        kind = schema.kind_of(model)
        text = self.playbook.settings.page_text(kind)
        if not kind.has_pages:
            entries = self.playbook.entries[kind.name]
            parts = ((entry.id, *(f"{entry.id}-{part.anchor}" for part in entry.fields.parts())) for entry in entries)
            more["anchors"] = tuple(anchor for anchors in parts for anchor in anchors)
        return self.page(text.title, text.summary, content, also=text.also, **more)


def sourced(texts: Iterable[Text], inherited: Provenance) -> list[tuple[str, Provenance]]:
    """Texts, each with what it rests on: its own provenance, or what it inherits."""
    return [(part, inherited) if isinstance(part, str) else (part.text, inherited.within(part)) for part in texts]


def _commonest(provenances: Iterable[Provenance]) -> Provenance | None:
    """What most rest on; None where there are none."""
    counted = Counter(provenances).most_common(1)
    return counted[0][0] if counted else None


def _group_of(entry: AnyEntry) -> str:
    """The heading that a record stands under in its index: of its form, or of its aspect. Empty if it has neither."""
    fields = entry.fields
    if isinstance(fields, schema.Pitfall | schema.Advantage):
        return fields.aspect.capitalize()
    return entry.kind.forms.get(fields.variant, "")
