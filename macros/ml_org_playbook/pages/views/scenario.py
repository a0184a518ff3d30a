"""The page of a scenario: the organization, what speaks for it, what goes wrong in it, and how to introduce it.

Not here: scenarios side by side (compare).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ... import schema
from ...model import relations
from ...model.playbook import Entry, Provenance
from ..blocks import OURS, Block, LinkList, LinkRow, RichText
from . import pictures, plan
from .common import Text, Views
from .pitfall import REMEDIES, REMEDY_NOTES
from .registry import record_page


def blocks(views: Views, entry: Entry[schema.Scenario]) -> Iterator[Block]:
    fields, inherited, playbook = entry.fields, entry.provenance, views.playbook
    practice, own = fields.practice, inherited.within(fields.practice)
    yield pictures.chart(views, entry)
    yield views.texts("recognize", "Is this your organization?", practice.recognize, own, "list")
    yield views.texts("description", "How it works", fields.description, inherited)
    yield views.texts("background", "How YarnIt comes to it", fields.background, inherited)
    yield views.texts("fits", "When it fits", (*fields.fits, *_owned(practice.fits, own)), inherited, "list")
    yield views.texts("fits-badly", "When it does not", practice.fits_badly, own, "list")
    advantages = playbook.used_in(entry, schema.Advantage)
    yield views.rows("advantages", "Advantages", advantages, back=True, style="columns")
    yield _pitfalls(views, entry)
    yield _uses(views, entry, schema.Process, fields.process, "Process")
    yield _uses(views, entry, schema.Reward, fields.rewards, "Rewards")
    yield _uses(views, entry, schema.Trait, fields.people, "People")
    roles = views.rows("roles", "Roles", playbook.used_in(entry, schema.Role), back=True, style="who")
    yield replace(roles, fold=f"{len(roles.rows)} roles, and what each does here")
    yield plan.whole(views, entry)
    yield plan.gone(views, entry)
    yield views.rows("stories", "Stories", playbook.used_in(entry, schema.Story), back=True)
    yield views.texts("evolution", "Where it comes from and where it leads", fields.evolution, inherited)
    yield _speaks(views, entry)


def _uses(
    views: Views, entry: Entry[schema.Scenario], model: type[schema.Record], note: schema.AspectNote, title: str
) -> LinkList:
    """The records of a kind that a scenario uses, after what it says of them in general."""
    lead = tuple(views.words(text, entry.provenance.within(note)) for text in note.text)
    links = views.playbook.used_in(entry, model)
    return views.rows(title.lower(), title, links, back=True, style="columns", lead=lead)


def _pitfalls(views: Views, entry: Entry[schema.Scenario]) -> LinkList:
    rows = []
    links = views.playbook.used_in(entry, schema.Pitfall)
    lead = tuple(views.words(text, entry.provenance) for text in entry.fields.remedies)
    plain = views.rows("pitfalls", "Pitfalls and what answers them", links, back=True, style="pitfalls", lead=lead)
    for row in plain.rows:
        pitfall = views.playbook.get(schema.Pitfall, row.target.id)
        assert pitfall is not None
        answers = tuple(
            views.reply(link)
            for link in views.playbook.answers(pitfall)
            if entry in views.playbook.scenarios_of(link.origin)
        )
        remedy = pitfall.fields.remedy
        rows.append(replace(row, answers=answers, remark=REMEDY_NOTES[remedy], hint=REMEDIES[remedy]))
    return replace(plain, rows=tuple(rows))


def _speaks(views: Views, entry: Entry[schema.Scenario]) -> LinkList:
    """Answers to the questions that speak for the scenario."""
    rows = tuple(
        views.row(question, f"“{answer.text}” {answer.reason}")
        for question in views.playbook.of(schema.Question)
        for answer in question.fields.answers
        if entry.id in answer.supports
    )
    fold = f"{len(rows)} answers, and why"
    return LinkList(id="speaks-for", title="Answers that point to it", badge=OURS, fold=fold, rows=rows)


def _owned(texts: Iterable[Text], own: Provenance) -> tuple[schema.Passage, ...]:
    """Texts from a block with another provenance, made to carry it along."""
    return tuple(
        schema.Passage(text=part, basis=own.basis, source=own.section)
        if isinstance(part, str)
        else schema.Passage(text=part.text, basis=part.basis or own.basis, source=part.source or own.section)
        for part in texts
    )


def next_steps(views: Views, entry: Entry[schema.Scenario]) -> Iterator[LinkRow]:
    target = views.find(f"checklist:{entry.fields.checklist}")
    yield LinkRow(target, RichText("Roll it out: the steps as a checklist, item by item.", None))
    yield from (views.row(link.origin) for link in views.playbook.links_to(entry, relations.START))


record_page(schema.Scenario, blocks, next_steps=next_steps)
