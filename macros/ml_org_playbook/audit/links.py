"""Addresses that lead nowhere: files that are not there, folders, anchors that no page has.

In: pages, stylesheets, the sitemap and the index of the search. Out: problems.
An anchor of another page can only be looked for when all pages are read: `Anchors` keeps it until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]

from ..problems import Location, Problem, suggestion
from . import urls
from .folder import Folder
from .page import Page, Reference
from .urls import Url

NOT_FOUND: Final = "404.html"
"""Servers show it at any address, so that its own begin at the root of the server."""
SEARCH_INDEX: Final = "search/search_index.json"
SEARCH_SCRIPT: Final = "search/search_index.js"
"""The same as a script, which file:// needs."""
_FROM_DISK: Final = "iframe-worker"
"""Begins the name of the script that lets pages search that are opened from a disk."""
SITEMAP: Final = "sitemap.xml"

_NAMES_OF_ELEMENTS: Final = {
    "aria-controls", "aria-describedby", "aria-details", "aria-labelledby", "aria-owns", "for", "headers", "list",
}  # fmt: skip
"""Attributes that name elements of their page."""
_THEME: Final = "__"
"""Ids of the theme's switches begin so; it labels some that only other pages have."""
_ALWAYS_THERE: Final = ("", "top")
"""Anchors that lead to the top of any page."""


