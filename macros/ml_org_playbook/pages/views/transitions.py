"""The page of transitions: from which scenario to which, why, and what changes.

In: the records of transitions. Out: a sheet with a block for each.
"""

from __future__ import annotations

from ...model.playbook import Entry
from .. import blocks
from ..blocks import PageView
from .common import Views


def view(views: Views) -> PageView:
    entries = views.playbook.entries["transition"]
    return views.listing(
        views.playbook.settings.pages.transitions,
        [_transition(views, entry) for entry in entries],
        anchors=tuple(entry.id for entry in entries),
    )


def _transition(views: Views, entry: Entry) -> blocks.Move:
    fields, inherited = entry.fields, entry.provenance
    ends = []
    for ref, words in ((fields.start, fields.start_words), (fields.end, fields.end_words)):
        scenario = views.playbook.get("scenario", ref) if ref else None
        ends.append(views.target(scenario) if scenario else words or "")
    return blocks.Move(
        id=entry.id,
        title=entry.title,
        summary=fields.summary,
        badge=views.badge(inherited),
        start=ends[0],
        end=ends[1],
        parts=tuple(
            views.texts(f"{entry.id}-{field}", title, getattr(fields, field), inherited, "list")
            for field, title in (
                ("why", "Why"),
                ("signs", "Signs that it is time"),
                ("starts", "What starts"),
                ("stops", "What stops"),
                ("stays", "What stays"),
            )
        ),
        used=views.used(entry),
    )
