"""The page of a scenario: the organization, what speaks for it, what goes wrong in it, and how to introduce it.

Not here: scenarios side by side (compare).
"""

from collections.abc import Iterable, Iterator

from ... import schema
from ...model import relations
from ...model.playbook import Entry, Provenance
from ..blocks import Block, LinkRow, RichText
from . import pictures, plan, scenario_parts
from .common import Text, Views
from .registry import record_page


def blocks(views: Views, entry: Entry[schema.Scenario]) -> Iterator[Block]:
    fields, inherited, playbook = entry.fields, entry.provenance, views.playbook
    practice, own = fields.practice, inherited.within(fields.practice)
    yield from scenario_parts.brief(views, entry) if fields.brief else (pictures.chart(views, entry),)
    yield views.texts("recognize", "Is this your organization?", practice.recognize, own, "list")
    yield views.texts("description", "How it works", fields.description, inherited)
    yield views.texts("fits", "When it fits", (*fields.fits, *_owned(practice.fits, own)), inherited, "list")
    yield views.texts("fits-badly", "When it does not", practice.fits_badly, own, "list")
    yield plan.whole(views, entry)
    yield plan.gone(views, entry)
    yield scenario_parts.in_full(views, entry)
    yield views.rows("stories", "Stories", playbook.used_in(entry, schema.Story), back=True)
    yield views.texts("background", "How YarnIt comes to it", fields.background, inherited)
    yield views.texts("evolution", "Where it comes from and where it leads", fields.evolution, inherited)


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