class Anchors:
    """What the pages can be linked at, and the links that wait for it."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.ids: dict[str, frozenset[str]] = {}
        """Page -> its anchors."""
        self._waiting: list[tuple[str, Reference, str]] = []
        self.searching = ""
        """The first page on which one can search."""

    def add(self, page: Page) -> None:
        self.ids[page.address] = frozenset(page.ids)

    def expect(self, page: Page, one: Reference, target: str) -> None:
        self._waiting.append((page.address, one, target))

    def check(self) -> Iterator[Problem]:
        for address, one, target in self._waiting:
            if not self.has(target, one.url.fragment):
                page = Page(address, self.folder.text(address) or "")
                yield self.missing(page.at(one.index), one.where, target, one.url.fragment)

    def has(self, target: str, anchor: str) -> bool:
        """True also for a file that has no anchors of its own, such as a drawing."""
        return anchor in _ALWAYS_THERE or target not in self.ids or anchor in self.ids[target]

    def missing(self, place: Location, where: str, target: str, anchor: str) -> Problem:
        what = f"'{target}' has no anchor '{anchor}'."
        return Problem(place, where, what, suggestion(anchor, self.ids[target]) or _REMEDY, "site-dead-anchor")


_REMEDY: Final = "Correct the address, or bring back what it led to."


def check_page(page: Page, folder: Folder, anchors: Anchors) -> Iterator[Problem]:
    anchors.add(page)
    if not anchors.searching and page.select("boolean(//*[@role='search'])"):
        anchors.searching = page.address
    for one in page.references:
        url = one.url
        if not url.relative:
            own = folder.own(url) if one.use in ("link", "name") else None
            if own is None:
                continue
            target, fault = own.path, _fault(own.path, folder)
        elif url.path.startswith("/") and page.address == NOT_FOUND:
            home = urls.parse(folder.address).path or "/"
            target = url.path.removeprefix(home) or "index.html"
            fault = _fault(target, folder)
        else:
            target = urls.join(page.address, url.path)
            fault = _fault(url.path if url.path.startswith("/") else target, folder)
        if fault:
            yield Problem(page.at(one.index), one.where, *fault, "site-dead-link")
        elif url.fragment not in _ALWAYS_THERE and target.endswith(".html"):
            anchors.expect(page, one, target)
    yield from _named_elements(page)


def _named_elements(page: Page) -> Iterator[Problem]:
    for index, name, value in page.attributes:
        for id in value.split() if name in _NAMES_OF_ELEMENTS else ():
            if id not in page.ids and not id.startswith(_THEME):
                what = f"no element of the page has the id '{id}'."
                remedy = suggestion(id, page.ids) or "Correct the attribute, or leave it out."
                yield Problem(page.at(index), f"{page.elements[index].tag} {name}", what, remedy, "site-dead-anchor")


def check_files(folder: Folder, anchors: Anchors) -> Iterator[Problem]:
    """Stylesheets, the sitemap and the index of the search."""
    for name in folder.ending(".css"):
        for one in folder.stylesheet(name):
            url = urls.parse(one.text)
            fault = _fault(urls.join(name, url.path), folder) if url.relative and url.path else None
            if fault:
                yield Problem(Location(name, one.line, one.column), "url", *fault, "site-dead-link")
    if SITEMAP in folder.files:
        yield from _sitemap(folder)
    if anchors.searching:
        yield from _without_search(folder)
        if NOT_FOUND not in folder.files:
            what = "this page is missing: servers show it where there is no other."
            yield Problem(Location(NOT_FOUND), "", what, "Build the site anew.", "site-unreadable")
    if SEARCH_INDEX in folder.files:
        yield from _search_index(folder, anchors)


def _sitemap(folder: Folder) -> Iterator[Problem]:
    try:
        root = etree.fromstring(folder.bytes(SITEMAP), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        yield folder.unreadable(SITEMAP)
        return
    for element in root.iter("{*}loc"):
        url = urls.parse(element.text or "")
        own = folder.own(url)
        if own is None:
            fault: tuple[str, str] | None = (
                f"'{urls.shown(url)}' is not an address of this site.",
                "Set 'site_url' in mkdocs.yml to where the site is published.",
            )
        else:
            fault = _fault(own.path, folder)
        if fault:
            yield Problem(Location(SITEMAP, element.sourceline), "loc", *fault, "site-dead-link")


def _without_search(folder: Folder) -> Iterator[Problem]:
    """Pages have a search, and it would find nothing."""
    needed = [SEARCH_INDEX]
    if any(name.rpartition("/")[2].startswith(_FROM_DISK) for name in folder.ending(".js")):
        needed.append(SEARCH_SCRIPT)
    for name in needed:
        if name not in folder.files:
            what = "the search of the pages needs this file, and it is missing."
            yield Problem(Location(name), "", what, "Build the site anew.", "site-unreadable")


def _search_index(folder: Folder, anchors: Anchors) -> Iterator[Problem]:
    index: Any = folder.json(SEARCH_INDEX)
    docs = index.get("docs") if isinstance(index, dict) else None
    if not isinstance(docs, list):
        yield folder.unreadable(SEARCH_INDEX)
        return
    in_script = folder.text(SEARCH_SCRIPT) if SEARCH_SCRIPT in folder.files else None
    if in_script is not None and in_script.removeprefix("var __index = ") != folder.text(SEARCH_INDEX):
        what = f"this is not what {SEARCH_INDEX} holds, and pages opened from a disk read it here."
        yield Problem(Location(SEARCH_SCRIPT), "", what, "Build the site anew.", "site-unreadable")
    for number, entry in enumerate(docs):
        place, where = Location(SEARCH_INDEX), f"docs[{number}].location"
        url: Url = urls.parse(str(entry.get("location", "")))
        target = urls.join("", url.path)
        fault = _fault(target, folder)
        if fault:
            yield Problem(place, where, *fault, "site-dead-link")
        elif not anchors.has(target, url.fragment):
            yield anchors.missing(place, where, target, url.fragment)


@cache
def _fault(target: str, folder: Folder) -> tuple[str, str] | None:
    """What is wrong with an address from the root of the site, and the remedy; None where it leads to a file."""
    if target in folder.files:
        return None
    if target.startswith("/"):
        what = f"'{target}' begins at the root of the server, and the site may lie below it."
        return what, "Write it as seen from the page, with '../'."
    if target.startswith(".."):
        return f"'{target}' leads out of the site.", _REMEDY
    if target.rstrip("/") in folder.folders or target in ("", ".", "./"):
        what = f"'{target.rstrip('/') or '.'}' is a folder, which only a web server turns into a page."
        return what, "Name the page: add 'index.html'."
    return f"'{target}' is not on the site.", suggestion(target, folder.files) or _REMEDY
