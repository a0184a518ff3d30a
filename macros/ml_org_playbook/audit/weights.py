"""How much a reader has to load: every page alone, a first visit, and the index of the search.

In: pages. Out: problems. Unit: bytes as sent, compressed with gzip; fonts and pictures, which are compressed already,
as they are. A page is measured by the words that it shows: more of them may weigh more, whoever wrote them, and what
markup adds has a limit. So a page that lists everything may grow with the data, and waste is found on any page. None
is divided: a list is printed, searched and ticked as one, and each part of it has a page of its own by role and phase.
"""

import zlib
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from ..problems import Location, Problem
from . import urls
from .folder import Folder
from .links import SEARCH_INDEX
from .page import Page

KB: Final = 1000


class Budget(NamedTuple):
    """How many bytes something may have."""

    fixed: int
    for_each: float
    """Bytes more for each byte of words."""

    def limit(self, words: int, percent: int) -> int:
        return int((self.fixed + self.for_each * words) * percent / 100)


PAGE: Final = Budget(7 * KB, 2.3)
"""The HTML of one page, by its words compressed. Measured: 5 kB and up to 1.94, where every word is in a list."""
PLAIN: Final = Budget(60 * KB, 8)
"""The HTML as a browser takes it apart, by its words; repetition compresses to nearly nothing. Measured: 45 kB and
up to 5.1."""
SEARCH: Final = Budget(40 * KB, 0.33)
"""The theme loads it in the background of a first visit. By the words of all pages, compressed. Measured: 0.26."""
PARTS: Final = Budget(320 * KB, 0)
"""Stylesheets, scripts, pictures, and the fonts that English text may need. Measured: 232 kB, 151 of them fonts, before
which the text can be read already. At 1 Mbit/s that is two seconds, and only once."""

_SHOWN: Final = "//body//text()[not(parent::script or parent::style)]"
_PACKED: Final = (".woff", ".woff2", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gz")
_MORE: Final = "give 'playbook' a 'budget_percent' above 100 among the plugins."


class Weights:
    """What pages weigh, and the first visits that begin at them."""

    def __init__(self, folder: Folder, percent: int = 100) -> None:
        self.folder = folder
        self.percent = percent
        self._words = 0
        """Of all pages, compressed."""
        self._parts: dict[str, frozenset[str]] = {}
        """Page -> files that a first visit there loads beside it, where they are over the budget."""

    def check_page(self, page: Page) -> Iterator[Problem]:
        plain, words = page.source.encode(), " ".join(page.select(_SHOWN)).encode()
        packed_words = packed("", words)
        self._words += packed_words
        remedy = f"Look for markup that repeats or says nothing, or {_MORE}"
        size, limit = packed(page.address, plain), PAGE.limit(packed_words, self.percent)
        if size > limit:
            yield _heavy(page.address, "the page has", size, limit, remedy)
        if len(plain) > (limit := PLAIN.limit(len(words), self.percent)):
            yield _heavy(page.address, "the page has", len(plain), limit, remedy, "")
        loading = {url.path for _, url, use in page.references if use in ("load", "image") and url.relative}
        parts = frozenset(urls.join(page.address, path) for path in loading if path)
        loaded = _loaded(self.folder, parts)
        if self._weight(loaded) > PARTS.limit(0, self.percent):
            self._parts[page.address] = loaded

    def check_site(self) -> Iterator[Problem]:
        """First visits and the index of the search. After all pages."""
        if over := self._parts:
            heaviest = max(over, key=lambda page: self._weight(over[page]))
            what = f"a first visit here, the heaviest of {len(over)} over the budget, loads beside the page"
            part = max(sorted(over[heaviest]), key=lambda name: _size(self.folder, name))
            remedy = f"Make '{part}' smaller, which has {_size(self.folder, part) / KB:.1f} kB, or {_MORE}"
            yield _heavy(heaviest, what, self._weight(over[heaviest]), PARTS.limit(0, self.percent), remedy)
        limit = SEARCH.limit(self._words, self.percent)
        if SEARCH_INDEX in self.folder.files and (size := _size(self.folder, SEARCH_INDEX)) > limit:
            remedy = f"Leave parts of pages out of it with 'data-search-exclude', or {_MORE}"
            yield _heavy(SEARCH_INDEX, "the index of the search has", size, limit, remedy)

    def _weight(self, names: frozenset[str]) -> int:
        return sum(_size(self.folder, name) for name in names)


def _heavy(address: str, what: str, size: int, limit: int, remedy: str, unit: str = " compressed") -> Problem:
    what = f"{what} {size / KB:.1f} kB{unit}, and its budget is {limit / KB:.1f} kB."
    return Problem(Location(address), "", what, remedy, "site-too-heavy")


@cache
def _loaded(folder: Folder, parts: frozenset[str]) -> frozenset[str]:
    """These files, with what their stylesheets bring along."""
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
    return frozenset(found)


@cache
def _size(folder: Folder, name: str) -> int:
    return packed(name, folder.bytes(name))


def packed(name: str, data: bytes) -> int:
    """What a file weighs on its way to a reader."""
    return len(data) if name.endswith(_PACKED) else len(zlib.compress(data))
