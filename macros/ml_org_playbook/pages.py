"""The playbook laid out as pages: address, template and content of each, and collisions between them.

In: a playbook. Out: pages in a fixed order. Not here: what stands on them (views), how they look (templates).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from . import addresses, schema
from .blocks import Sheet
from .playbook import Playbook
from .views import Views

_LISTINGS: Final = {
    "transition": "transitions_page",
    "question": "questions_page",
    "statement": "compare_page",
    "aspect": "star_page",
    "advice": "advice_page",
    "term": "glossary_page",
    "source": "sources_page",
}
"""Kinds whose records share one page -> the view that makes it."""


@dataclass(frozen=True)
class Page:
    """One page of the site. Its content is made when it is asked for."""

    address: str
    """From the root of the site: `processes/triage.html`."""
    title: str
    views: Views
    kind: schema.Kind
    id: str | None
    """The record; None for a page that lists many."""

    @property
    def source_uri(self) -> str:
        """The name under which MkDocs knows it: `processes/triage.md`."""
        return self.address.removesuffix(".html") + ".md"

    @cached_property
    def sheet(self) -> Sheet:
        if self.id is not None:
            entry = self.views.playbook.get(self.kind.name, self.id)
            assert entry is not None
            return self.views.sheet(entry)
        if self.kind.has_pages:
            return self.views.index(self.kind)
        made: Sheet = getattr(self.views, _LISTINGS[self.kind.name])()
        return made

    @property
    def data_path(self) -> str | None:
        """The data file behind it, for the edit link; None for a page that lists many."""
        entry = self.views.playbook.get(self.kind.name, self.id) if self.id else None
        return entry.record.path if entry else None


def pages(playbook: Playbook) -> list[Page]:
    """Every page, indexes before the records that they list, kinds in their order."""
    return list(_pages(Views(playbook)))


def _pages(views: Views) -> Iterator[Page]:
    for kind in schema.KINDS.values():
        yield Page(addresses.index(kind.address), views.index_text(kind).title, views, kind, None)
        if kind.has_pages:
            for entry in views.playbook.entries[kind.name]:
                yield Page(addresses.of(entry), entry.title, views, kind, entry.id)
