"""Addresses that lead nowhere: files that are not there, folders, anchors that no page has.

In: pages, stylesheets, the sitemap and the index of the search. Out: problems.
An anchor of another page can only be looked for when all pages are read: `Links` keeps it until then.
"""

import json
from collections.abc import Iterator
from functools import cache
from itertools import chain, groupby
from operator import itemgetter
from typing import Final, Protocol, TypeAlias

from lxml import etree  # type: ignore[import-untyped]

from ..problems import Location, Problem, suggestion
from . import urls
from .folder import Folder
from .page import Page, Reference

NOT_FOUND: Final = "404.html"
"""Servers show it at any address, so that its own begin at the root of the server."""
SEARCH_INDEX: Final = "search/search_index.json"
SEARCH_SCRIPT: Final = "search/search_index.js"
"""The index as a script, which file:// needs."""
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
_REMEDY: Final = "Correct the address, or bring back what it led to."

Fault: TypeAlias = tuple[str, str]
"""What is wrong with an address, and the remedy."""


class Links:
    """What the pages can be linked at, and the links that wait for it."""

    def __init__(self, folder: Folder, settings: str) -> None:
        self.folder, self._settings = folder, settings
        self.ids: dict[str, frozenset[str]] = {}
        """Page -> its anchors."""
        self._waiting: list[tuple[str, Reference, str]] = []
        """Page, address on it, and the page that this leads to."""
        self._searching = False
        """Whether one can search on any page."""

    def check_page(self, page: Page) -> Iterator[Problem]:
        self.ids[page.address] = frozenset(page.ids)
        self._searching = self._searching or page.select("boolean(//*[@role='search'])")
        for one in page.references:
            target = self._target(page.address, one)
            if target is None:
                continue
            if fault := fault_of(target, self.folder):
                yield page.problem(one.attribute, *fault, "site-dead-link")
            elif one.url.fragment not in _ALWAYS_THERE and target.endswith(".html"):
                self._waiting.append((page.address, one, target))
        for attribute in chain.from_iterable(page.attributes[name] for name in _NAMES_OF_ELEMENTS):
            for id in attribute.value.split():
                if id not in page.ids and not id.startswith(_THEME):
                    remedy = suggestion(id, page.ids) or "Correct the attribute, or leave it out."
                    what = f"no element of the page has the id '{id}'."
                    yield page.problem(attribute, what, remedy, "site-dead-anchor")

    def _target(self, page: str, one: Reference) -> str | None:
        """Where an address on a page leads, from the root of the site; None where it leads away or is not followed."""
        url = one.url
        if not url.relative:
            return self.folder.own(url) if one.use in ("link", "name") else None
        if not url.path.startswith("/"):
            return urls.join(page, url.path)
        if page != NOT_FOUND:
            return url.path
        return url.path.removeprefix(self.folder.home.path or "/") or "index.html"

    def check_site(self) -> Iterator[Problem]:
        """Anchors of other pages, stylesheets, the sitemap and the index of the search. After all pages."""
        folder = self.folder
        for address, waiting in groupby(self._waiting, itemgetter(0)):
            faults = [(one, self._anchor_fault(target, one.url.fragment)) for _, one, target in waiting]
            if any(fault for _, fault in faults):
                page = Page(address, folder.text(address) or "")  # once, however many lead nowhere
                yield from (page.problem(one.attribute, *fault, "site-dead-anchor") for one, fault in faults if fault)
        for name in folder.ending(".css"):
            for css in folder.stylesheet(name):
                url = urls.parse(css.text)
                fault = fault_of(urls.join(name, url.path), folder) if url.relative and url.path else None
                if fault:
                    yield Problem(Location(name, css.line, css.column), "url", *fault, "site-dead-link")
        if SITEMAP in folder.files:
            yield from _sitemap(folder, self._settings)
        if self._searching:
            yield from _needed_for_search(folder)
        if SEARCH_INDEX in folder.files:
            yield from self._search_index()

    def _anchor_fault(self, target: str, anchor: str) -> Fault | None:
        """None also for a file that has no anchors of its own, such as a drawing."""
        ids = self.ids.get(target)
        if ids is None or anchor in ids or anchor in _ALWAYS_THERE:
            return None
        return f"'{target}' has no anchor '{anchor}'.", suggestion(anchor, ids) or _REMEDY

    def _search_index(self) -> Iterator[Problem]:
        folder = self.folder
        try:
            docs = json.loads(folder.bytes(SEARCH_INDEX))["docs"]
        except (ValueError, TypeError, KeyError):
            docs = None
        if not isinstance(docs, list):
            yield folder.unreadable(SEARCH_INDEX)
            return
        in_script = folder.text(SEARCH_SCRIPT) if SEARCH_SCRIPT in folder.files else None
        if in_script is not None and in_script.removeprefix("var __index = ") != folder.text(SEARCH_INDEX):
            what = f"this is not what {SEARCH_INDEX} holds, and pages opened from a disk read it here."
            yield Problem(Location(SEARCH_SCRIPT), "", what, "Build the site anew.", "site-unreadable")
        for number, entry in enumerate(docs):
            place, where = Location(SEARCH_INDEX), f"docs[{number}].location"
            url = urls.parse(str(entry.get("location", "")))
            target = urls.join("", url.path)
            if fault := fault_of(target, folder):
                yield Problem(place, where, *fault, "site-dead-link")
            elif fault := self._anchor_fault(target, url.fragment):
                yield Problem(place, where, *fault, "site-dead-anchor")


def _sitemap(folder: Folder, settings: str) -> Iterator[Problem]:
    try:
        root = etree.fromstring(folder.bytes(SITEMAP), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        yield folder.unreadable(SITEMAP)
        return
    for element in root.iter("{*}loc"):
        url = urls.parse(element.text or "")
        own = folder.own(url)
        elsewhere = f"'{urls.shown(url)}' is not an address of this site."
        remedy = f"Set 'site_url' in {settings} to where the site is published."
        if fault := (elsewhere, remedy) if own is None else fault_of(own, folder):
            yield Problem(Location(SITEMAP, element.sourceline), "loc", *fault, "site-dead-link")


def _needed_for_search(folder: Folder) -> Iterator[Problem]:
    """What must be there when pages have a search, which would find nothing."""
    needs = "the search of the pages needs this file, and it is missing."
    needed = {SEARCH_INDEX: needs, NOT_FOUND: "this page is missing: servers show it where there is no other."}
    if any(name.rpartition("/")[2].startswith(_FROM_DISK) for name in folder.ending(".js")):
        needed[SEARCH_SCRIPT] = needs
    for name in needed.keys() - folder.files:
        yield Problem(Location(name), "", needed[name], "Build the site anew.", "site-unreadable")


class Files(Protocol):
    """What is on a site."""

    @property
    def files(self) -> frozenset[str]: ...
    @property
    def folders(self) -> frozenset[str]: ...


@cache
def fault_of(target: str, folder: Files) -> Fault | None:
    """For an address from the root of the site; None where it leads to a file."""
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
