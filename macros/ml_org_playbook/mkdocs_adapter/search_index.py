"""What the search knows of the pages that the playbook makes: their sections, with title and text.

In: the index of Material's search, and a page's HTML. Out: the entries that Material's own parser would make of it, in
a quarter of the time: that parser alone takes a third of a build. The sign of a permanent link never gets among words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from math import inf
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from .generated_page import GeneratedPage

_HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))
_KEPT: Final = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
"""Elements whose tags stay in the text: results show them."""
_UNREAD: Final = frozenset({"script", "style", "object"})
_VOID: Final = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_UNSEEN: Final = _VOID | {"html", "body"}
"""What is no part of a text, and what lxml puts around a piece of a page."""


def index_generated_pages(config: MkDocsConfig) -> None:
    """Let Material's search, where it is used, read made pages in this way, and others as before."""
    index: Any = getattr(config.plugins.get("material/search"), "search_index", None)
    if index is None:
        return
    theirs = index.add_entry_from_context

    def add(page: Page) -> None:
        if not isinstance(page, GeneratedPage):
            theirs(page)
        elif not page.meta["search"].get("exclude"):
            for section in sections(page.content or ""):
                if not section.excluded:
                    index.create_entry_for_section(section, page.toc, page.url, page)

    index.add_entry_from_context = add


@dataclass
class Section:
    """A heading and what follows it, as Material's index takes it."""

    tag: str
    depth: float = 0
    """Elements around the heading, and itself; infinite once what is around it has ended."""
    id: str | None = None
    """None for the first section: it is the page."""
    excluded: bool = False
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def sections(html: str) -> list[Section]:
    """The sections of a page, in their order."""
    parser = etree.HTMLParser(target=_Reader())
    parser.feed(html)
    found: list[Section] = parser.close()
    return found


class _Reader:
    """What lxml calls for every tag and every text."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.section = Section("hx")
        """To which a text belongs now."""
        self.open: list[str] = []
        self.unread = 0
        """Depth of the element that is left out, while inside of one."""
        self.said: list[str] = []
        """The text since the last tag; lxml hands it out in pieces."""

    def start(self, tag: str, attributes: Any) -> None:
        self._take_text()
        if tag in _UNSEEN:
            return
        self.open.append(tag)
        if tag in _HEADINGS and "id" in attributes:
            self._begin(tag, attributes)
        elif not self.sections:
            self.sections.append(self.section)
        if self.unread:
            return
        if tag in _UNREAD or "data-search-exclude" in attributes or attributes.get("class") == "headerlink":
            self.unread = len(self.open)
        elif tag in _KEPT:
            self._words().append(f"<{tag}>")

    def end(self, tag: str) -> None:
        self._take_text()
        if tag in _UNSEEN:
            return
        depth = len(self.open)
        if self.section.depth > depth:  # what is around the heading ends: the text goes on with the section before
            self.section.depth = inf
            self.section = next((one for one in reversed(self.sections) if one.depth <= depth), self.section)
        self.open.pop()
        if self.unread:
            self.unread = 0 if self.unread == depth else self.unread
        elif tag in _KEPT:
            words = self._words()
            first = words.index(f"<{tag}>")
            if all(one.isspace() for one in words[first + 1 :]):
                del words[first:]
            else:
                words.append(f"</{tag}>")

    def data(self, text: str) -> None:
        self.said.append(text)

    def close(self) -> list[Section]:
        self._take_text()
        return self.sections

    def _begin(self, tag: str, attributes: Any) -> None:
        depth = len(self.open)
        if not self.sections and tag != "h1":
            self.sections.append(Section("hx", depth))
        id = attributes["id"] if self.sections else None
        self.section = Section(tag, depth, id, "data-search-exclude" in attributes)
        self.sections.append(self.section)

    def _words(self) -> list[str]:
        return self.section.title if self.section.tag in self.open else self.section.text

    def _take_text(self) -> None:
        text = "".join(self.said)
        self.said.clear()
        if not text or self.unread:
            return
        if not self.sections:
            self.sections.append(self.section)
        words, as_it_stands = self._words(), "pre" in self.open
        if not as_it_stands:
            text = " " if text.isspace() else text.replace("\n", " ")
        follows_space = words is self.section.text and words and words[-1].isspace()
        if as_it_stands or not (text.isspace() and follows_space):
            words.append(escape(text, quote=False))
