"""The pages of people traits, of roles, and of rewards.

In: a record. Out: the blocks of its page. Not here: all checklist items of a role on one page (selections).
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model.playbook import Entry, active_items
from .. import blocks
from ..blocks import Block, LinkRow, RichText
from .common import Views


def trait(views: Views, entry: Entry) -> Iterator[Block]:
    fields, inherited = entry.fields, entry.provenance
    practice, own = fields.practice, inherited.within(fields.practice)
    yield views.texts("description", "What it is", fields.description, inherited)
    yield views.in_scenarios(entry)
    yield views.rows("who", "Who needs it", views.playbook.links_from(entry, "roles.role"), style="who")
    yield views.texts("look-for", "What to look for", practice.look_for, own, "list")
    yield blocks.Interview(
        id="interview",
        title="Interview questions",
        badge=views.badge(own),
        rows=tuple(blocks.InterviewRow(row.question, row.good, row.poor) for row in practice.interview),
    )
    yield views.texts("develop", "How to develop it", practice.develop, own, "list")
    yield views.texts("overdone", "Too much of it, or a false form", practice.overdone, own, "list")
    yield views.answered(entry)
    yield views.rows(
        "rewards", "Rewards that reinforce it", views.playbook.links_to(entry, "reward", "traits.trait"), back=True
    )


def role(views: Views, entry: Entry) -> Iterator[Block]:
    fields, inherited = entry.fields, entry.provenance
    practice, own = fields.practice, inherited.within(fields.practice)
    yield views.texts("description", "Who it is", fields.description, inherited)
    yield views.in_scenarios(entry, "Where it sits")
    yield views.texts("does", "What the role does", practice.does, own, "list")
    yield views.texts("first-weeks", "The first weeks", practice.first_weeks, own, "list")
    yield views.texts("asks", "What it needs from others", practice.asks_of_others, own, "list")
    yield views.rows(
        "processes", "Takes part in", views.playbook.links_to(entry, "process", "practice.who.role"), back=True
    )
    yield views.rows("traits", "Traits that it needs", views.playbook.links_to(entry, "trait", "roles.role"), back=True)
    yield views.rows(
        "rewards", "Rewards that it gives", views.playbook.links_to(entry, "reward", "given_by.role"), back=True
    )
    yield views.rows("worksheets", "Worksheets", views.playbook.links_to(entry, "worksheet", "roles.role"), back=True)
    yield _role_items(views, entry)
    yield views.rows("related", "Close to it", views.playbook.links_from(entry, "related.role"))


def _role_items(views: Views, entry: Entry) -> blocks.LinkList:
    """Checklist items that name the role, by list."""
    rows = []
    for checklist in views.playbook.entries["checklist"]:
        mine = [item for item in active_items(views.playbook.items_of(checklist)[0]) if item.role == entry.id]
        if mine:
            text = "\n".join(f"- [{item.text}](checklist:{checklist.id}#{item.id})" for item in mine)
            rows.append(LinkRow(views.target(checklist), RichText(text, None)))
    return blocks.LinkList(id="items", title="Checklist items for this role", rows=tuple(rows))


def reward(views: Views, entry: Entry) -> Iterator[Block]:
    fields, inherited = entry.fields, entry.provenance
    practice, own = fields.practice, inherited.within(fields.practice)
    yield views.texts("behavior", "What is recognized", fields.behavior, inherited)
    yield views.in_scenarios(entry)
    yield views.rows("given-by", "Who gives it", views.playbook.links_from(entry, "given_by.role"), style="who")
    yield views.texts("forms", "Forms that it can take", practice.forms, own, "list")
    yield views.texts("evidence", "What counts as evidence", practice.evidence, own, "list")
    yield views.texts("goes-wrong", "How it goes wrong", practice.goes_wrong, own, "list")
    yield views.texts("start", "How to begin", practice.start, own, "list")
    yield views.rows("processes", "Processes that it reinforces", views.playbook.links_from(entry, "processes.process"))
    yield views.rows("traits", "People traits that it reinforces", views.playbook.links_from(entry, "traits.trait"))
    yield views.answered(entry)
    yield views.rows("rewards", "Belongs with", views.playbook.links_from(entry, "rewards.reward"))
