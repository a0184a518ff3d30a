"""What a page must have, and what it must not hold. One function for each rule; each sees one page alone.

In: a page. Out: problems. Not here: where addresses lead (links) and from where they load (hosts).
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from ..model.link import PARAMETER
from ..problems import Location, Problem
from . import urls
from .page import Attribute, Element, Page, Reference, is_data

TAKES_INK: Final = "pb-field__table"
"""Class of a table that is empty on purpose: a reader fills it in."""

_CODE: Final = ("code", "pre", "kbd", "samp", "script", "style")
"""Elements that may show template syntax."""
_TEMPLATE: Final = ("{{", "}}", "{%", "%}", "{#", "#}", "{:")
_MACRO_ERRORS: Final = "//h1/em[.='Macro Rendering Error' or .='Macro Syntax Error']"
"""What mkdocs-macros writes into a page instead of failing."""
REFUSED: Final = ("applet", "base", "embed", "frame", "frameset", "iframe", "object", "portal")
"""Elements that no page has, whatever they show."""
_RAW_TEXT: Final = "self::noembed or self::noframes or self::plaintext or self::textarea or self::title or self::xmp"
"""Elements whose content is text in HTML, and markup inside a drawing."""
_FILLED: Final = ".//img | .//input | .//select | .//svg | .//textarea"
"""Elements that show something without text."""


def check(page: Page, settings: str) -> Iterator[Problem]:
    """settings: the name of the file of settings."""
    yield from _head(page, settings)
    for rule in (_ids, _inline, _refused, _tables, _leftovers):
        yield from rule(page)


def check_drawing(page: Page) -> Iterator[Problem]:
    """A drawing in a file of its own runs what is in it as soon as it is opened. Its styles are its own affair."""
    remedy = "Draw it without."
    for element in page.select("//script"):
        yield _own_code(page, element, "a script stands in the drawing.", remedy)
    yield from _handlers(page, remedy)


def _head(page: Page, settings: str) -> Iterator[Problem]:
    """One h1, a title, a description, a language."""
    code = "site-page-head"
    start = Location(page.address)
    if not str(page.select("string(/html/@lang)")).strip():
        remedy = f"Set 'theme: language' in {settings}."
        yield Problem(start, "html lang", "the page does not say its language.", remedy, code)
    if not str(page.select("string(//head/title)")).strip():
        remedy = "Set 'title' in its front matter or in its record."
        yield Problem(start, "title", "the page has no title.", remedy, code)
    if not str(page.select("string(//meta[@name='description']/@content)")).strip():
        remedy = f"Set 'description' in its front matter, or 'site_description' in {settings}."
        yield Problem(start, "description", "the page has no description.", remedy, code)
    headings = page.select("//h1")
    if not any(_has_content(heading) for heading in headings):
        yield Problem(start, "h1", "the page has no main heading.", "Give it one h1 that says what it is.", code)
    for heading in headings[1:]:
        what = f"the page has {len(headings)} main headings."
        yield page.problem(heading, what, "Keep the first, and make the others h2.", code)


def _ids(page: Page) -> Iterator[Problem]:
    for attribute in page.attributes["id"]:
        if page.ids[attribute.value] != attribute.element:
            what = f"'{attribute.value}' is the id of an element before this one, too."
            yield page.problem(attribute, what, "Give one of them another id.", "site-duplicate-id")


def _inline(page: Page) -> Iterator[Problem]:
    """No script, style or handler inside a page."""
    script = "Put it into a file in overrides/assets/js/, and name that in 'extra_javascript'."
    style = "Put it into a stylesheet in overrides/assets/css/, and give the element a class."
    for element in page.select("//style"):
        yield _own_code(page, element, "a style stands in the page.", style)
    for element in page.select("//script[not(@src)]"):
        if not is_data(element):
            yield _own_code(page, element, "a script stands in the page.", script)
    for attribute in page.attributes["style"]:
        yield _own_code(page, attribute, "the attribute holds a style.", style)
    for attribute in page.attributes["srcdoc"]:
        yield _own_code(page, attribute, "the attribute holds code.", script)
    yield from _handlers(page, script)


def _handlers(page: Page, remedy: str) -> Iterator[Problem]:
    """Code in attributes that a click or another event runs."""
    for name in [name for name in page.attributes if name.startswith("on")]:
        for attribute in page.attributes[name]:
            yield _own_code(page, attribute, "the attribute holds code.", remedy)
    for one in page.references:
        if one.url.scheme in urls.SCRIPTS:
            yield _own_code(page, one.attribute, f"'{urls.shown(one.url)}' is a script.", remedy)


def _own_code(page: Page, found: Attribute | Element, what: str, remedy: str) -> Problem:
    return page.problem(found, what, f"{remedy} The Content-Security-Policy refuses it.", "site-inline-code")


def _refused(page: Page) -> Iterator[Problem]:
    """No frames, objects, base addresses, forms that send, and no addresses beyond the usual schemes."""
    code = "site-refused"
    for element in page.select("|".join(f"//{tag}" for tag in REFUSED)):
        what = f"the page holds a <{element.tag}>."
        yield page.problem(element, what, "Take it out: link to what it would show.", code)
    for element in page.select("//form[@action] | //*[@formaction]"):
        what = "the form sends what is typed in, and there is no server to send it to."
        yield page.problem(element, what, "Leave the address out.", code)
    for one in page.references:
        if not _allowed(one):
            what = f"'{urls.shown(one.url)}' is not an address that the site uses."
            remedy = "Link to a page, a web address, mailto: or tel:. data: is for images alone."
            yield page.problem(one.attribute, what, remedy, code)
    for element in page.select(f"//svg//*[{_RAW_TEXT}]"):
        if "<" in "".join(element.itertext()):
            what = "text in a drawing holds '<', which browsers read as markup there."
            yield Problem(page.at(element), f"svg {element.tag}", what, "Write it without.", code)


def _allowed(one: Reference) -> bool:
    scheme = one.url.scheme
    if scheme == "data":
        return one.use == "image" and one.url.inline_image
    if one.use == "link" and scheme in ("mailto", "tel"):
        return True
    return scheme in ("", *urls.NETWORK, *urls.SCRIPTS)  # scripts are reported as such


def _tables(page: Page) -> Iterator[Problem]:
    for table in page.select("//table"):
        cells = table.xpath(".//td[not(ancestor::thead)]")
        for_ink = TAKES_INK in table.get("class", "").split()
        if not (cells if for_ink else any(map(_has_content, cells))):
            remedy = "Leave it out where there is nothing to show."
            yield page.problem(table, "the table is empty.", remedy, "site-empty-table")


def _leftovers(page: Page) -> Iterator[Problem]:
    """No template syntax, no parameter without its value, no error of a macro, outside code."""
    outside = " or ".join(f"ancestor::{tag}" for tag in _CODE)
    for error in page.select(_MACRO_ERRORS):
        what, remedy = f"the page shows '{error.text}'.", "See the log of the build for the macro and its page."
        yield page.problem(error, what, remedy, "site-template-left")
    for text in page.select(f"//text()[contains(., '{{') or contains(., '}}')][not({outside})]"):
        owner = text.getparent()
        tag = owner.getparent().tag if text.is_tail else owner.tag
        yield from _leftover(page, owner, str(tag), text)
    for index, tag, name, value in chain.from_iterable(page.attributes.values()):
        if "{" in value or "}" in value:
            yield from _leftover(page, page.elements[index], f"{tag} {name}", value)


def _leftover(page: Page, element: Element, where: str, text: str) -> Iterator[Problem]:
    if shown := next((sign for sign in _TEMPLATE if sign in text), ""):
        what, remedy = f"the page shows '{shown}'.", "Correct the tag or the call; what is meant as such is code."
    elif parameter := PARAMETER.search(text):
        shown = parameter[0]
        what = f"'{shown}' stands without its value."
        remedy = f'On a page, write {{{{ pb_param("{parameter[1]}") }}}}; what is meant as such is code.'
    else:
        return
    yield Problem(page.within(element, shown), where, what, remedy, "site-template-left")


def _has_content(element: Element) -> bool:
    return bool("".join(element.itertext()).strip() or element.xpath(_FILLED))
