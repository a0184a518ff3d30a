"""One HTML file: its elements, where they begin, and every address in its attributes.

In: the text of a file. Out: a `Page`. Parsed by libxml2 (lxml). It gives the line of an element and not its column,
so where a problem has to be located, the start tags are gone through once more with the standard library's parser.
"""

from collections import defaultdict, deque
from functools import cached_property
from html.parser import HTMLParser
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from lxml import etree  # type: ignore[import-untyped]

from ..problems import Location, Problem
from . import urls

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
    "alt", "cite", "class", "d", "data-name", "data-phase", "data-role", "datetime", "id", "itemid", "itemtype",
    "label", "name", "placeholder", "points", "summary", "title", "value", "viewbox",
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
    url: urls.Url
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
    def attributes(self) -> dict[str, list[Attribute]]:
        """Name -> every attribute that has it, by element; nothing for a name that the page does not have."""
        found = defaultdict(list)
        for index, element in enumerate(self.elements):
            tag = element.tag
            for name, value in element.items():
                found[name].append(Attribute(index, tag, name, value))
        return found

    @cached_property
    def ids(self) -> dict[str, int]:
        """Everything that a `#` can lead to -> the number of its element, which is the first of several."""
        anchors = [*self.attributes["id"], *(one for one in self.attributes["name"] if one.tag == "a")]
        return {one.value: one.element for one in sorted(anchors, reverse=True)}

    @cached_property
    def references(self) -> list[Reference]:
        return [
            Reference(attribute, urls.parse(text), _use(attribute, element))
            for name, attributes in self.attributes.items()
            if name not in _WORDS and not name.startswith(_WORDS_BEGIN)
            for attribute in attributes
            for element in [self.elements[attribute.element]]
            for text in _addresses(attribute, element)
        ]

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
        tags = _StartTags(self.source).found
        return [
            tags.popleft()[1] if tags and tags[0][0] == element.tag else (element.sourceline or 1, 1)
            for element in self.elements
        ]


class _StartTags(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: deque[tuple[str, tuple[int, int]]] = deque()
        """Names of tags, with line and column."""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, offset = self.getpos()
        self.found.append((tag, (line, offset + 1)))


def is_data(script: Element) -> bool:
    """Whether a script is JSON, which a browser does not run."""
    return str(script.get("type", "")).strip().lower().endswith("json")


def _addresses(attribute: Attribute, element: Element) -> list[str]:
    _, _, name, value = attribute
    if name in _ADDRESSES:
        return urls.from_srcset(value) if name.endswith("srcset") else [value]
    if name == "content":
        return urls.from_refresh(value) if element.get("http-equiv", "").lower() == "refresh" else []
    if ":" not in value and "/" not in value:
        return []
    # Any other attribute, such as data-src or fill: an address only where it says so itself.
    if "url(" in value.lower():
        return [found.text for found in urls.from_css(value)]
    url = urls.parse(value)
    return [value] if url.host or url.scheme == "javascript" else []


def _use(attribute: Attribute, element: Element) -> Use:
    _, tag, name, _ = attribute
    if tag in ("a", "area") and name in ("href", "xlink:href"):
        return "link"
    if tag == "link" and name == "href":
        rels = set(element.get("rel", "").lower().split())
        if rels and rels <= _NAMING_RELS:
            return "name"
        return "image" if "icon" in rels else "load"
    is_image = (tag, name) in _IMAGES or (tag in _IMAGES_BY_TAG and name in ("src", "srcset"))
    return "image" if is_image else "load"
