"""How much a reader has to load: every page alone, a first visit, and the index of the search.

In: pages. Out: problems. Unit: bytes as sent, compressed with gzip; fonts and pictures, which are compressed already,
as they are. A budget is what was measured on the base data plus room for a company's own, not a limit of any browser.
"""

import zlib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Final

from ..problems import Location, Problem
from . import urls
from .folder import Folder
from .links import SEARCH_INDEX
from .page import Page

KB: Final = 1000

PAGES: Final = {
    "scenarios/*.html": 32 * KB,  # all about a scenario, with its checklist: up to 23 kB
    "checklists/by-*.html": 80 * KB,  # items of all lists, to be printed: up to 59 kB
    "compare/*.html": 26 * KB,  # tables with a link in every cell: up to 16 kB
    "*.html": 18 * KB,  # the longest of the others has 12 kB, half of them 7 or less
}
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


class Weights:
    """What pages weigh, and the first visits that begin at them."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._heavy_visits: dict[str, int] = {}
        """Page -> bytes of a first visit there, where they are over the budget."""

    def check_page(self, page: Page) -> Iterator[Problem]:
        plain = page.source.encode()
        size, limit = packed(page.address, plain), limit_of(page.address)
        if size > limit:
            remedy = "Split the page, or leave out what other pages say."
            yield _heavy(page.address, "the page has", size, limit, remedy)
        if len(plain) > PLAIN:
            remedy = "Split the page, or look for what repeats on it."
            yield _heavy(page.address, "the page has", len(plain), PLAIN, remedy, "")
        loading = {url.path for _, url, use in page.references if use in ("load", "image") and url.relative}
        parts = frozenset(urls.join(page.address, path) for path in loading if path)
        if (visit := size + _loaded(self.folder, parts)) > FIRST_VISIT:
            self._heavy_visits[page.address] = visit

    def check_site(self) -> Iterator[Problem]:
        """First visits and the index of the search. After all pages."""
        if over := self._heavy_visits:
            heaviest = max(over, key=over.__getitem__)
            what = f"a first visit here, the heaviest of {len(over)} over the budget, has"
            remedy = "Make stylesheets, scripts or fonts smaller."
            yield _heavy(heaviest, what, over[heaviest], FIRST_VISIT, remedy)
        if SEARCH_INDEX in self.folder.files and (size := _size(self.folder, SEARCH_INDEX)) > SEARCH:
            remedy = "Leave parts of pages out of it with 'data-search-exclude'."
            yield _heavy(SEARCH_INDEX, "the index of the search has", size, SEARCH, remedy)


def limit_of(address: str) -> int:
    """The budget of a page."""
    return next(limit for pattern, limit in PAGES.items() if fnmatchcase(address, pattern))


def _heavy(address: str, what: str, size: int, limit: int, remedy: str, unit: str = " compressed") -> Problem:
    what = f"{what} {size / KB:.1f} kB{unit}, and its budget is {limit / KB:.1f} kB."
    return Problem(Location(address), "", what, remedy, "site-too-heavy")


@cache
def _loaded(folder: Folder, parts: frozenset[str]) -> int:
    """What these files weigh, with what their stylesheets bring along."""
    found, waiting = set[str](), set(parts)
    while waiting:
        name = waiting.pop()
        if name in found or name not in folder.files:
            continue
        found.add(name)
        for css in folder.stylesheet(name) if name.endswith(".css") else ():
            url = urls.parse(css.text)
            if css.role in ("import", "font") and url.relative:
                waiting.add(urls.join(name, url.path))
    return sum(_size(folder, name) for name in found)


@cache
def _size(folder: Folder, name: str) -> int:
    return packed(name, folder.bytes(name))


def packed(name: str, data: bytes) -> int:
    """What a file weighs on its way to a reader."""
    return len(data) if name.endswith(_PACKED) else len(zlib.compress(data))
