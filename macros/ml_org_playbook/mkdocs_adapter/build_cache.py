"""While serving: what MkDocs made in the build before, for the pages of which nothing has changed.

In: the pages of a build, as MkDocs is about to put them into the frame of the site. Out: the finished page of the
build before, and its entries in the index of the search, where everything that they are made from is equal.
A change of one record then costs the pages that show it. `build` does not use this: it makes every page anew.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ..build import HtmlCache

KNOWN: Final = {"search", "material/search", "offline", "material/offline", "macros", "playbook"}
"""Plugins of which it is known what they put into a page. With any other, every page is framed anew."""

Facts = tuple[object, ...]
"""What something is made from, to be compared with what it was made from before."""


class BuildCache:
    """What is kept from one build to the next."""

    def __init__(self) -> None:
        self.html = HtmlCache()
        self._facts: dict[str, Facts] = {}
        """Page -> what it is made from in this build."""
        self._frame: Facts = ()
        """What all pages are made from in this build."""
        self._finished: dict[str, tuple[Facts, Facts, str]] = {}
        self._entries: dict[str, tuple[Facts, list[Any]]] = {}

    def begin(self, env: Environment, config: MkDocsConfig, nav: Navigation, files: Files) -> None:
        """Before pages are framed, and after all of them are rendered."""
        env.bytecode_cache = self.html.compiled
        self._facts.clear()
        if not set(config.plugins) <= KNOWN:
            return
        self._frame = (
            repr({name: value for name, value in config.items() if name not in ("plugins", "site_dir", "theme")}),
            repr(dict(config.theme)),
            repr({name: plugin.config for name, plugin in config.plugins.items()}),
            os.environ.get("SOURCE_DATE_EPOCH"),
            list(_stamps(config.theme.custom_dir)),
            str(nav),
            [dict(page.meta) for page in nav.pages],
        )
        finished: dict[str, str] = {}
        ready = env.from_string("{{ finished[page.file.src_uri] | safe }}", {"finished": finished})
        for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve):
            assert file.page is not None
            facts = self._facts[file.src_uri] = _facts(file.page)
            before = self._finished.get(file.src_uri)
            if before is not None and before[:2] == (self._frame, facts):
                finished[file.src_uri] = before[2]
                file.page.meta["template"] = ready
                file.page.content = ""  # nobody has to look at it again

    def keep(self, page: Page, output: str) -> None:
        """A page as the theme has made it."""
        facts = self._facts.get(page.file.src_uri)
        if facts is not None:
            self._finished[page.file.src_uri] = self._frame, facts, output

    def add_entries(self, entries: list[Any], read: Callable[[Page], None], page: Page) -> None:
        """Add a page's entries to those of the search: reading it anew takes longer than its frame.

        read: makes the entries of a page, and adds them.
        """
        facts, before = self._facts.get(page.file.src_uri), self._entries.get(page.file.src_uri)
        if facts is not None and before is not None and before[0] == facts:
            entries.extend(before[1])
            return
        start = len(entries)
        read(page)
        if facts is not None:
            self._entries[page.file.src_uri] = facts, entries[start:]


def _facts(page: Page) -> Facts:
    """Everything that the theme may show of a page."""
    return (
        page.url,
        page.title,
        page.content,
        dict(page.meta),
        str(page.toc),
        page.edit_url,
        page.canonical_url,
        repr([page.previous_page, page.next_page, *page.ancestors]),  # their titles and addresses
    )


def _stamps(folder: str | None) -> Iterator[Facts]:
    """Size and time of every file of the project's own templates."""
    for path in sorted(Path(folder).rglob("*")) if folder else ():
        about = path.lstat()
        yield str(path), about.st_size, about.st_mtime_ns
