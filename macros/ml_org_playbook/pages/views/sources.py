"""The page of sources: every section that a record may name, and the records that rest on it.

In: the records of sources, and all others as they were written. Out: a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import blocks
from ..blocks import PageView, RichText, Target
from .common import Views, sourced


def view(views: Views) -> PageView:
    """Every section of every source, and the records that rest on it."""
    resting: dict[str, dict[Target, None]] = {}
    for entry in views.playbook.all():
        for section in _sections_named(entry.record.value):
            resting.setdefault(section, {})[views.target(entry)] = None
    content = []
    for source in views.playbook.entries["source"]:
        content.append(
            blocks.Citation(
                id=source.id,
                title=source.title,
                citation=source.fields.citation,
                used=views.used(source),
                lead=(
                    RichText(source.fields.summary, None),
                    *(RichText(text, None) for text, _ in sourced(source.fields.note, source.provenance)),
                ),
                sections=tuple(
                    blocks.CitedSection(
                        f"{source.id}-{section.id}",
                        section.title,
                        tuple(resting.get(f"{source.id}/{section.id}", {})),
                    )
                    for section in source.fields.sections
                ),
            )
        )
    return views.listing(
        views.playbook.settings.pages.sources,
        content,
        anchors=tuple(
            anchor
            for source in views.playbook.entries["source"]
            for anchor in (source.id, *(f"{source.id}-{section.id}" for section in source.fields.sections))
        ),
    )


def _sections_named(value: Any) -> Iterator[str]:
    """Every section that a record rests on, wherever in it that is said."""
    if isinstance(value, dict):
        if isinstance(value.get("source"), str):
            yield value["source"]
        for part in value.values():
            yield from _sections_named(part)
    elif isinstance(value, list):
        for part in value:
            yield from _sections_named(part)
