"""The page of transitions: from which scenario to which, why, and what changes."""

from ... import schema
from ...model.playbook import Entry
from ..blocks import Move, PageView, Target
from .common import Views
from .registry import listing_page


def view(views: Views) -> PageView:
    entries = views.playbook.of(schema.Transition)
    return views.listing(schema.Transition, [_transition(views, entry) for entry in entries])


def _transition(views: Views, entry: Entry[schema.Transition]) -> Move:
    fields, inherited = entry.fields, entry.provenance

    def end(id: str | None, words: str | None) -> Target | str:
        scenario = views.playbook.get(schema.Scenario, id) if id else None
        return views.target(scenario) if scenario else words or ""

    parts = (
        ("Why", fields.why),
        ("Signs that it is time", fields.signs),
        ("What starts", fields.starts),
        ("What stops", fields.stops),
        ("What stays", fields.stays),
    )
    anchors = (f"{entry.id}-{anchor}" for anchor in entry.kind.inner_anchors)
    return Move(
        id=entry.id,
        title=entry.title,
        summary=fields.summary,
        badge=views.badge(inherited),
        start=end(fields.start, fields.start_words),
        end=end(fields.end, fields.end_words),
        parts=tuple(
            views.texts(anchor, title, texts, inherited, "list")
            for anchor, (title, texts) in zip(anchors, parts, strict=True)
        ),
        used=views.used(entry),
    )


listing_page(schema.Transition, view)
