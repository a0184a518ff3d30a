"""The audit of a built site: everything that can be known to be wrong with it without a browser.

In: the folder of a site, and the playbook that it was made from. Out: problems, with places in the site's files.
Nothing is asked of MkDocs or of the templates: pages, stylesheets and scripts are read as a browser gets them.

    folder      the files of the site
    urls        addresses as a browser reads them, in attributes and in CSS
    page        one HTML file: elements, their places, and every address in it
    markup      what a page must have and must not hold
    links       addresses that lead nowhere
    hosts       addresses that lead away: in pages, stylesheets and scripts
    weights     how much a reader has to load
    counts      whether everything in the data is there, once
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ..model.playbook import Playbook
from ..problems import SHORT_LIST, Location, Problem
from ..reading.project import MKDOCS_YML
from . import hosts, markup
from .counts import Counts
from .folder import Folder
from .links import Links
from .page import Page
from .weights import Weights


def audit(
    site: Path,
    playbook: Playbook | None,
    settings: str = MKDOCS_YML,
    budget_percent: int = 100,
    *,
    whole: bool = True,
) -> list[Problem]:
    """Look a built site over.

    playbook: what the site was made from; None leaves the counts out.
    settings: the name of the file of settings.
    budget_percent: how much of what is usual a page, a first visit and the index of the search may weigh.
    whole: whether all pages are there. Of some alone it is not said where their links lead.
    Order: by file and line. A fault that many pages share, as in the navigation, is reported once, with their number.
    """
    folder = Folder(site)
    weights, counts = Weights(folder, budget_percent), Counts(playbook) if playbook else None
    links = Links(folder, settings) if whole else None
    return sorted(_shared_once(_found(folder, links, weights, counts, settings)))


def _found(
    folder: Folder, links: Links | None, weights: Weights, counts: Counts | None, settings: str
) -> Iterator[Problem]:
    if links and "index.html" not in folder.files:
        remedy = "Name the folder that `playbook build` made."
        yield Problem(Location("index.html"), "", "the site has no home page.", remedy, "site-unreadable")
    if links:
        yield from folder.check()
    for address in folder.ending(".html"):
        text = folder.text(address)
        if text is None or not text.strip():
            yield folder.unreadable(address)
            continue
        page = Page(address, text)
        yield from markup.check(page, settings)
        yield from hosts.check_page(page)
        yield from links.check_page(page) if links else ()
        yield from weights.check_page(page)
        if counts:
            yield from counts.check_page(page)
    for address in folder.ending(".svg"):
        drawing = Page(address, folder.text(address) or "")
        yield from markup.check_drawing(drawing)
        yield from hosts.check_page(drawing)
    yield from hosts.check_files(folder)
    yield from links.check_site() if links else ()
    yield from weights.check_site()
    if counts and links:
        yield from counts.check_site(folder, links.ids)


def _shared_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """One fault on more pages than one would list is one line, at the first of them."""
    same: dict[tuple[str, str, str, str], list[Problem]] = defaultdict(list)
    for problem in set(problems):
        same[problem.where, problem.what, problem.remedy, problem.code].append(problem)
    for found in same.values():
        pages = len({problem.location.path for problem in found})
        if pages <= SHORT_LIST:
            yield from found
        else:
            first = min(found)
            yield replace(first, what=f"{first.what} The same on {pages - 1} more pages.")
