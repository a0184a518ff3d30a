"""The page of a story: what happens, what it shows, and what to ask at home."""

from collections.abc import Iterator

from ... import schema
from ...model import addresses, relations
from ...model.playbook import Entry
from ..blocks import Block, Cast, Event, LinkRow, Member, RichText, Target, Timeline
from .common import Views
from .registry import record_page


def blocks(views: Views, entry: Entry[schema.Story]) -> Iterator[Block]:
    fields, inherited = entry.fields, entry.provenance
    own = inherited.within(fields.practice)
    characters = {one.id: Target(one.title, addresses.of(entry, one.id)) for one in fields.characters}
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
                (
                    *(characters[id] for id in event.characters if id in characters),
                    *filter(None, (views.role(id) for id in event.roles)),
                ),
            )
            for event in fields.events
        ),
    )
    yield Cast(
        id="characters",
        title="Who is in it",
        members=tuple(
            Member(one.id, one.aliases, one.title, RichText(one.text, views.badge_within(one, inherited)))
            for one in fields.characters
        ),
    )
    yield views.texts("lessons", "What it shows", fields.lessons, inherited)
    yield views.rows("shows", "Where to go on from here", views.playbook.links_from(entry, relations.SHOWS))
    yield views.rows("contrasts", "Compare with", views.playbook.links_from(entry, relations.CONTRASTS))
    yield views.in_scenarios(entry, "In which scenario")
    yield views.texts("discuss", "Questions to talk about", fields.practice.discuss, own, "list")
    yield views.texts("apply", "Look for it in your company", fields.practice.apply, own, "list")


def next_steps(views: Views, entry: Entry[schema.Story]) -> Iterator[LinkRow]:
    yield from (views.row(link.target) for link in views.playbook.links_from(entry, relations.SHOWS)[:3])


record_page(schema.Story, blocks, next_steps=next_steps)
