"""What the search knows of the pages that the playbook makes: their sections, with title and text.

In: the index of Material's search, and a page's HTML. Out: the entries that Material's own parser would make of it, in
a quarter of the time: that parser alone takes a third of a build. The sign of a permanent link never gets among words.
"""

from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from .build_cache import BuildCache
from .generated_page import GeneratedPage

_HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))
_KEPT: Final = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
"""Elements whose tags stay in the text: results show them."""
_UNREAD: Final = frozenset({"script", "style", "object"})
_PARSER: Final = etree.HTMLParser(remove_comments=True, remove_pis=True)


def index_pages(config: MkDocsConfig, cache: BuildCache | None) -> None:
    """Let Material's search, where it is used, read generated pages in this way, and others as before.

    cache: keeps the entries of each page for the next build.
    """
    index: Any = getattr(config.plugins.get("material/search"), "search_index", None)
    if index is None:
        return
    theirs = index.add_entry_from_context

    def read(page: Page) -> None:
        if not isinstance(page, GeneratedPage):
            theirs(page)
        elif not page.meta["search"].get("exclude"):
            begun = len(index.entries)
            for section in sections(page.content or ""):
                if not section.excluded:
                    index.create_entry_for_section(section, page.toc, page.url, page)
            if page.meta["also"] and len(index.entries) > begun:
                index.entries[begun]["tags"] = page.meta["also"]  # count like its title, and are shown with it

    index.add_entry_from_context = partial(cache.add_entries, index.entries, read) if cache else read


@dataclass
class Section:
    """A heading and what follows it, as Material's index takes it."""

    id: str | None = None
    """None for the first section: it is the page."""
    excluded: bool = False
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def sections(html: str) -> list[Section]:
    """The sections of a page, in their order."""
    page = etree.HTML(f"<div>{html}</div>", _PARSER)[0][0]
    first = Section()
    found = [first] if page.xpath("node()[1][not(self::h1[@id])]") else []
    _read(page, first.text, found)
    return found


def _read(element: Any, words: list[str], found: list[Section], *, unread: bool = False, pre: bool = False) -> None:
    """Take in what is inside an element.

    words: title or text of the section around the element, which goes on after it, whatever begins inside.
    found: takes the sections that begin inside, even where their words are not read.
    unread: whether the element is left out.
    pre: whether white space stays as it stands.
    """
    _add(element.text, words, unread, pre)
    for child in element:
        tag, attributes = child.tag, child.attrib
        excluded = "data-search-exclude" in attributes
        out = unread or excluded or tag in _UNREAD or attributes.get("class") == "headerlink"
        if tag in _HEADINGS and "id" in attributes:
            section = Section(attributes["id"] if found else None, excluded)
            found.append(section)
            _read(child, section.title, found, unread=out, pre=pre)
            words = section.text
        else:
            kept = tag in _KEPT and not out
            if kept:
                words.append(f"<{tag}>")
            _read(child, words, found, unread=out, pre=pre or tag == "pre")
            if kept:
                opened = words.index(f"<{tag}>")
                if all(word.isspace() for word in words[opened + 1 :]):
                    del words[opened:]
                else:
                    words.append(f"</{tag}>")
        _add(child.tail, words, unread, pre)


def _add(text: str | None, words: list[str], unread: bool, pre: bool) -> None:
    if not text or unread:
        return
    if not pre:
        text = " " if text.isspace() else text.replace("\n", " ")
    if pre or not (text.isspace() and words and words[-1].isspace()):
        words.append(escape(text, quote=False))
