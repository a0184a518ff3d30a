"""The page of a story: what happens, what it shows, and what to ask at home.

In: a story. Out: the blocks of its page.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model.playbook import Entry
from .. import blocks
from ..blocks import Block, Words
from .common import Views


def content(views: Views, entry: Entry) -> Iterator[Block]:
    fields, around = entry.fields, entry.sourcing
    practice, own = fields.practice, around.within(fields.practice)
    yield blocks.Timeline(
        id="events",
        title="What happens",
        mark=views.mark(around),
        events=tuple(
            blocks.Event(
                event.id,
                event.aliases,
                event.title,
                Words(event.text, None if around.within(event) == around else views.mark(around.within(event))),
                tuple(filter(None, (views.role(id) for id in event.roles))),
            )
            for event in fields.events
        ),
    )
    yield views.texts("lessons", "What it shows", fields.lessons, around)
    yield views.rows("shows", "Where to go on from here", views.playbook.links_from(entry, "shows.record"))
    yield views.rows("contrasts", "Compare with", views.playbook.links_from(entry, "contrasts.record"))
    yield views.in_scenarios(entry, "In which scenario")
    yield views.texts("discuss", "Questions to talk about", practice.discuss, own, "list")
    yield views.texts("apply", "Look for it at home", practice.apply, own, "list")
