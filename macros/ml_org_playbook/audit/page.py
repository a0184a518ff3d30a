"""One HTML file: its elements, where they begin, and every address in its attributes.

In: the text of a file. Out: a `Page`. Parsed by libxml2 (lxml). It gives the line of an element and not its column,
so where a problem has to be located, the start tags are gone through once more with the standard library's parser.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import cached_property
from html.parser import HTMLParser
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from lxml import etree  # type: ignore[import-untyped]

from ..problems import Location, Problem
from . import urls
from .urls import Url

Element: TypeAlias = Any
"""An element of lxml, which comes without types."""
Use = Literal["link", "load", "image", "name"]
"""What a browser does with an address: waits for a click, loads it, shows it as a picture, nothing."""

_NAMING_RELS: Final = {"alternate", "author", "bookmark", "canonical", "help", "license", "me", "next", "prev"}
"""Kinds of `<link>` that say something and load nothing."""
_ADDRESSES: Final = {
    "action", "archive", "background", "codebase", "data", "formaction", "href", "imagesrcset", "manifest", "ping",
    "poster", "src", "srcset", "xlink:href",
}  # fmt: skip
"""Attributes that hold addresses, whatever they begin with."""
_IMAGES: Final = {("image", "href"), ("image", "xlink:href"), ("link", "imagesrcset"), ("video", "poster")}
_IMAGES_BY_TAG: Final = {"img", "input", "source"}
_WORDS: Final = {
    "alt", "cite", "class", "content", "d", "datetime", "id", "itemid", "itemtype", "label", "name", "placeholder",
    "points", "summary", "title", "value", "viewbox",
}  # fmt: skip
"""Attributes that hold words or names: an address in them is text."""
_WORDS_BEGIN: Final = ("aria-", "xmlns")


class Attribute(NamedTuple):
    """An attribute of an element."""

    element: int
    """Number of its element on the page."""
    tag: str
    name: str
    value: str


class Reference(NamedTuple):
    """An address in an attribute."""

    attribute: Attribute
    url: Url
    use: Use


class Page:
    """A parsed page. Raises nothing: libxml2 repairs as browsers do."""

    def __init__(self, address: str, text: str) -> None:
        self.address = address
        self.source = text
        root = etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
        self.root: Element = etree.Element("html") if root is None else root
        self.elements: list[Element] = list(self.root.iter("*"))

    def select(self, xpath: str) -> Any:
        """Elements, or whatever the XPath asks for. Paths begin with `//`."""
        return self.root.xpath(xpath)

    @cached_property
    def attributes(self) -> list[Attribute]:
        """Every attribute of every element: most rules are one pass over them."""
        return [
            Attribute(index, element.tag, name, value)
            for index, element in enumerate(self.elements)
            for name, value in element.attrib.items()
        ]

    @cached_property
    def ids(self) -> dict[str, int]:
        """Everything that a `#` can lead to -> the number of its element."""
        found: dict[str, int] = {}
        for index, tag, name, value in self.attributes:
            if name == "id" or (name == "name" and tag == "a"):
                found.setdefault(value, index)
        return found

    @cached_property
    def references(self) -> list[Reference]:
        return list(self._references())

    def _references(self) -> Iterator[Reference]:
        use: Use
        for attribute in self.attributes:
            index, tag, name, value = attribute
            if name in _ADDRESSES:
                use = _use(tag, name, self.elements[index].get("rel", ""))
                texts = urls.from_srcset(value) if name.endswith("srcset") else [value]
            elif name == "content" and self.elements[index].get("http-equiv", "").lower() == "refresh":
                use, texts = "load", urls.from_refresh(value)
            elif name in _WORDS or name.startswith(_WORDS_BEGIN) or not (":" in value or "/" in value):
                continue
            else:
                # Any other attribute, such as data-src or fill: an address only where it says so itself.
                url = urls.parse(value)
                use, texts = "load", [value] if url.host or url.scheme == "javascript" else []
                if "url(" in value.lower():
                    texts = [found.text for found in urls.from_css(value)]
            for text in texts:
                yield Reference(attribute, urls.parse(text), use)

    def problem(self, found: Attribute | Element, what: str, remedy: str, code: str) -> Problem:
        """A problem of an element or of one of its attributes, located where the element begins."""
        if isinstance(found, Attribute):
            return Problem(self.at(found.element), f"{found.tag} {found.name}", what, remedy, code)
        return Problem(self.at(found), found.tag, what, remedy, code)

    def at(self, element: int | Element) -> Location:
        """Where an element begins; by its number, or itself."""
        index = element if isinstance(element, int) else self.elements.index(element)
        return Location(self.address, *self._places[index])

    def within(self, element: Element, text: str) -> Location:
        """Where a text is first found at or after the beginning of an element; the element if it is nowhere."""
        start = self.at(element)
        skipped = start.column - 1
        for number, line in enumerate(self.source.splitlines()[start.line - 1 :], start.line):
            column = line.find(text, skipped) + 1
            if column:
                return Location(self.address, number, column)
            skipped = 0
        return start

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        """Line and column of every element; the line alone of one that has no start tag, such as a body."""
        tags = _StartTags()
        tags.feed(self.source)
        tags.close()
        return [
            tags.found.popleft()[1] if tags.found and tags.found[0][0] == element.tag else (element.sourceline or 1, 1)
            for element in self.elements
        ]


class _StartTags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: deque[tuple[str, tuple[int, int]]] = deque()
        """Names of tags, with line and column."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, offset = self.getpos()
        self.found.append((tag, (line, offset + 1)))


def is_data(script: Element) -> bool:
    """Whether a script is JSON, which a browser does not run."""
    return str(script.get("type", "")).strip().lower().endswith("json")


def _use(tag: str, name: str, rel: str) -> Use:
    if tag in ("a", "area") and name in ("href", "xlink:href"):
        return "link"
    if tag == "link" and name == "href":
        rels = set(rel.lower().split())
        if rels and rels <= _NAMING_RELS:
            return "name"
        return "image" if "icon" in rels else "load"
    if (tag, name) in _IMAGES or (tag in _IMAGES_BY_TAG and name in ("src", "srcset")):
        return "image"
    return "load"
