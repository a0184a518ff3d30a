"""An address as a browser reads it: white space, control characters and backslashes do not hide where it leads."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

NETWORK: Final = ("http", "https", "ws", "wss", "ftp")
"""Schemes that name a host."""

_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_EDGES: Final = "".join(map(chr, range(33)))
_INSIDE: Final = str.maketrans("", "", "\t\n\r")


@dataclass(frozen=True)
class Url:
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


def parse(text: str) -> Url:
    text = text.strip(_EDGES).translate(_INSIDE)
    found = _SCHEME.match(text)
    scheme = found[1].lower() if found else ""
    rest = text[found.end() :] if found else text
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
