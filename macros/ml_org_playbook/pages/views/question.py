"""The page of questions that lead to a scenario, with what each answer speaks for and against."""

from ... import schema
from ...model.playbook import Entry
from ..blocks import OURS, Answer, PageView, QuestionEntry, Questions
from .common import Views
from .registry import listing_page


def view(views: Views) -> PageView:
    entries = tuple(_question(views, entry) for entry in views.playbook.of(schema.Question))
    block = Questions(id="questions", title="The questions", badge=OURS, entries=entries)
    return views.listing(schema.Question, (block,))


def _question(views: Views, entry: Entry[schema.Question]) -> QuestionEntry:
    answers = tuple(
        Answer(
            answer.text,
            answer.reason,
            tuple(views.find(f"scenario:{id}") for id in answer.supports),
            tuple(views.find(f"scenario:{id}") for id in answer.against),
            tuple(views.find(ref) for ref in answer.because),
        )
        for answer in entry.fields.answers
    )
    return QuestionEntry(
        entry.id, entry.title, entry.fields.summary, entry.fields.help, answers, views.used(entry), views.notes(entry)
    )


listing_page(schema.Question, view)
