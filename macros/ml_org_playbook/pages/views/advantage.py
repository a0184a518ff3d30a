"""The page of an advantage: how to have it in fact, and its other side."""

from collections.abc import Iterator

from ... import schema
from ...model import relations
from ...model.playbook import Entry
from ..blocks import Block, Fact
from .common import Views
from .registry import record_page


def blocks(views: Views, entry: Entry[schema.Advantage]) -> Iterator[Block]:
    fields, inherited = entry.fields, entry.provenance
    own = inherited.within(fields.practice)
    yield views.texts("description", "What it is", fields.description, inherited)
    yield views.in_scenarios(entry, "Where it comes from")
    yield views.texts("keep", "How to have it in fact", fields.practice.keep, own, "list")
    yield views.texts("check", "How to see whether you have it", fields.practice.check, own, "list")
    yield views.rows("processes", "Processes that give it", views.playbook.links_from(entry, relations.PROCESS))
    yield views.rows("pitfalls", "The other side", views.playbook.links_from(entry, relations.PITFALL))


def facts(views: Views, entry: Entry[schema.Advantage]) -> Iterator[Fact]:
    yield from views.aspect_fact(entry.fields.aspect)
    if entry.fields.condition is not None:
        yield Fact("Holds if", views.words(entry.fields.condition, entry.provenance))


record_page(schema.Advantage, blocks, facts=facts)
