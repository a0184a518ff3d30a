"""Pages that explain one thing after another: the Star Model, advice, the glossary.

In: the records of aspects, advice and terms. Out: a sheet for each of these kinds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...model.playbook import Entry, Provenance
from .. import blocks
from ..blocks import PageView, RichText
from . import pictures
from .common import Views, sourced


def star_model(views: Views) -> PageView:
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


def advice(views: Views) -> PageView:
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


def glossary(views: Views) -> PageView:
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
        RichText(text, None if provenance == entry.provenance else views.badge(provenance))
        for text, provenance in sourced(said, entry.provenance)
    )
    todo_words = tuple(
        RichText(text, None if provenance.basis == "editorial" else views.badge(provenance))
        for text, provenance in sourced(todo, Provenance("editorial", entry.provenance.section))
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
        summary=RichText(entry.fields.summary, views.badge(entry.provenance)),
        words=words,
        see=tuple(dict.fromkeys(see)),
        todo=todo_words,
        used=views.used(entry),
    )
