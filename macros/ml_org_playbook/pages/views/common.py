"""What all views share: records as links, what texts rest on as marks, and blocks that any page may have.

In: a playbook, once; then records, links, texts. Out: targets, marks, blocks, and the frame of a page that is not
one record's. Not here: what belongs to one kind of page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from ... import export, schema
from ...model import addresses
from ...model.playbook import Entry, Link, Playbook, Provenance
from .. import blocks
from ..blocks import Badge, Block, LinkRow, PageView, RichText, Target, Texts
from .wording import PURPOSES, group_of


class Views:
    """One playbook, as its pages show it. Every view takes it first."""

    def __init__(self, playbook: Playbook, *, downloads: Collection[export.Format] = ()) -> None:
        """downloads: the formats in which files are written beside the pages, so that these can link them."""
        self.playbook = playbook
        self.downloads = downloads
        self._targets: dict[Entry, Target] = {}
        self._sections = {
            f"{source.id}/{section.id}": (section.title, addresses.of(source, section.id))
            for source in playbook.entries["source"]
            for section in source.fields.sections
        }

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
                group=group_of(entry),
            )
        if anchor is None:
            return self._targets[entry]
        return replace(self._targets[entry], address=addresses.of(entry, anchor))

    def find(self, ref: str) -> Target:
        """The target of a checked `kind:id` or `kind:id#item`."""
        name, _, anchor = ref.partition("#")
        entry = self.playbook.find(name)
        assert entry is not None, ref
        return self.target(entry, anchor or None)

    def role(self, id: str | None) -> Target | None:
        """The role with this id, where there is one."""
        entry = self.playbook.get("role", id) if id else None
        return self.target(entry) if entry else None

    def files(self, kind: str, id: str) -> tuple[blocks.Downloads, ...]:
        """The downloads of a checklist, a worksheet or a selection, by what they are for."""
        groups: dict[str, list[tuple[str, str]]] = {title: [] for title in PURPOSES.values()}
        for one in self.downloads:
            if kind in one.kinds:
                groups.setdefault(PURPOSES.get(one.name, "Other"), []).append((one.label, one.address(id)))
        return tuple(blocks.Downloads(title, tuple(files)) for title, files in groups.items() if files)

    def reply(self, link: Link) -> blocks.Reply:
        """What answers a pitfall, seen from the pitfall."""
        return blocks.Reply(self.target(link.origin), link.provenance.basis)

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

    def badge(self, provenance: Provenance) -> Badge:
        """What a text rests on, in words for a reader."""
        title, address = self._sections.get(provenance.section or "", ("", None))
        return Badge(provenance.basis, title, address)

    def words(self, said: Any, inherited: Provenance) -> RichText:
        """One text with a mark of its own."""
        ((text, provenance),) = sourced([said], inherited)
        return RichText(text, self.badge(provenance))

    def with_badges(self, parts: Sequence[tuple[str, Provenance]]) -> tuple[tuple[RichText, ...], Badge | None]:
        """Words with one mark for all where most rest on the same, and marks of their own for the others."""
        if not parts:
            return (), None
        common = Counter(provenance for _, provenance in parts).most_common(1)[0][0]
        words = tuple(
            RichText(text, None if provenance == common else self.badge(provenance)) for text, provenance in parts
        )
        return words, self.badge(common)

    def texts(self, id: str, title: str, said: Iterable[Any], inherited: Provenance, style: Any = "prose") -> Texts:
        """A block of texts, with one mark where most rest on the same."""
        words, badge = self.with_badges(sourced(said, inherited))
        return Texts(id=id, title=title, words=words, badge=badge, style=style)

    def rows(
        self,
        id: str,
        title: str,
        links: Iterable[Link],
        *,
        back: bool = False,
        style: Any = "plain",
        otherwise: str = "",
        lead: tuple[RichText, ...] = (),
    ) -> blocks.LinkList:
        """Links with their own words.

        back: show where they come from, not where they lead.
        """
        links = list(links)
        provenances = Counter(link.provenance for link in links)
        common = provenances.most_common(1)[0][0] if provenances else None
        return blocks.LinkList(
            id=id,
            title=title,
            badge=self.badge(common) if common else None,
            lead=lead,
            style=style,
            otherwise=otherwise,
            rows=tuple(
                LinkRow(
                    self.target(link.origin) if back else self.target(link.target, link.anchor),
                    RichText(link.text or "", None if link.provenance == common else self.badge(link.provenance)),
                )
                for link in links
            ),
        )

    def in_scenarios(self, entry: Entry, title: str = "In each scenario") -> blocks.LinkList:
        return self.rows("scenarios", title, self.playbook.links_from(entry, "scenarios.scenario"), style="scenarios")

    def answered(self, entry: Entry, id: str = "pitfalls", title: str = "Pitfalls that it answers") -> blocks.LinkList:
        return self.rows(id, title, self.playbook.links_from(entry, "pitfalls.pitfall"))

    def index_text(self, kind: schema.Kind) -> schema.PageText:
        """Title and summary of the page that lists a kind, from the settings."""
        name = kind.address.removesuffix(".html").removesuffix("/index").replace("-", "_")
        text: schema.PageText = getattr(self.playbook.settings.pages, name)
        return text

    def listing(self, text: schema.PageText, content: Sequence[Block], **more: Any) -> PageView:
        """A page that is not one record's."""
        return PageView(
            kind="",
            eyebrow=more.pop("eyebrow", ""),
            title=text.title,
            summary=text.summary,
            blocks=tuple(block for block in content if not block.empty),
            version=self.playbook.version,
            citation=self.playbook.license,
            **more,
        )


def sourced(said: Iterable[Any], inherited: Provenance) -> list[tuple[str, Provenance]]:
    """Texts, each with what it rests on: its own, or what is around it."""
    return [(part, inherited) if isinstance(part, str) else (part.text, inherited.within(part)) for part in said]
