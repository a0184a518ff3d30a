"""The pages of advantages and of pitfalls, each with its other side.

In: a record. Out: the blocks of its page. Not here: the table of what answers which pitfall (compare).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..blocks import Block, Words
from ..playbook import Entry
from .common import Views
from .wording import REMEDIES


def advantage(views: Views, entry: Entry) -> Iterator[Block]:
    fields, around = entry.fields, entry.sourcing
    own = around.within(fields.practice)
    yield views.texts("description", "What it is", fields.description, around)
    yield views.in_scenarios(entry, "Where it comes from")
    yield views.texts("keep", "How to have it in fact", fields.practice.keep, own, "list")
    yield views.texts("check", "How to see whether you have it", fields.practice.check, own, "list")
    yield views.rows("processes", "Processes that give it", views.playbook.links_from(entry, "processes.process"))
    yield views.rows("pitfalls", "The other side", views.playbook.links_from(entry, "pitfalls.pitfall"))


def pitfall(views: Views, entry: Entry) -> Iterator[Block]:
    fields, around = entry.fields, entry.sourcing
    own = around.within(fields.practice)
    yield views.texts("description", "What goes wrong", fields.description, around)
    yield views.in_scenarios(entry, "Where it comes up")
    yield views.rows(
        "processes", "The process that runs this risk", views.playbook.links_from(entry, "processes.process")
    )
    yield views.texts("signs", "Early signs", fields.practice.signs, own, "list")
    yield views.rows(
        "answers",
        "What answers it",
        views.playbook.answers(entry),
        back=True,
        lead=(Words(REMEDIES[fields.remedy], None),),
    )
    yield views.texts("moves", "What else to do", fields.practice.moves, own, "list")
    yield views.rows(
        "offset",
        "What weighs against it",
        views.playbook.links_to(entry, "advantage", "pitfalls.pitfall"),
        back=True,
    )
