"""The page of questions that lead to a scenario, with what each answer speaks for and against.

In: the records of questions. Out: a sheet.
"""

from __future__ import annotations

from ...model.playbook import Entry
from .. import blocks
from ..blocks import Badge, PageView
from .common import Views


def view(views: Views) -> PageView:
    entries = views.playbook.entries["question"]
    return views.listing(
        views.playbook.settings.pages.questions,
        (
            blocks.Questions(
                id="questions",
                title="The questions",
                badge=Badge("editorial", "", None),
                entries=tuple(_question(views, entry) for entry in entries),
            ),
        ),
        anchors=tuple(entry.id for entry in entries),
    )


def _question(views: Views, entry: Entry) -> blocks.QuestionEntry:
    return blocks.QuestionEntry(
        entry.id,
        entry.title,
        entry.fields.summary,
        entry.fields.help,
        tuple(
            blocks.Answer(
                answer.text,
                answer.reason,
                tuple(views.find(f"scenario:{id}") for id in answer.supports),
                tuple(views.find(f"scenario:{id}") for id in answer.against),
                tuple(views.find(ref) for ref in answer.because),
            )
            for answer in entry.fields.answers
        ),
        views.used(entry),
    )
