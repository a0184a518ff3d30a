"""The files of a built site.

In: a folder. Out: names, bytes and texts; names are relative to the folder, with `/`.
"""

from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

from ..problems import Location, Problem
from . import urls
from .page import Page


class Folder:
    """A built site on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        found = {path.relative_to(root).as_posix(): path for path in root.rglob("*")}
        self.files = frozenset(name for name, path in found.items() if path.is_file())
        self.folders = frozenset(name for name, path in found.items() if path.is_dir())
        self.odd = found.keys() - self.files - self.folders
        """Links that lead nowhere, pipes and the like."""

    def ending(self, *suffixes: str) -> list[str]:
        return sorted(name for name in self.files if name.endswith(suffixes))

    def bytes(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def text(self, name: str) -> str | None:
        """None where it is not UTF-8."""
        try:
            return self.bytes(name).decode("utf-8-sig")
        except UnicodeDecodeError:
            return None

    @cache  # noqa: B019 - a folder lives as long as its audit
    def stylesheet(self, name: str) -> list[urls.CssUrl]:
        return urls.from_css(self.text(name) or "")

    @cached_property
    def home(self) -> urls.Url:
        """Where the site is published, as its home page says, with a slash at the end; empty where it does not say."""
        text = self.text("index.html") if "index.html" in self.files else None
        page = Page("index.html", text) if text and text.strip() else None
        address = page.select("string(//link[@rel='canonical']/@href)") if page else ""
        return urls.parse(address.strip().removesuffix("index.html"))

    def own(self, url: urls.Url) -> str | None:
        """The name of what an absolute address of this site leads to; None for any other site's."""
        if not self.home.host or self.home.host != url.host or not url.path.startswith(self.home.path):
            return None
        return url.path.removeprefix(self.home.path) or "index.html"

    def check(self) -> Iterator[Problem]:
        """What no site has, whatever is on its pages."""
        for name in self.odd:
            what = "this is neither a file nor a folder, and no server can send it."
            yield Problem(Location(name), "", what, "Build the site anew.", "site-unreadable")
        for name in self.ending(".css", ".js", ".mjs"):
            if not self.bytes(name).strip():
                yield self.unreadable(name)

    def unreadable(self, name: str) -> Problem:
        remedy = "Build the site anew; if it stays so, look at what writes this file."
        what = "the file is empty or not readable as what its name says."
        return Problem(Location(name), "", what, remedy, "site-unreadable")
