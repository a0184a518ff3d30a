"""Pages that explain one thing after another: the Star Model, advice, the glossary.

In: the records of aspects, advice and terms. Out: a sheet for each of these kinds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...model.playbook import Entry, Sourcing
from .. import blocks
from ..blocks import Sheet, Words
from . import pictures
from .common import Views, sourced


def star_model(views: Views) -> Sheet:
    pages = views.playbook.settings.pages
    return views.listing(
        pages.star_model,
        (
            pictures.star(views),
            blocks.Definitions(
                id="aspects",
                title="The five aspects",
                entries=tuple(
                    definition(views, entry, entry.fields.description, ask=entry.fields.asks)
                    for entry in views.playbook.entries["aspect"]
                ),
            ),
        ),
        anchors=tuple(entry.id for entry in views.playbook.entries["aspect"]),
    )


def advice(views: Views) -> Sheet:
    entries = views.playbook.entries["advice"]
    return views.listing(
        views.playbook.settings.pages.advice,
        (
            blocks.Definitions(
                id="all",
                title="Advice",
                entries=tuple(
                    definition(views, entry, entry.fields.description, todo=entry.fields.do) for entry in entries
                ),
            ),
        ),
        anchors=tuple(entry.id for entry in entries),
    )


def glossary(views: Views) -> Sheet:
    entries = sorted(views.playbook.entries["term"], key=lambda entry: entry.title.lower())
    return views.listing(
        views.playbook.settings.pages.glossary,
        (
            blocks.Definitions(
                id="terms",
                title="Terms",
                entries=tuple(definition(views, entry, entry.fields.definition) for entry in entries),
            ),
        ),
        anchors=tuple(entry.id for entry in entries),
    )


def definition(
    views: Views, entry: Entry, said: Iterable[Any], *, ask: str = "", todo: Iterable[Any] = ()
) -> blocks.Definition:
    """One entry of such a page.

    ask: the question that it answers, in place of other names for it.
    todo: what to do about it. It is ours unless it says otherwise, so only what rests on a source is marked.
    """
    words = tuple(
        Words(text, None if sourcing == entry.sourcing else views.mark(sourcing))
        for text, sourcing in sourced(said, entry.sourcing)
    )
    todo_words = tuple(
        Words(text, None if sourcing.basis == "editorial" else views.mark(sourcing))
        for text, sourcing in sourced(todo, Sourcing("editorial", entry.sourcing.section))
    )
    see = (
        *((views.find(f"aspect:{entry.fields.aspect}"),) if getattr(entry.fields, "aspect", None) else ()),
        *(views.find(f"scenario:{use.scenario}") for use in getattr(entry.fields, "scenarios", ())),
        *(views.find(ref) for ref in getattr(entry.fields, "see", ())),
    )
    return blocks.Definition(
        id=entry.id,
        title=entry.title,
        also=(ask,) if ask else getattr(entry.fields, "also", ()),
        summary=Words(entry.fields.summary, views.mark(entry.sourcing)),
        words=words,
        see=tuple(dict.fromkeys(see)),
        todo=todo_words,
        used=views.used(entry),
    )
