"""The pages of advantages and of pitfalls, each with its other side.

In: a record. Out: the blocks of its page. Not here: the table of what answers which pitfall (compare).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ...model.playbook import Entry, Link
from ..blocks import Block, RichText
from .common import Views, sourced
from .wording import REMEDIES, REMEDY_ABOVE

WHAT_GOES_WRONG: Final = "What goes wrong"
WHERE_IT_COMES_UP: Final = "Where it comes up"


def advantage(views: Views, entry: Entry) -> Iterator[Block]:
    fields, inherited = entry.fields, entry.provenance
    own = inherited.within(fields.practice)
    yield views.texts("description", "What it is", fields.description, inherited)
    yield views.in_scenarios(entry, "Where it comes from")
    yield views.texts("keep", "How to have it in fact", fields.practice.keep, own, "list")
    yield views.texts("check", "How to see whether you have it", fields.practice.check, own, "list")
    yield views.rows("processes", "Processes that give it", views.playbook.links_from(entry, "processes.process"))
    yield views.rows("pitfalls", "The other side", views.playbook.links_from(entry, "pitfalls.pitfall"))


def pitfall(views: Views, entry: Entry) -> Iterator[Block]:
    fields, inherited = entry.fields, entry.provenance
    own = inherited.within(fields.practice)
    yield views.texts("description", WHAT_GOES_WRONG, fields.description, inherited)
    yield views.in_scenarios(entry, WHERE_IT_COMES_UP)
    yield views.rows(
        "processes", "The process that runs this risk", views.playbook.links_from(entry, "processes.process")
    )
    yield views.texts("signs", "Early signs", fields.practice.signs, own, "list")
    answers = views.playbook.answers(entry)
    yield views.rows("answers", "What answers it", answers, back=True, lead=(_remedy(entry, answers),))
    yield views.texts("moves", "What else to do", fields.practice.moves, own, "list")
    yield views.rows(
        "offset",
        "What weighs against it",
        views.playbook.links_to(entry, "advantage", "pitfalls.pitfall"),
        back=True,
    )


def _remedy(entry: Entry, answers: Sequence[Link]) -> RichText:
    """What the source offers against a pitfall, and where that stands on the page."""
    remedy = entry.fields.remedy
    if remedy == "given" and all(link.provenance.basis == "editorial" for link in answers):
        told = any(
            provenance.basis != "editorial" for _, provenance in sourced(entry.fields.description, entry.provenance)
        )
        id, title = ("description", WHAT_GOES_WRONG) if told else ("scenarios", WHERE_IT_COMES_UP)
        return RichText(REMEDY_ABOVE.format(title=title, ref=f"{entry.ref}#{id}"), None)
    return RichText(REMEDIES[remedy], None)
