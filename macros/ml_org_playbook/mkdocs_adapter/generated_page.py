"""Pages that the playbook makes, as MkDocs takes them into the frame of the site.

In: a page of the playbook. Out: what MkDocs and the theme otherwise take from Markdown: body, title, table of
contents, description. Neither macros nor Markdown see such a page, so that nothing from data passes through them.
"""

import html
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from ..build import Site
from ..model import addresses
from ..pages.page import Page
from .navigation import labels


class GeneratedPage(MkDocsPage):
    """A page of the playbook. MkDocs keeps it instead of one of its own, because it is there first."""

    def __init__(self, source_page: Page, site: Site, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self.source_page = source_page
        self.site = site
        self.label = next((label for label, uri in labels(config.nav) if uri == file.src_uri), "")
        """What the navigation calls it; empty where that is its title."""

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = {"render_macros": False}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        view, line = self.source_page.view, self.site.renderer.line
        self.content = self.site.body(self.source_page)
        title = html.escape(line(view.title))
        self.title = html.escape(line(self.label)) or title
        self.meta["title"] = title  # what the browser's tab, the header and the search call it
        self.meta["description"] = line(view.summary)
        self.meta["search"] = {"boost": view.search_boost} if view.searched else {"exclude": True}
        self.meta["also"] = [line(words) for words in view.also]
        if view.siblings:
            self.meta["siblings"] = {
                "title": view.siblings.title,
                "pages": [
                    (line(one.title), addresses.relative(one.address, self.source_page.address))
                    for one in view.siblings.group
                ],
            }
        if view.wide:
            self.meta["hide"] = ["toc"]
        tokens = [
            _token(2, block.id, line(block.title), [(id, line(title)) for id, title in block.headings])
            for block in view.blocks
            if not block.on_demand
        ]
        if view.next:
            tokens.append(_token(2, "next", "What to do next"))
        self.toc = get_toc(tokens)

    @cached_property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]
        """What links to the page may lead to, for MkDocs, which asks it of pages that are linked with an anchor."""
        view = self.source_page.view
        headings = {id for block in view.blocks for id in (block.id, *(id for id, _ in block.headings))}
        return {*view.anchors, *headings, *(["next"] if view.next else [])}


class Destination(GeneratedPage):
    """A page of the playbook for whoever asks only where links may lead: it has no content."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content, self.title = "", self.source_page.address


def _token(level: int, id: str, name: str, parts: Iterable[tuple[str, str]] = ()) -> Any:
    """A heading as MkDocs' table of contents takes it."""
    children = [_token(level + 1, *part) for part in parts]
    return {"level": level, "id": id, "name": html.escape(name), "children": children}
