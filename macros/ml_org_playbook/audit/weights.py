"""How much a reader has to load: every page alone, a first visit, and the index of the search.

In: pages. Out: problems. Unit: bytes as sent, compressed with gzip; fonts and pictures, which are compressed already,
as they are. A budget is what was measured on the base data plus room for a company's own, not a limit of any browser.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from typing import Final

from ..problems import Location, Problem
from . import urls
from .folder import Folder
from .links import SEARCH_INDEX
from .page import Page

KB: Final = 1000


@dataclass(frozen=True)
class Budget:
    pages: str
    """Pattern of addresses."""
    limit: int
    reason: str


PAGES: Final = (
    Budget("scenarios/*.html", 32 * KB, "all about a scenario, with its checklist: up to 23 kB"),
    Budget("checklists/by-*.html", 80 * KB, "items of all lists, to be printed: up to 59 kB"),
    Budget("compare/*.html", 26 * KB, "tables with a link in every cell: up to 16 kB"),
    Budget("*.html", 18 * KB, "the longest of the others has 12 kB, half of them 7 or less"),
)
"""The HTML of one page; the first pattern that fits holds. 18 kB take half a second on a slow phone (300 kbit/s)."""

PLAIN: Final = 1000 * KB
"""The HTML of any page, not compressed: a phone has to take it apart. Repetition compresses to nearly nothing. The
longest page has 613 kB."""

FIRST_VISIT: Final = 340 * KB
"""A page with its stylesheets, scripts, pictures, and the fonts that English text may need: up to 255 kB, of which 151
are fonts, before which the text can be read already. At 1 Mbit/s that is two seconds, and only once."""

SEARCH: Final = 400 * KB
"""The theme loads it in the background of a first visit: 303 kB."""

_PACKED: Final = (".woff", ".woff2", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gz")


@dataclass
class Weighed:
    """The pages that were seen so far."""

    folder: Folder
    pages: dict[str, int] = field(default_factory=dict)
    plain: dict[str, int] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    """Page -> bytes of a first visit that begins there."""

    def add(self, page: Page) -> None:
        plain = page.source.encode()
        own = packed(page.address, plain)
        self.plain[page.address] = len(plain)
        parts = {
            urls.join(page.address, one.url.path)
            for one in page.references
            if one.use in ("load", "image") and one.url.relative and one.url.path
        }
        self.pages[page.address] = own
        self.visits[page.address] = own + _loaded(self.folder, frozenset(parts))

    def check(self) -> Iterator[Problem]:
        for address, size in self.pages.items():
            limit = limit_of(address)
            if size > limit:
                remedy = "Split the page, or leave out what other pages say."
                yield _heavy(address, "the page has", size, limit, remedy)
            if self.plain[address] > PLAIN:
                what = f"the page has {_shown(self.plain[address])}, and its budget is {_shown(PLAIN)}."
                remedy = "Split the page, or look for what repeats on it."
                yield Problem(Location(address), "", what, remedy, "site-too-heavy")
        over = {address: size for address, size in self.visits.items() if size > FIRST_VISIT}
        if over:
            heaviest = max(over, key=over.__getitem__)
            what = f"a first visit here, the heaviest of {len(over)} over the budget, has"
            remedy = "Make stylesheets, scripts or fonts smaller."
            yield _heavy(heaviest, what, over[heaviest], FIRST_VISIT, remedy)
        if SEARCH_INDEX in self.folder.files:
            size = _size(self.folder, SEARCH_INDEX)
            if size > SEARCH:
                remedy = "Leave parts of pages out of it with 'data-search-exclude'."
                yield _heavy(SEARCH_INDEX, "the index of the search has", size, SEARCH, remedy)


def limit_of(address: str) -> int:
    """The budget of a page."""
    return next(one.limit for one in PAGES if fnmatchcase(address, one.pages))


def _heavy(address: str, what: str, size: int, limit: int, remedy: str) -> Problem:
    what = f"{what} {_shown(size)} compressed, and its budget is {_shown(limit)}."
    return Problem(Location(address), "", what, remedy, "site-too-heavy")


def _shown(size: int) -> str:
    return f"{size / KB:.1f} kB"


@cache
def _loaded(folder: Folder, parts: frozenset[str]) -> int:
    """What these files weigh, with what their stylesheets bring along."""
    found, waiting = set[str](), set(parts)
    while waiting:
        name = waiting.pop()
        if name in found or name not in folder.files:
            continue
        found.add(name)
        if name.endswith(".css"):
            waiting |= {
                urls.join(name, urls.parse(one.text).path)
                for one in folder.stylesheet(name)
                if one.role in ("import", "font") and urls.parse(one.text).relative
            }
    return sum(_size(folder, name) for name in found)


@cache
def _size(folder: Folder, name: str) -> int:
    return packed(name, folder.bytes(name))


def packed(name: str, data: bytes) -> int:
    """What a file weighs on its way to a reader."""
    return len(data) if name.endswith(_PACKED) else len(zlib.compress(data))
