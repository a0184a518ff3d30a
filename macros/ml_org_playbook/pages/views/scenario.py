"""The page of a scenario: the organization, what speaks for it, what goes wrong in it, and how to introduce it.

In: a scenario. Out: the blocks of its page. Not here: scenarios side by side (compare).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ... import schema
from ...model.playbook import Entry, Provenance
from .. import blocks
from ..blocks import Badge, Block, LinkRow, RichText
from . import pictures
from .checklist import tasks
from .common import Views
from .wording import REMEDIES, REMEDY_NOTES


def content(views: Views, entry: Entry) -> Iterator[Block]:
    fields, inherited = entry.fields, entry.provenance
    own = inherited.within(fields.practice)
    yield pictures.chart(views, entry)
    yield views.texts("recognize", "Is this your organization?", fields.practice.recognize, own, "list")
    yield views.texts("description", "How it works", fields.description, inherited)
    yield views.texts("background", "How YarnIt comes to it", fields.background, inherited)
    yield views.texts("fits", "When it fits", (*fields.fits, *_owned(fields.practice.fits, own)), inherited, "list")
    yield views.texts("fits-badly", "When it does not", fields.practice.fits_badly, own, "list")
    yield views.rows("advantages", "Advantages", views.playbook.used_in(entry, "advantage"), back=True, style="columns")
    yield _pitfalls(views, entry)
    for kind, field, title in (
        ("process", fields.process, "Process"),
        ("reward", fields.rewards, "Rewards"),
        ("trait", fields.people, "People"),
    ):
        yield views.rows(
            title.lower(),
            title,
            views.playbook.used_in(entry, kind),
            back=True,
            style="columns",
            lead=tuple(views.words(text, inherited.within(field)) for text in field.text),
        )
    roles = views.rows("roles", "Roles", views.playbook.used_in(entry, "role"), back=True, style="who")
    yield replace(roles, fold=f"{len(roles.rows)} roles, and what each does here")
    yield from _steps(views, entry)
    yield views.texts("first-moves", "First moves", fields.practice.first_moves, own, "list")
    yield views.rows("stories", "Stories", views.playbook.used_in(entry, "story"), back=True)
    yield views.texts("evolution", "Where it comes from and where it leads", fields.evolution, inherited)
    yield _speaks(views, entry)


def _pitfalls(views: Views, entry: Entry) -> blocks.LinkList:
    plain = views.rows(
        "pitfalls",
        "Pitfalls and what answers them",
        views.playbook.used_in(entry, "pitfall"),
        back=True,
        style="pitfalls",
        lead=tuple(views.words(text, entry.provenance) for text in entry.fields.remedies),
    )
    rows = []
    for row in plain.rows:
        pitfall = views.playbook.get("pitfall", row.target.id)
        assert pitfall is not None
        answers = tuple(
            views.reply(link)
            for link in views.playbook.answers(pitfall)
            if entry in views.playbook.scenarios_of(link.origin)
        )
        remedy = pitfall.fields.remedy
        rows.append(LinkRow(row.target, row.words, answers, REMEDY_NOTES[remedy], REMEDIES[remedy]))
    return replace(plain, rows=tuple(rows))


def _steps(views: Views, entry: Entry) -> Iterator[Block]:
    checklist = views.playbook.get("checklist", entry.fields.checklist)
    if checklist is None:
        return
    note = entry.fields.implementation
    yield replace(
        tasks(views, checklist, prefix="step-", title="Default implementation"),
        id="implementation",
        lead=tuple(views.words(text, entry.provenance.within(note)) for text in note.text),
        retired=(),
    )


def _speaks(views: Views, entry: Entry) -> blocks.LinkList:
    """Answers to the questions that speak for the scenario."""
    rows = []
    for question in views.playbook.entries["question"]:
        for answer in question.fields.answers:
            if entry.id in answer.supports:
                rows.append(LinkRow(views.target(question), RichText(f"“{answer.text}” {answer.reason}", None)))
    return blocks.LinkList(
        id="speaks-for",
        title="Answers that speak for it",
        badge=Badge("editorial", "", None),
        fold=f"{len(rows)} answers, and why",
        rows=tuple(rows),
    )


def _owned(said: Iterable[Any], own: Provenance) -> tuple[schema.Passage, ...]:
    """Texts from a block with another sourcing, made to carry it along."""
    return tuple(
        schema.Passage(text=part, basis=own.basis, source=own.section)
        if isinstance(part, str)
        else schema.Passage(text=part.text, basis=part.basis or own.basis, source=part.source or own.section)
        for part in said
    )
