"""The page of a role: where it sits, what it does, and what falls to it.

Not here: all checklist items of a role on one page (selections).
"""

from collections.abc import Iterator

from ... import schema
from ...model import relations
from ...model.playbook import Entry
from ..blocks import Block, LinkList, LinkRow, RichText
from . import plan
from .common import Views
from .registry import record_page


def blocks(views: Views, entry: Entry[schema.Role]) -> Iterator[Block]:
    inherited, playbook, practice = entry.provenance, views.playbook, entry.fields.practice
    own = inherited.within(practice)
    yield views.recommended(entry.fields.recommended)
    yield views.texts("description", "Who it is", entry.fields.description, inherited)
    yield views.in_scenarios(entry, "Where it sits")
    yield views.texts("does", "What the role does", practice.does, own, "list")
    yield from plan.of_role(views, entry)
    yield views.texts("first-weeks", "The first weeks", practice.first_weeks, own, "list")
    yield views.texts("asks", "What it needs from others", practice.asks_of_others, own, "list")
    processes = playbook.links_to(entry, relations.TAKES_PART, schema.Process)
    yield views.rows("processes", "Takes part in", processes, back=True)
    traits = playbook.links_to(entry, relations.ROLE, schema.Trait)
    yield views.rows("traits", "Traits that it needs", traits, back=True)
    rewards = playbook.links_to(entry, relations.GIVEN_BY, schema.Reward)
    yield views.rows("rewards", "Rewards that it gives", rewards, back=True)
    worksheets = playbook.links_to(entry, relations.ROLE, schema.Worksheet)
    yield views.rows("worksheets", "Worksheets", worksheets, back=True)
    yield _items(views, entry)
    yield views.rows("related", "Close to it", playbook.links_from(entry, relations.RELATED_ROLE))


def _items(views: Views, entry: Entry[schema.Role]) -> LinkList:
    """Checklist items that name the role, by list."""
    rows = []
    for checklist in views.playbook.of(schema.Checklist):
        mine = [item for item in views.playbook.active_items(checklist) if item.role == entry.id]
        if mine:
            text = "\n".join(f"- [{item.text}](checklist:{checklist.id}#{item.id})" for item in mine)
            rows.append(LinkRow(views.target(checklist), RichText(text, None)))
    return LinkList(id="items", title="Checklist items for this role", rows=tuple(rows))


record_page(schema.Role, blocks)
