"""Pages that explain one thing after another: the Star Model, advice, the glossary."""

from collections.abc import Iterable, Sequence

from ... import schema
from ...model.playbook import AnyEntry, Provenance
from ..blocks import Definition, Definitions, PageView, RichText
from . import pictures
from .common import Text, Views, sourced
from .registry import listing_page


def star_model(views: Views) -> PageView:
    aspects = tuple(
        definition(views, entry, entry.fields.description, also=(entry.fields.asks,))
        for entry in views.playbook.of(schema.Aspect)
    )
    block = Definitions(id="aspects", title="The five aspects", entries=aspects)
    return views.listing(schema.Aspect, (pictures.star(views), block))


def advice(views: Views) -> PageView:
    entries = []
    for entry in views.playbook.of(schema.Advice):
        fields = entry.fields
        see = [f"aspect:{fields.aspect}"] if fields.aspect else []
        see += [f"scenario:{use.scenario}" for use in fields.scenarios]
        entries.append(definition(views, entry, fields.description, todo=fields.do, see=(*see, *fields.see)))
    return views.listing(schema.Advice, (Definitions(id="all", title="Advice", entries=tuple(entries)),))


def glossary(views: Views) -> PageView:
    terms = sorted(views.playbook.of(schema.Term), key=lambda entry: entry.title.lower())
    entries = tuple(
        definition(views, entry, entry.fields.definition, also=entry.fields.also, see=entry.fields.see)
        for entry in terms
    )
    return views.listing(schema.Term, (Definitions(id="terms", title="Terms", entries=entries),))


def definition(
    views: Views,
    entry: AnyEntry,
    texts: Iterable[Text],
    *,
    also: tuple[str, ...] = (),
    todo: Iterable[Text] = (),
    see: Sequence[str] = (),
) -> Definition:
    """One entry of such a page.

    also: other names for it, or the question that it answers.
    todo: what to do about it. It is ours unless it says otherwise, so only what rests on a source has a badge.
    """
    own = Provenance("editorial", entry.provenance.section)
    return Definition(
        id=entry.id,
        title=entry.title,
        also=also,
        summary=RichText(entry.fields.summary, views.badge(entry.provenance)),
        words=tuple(
            RichText(text, None if provenance == entry.provenance else views.badge(provenance))
            for text, provenance in sourced(texts, entry.provenance)
        ),
        see=tuple(dict.fromkeys(views.find(ref) for ref in see)),
        todo=tuple(
            RichText(text, None if provenance.basis == "editorial" else views.badge(provenance))
            for text, provenance in sourced(todo, own)
        ),
        used=views.used(entry),
        notes=views.notes(entry),
    )


listing_page(schema.Aspect, star_model)
listing_page(schema.Advice, advice)
listing_page(schema.Term, glossary)
