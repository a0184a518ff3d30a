"""The page of a process: when, with whom and how it runs, and what it answers.

In: a process. Out: the blocks of its page, and its agenda.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ... import schema
from ...model.playbook import Entry, Provenance
from .. import blocks
from ..blocks import Block, RichText
from .common import Views


def content(views: Views, entry: Entry) -> Iterator[Block]:
    fields, inherited = entry.fields, entry.provenance
    practice, own = fields.practice, inherited.within(fields.practice)
    yield views.texts("purpose", "What it is for", fields.purpose, inherited, "list")
    yield views.texts("description", "What it is", fields.description, inherited)
    yield views.in_scenarios(entry)
    yield views.rows("who", "Who takes part", views.playbook.links_from(entry, "practice.who.role"), style="who")
    yield agenda(views, practice.steps, own)
    yield views.texts("inputs", "What must be there before", practice.inputs, own, "list")
    yield views.texts("outputs", "What is there afterwards", practice.outputs, own, "list")
    yield views.texts("works", "Signs that it works", practice.works, own, "list")
    yield views.texts("fails", "Signs that it has gone wrong", practice.fails, own, "list")
    yield blocks.Measures(
        id="measures",
        title="What to measure",
        badge=views.badge(own),
        rows=tuple(
            blocks.MeasureRow(row.title, row.how, None if own.within(row) == own else views.badge(own.within(row)))
            for row in practice.measures
        ),
    )
    yield from _pitfalls(views, entry)
    yield views.rows(
        "rewards",
        "Rewards that reinforce it",
        views.playbook.links_to(entry, "reward", "processes.process"),
        back=True,
    )
    yield views.rows(
        "worksheets", "Worksheets", views.playbook.links_to(entry, "worksheet", "processes.process"), back=True
    )
    yield views.rows("part-of", "Part of", views.playbook.links_from(entry, "part_of.process"))
    yield views.rows("parts", "Parts of it", views.playbook.links_to(entry, "process", "part_of.process"), back=True)
    yield views.rows("related", "Works with", views.playbook.links_from(entry, "related.process"))


def _pitfalls(views: Views, entry: Entry) -> Iterator[Block]:
    """What it answers, and what it risks itself; a pitfall that is both stands in one row that says so."""
    answered = views.answered(entry)
    risks = {link.origin.id: link for link in views.playbook.links_to(entry, "pitfall", "processes.process")}
    rows = tuple(
        replace(
            row,
            besides=("Its own risk", RichText(risk.text or "It runs this risk itself.", views.badge(risk.provenance))),
        )
        if (risk := risks.pop(row.target.id, None))
        else row
        for row in answered.rows
    )
    merged = not risks and rows != answered.rows
    yield replace(answered, rows=rows, aliases=("endangered",) if merged else ())
    yield views.rows("endangered", "Pitfalls that it runs itself", risks.values(), back=True)


def agenda(views: Views, steps: Sequence[schema.PracticeStep], inherited: Provenance) -> blocks.Agenda:
    minutes = [step.minutes for step in steps]
    return blocks.Agenda(
        id="steps",
        title="Agenda" if any(minutes) else "How to run it",
        badge=views.badge(inherited),
        total=sum(value or 0 for value in minutes) if all(minutes) else None,
        steps=tuple(
            blocks.AgendaStep(
                step.title,
                RichText(step.text, None) if step.text else None,
                step.minutes,
                None if inherited.within(step) == inherited else views.badge(inherited.within(step)),
            )
            for step in steps
        ),
    )
