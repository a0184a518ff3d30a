"""The page of sources: every section that a record may name, and the records that rest on it."""

from collections.abc import Iterator

from ... import schema
from ..blocks import Citation, CitedSection, PageView, RichText, Target
from .common import Views, sourced
from .registry import listing_page


def view(views: Views) -> PageView:
    """Every section of every source, and the records that rest on it."""
    resting: dict[str, dict[Target, None]] = {}
    for entry in views.playbook.all():
        for section in _sections_named(entry.record.value):
            resting.setdefault(section, {})[views.target(entry)] = None
    content = []
    for source in views.playbook.of(schema.Source):
        notes = (text for text, _ in sourced((*source.fields.note, *source.fields.notes), source.provenance))
        sections = (
            CitedSection(f"{source.id}-{one.id}", one.title, tuple(resting.get(f"{source.id}/{one.id}", {})))
            for one in source.fields.sections
        )
        content.append(
            Citation(
                id=source.id,
                title=source.title,
                citation=source.fields.citation,
                used=views.used(source),
                lead=tuple(RichText(text, None) for text in (source.fields.summary, *notes)),
                sections=tuple(sections),
            )
        )
    return views.listing(schema.Source, content)


def _sections_named(value: object) -> Iterator[str]:
    """Every section that a record rests on, wherever in it that is said."""
    if isinstance(value, dict):
        if isinstance(section := value.get("source"), str):
            yield section
        for part in value.values():
            yield from _sections_named(part)
    elif isinstance(value, list):
        for part in value:
            yield from _sections_named(part)


listing_page(schema.Source, view)
