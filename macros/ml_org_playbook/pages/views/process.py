"""The page of a process: when, with whom and how it runs, and what it answers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ... import schema
from ...model import relations
from ...model.playbook import Entry, Link, Provenance
from ..blocks import Agenda, AgendaStep, Block, Fact, LinkRow, MeasureRow, Measures, RichText, Target
from .common import Views
from .registry import record_page


def blocks(views: Views, entry: Entry[schema.Process]) -> Iterator[Block]:
    fields, inherited, playbook = entry.fields, entry.provenance, views.playbook
    practice, own = fields.practice, inherited.within(fields.practice)
    yield views.recommended(fields.recommended)
    yield views.texts("purpose", "What it is for", fields.purpose, inherited, "list")
    yield views.texts("description", "What it is", fields.description, inherited)
    yield views.in_scenarios(entry)
    yield views.rows("who", "Who takes part", playbook.links_from(entry, relations.TAKES_PART), style="who")
    yield agenda(views, practice.steps, own)
    yield views.texts("inputs", "What must be there before", practice.inputs, own, "list")
    yield views.texts("outputs", "What is there afterwards", practice.outputs, own, "list")
    yield views.texts("works", "Signs that it works", practice.works, own, "list")
    yield views.texts("fails", "Signs that it has gone wrong", practice.fails, own, "list")
    measures = tuple(MeasureRow(row.title, row.how, views.badge_within(row, own)) for row in practice.measures)
    yield Measures(id="measures", title="What to measure", badge=views.badge(own), rows=measures)
    yield from _pitfalls(views, entry)
    rewards = playbook.links_to(entry, relations.PROCESS, schema.Reward)
    yield views.rows("rewards", "Rewards that reinforce it", rewards, back=True)
    yield views.rows("worksheets", "Worksheets", _worksheets(views, entry), back=True)
    yield views.rows("part-of", "Part of", playbook.links_from(entry, relations.PART_OF))
    yield views.rows("parts", "Parts of it", playbook.links_to(entry, relations.PART_OF), back=True)
    yield views.rows("related", "Works with", playbook.links_from(entry, relations.RELATED_PROCESS))


def _pitfalls(views: Views, entry: Entry[schema.Process]) -> Iterator[Block]:
    """What it answers, and what it risks itself; a pitfall that is both stands in one row that says so."""
    answered = views.answered(entry)
    links = views.playbook.links_to(entry, relations.PROCESS, schema.Pitfall)
    risks = {link.origin.id: link for link in links}
    rows = []
    for row in answered.rows:
        if risk := risks.pop(row.target.id, None):
            words = RichText(risk.text or "It runs this risk itself.", views.badge(risk.provenance))
            row = replace(row, besides=("Its own risk", words))
        rows.append(row)
    merged = not risks and tuple(rows) != answered.rows
    yield replace(answered, rows=tuple(rows), aliases=("endangered",) if merged else ())
    yield views.rows("endangered", "Pitfalls that it runs itself", risks.values(), back=True)


def agenda(views: Views, steps: Sequence[schema.PracticeStep], inherited: Provenance) -> Agenda:
    minutes = [step.minutes for step in steps]
    return Agenda(
        id="steps",
        title="Agenda" if any(minutes) else "How to run it",
        badge=views.badge(inherited),
        total=sum(value or 0 for value in minutes) if all(minutes) else None,
        steps=tuple(
            AgendaStep(
                step.title,
                RichText(step.text, None) if step.text else None,
                step.minutes,
                views.badge_within(step, inherited),
            )
            for step in steps
        ),
    )


def facts(views: Views, entry: Entry[schema.Process]) -> Iterator[Fact]:
    practice = entry.fields.practice
    own = entry.provenance.within(practice)
    yield Fact("How often", views.words(practice.cadence, own))
    yield Fact("How long", views.words(practice.length, own))


def shortcuts(views: Views, entry: Entry[schema.Process]) -> Iterator[Target]:
    """Its lists and forms, for whoever came for these."""
    for relation, words in ((relations.RUN_LIST, "Run it: checklist"), (relations.ADOPT_LIST, "Adopt it: checklist")):
        for link in views.playbook.links_from(entry, relation):
            yield replace(views.target(link.target), title=words)
    yield from (views.target(link.origin) for link in _worksheets(views, entry))


def next_steps(views: Views, entry: Entry[schema.Process]) -> Iterator[LinkRow]:
    words = {
        relations.RUN_LIST: "Run it: what to do before, during and after.",
        relations.ADOPT_LIST: "Adopt it: from the first week to the first 90 days.",
    }
    for link in views.playbook.links_from(entry, *words):
        yield views.row(link.target, words[link.relation])
    yield from (views.row(link.origin) for link in _worksheets(views, entry))


def _worksheets(views: Views, entry: Entry[schema.Process]) -> list[Link]:
    return views.playbook.links_to(entry, relations.PROCESS, schema.Worksheet)


record_page(schema.Process, blocks, facts=facts, shortcuts=shortcuts, next_steps=next_steps)
