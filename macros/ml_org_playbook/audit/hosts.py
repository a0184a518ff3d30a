"""Addresses that lead away: nothing that a page, a stylesheet or a script loads comes from another host.

In: pages and the files of the site. Out: problems. A link to another site is none: it waits for a reader's click.

What this promises about scripts: outside comments, none of the site holds `http://`, `https://`, `ws://`, `wss://`, or
a string that begins with `//host.`, but for those in `NEVER_ASKED`, each with its reason. What it cannot promise: an
address that a script puts together from pieces while it runs. Against that stands the Content-Security-Policy under
which the site is served, and a test in a browser that looks at what is asked for in fact.
"""

import json
import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Final, NamedTuple

from pygments.lexers.javascript import JavascriptLexer  # type: ignore[import-untyped]
from pygments.token import Comment  # type: ignore[import-untyped]

from ..own_data import own_data
from ..problems import Location, Problem
from . import urls
from .folder import Folder
from .links import SEARCH_SCRIPT
from .markup import REFUSED
from .page import Element, Page, Use, is_data

_ABSOLUTE: Final = re.compile(
    r"(?:https?|wss?):(?:\\?/){2}[^\s\"'`<>)]*|(?<=[\"'`])(?:\\?/){2}(?=[\w.-]*\w\.)[^\s\"'`]*"
)
_SKIPPED: Final = "assets/javascripts/lunr/*"
"""Stemmers of the theme, for a search in languages other than English: addresses stand only in their comments."""


class NeverAsked(NamedTuple):
    """An address in a script that no page of this site makes a browser load."""

    script: str
    """Pattern of file names."""
    address: str
    reason: str
    trigger: Sequence[str] = ("", "")
    """Attribute and word in it for which it would be loaded after all; the audit reports any such element."""


NEVER_ASKED: Final = tuple(NeverAsked(**one) for one in own_data(__package__, "never_asked.yml"))


def check_page(page: Page) -> Iterator[Problem]:
    """A page, or a drawing."""
    for attribute, url, use in page.references:
        if use in ("load", "image") and url.host and attribute.tag not in REFUSED:
            yield page.problem(attribute, *_away(urls.shown(url), use))
    for element in page.select("//style | //script[not(@src)]"):
        for address in _embedded(page.address, element):
            yield Problem(page.within(element, address), element.tag, *_away(address))
    for known in NEVER_ASKED:
        name, word = known.trigger
        for attribute in page.attributes[name]:
            if word in attribute.value.split():
                what = f"for this element the theme loads '{known.address}…': {known.reason}."
                yield page.problem(attribute, what, "Take it out of the page.", "site-other-host")


def check_files(folder: Folder) -> Iterator[Problem]:
    """Stylesheets and scripts."""
    for name in folder.ending(".css"):
        for css in folder.stylesheet(name):
            url, place = urls.parse(css.text), Location(name, css.line, css.column)
            if url.host:
                yield Problem(place, "url", *_away(urls.shown(url)))
            elif url.scheme and not (url.inline_image and css.role == "image"):
                what = f"'{urls.shown(url)}' is not an address that a stylesheet uses."
                yield Problem(place, "url", what, "Name a file. data: is for images alone.", "site-refused")
    for name in folder.ending(".js", ".mjs"):
        text = folder.text(name)
        if text is None:
            yield folder.unreadable(name)
        elif name != SEARCH_SCRIPT and not fnmatchcase(name, _SKIPPED):
            for place, address in _in_code(name, text):
                yield Problem(place, "", *_away(address))


def _embedded(page: str, element: Element) -> list[str]:
    """Addresses at other hosts in a style or a script that stands in a page: code, or data that code will read."""
    text = element.text or ""
    if element.tag == "style":
        found = [css.text for css in urls.from_css(text)]
    elif not is_data(element):
        return [address for _, address in _in_code(page, text)]
    else:
        try:
            found = _strings(json.loads(text))
        except ValueError:
            return []
    return [address for address in found if urls.parse(address).host]


def _strings(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for part in parts for text in _strings(part)]


def _in_code(script: str, text: str) -> Iterator[tuple[Location, str]]:
    """Absolute addresses outside comments that may be asked for, in order."""
    allowed = tuple(known.address for known in NEVER_ASKED if fnmatchcase(script, known.script))
    if all(found[0].startswith(allowed) for found in _ABSOLUTE.finditer(text)):
        return
    # A comment is blanked, so that what is left stands where it stood.
    code = "".join(
        re.sub(r"[^\n]", " ", value) if kind in Comment else value
        for _, kind, value in JavascriptLexer().get_tokens_unprocessed(text)
    )
    for found in _ABSOLUTE.finditer(code):
        if not found[0].startswith(allowed):
            start = found.start()
            place = Location(script, code.count("\n", 0, start) + 1, start - code.rfind("\n", 0, start))
            yield place, found[0].replace("\\/", "/")


def _away(address: str, use: Use = "load") -> tuple[str, str, str]:
    """What is wrong, the remedy and the code."""
    remedy = "Put the file into overrides/assets/ and load it from there."
    if use == "image":
        remedy = "Put the picture beside your pages, in docs/, and show it from there."
    return f"'{address}' would be loaded from another host.", remedy, "site-other-host"
