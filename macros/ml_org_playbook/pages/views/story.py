"""The page of a story: what happens, what it shows, and what to ask at home."""

from collections.abc import Iterator

from ... import schema
from ...model import relations
from ...model.playbook import Entry
from ..blocks import Block, Event, LinkRow, RichText, Timeline
from .common import Views
from .registry import record_page


def blocks(views: Views, entry: Entry[schema.Story]) -> Iterator[Block]:
    fields, inherited = entry.fields, entry.provenance
    own = inherited.within(fields.practice)
    yield Timeline(
        id="events",
        title="What happens",
        badge=views.badge(inherited),
        events=tuple(
            Event(
                event.id,
                event.aliases,
                event.title,
                RichText(event.text, views.badge_within(event, inherited)),
                tuple(filter(None, (views.role(id) for id in event.roles))),
            )
            for event in fields.events
        ),
    )
    yield views.texts("lessons", "What it shows", fields.lessons, inherited)
    yield views.rows("shows", "Where to go on from here", views.playbook.links_from(entry, relations.SHOWS))
    yield views.rows("contrasts", "Compare with", views.playbook.links_from(entry, relations.CONTRASTS))
    yield views.in_scenarios(entry, "In which scenario")
    yield views.texts("discuss", "Questions to talk about", fields.practice.discuss, own, "list")
    yield views.texts("apply", "Look for it at home", fields.practice.apply, own, "list")


def next_steps(views: Views, entry: Entry[schema.Story]) -> Iterator[LinkRow]:
    yield from (views.row(link.target) for link in views.playbook.links_from(entry, relations.SHOWS)[:3])


record_page(schema.Story, blocks, next_steps=next_steps)
