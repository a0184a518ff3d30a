"""The page of a pitfall: how one sees it coming, and what answers it.

Not here: the table of what answers which pitfall (compare).
"""

from collections.abc import Iterator, Sequence
from typing import Final

from ... import schema
from ...model import relations
from ...model.playbook import Entry, Link
from ..blocks import Block, Fact, LinkRow, RichText
from .common import Views, sourced
from .registry import record_page

WHAT_GOES_WRONG: Final = "What goes wrong"
WHERE_IT_COMES_UP: Final = "Where it comes up"

REMEDIES: Final[dict[str, str]] = {
    "given": "The source gives a remedy for this pitfall: what is marked as the source's or as implied below.",
    "for-the-group": (
        "The source offers remedies for a group of pitfalls that this one belongs to, "
        "and does not say which answers which."
    ),
    "none": "The source gives no remedy for this pitfall. What stands here is this playbook's own.",
}
"""Remedy of a pitfall -> what its page says about it."""
REMEDY_ABOVE: Final = (
    "The source gives a remedy for this pitfall: see [{title}]({ref}) above. What stands below is this playbook's own."
)
"""What the page says where the source's remedy is no process, reward or trait."""
REMEDY_NOTES: Final[dict[str, str]] = {
    "given": "",
    "for-the-group": "Source: a remedy for the whole group",
    "none": "Source: no remedy",
}
"""Remedy of a pitfall -> what its row says, in a list of pitfalls."""
REMEDY_REMARKS: Final = {"given": "For this pitfall", "for-the-group": "For the whole group", "none": "None given"}
"""Remedy of a pitfall -> what stands in the column of a table that asks for it."""


def blocks(views: Views, entry: Entry[schema.Pitfall]) -> Iterator[Block]:
    fields, inherited, playbook = entry.fields, entry.provenance, views.playbook
    own = inherited.within(fields.practice)
    answers = playbook.answers(entry)
    yield views.texts("description", WHAT_GOES_WRONG, fields.description, inherited)
    yield views.in_scenarios(entry, WHERE_IT_COMES_UP)
    yield views.rows("processes", "The process that runs this risk", playbook.links_from(entry, relations.PROCESS))
    yield views.texts("signs", "Early signs", fields.practice.signs, own, "list")
    yield views.rows("answers", "What answers it", answers, back=True, lead=(_remedy(entry, answers),))
    yield views.texts("moves", "What else to do", fields.practice.moves, own, "list")
    offset = playbook.links_to(entry, relations.PITFALL, schema.Advantage)
    yield views.rows("offset", "What weighs against it", offset, back=True)


def _remedy(entry: Entry[schema.Pitfall], answers: Sequence[Link]) -> RichText:
    """What the source offers against a pitfall, and where that stands on the page."""
    remedy = entry.fields.remedy
    if remedy == "given" and all(link.provenance.basis == "editorial" for link in answers):
        texts = sourced(entry.fields.description, entry.provenance)
        told = any(provenance.basis != "editorial" for _, provenance in texts)
        id, title = ("description", WHAT_GOES_WRONG) if told else ("scenarios", WHERE_IT_COMES_UP)
        return RichText(REMEDY_ABOVE.format(title=title, ref=f"{entry.ref}#{id}"), None)
    return RichText(REMEDIES[remedy], None)


def facts(views: Views, entry: Entry[schema.Pitfall]) -> Iterator[Fact]:
    yield from views.aspect_fact(entry.fields.aspect)
    if entry.fields.condition is not None:
        yield Fact("When it applies", views.words(entry.fields.condition, entry.provenance))


def next_steps(views: Views, entry: Entry[schema.Pitfall]) -> Iterator[LinkRow]:
    yield from (views.row(link.origin) for link in views.playbook.answers(entry)[:3])


record_page(schema.Pitfall, blocks, facts=facts, next_steps=next_steps)
