"""The foot of a record's page: its link to pass on, what else points to it, and what to do next.

In: a record, and the blocks above. Out: blocks and rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...model import addresses
from ...model.playbook import Entry
from .. import blocks
from ..blocks import Block, Group, LinkRow, RichText, Target
from .common import Views


def share(entry: Entry) -> blocks.Share:
    """The short address of a checklist or worksheet, and how to place a checklist on another page."""
    is_list = entry.kind.name == "checklist"
    return blocks.Share(
        id="link-this",
        title=f"Link this {'list' if is_list else 'worksheet'}",
        address=addresses.short(entry.id),
        name=entry.title,
        embedded=addresses.embedded(entry.id) if is_list else "",
    )


def backlinks(views: Views, entry: Entry, shown: Iterable[Block]) -> blocks.Backlinks:
    """Every record that points here and does not stand on the page already."""
    seen = {target.id + target.kind for block in shown for target in _targets_in(block)}
    groups: dict[str, dict[str, Target]] = {}
    for link in views.playbook.links_to(entry):
        target = views.target(link.origin)
        if target.id + target.kind not in seen:
            groups.setdefault(link.origin.kind.plural, {})[target.id] = target
    return blocks.Backlinks(
        id="used-in",
        title="Used in",
        groups=tuple(Group(plural, tuple(targets.values())) for plural, targets in groups.items()),
    )


def _targets_in(block: Block) -> Iterator[Target]:
    match block:
        case blocks.LinkList():
            for row in block.rows:
                yield row.target
                yield from (answer.target for answer in row.answers)
        case blocks.Timeline():
            for event in block.events:
                yield from event.roles


def ways(views: Views, entry: Entry) -> Iterator[Target]:
    """The lists and forms of a process, for whoever came for these: they stand in the head of its page too."""
    if entry.kind.name != "process":
        return
    for relation, words in (("checklists.run", "Run it: checklist"), ("checklists.adopt", "Adopt it: checklist")):
        for link in views.playbook.links_from(entry, relation):
            yield replace(views.target(link.target), title=words)
    for link in views.playbook.links_to(entry, "worksheet", "processes.process"):
        yield views.target(link.origin)


def onward(views: Views, entry: Entry) -> Iterator[LinkRow]:
    """What a reader does after this page."""
    playbook = views.playbook
    match entry.kind.name:
        case "scenario":
            yield _row(views, entry.fields.checklist, "checklist", "Tick the default implementation off, item by item.")
            for link in playbook.links_to(entry, "transition", "start"):
                yield LinkRow(views.target(link.origin), RichText(link.origin.fields.summary, None))
        case "process":
            for link in playbook.links_from(entry):
                if link.relation == "checklists.run":
                    yield LinkRow(
                        views.target(link.target), RichText("Run it: what to do before, during and after.", None)
                    )
                if link.relation == "checklists.adopt":
                    yield LinkRow(
                        views.target(link.target), RichText("Adopt it: from the first week to the first quarter.", None)
                    )
            for link in playbook.links_to(entry, "worksheet", "processes.process"):
                yield LinkRow(views.target(link.origin), RichText(link.origin.fields.summary, None))
        case "pitfall":
            for link in playbook.answers(entry)[:3]:
                yield LinkRow(views.target(link.origin), RichText(link.origin.fields.summary, None))
        case "checklist" | "worksheet":
            for link in playbook.links_from(entry):
                if link.relation == "processes.process":
                    yield LinkRow(views.target(link.target), RichText("How the process runs, step by step.", None))
            owner = playbook.owner_of(entry)
            if owner is not None:
                yield LinkRow(views.target(owner), RichText(owner.fields.summary, None))
        case "reward" | "trait" | "role" | "advantage":
            kinds = ("process", "worksheet", "checklist")
            seen: set[Entry] = set()
            for link in [*playbook.links_from(entry), *playbook.links_to(entry)]:
                other = link.target if link.origin is entry else link.origin
                if other.kind.name in kinds and other not in seen and len(seen) < 3:
                    seen.add(other)
                    yield LinkRow(views.target(other), RichText(other.fields.summary, None))
        case "story":
            for link in playbook.links_from(entry, "shows.record")[:3]:
                yield LinkRow(views.target(link.target), RichText(link.target.fields.summary, None))


def _row(views: Views, id: str, kind: str, text: str) -> LinkRow:
    return LinkRow(views.find(f"{kind}:{id}"), RichText(text, None))
