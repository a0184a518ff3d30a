"""What a page must have, and what it must not hold. One function a rule; each sees one page alone.

In: a page. Out: problems. Not here: where addresses lead (links) and from where they load (hosts).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from ..model.link import PARAMETER
from ..problems import Location, Problem
from . import urls
from .page import Page, Reference

TAKES_INK: Final = "pb-field__table"
"""Class of a table that is empty on purpose: a reader fills it in."""

_CODE: Final = ("code", "pre", "kbd", "samp", "script", "style")
"""Elements that may show template syntax."""
_TEMPLATE: Final = ("{{", "}}", "{%", "%}", "{#", "#}", "{:")
_MACRO_ERRORS: Final = (
    "Macro Rendering Error", "Macro Syntax Error", "UndefinedError", "Traceback (most recent call last)",
)  # fmt: skip
"""What mkdocs-macros, or a template, writes into a page instead of failing."""
_REFUSED: Final = ("applet", "base", "embed", "frame", "frameset", "iframe", "object", "portal")
_RAW_TEXT: Final = ("noembed", "noframes", "plaintext", "textarea", "title", "xmp")
"""Elements whose content is text in HTML, and markup inside a drawing."""
_LINK_SCHEMES: Final = (*urls.NETWORK, "mailto", "tel", "")
_FILLED: Final = "img, input, select, svg, textarea"


def check(page: Page) -> Iterator[Problem]:
    for rule in _RULES:
        yield from rule(page)


def check_drawing(page: Page) -> Iterator[Problem]:
    """A drawing in a file of its own runs what is in it as soon as it is opened. Its styles are its own affair."""
    remedy = "Draw it without."
    for element in page.select("//script"):
        yield _own_code(page, element, "script", "a script stands in the drawing.", remedy)
    for index, name, _ in page.attributes:
        if name.startswith("on"):
            where = f"{page.elements[index].tag} {name}"
            yield _own_code(page, index, where, "the attribute holds code.", remedy)
    for one in page.references:
        if one.url.scheme in ("javascript", "vbscript"):
            yield _own_code(page, one.index, one.where, f"'{urls.shown(one.url)}' is a script.", remedy)


def _head(page: Page) -> Iterator[Problem]:
    """One h1, a title, a description, a language."""
    code = "site-page-head"
    start = Location(page.address)
    if not str(page.select("string(/html/@lang)")).strip():
        remedy = "Set 'theme: language' in mkdocs.yml."
        yield Problem(start, "html lang", "the page does not say its language.", remedy, code)
    if not str(page.select("string(//head/title)")).strip():
        remedy = "Set 'title' in its front matter or in its record."
        yield Problem(start, "title", "the page has no title.", remedy, code)
    if not str(page.select("string(//meta[@name='description']/@content)")).strip():
        remedy = "Set 'description' in its front matter, or 'site_description' in mkdocs.yml."
        yield Problem(start, "description", "the page has no description.", remedy, code)
    headings = page.select("//h1")
    if not any(_has_content(heading) for heading in headings):
        yield Problem(start, "h1", "the page has no main heading.", "Give it one h1 that says what it is.", code)
    for heading in headings[1:]:
        what = f"the page has {len(headings)} main headings."
        yield Problem(page.at(heading), "h1", what, "Keep the first, and make the others h2.", code)


def _ids(page: Page) -> Iterator[Problem]:
    for index, name, id in page.attributes:
        if name != "id" or page.ids[id] == index:
            continue
        first = page.at(page.ids[id])
        what = f"'{id}' is already the id of the element in line {first.line}, column {first.column}."
        where, remedy = f"{page.elements[index].tag} id", "Give one of them another id."
        yield Problem(page.at(index), where, what, remedy, "site-duplicate-id")


def _inline(page: Page) -> Iterator[Problem]:
    """No script, style or handler inside a page."""
    script = "Put it into a file in overrides/assets/js/, and name that in 'extra_javascript'."
    style = "Put it into a stylesheet in overrides/assets/css/, and give the element a class."
    for element in page.select("//style"):
        yield _own_code(page, element, "style", "a style stands in the page.", style)
    for element in page.select("//script[not(@src)]"):
        if not element.get("type", "").strip().lower().endswith("json"):
            yield _own_code(page, element, "script", "a script stands in the page.", script)
    for index, name, _ in page.attributes:
        if name in ("style", "srcdoc") or name.startswith("on"):
            kind, remedy = ("a style", style) if name == "style" else ("code", script)
            where = f"{page.elements[index].tag} {name}"
            yield _own_code(page, index, where, f"the attribute holds {kind}.", remedy)
    for one in page.references:
        if one.url.scheme in ("javascript", "vbscript"):
            yield _own_code(page, one.index, one.where, f"'{urls.shown(one.url)}' is a script.", script)


def _own_code(page: Page, element: Any, where: str, what: str, remedy: str) -> Problem:
    remedy += " The Content-Security-Policy refuses it."
    return Problem(page.at(element), where, what, remedy, "site-inline-code")


def _refused(page: Page) -> Iterator[Problem]:
    """No frames, objects, base addresses, forms that send, and no addresses beyond the usual schemes."""
    for element in page.select("|".join(f"//{tag}" for tag in _REFUSED)):
        what = f"the page holds a <{element.tag}>."
        yield Problem(page.at(element), element.tag, what, "Take it out: link to what it would show.", "site-refused")
    for element in page.select("//form[@action] | //*[@formaction]"):
        what = "the form sends what is typed in, and there is no server to send it to."
        yield Problem(page.at(element), str(element.tag), what, "Leave the address out.", "site-refused")
    for one in page.references:
        if not _allowed(one):
            what = f"'{urls.shown(one.url)}' is not an address that the site uses."
            remedy = "Link to a page, a web address, mailto: or tel:. data: is for images alone."
            yield Problem(page.at(one.index), one.where, what, remedy, "site-refused")
    for element in page.select("//svg//*" + f"[{' or '.join(f'self::{tag}' for tag in _RAW_TEXT)}]"):
        if "<" in "".join(element.itertext()):
            what = "text in a drawing holds '<', which browsers read as markup there."
            yield Problem(page.at(element), f"svg {element.tag}", what, "Write it without.", "site-refused")


def _allowed(one: Reference) -> bool:
    scheme = one.url.scheme
    if scheme in ("javascript", "vbscript"):
        return True  # reported as a script
    if scheme == "data":
        return one.use == "image" and one.url.path.lower().startswith("image/")
    return scheme in (_LINK_SCHEMES if one.use == "link" else (*urls.NETWORK, ""))


def _tables(page: Page) -> Iterator[Problem]:
    for table in page.select("//table"):
        cells = table.xpath(".//td[not(ancestor::thead)]")
        if TAKES_INK in table.get("class", "").split():
            filled = bool(cells)
        else:
            filled = any(_has_content(cell) for cell in cells)
        if not filled:
            remedy = "Leave it out where there is nothing to show."
            yield Problem(page.at(table), "table", "the table is empty.", remedy, "site-empty-table")


def _leftovers(page: Page) -> Iterator[Problem]:
    """No template syntax, no parameter without its value, no error of a macro, outside code."""
    outside = " or ".join(f"ancestor::{tag}" for tag in _CODE)
    signs = ("{", "}", *(error for error in _MACRO_ERRORS if error in page.source))
    telling = " or ".join(f"contains(., '{sign}')" for sign in signs)
    for text in page.select(f"//text()[{telling}][not({outside})]"):
        owner = text.getparent()
        tag = owner.getparent().tag if text.is_tail else owner.tag
        yield from _leftover(page, owner, str(tag), text)
    for index, name, value in page.attributes:
        if "{" in value or "}" in value:
            element = page.elements[index]
            yield from _leftover(page, element, f"{element.tag} {name}", value)


def _leftover(page: Page, element: Any, where: str, text: str) -> Iterator[Problem]:
    code = "site-template-left"
    error = next((error for error in _MACRO_ERRORS if error in text), None)
    sign = next((sign for sign in _TEMPLATE if sign in text), None)
    parameter = PARAMETER.search(text)
    if error:
        what, remedy = f"the page shows '{error}'.", "See the log of the build for the macro and its page."
        yield Problem(page.within(element, error), where, what, remedy, code)
    elif sign:
        what, remedy = f"the page shows '{sign}'.", "Correct the tag or the call; what is meant as such is code."
        yield Problem(page.within(element, sign), where, what, remedy, code)
    elif parameter:
        what = f"'{parameter[0]}' stands without its value."
        remedy = "Define it in data/playbook.yml; what is meant as such is code."
        yield Problem(page.within(element, parameter[0]), where, what, remedy, code)


def _has_content(element: Any) -> bool:
    if "".join(element.itertext()).strip():
        return True
    return bool(element.xpath(" | ".join(f".//{tag.strip()}" for tag in _FILLED.split(","))))


_RULES: Final[tuple[Callable[[Page], Iterator[Problem]], ...]] = (
    _head,
    _ids,
    _inline,
    _refused,
    _tables,
    _leftovers,
)
