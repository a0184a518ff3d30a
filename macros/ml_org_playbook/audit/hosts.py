"""Addresses that lead away: nothing that a page, a stylesheet or a script loads comes from another host.

In: pages and the files of the site. Out: problems. A link to another site is none: it waits for a reader's click.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any, Final

from ..problems import Location, Problem
from . import scripts, stylesheet, urls
from .folder import Folder
from .links import SEARCH_SCRIPT
from .page import Page

_REMEDY: Final = "Put the file into overrides/assets/ and load it from there."


def check_page(page: Page) -> Iterator[Problem]:
    for one in page.references:
        if one.use in ("load", "image") and one.url.host:
            yield _away(page.at(one.index), one.where, urls.shown(one.url))
    for element in page.select("//style"):
        for css in stylesheet.read(element.text or ""):
            if urls.parse(css.text).host:
                yield _away(page.within(element, css.text), "style", css.text)
    for element in page.select("//script[not(@src)]"):
        for address in _in_script(page.address, element.text or "", element.get("type", "")):
            yield _away(page.within(element, address), "script", address)
    for known in scripts.NEVER_ASKED:
        if known.trigger is not None:
            yield from _triggers(page, known, *known.trigger)


def _triggers(page: Page, known: scripts.NeverAsked, name: str, word: str) -> Iterator[Problem]:
    """Elements for which a script of the theme would ask another host after all."""
    for index, found, value in page.attributes:
        if found == name and word in value and word in value.split():
            what = f"for this element the theme loads '{known.address}…': {known.reason}."
            where = f"{page.elements[index].tag} {name}"
            yield Problem(page.at(index), where, what, "Take it out of the page.", "site-other-host")


def check_files(folder: Folder) -> Iterator[Problem]:
    """Stylesheets, scripts and drawings."""
    for name in folder.ending(".css"):
        for css in folder.stylesheet(name):
            url, place = urls.parse(css.text), Location(name, css.line, css.column)
            if url.host:
                yield _away(place, "url", urls.shown(url))
            elif url.scheme and not (
                url.scheme == "data" and css.role == "image" and url.path.lower().startswith("image/")
            ):
                what = f"'{urls.shown(url)}' is not an address that a stylesheet uses."
                yield Problem(place, "url", what, "Name a file. data: is for images alone.", "site-refused")
    for name in (*folder.ending(".js"), *folder.ending(".mjs")):
        text = folder.text(name)
        if text is None:
            yield folder.unreadable(name)
            continue
        if name == SEARCH_SCRIPT or fnmatchcase(name, scripts.SKIPPED):
            continue
        for found in scripts.read(name, text):
            yield _away(Location(name, found.line, found.column), "", found.address)
    for name in folder.ending(".svg"):
        yield from check_page(Page(name, folder.text(name) or ""))


def _in_script(page: str, text: str, type: str) -> Iterator[str]:
    """Addresses in a script that stands in a page: code, or data that code will read."""
    if not type.strip().lower().endswith("json"):
        yield from (found.address for found in scripts.read(page, text))
        return
    try:
        data = json.loads(text)
    except ValueError:
        return
    yield from (value for value in _strings(data) if urls.parse(value).host)


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _strings(part)


def _away(place: Location, where: str, address: str) -> Problem:
    return Problem(place, where, f"'{address}' would be loaded from another host.", _REMEDY, "site-other-host")
