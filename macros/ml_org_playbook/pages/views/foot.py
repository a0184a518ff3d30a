"""The foot of a record's page: notes on its source, its link to pass on, and what else points to it."""

from collections.abc import Iterable, Iterator

from ... import schema
from ...model import addresses, relations
from ...model.playbook import AnyEntry
from ..blocks import Backlinks, Block, Group, LinkList, Share, Target, Texts, Timeline
from .common import Views


def notes(views: Views, entry: AnyEntry) -> Texts:
    """What compares or doubts the source, for who asks what the texts rest on."""
    words = views.notes(entry)
    return Texts(id="notes--source", title="Notes on the source", words=words, style="list", on_demand=True)


def share(entry: AnyEntry) -> Share:
    """The short address of a record, and how to place a checklist on another page."""
    is_list = entry.kind.model is schema.Checklist
    return Share(
        id="link-this",
        title=f"Link this {'list' if is_list else entry.kind.word}",
        address=addresses.short(entry.id),
        name=entry.title,
        embedded=addresses.embedded(entry.id) if is_list else "",
    )


def backlinks(views: Views, entry: AnyEntry, shown: Iterable[Block]) -> Backlinks:
    """Every record that points here and does not stand on the page already."""
    seen = {target.id + target.kind for block in shown for target in _targets_in(block)}
    groups: dict[str, dict[str, Target]] = {}
    for link in views.playbook.links_to(entry):
        if link.relation == relations.RECOMMENDED:  # nearly everything is, or is rarely needed
            continue
        if isinstance(entry.fields, schema.Scenario) and link.relation == relations.IN_SCENARIO:
            continue  # the pages below the scenario's have these in full
        target = views.target(link.origin)
        if target.id + target.kind not in seen:
            groups.setdefault(link.origin.kind.plural, {})[target.id] = target
    listed = (Group(plural, tuple(targets.values())) for plural, targets in groups.items())
    return Backlinks(id="used-in", title="Used in", groups=tuple(listed))


def _targets_in(block: Block) -> Iterator[Target]:
    match block:
        case LinkList():
            for row in block.rows:
                yield row.target
                yield from (answer.target for answer in row.answers)
        case Timeline():
            for event in block.events:
                yield from event.roles
