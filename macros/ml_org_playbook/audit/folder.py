"""The files of a built site.

In: a folder. Out: names, bytes and texts; names are relative to the folder, with `/`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from ..problems import Location, Problem
from . import stylesheet, urls
from .page import Page


class Folder:
    """A built site on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        found = [(path.relative_to(root).as_posix(), path) for path in root.rglob("*")]
        self.files = frozenset(name for name, path in found if path.is_file())
        self.folders = frozenset(name for name, path in found if path.is_dir())
        self.odd = frozenset(name for name, _ in found) - self.files - self.folders
        """Links that lead nowhere, pipes and the like."""

    @property
    def pages(self) -> list[str]:
        return self.ending(".html")

    def ending(self, suffix: str) -> list[str]:
        return sorted(name for name in self.files if name.endswith(suffix))

    def bytes(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def text(self, name: str) -> str | None:
        """None where it is not UTF-8."""
        try:
            return self.bytes(name).decode("utf-8-sig")
        except UnicodeDecodeError:
            return None

    @cache  # noqa: B019 - a folder lives as long as its audit
    def stylesheet(self, name: str) -> list[stylesheet.CssUrl]:
        return stylesheet.read(self.text(name) or "")

    def json(self, name: str) -> Any:
        """None where it is not JSON."""
        try:
            return json.loads(self.bytes(name))
        except ValueError:
            return None

    @cached_property
    def address(self) -> str:
        """Where the site is published, as its home page says, with a slash at the end; empty where it says nothing."""
        text = self.text("index.html") if "index.html" in self.files else None
        canonical = Page("index.html", text).canonical if text and text.strip() else ""
        return canonical.removesuffix("index.html")

    def own(self, url: urls.Url) -> urls.Url | None:
        """An absolute address of this site as one from its root; None for any other site's."""
        home = urls.parse(self.address)
        if not home.host or home.host != url.host or not url.path.startswith(home.path):
            return None
        return urls.Url("", "", url.path[len(home.path) :] or "index.html", url.fragment)

    def check(self) -> Iterator[Problem]:
        """What no site has, whatever is on its pages."""
        for name in sorted(self.odd):
            what = "this is neither a file nor a folder, and no server can send it."
            yield Problem(Location(name), "", what, "Build the site anew.", "site-unreadable")
        for name in (name for suffix in (".css", ".js", ".mjs") for name in self.ending(suffix)):
            if not self.bytes(name).strip():
                yield self.unreadable(name)

    def unreadable(self, name: str) -> Problem:
        remedy = "Build the site anew; if it stays so, look at what writes this file."
        what = "the file is empty or not readable as what its name says."
        return Problem(Location(name), "", what, remedy, "site-unreadable")
