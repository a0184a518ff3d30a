"""Links of hand-written pages that MkDocs lets pass, and a browser cannot follow: those written as HTML above all.

In: the pages of a build as they were rendered, and the addresses of all its files. Out: links that lead nowhere, each
with its page, as it is written. Not here: links of generated pages, which tests look at, and those that macros make.
"""

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from ..audit import urls
from ..audit.links import fault_of
from ..audit.page import Page
from ..export import FOLDER
from ..problems import nearest, suggestion
from .generated_page import GeneratedPage

_LATER: Final = (f"{FOLDER}/", "search/", "sitemap.xml")
"""How addresses begin that only a build knows."""
_OF_THEME: Final = "__"
"""How ids of the theme begin, which stand around the page."""


@dataclass(frozen=True, order=True)
class DeadLink:
    """A link that leads nowhere."""

    page: str
    """The page's file, as MkDocs names it."""
    link: str
    """As it is written."""
    what: str
    remedy: str


@dataclass(frozen=True, eq=False)
class _Site:
    """What a build is about to write."""

    files: frozenset[str]

    @cached_property
    def folders(self) -> frozenset[str]:
        return frozenset(posixpath.dirname(name) for name in self.files)


def dead(files: Files, config: MkDocsConfig) -> Iterator[DeadLink]:
    """The links that lead nowhere, once for each page."""
    addresses = {file.dest_uri for file in files if file.inclusion.is_included()}
    site = _Site(frozenset(addresses.union(config.theme.static_templates)))
    pages = {file.dest_uri: file.page for file in files.documentation_pages() if file.page is not None}
    rendered = {
        address: Page(address, page.content)
        for address, page in pages.items()
        if page.content and not isinstance(page, GeneratedPage)
    }

    def anchors(address: str) -> set[str] | None:
        """What a link to a page may lead to; None where nobody knows. Asked only of pages that are linked with one."""
        known = pages[address].present_anchor_ids if address in pages else None
        return {*(known or ()), *rendered[address].ids} if address in rendered else known

    for address, page in rendered.items():
        for one in page.references:
            if one.url.relative and (fault := _fault(one.url, address, site, anchors)):
                yield DeadLink(pages[address].file.src_uri, one.attribute.value, *fault)


def _fault(url: urls.Url, here: str, site: _Site, anchors: Callable[[str], set[str] | None]) -> tuple[str, str] | None:
    """What is wrong with where an address on a page leads, and what to do."""
    target = url.path if url.path.startswith("/") else urls.join(here, url.path)
    if target.startswith(_LATER):
        return None
    if fault := fault_of(target, site):
        near = nearest(target, site.files) if "is not on the site" in fault[0] else None
        meant = posixpath.relpath(near, posixpath.dirname(here)) if near else ""
        return fault[0], f"Did you mean '{meant}'?" if meant else fault[1]
    if url.fragment in ("", "top") or url.fragment.startswith(_OF_THEME):
        return None
    ids = anchors(target)
    if ids is None or url.fragment in ids:
        return None
    return f"'{target}' has no anchor '{url.fragment}'.", suggestion(url.fragment, ids) or "Correct it, or take it out."
