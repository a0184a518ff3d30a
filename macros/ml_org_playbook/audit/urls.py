"""Addresses as a browser reads them: one alone, those in an attribute, and those in CSS.

In: text. Out: addresses, taken apart or, in CSS, with their places. Browsers ignore white space around an address and
read a backslash as a slash; so does this module. Not here: addresses in scripts (hosts), and where one leads (links).
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import unquote

import tinycss2  # type: ignore[import-untyped]

NETWORK: Final = ("http", "https", "ws", "wss", "ftp")
"""Schemes that name a host."""
SCRIPTS: Final = ("javascript", "vbscript")
"""Schemes whose address is code."""

_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_EDGES: Final = "".join(map(chr, range(33)))
_INSIDE: Final = str.maketrans("", "", "\t\n\r")
_TAKES_ADDRESSES: Final = {"url", "src", "image", "image-set", "-webkit-image-set"}
"""CSS functions whose strings are addresses."""
_LATIN: Final = ord("a")

Role = Literal["import", "font", "other-font", "image"]
"""What CSS loads; `other-font`: for letters that English text does not need."""


class Url(NamedTuple):
    """The parts of an address. The query leads to the same file, and is left out."""

    scheme: str
    """Lower-case, empty for a relative address."""
    host: str
    """Lower-case; for schemes of NETWORK, and for `//host/…`."""
    path: str
    """Decoded. For `data:` and the like everything after the colon."""
    fragment: str
    """Decoded, without `#`; None of it where a browser looks for text (`:~:`)."""

    @property
    def relative(self) -> bool:
        return not self.scheme and not self.host

    @property
    def inline_image(self) -> bool:
        """Whether this is a picture itself, as `data:`."""
        return self.scheme == "data" and self.path.lower().startswith("image/")


class CssUrl(NamedTuple):
    """An address in CSS."""

    text: str
    line: int
    column: int
    role: Role


@lru_cache(10_000)  # most addresses of a page are those of the navigation
def parse(text: str) -> Url:
    text = text.strip(_EDGES).translate(_INSIDE)
    found = _SCHEME.match(text)
    scheme, rest = (found[1].lower(), text[found.end() :]) if found else ("", text)
    if scheme and scheme not in NETWORK:
        return Url(scheme, "", rest, "")
    rest, _, fragment = rest.partition("#")
    rest = rest.partition("?")[0].replace("\\", "/")
    host = ""
    if scheme or rest.startswith("//"):
        host, slash, rest = rest.lstrip("/").partition("/")
        rest = slash + rest
    return Url(scheme, host.lower(), unquote(rest), unquote(fragment.partition(":~:")[0]))


def shown(url: Url) -> str:
    """An address in a message: without the length that `data:` can have."""
    text = f"{url.scheme}:" if url.scheme else ""
    text += f"//{url.host}" if url.host else ""
    text += url.path + (f"#{url.fragment}" if url.fragment else "")
    return text if len(text) <= 80 else f"{text[:79]}…"


def join(page: str, path: str) -> str:
    """A relative path as seen from a page, from the root of the site. Begins with `..` where it leads out."""
    if not path:
        return page
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return f"{joined}/" if path.endswith("/") else joined


def from_srcset(text: str) -> list[str]:
    """The addresses of a `srcset`: each ends at white space; commas stand between candidates."""
    return [part.split()[0] for part in re.split(r",\s+|,$", text.strip()) if part.split()]


def from_refresh(text: str) -> list[str]:
    """The address of a `<meta http-equiv="refresh">`: `0; url='other.html'`."""
    _, _, rest = text.replace(",", ";", 1).partition(";")
    found = re.match(r"\s*(?:url\s*=\s*)?(.+)", rest, re.IGNORECASE | re.DOTALL)
    return [found[1].strip().strip("'\"")] if found else []


def from_css(text: str) -> list[CssUrl]:
    """Every address in a stylesheet, or in an attribute that may hold CSS: `url()`, `@import`, image sets."""
    return list(_in_tokens(tinycss2.parse_component_value_list(text, skip_comments=True), "image"))


def _in_tokens(tokens: Iterable[Any], role: Role, strings: bool = False) -> Iterator[CssUrl]:
    """strings: whether strings are addresses here."""
    rule = ""
    for token in tokens:
        inner: Role = "import" if rule == "import" else role
        if token.type == "at-keyword":
            rule = token.lower_value
        elif token.type == "url" or (token.type == "string" and (strings or rule == "import")):
            yield CssUrl(token.value, token.source_line, token.source_column, inner)
        elif token.type == "function":
            yield from _in_tokens(token.arguments, inner, token.lower_name in _TAKES_ADDRESSES)
        elif token.type == "{} block":
            if rule == "font-face":
                inner = "font" if _for_english(token.content) else "other-font"
            yield from _in_tokens(token.content, inner)
            rule = ""
        elif token.type in ("[] block", "() block"):
            yield from _in_tokens(token.content, inner)
        elif token == ";":
            rule = ""


def _for_english(face: Iterable[Any]) -> bool:
    """Whether a browser may load the font for English text: it has no range, or the range has the letter a."""
    ranges = [token for token in face if token.type == "unicode-range"]
    return not ranges or any(token.start <= _LATIN <= token.end for token in ranges)
