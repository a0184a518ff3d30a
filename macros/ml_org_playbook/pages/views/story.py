"""The page of a story: what happens, what it shows, and what to ask at home.

In: a story. Out: the blocks of its page.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model.playbook import Entry
from .. import blocks
from ..blocks import Block, RichText
from .common import Views


def content(views: Views, entry: Entry) -> Iterator[Block]:
    fields, inherited = entry.fields, entry.provenance
    practice, own = fields.practice, inherited.within(fields.practice)
    yield blocks.Timeline(
        id="events",
        title="What happens",
        badge=views.badge(inherited),
        events=tuple(
            blocks.Event(
                event.id,
                event.aliases,
                event.title,
                RichText(
                    event.text, None if inherited.within(event) == inherited else views.badge(inherited.within(event))
                ),
                tuple(filter(None, (views.role(id) for id in event.roles))),
            )
            for event in fields.events
        ),
    )
    yield views.texts("lessons", "What it shows", fields.lessons, inherited)
    yield views.rows("shows", "Where to go on from here", views.playbook.links_from(entry, "shows.record"))
    yield views.rows("contrasts", "Compare with", views.playbook.links_from(entry, "contrasts.record"))
    yield views.in_scenarios(entry, "In which scenario")
    yield views.texts("discuss", "Questions to talk about", practice.discuss, own, "list")
    yield views.texts("apply", "Look for it at home", practice.apply, own, "list")
