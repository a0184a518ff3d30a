"""One HTML file: its elements, where they begin, and every address in its attributes.

In: the text of a file. Out: a `Page`. Parsed by libxml2 (lxml). It gives the line of an element and not its column,
so where a problem has to be located, the start tags are gone through once more with the standard library's parser.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from typing import Any, Final, Literal

from lxml import etree  # type: ignore[import-untyped]

from ..problems import Location
from . import stylesheet, urls
from .urls import Url

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


@dataclass(frozen=True)
class Reference:
    """An address in an attribute."""

    index: int
    """Number of its element on the page."""
    where: str
    """`a href`."""
    url: Url
    use: Use


class Page:
    """A parsed page. Raises nothing: libxml2 repairs as browsers do."""

    def __init__(self, address: str, text: str) -> None:
        self.address = address
        self.source = text
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
        root = etree.fromstring(text.encode(), parser)
        self.root = etree.Element("html") if root is None else root
        self.elements: list[Any] = list(self.root.iter("*"))

    def select(self, xpath: str) -> Any:
        """Elements, or whatever the XPath asks for. Paths begin with `//`."""
        return self.root.xpath(xpath)

    @cached_property
    def attributes(self) -> list[tuple[int, str, str]]:
        """Number of the element, name and value of every attribute: most rules are one pass over them."""
        return [(index, name, value) for index, one in enumerate(self.elements) for name, value in one.attrib.items()]

    @cached_property
    def ids(self) -> dict[str, int]:
        """Everything that a `#` can lead to -> the number of its element."""
        found: dict[str, int] = {}
        for index, name, value in self.attributes:
            if name == "id" or (name == "name" and self.elements[index].tag == "a"):
                found.setdefault(value, index)
        return found

    @cached_property
    def canonical(self) -> str:
        return str(self.select("string(//link[@rel='canonical']/@href)")).strip()

    @cached_property
    def references(self) -> list[Reference]:
        return list(self._references())

    def _references(self) -> Iterator[Reference]:
        use: Use
        for index, name, value in self.attributes:
            element = self.elements[index]
            if name in _ADDRESSES:
                use, texts = _use(element, name), urls.from_srcset(value) if name.endswith("srcset") else [value]
            elif name == "content" and element.get("http-equiv", "").lower() == "refresh":
                use, texts = "load", urls.from_refresh(value)
            elif name in _WORDS or name.startswith(_WORDS_BEGIN) or not (":" in value or "/" in value):
                continue
            else:
                # Any other attribute, such as data-src or fill: an address only where it says so itself.
                url = urls.parse(value)
                use, texts = "load", [value] if url.host or url.scheme == "javascript" else []
                if "url(" in value.lower():
                    texts = [found.text for found in stylesheet.read(value)]
            for text in texts:
                yield Reference(index, f"{element.tag} {name}", urls.parse(text), use)

    # ------------------------------------------------------------ places

    def at(self, element: int | Any) -> Location:
        """Where an element begins; by its number, or itself."""
        index = element if isinstance(element, int) else self.elements.index(element)
        return Location(self.address, *self._places[index])

    def within(self, element: Any, text: str) -> Location:
        """Where a text is first found at or after the beginning of an element; the element if it is nowhere."""
        start = self.at(element)
        lines = self.source.splitlines()
        for number in range(start.line, len(lines) + 1):
            column = lines[number - 1].find(text, start.column - 1 if number == start.line else 0)
            if column >= 0:
                return Location(self.address, number, column + 1)
        return start

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        """Line and column of every element; the line alone of one that has no start tag, such as a body."""
        tags = _StartTags()
        tags.feed(self.source)
        tags.close()
        places, number = [], 0
        for element in self.elements:
            if number < len(tags.found) and tags.found[number][0] == element.tag:
                places.append(tags.found[number][1:])
                number += 1
            else:
                places.append((element.sourceline or 1, 1))
        return places


class _StartTags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, int, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, offset = self.getpos()
        self.found.append((tag, line, offset + 1))


def _use(element: Any, name: str) -> Use:
    tag = element.tag
    if tag in ("a", "area") and name in ("href", "xlink:href"):
        return "link"
    if tag == "link" and name == "href":
        rels = set(element.get("rel", "").lower().split())
        if rels and rels <= _NAMING_RELS:
            return "name"
        return "image" if "icon" in rels else "load"
    if (tag, name) in _IMAGES or (tag in _IMAGES_BY_TAG and name in ("src", "srcset")):
        return "image"
    return "load"
