"""The MkDocs adapter: pages of records, navigation, macros, and a site that is replaced only by a whole one.

In: MkDocs' events. Out: pages as `File.generated`, whose bodies are handed over in `on_page_content`.
Not here: anything that could be done without MkDocs.
"""

from __future__ import annotations

import calendar
import html
import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils import CountHandler

from . import pages, swap
from .blocks import Sheet
from .load import load
from .macros import Calling, Macros, page_path
from .pages import Page
from .playbook import Playbook
from .problems import summary
from .render import Renderer
from .schema import KINDS
from .views import Views

log = get_plugin_logger("playbook")


class PlaybookConfig(base.Config):
    """Options of the plugin in mkdocs.yml."""

    data_dir = c.Type(str, default="data")
    """Folder of the records, beside mkdocs.yml."""


class PlaybookPlugin(BasePlugin[PlaybookConfig]):
    """Turns a folder of records into pages of the site."""

    def __init__(self) -> None:
        self.command: Literal["build", "gh-deploy", "serve"] = "build"
        self.site: Path | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        self.playbook = self._load()
        settings = self.playbook.settings
        config.site_name = settings.title
        _fix_time(settings.released)
        self.pages = {page.source_uri: page for page in pages.pages(self.playbook)}
        self.renderer = Renderer(self.playbook)
        self.macros = Macros(self.playbook, Views(self.playbook), self.renderer)
        self._register_macros(config)
        if self.command == "build":
            self.site = Path(config.site_dir)
            config.site_dir = str(swap.staging(self.site))
        return config

    def _load(self) -> Playbook:
        loaded = load(self.root, self.root / self.config.data_dir)
        if loaded.playbook is None or loaded.problems:
            raise PluginError(_listed(loaded.problems, loaded.count))
        log.info(summary((), loaded.count))
        return loaded.playbook

    def _register_macros(self, config: MkDocsConfig) -> None:
        names = list(config.plugins)
        if "macros" not in names or names.index("macros") > names.index("playbook"):
            raise PluginError(
                "mkdocs.yml: plugins: 'macros' is missing before 'playbook'. Add it above, because the playbook "
                "registers its macros there."
            )
        config.plugins["macros"].register_macros(self.macros.functions())  # type: ignore[attr-defined]

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        in_nav = set(_nav_paths(_expanded(config.nav, self.pages.values())))
        for uri, page in self.pages.items():
            if files.get_file_from_path(uri) is not None:
                behind = page.data_path or f"{self.config.data_dir}/{page.kind.folder}"
                log.info(f"docs/{uri} stands in for the page made from {behind}.")
                continue
            level = InclusionLevel.INCLUDED if uri in in_nav else InclusionLevel.NOT_IN_NAV
            file = File.generated(config, uri, content=f"<!-- {uri} -->", inclusion=level)
            if page.data_path is not None:
                file.edit_uri = f"../{page.data_path}"
            files.append(file)
        if config.nav is not None:
            config.nav = _expanded(config.nav, self.pages.values())
        return files

    @event_priority(100)  # before mkdocs-macros renders the page
    def on_page_markdown(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str | None:
        if self._made(page) is not None:
            return None
        text = page.file.content_string
        calling = Calling(
            address=page.file.dest_uri,
            path=page_path(Path(config.docs_dir), page.file.src_uri, self.root),
            text=text,
            body_starts=text.rstrip("\n").count("\n") - markdown.rstrip("\n").count("\n"),
        )
        macros: Any = config.plugins["macros"]
        known = {*macros.variables, *macros.macros, *macros.filters, *page.meta, "page", "config", "navigation"}
        return None if self.macros.check_page(calling, markdown, known) else ""

    def on_page_content(self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str | None:
        made = self._made(page)
        if made is None:
            return None
        sheet = made.sheet
        _describe(page, sheet, self.renderer)
        return self.renderer.sheet(sheet, made.address)

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        if self.macros.problems:
            raise PluginError(_listed(sorted(set(self.macros.problems)), len(list(self.playbook.all()))))
        for uri, page in self.pages.items():
            _put_under_index(files, uri, page)
        return env

    @event_priority(-100)  # after the search index and everything else is written
    def on_post_build(self, config: MkDocsConfig) -> None:
        if self.site is None:
            return
        new, site, self.site = Path(config.site_dir), self.site, None
        config.site_dir = str(site)
        if config.strict and _warnings():
            log.info(f"{site} is left as it was.")
            return
        swap.replace(new, site)

    def _made(self, page: MkDocsPage) -> Page | None:
        """The playbook's page behind one of MkDocs', unless a hand-written page stands in its place."""
        return self.pages.get(page.file.src_uri) if page.file.generated_by == "playbook" else None


def _listed(problems: Any, count: int) -> str:
    return "\n".join(["the data has problems.", *map(str, problems), summary(problems, count)])


def _fix_time(released: str) -> None:
    """Every date in the site is the day of the release, so that two builds of one commit are the same."""
    day = calendar.timegm(time.strptime(released, "%Y-%m-%d"))
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(day))


def _describe(page: MkDocsPage, sheet: Sheet, renderer: Renderer) -> None:
    """What MkDocs and the theme take from a page's Markdown, given by hand."""
    page.title = html.escape(renderer.line(sheet.title))
    page.meta["description"] = renderer.line(sheet.summary)
    blocks = [(block.id, block.title) for block in sheet.blocks]
    if sheet.next:
        blocks.append(("next", "What to do next"))
    tokens: list[Any] = [
        {"level": 2, "id": id, "name": html.escape(renderer.line(title)), "children": []} for id, title in blocks
    ]
    page.toc = get_toc(tokens)
    page.present_anchor_ids = {"top", *(id for id, _ in blocks), *sheet.anchors}


def _put_under_index(files: Files, uri: str, page: Page) -> None:
    """A record's page counts as part of its index in the navigation, so that its section is shown as open."""
    file = files.get_file_from_path(uri)
    index = files.get_file_from_path(f"{page.kind.address}/index.md")
    if page.id and file and file.page and index and index.page and file.page.parent is None:
        file.page.parent = index.page  # type: ignore[assignment]


def _expanded(nav: Any, all_pages: Any) -> Any:
    """The navigation with each `@kind` replaced by the pages of that kind, in their order."""
    if isinstance(nav, dict):
        return {title: _expanded(part, all_pages) for title, part in nav.items()}
    if not isinstance(nav, list):
        return nav
    out: list[Any] = []
    for part in nav:
        if isinstance(part, str) and part.startswith("@"):
            folders = {kind.folder: kind for kind in KINDS.values() if kind.has_pages}
            kind = folders.get(part[1:])
            if kind is None:
                raise PluginError(
                    f"mkdocs.yml: nav: '{part}' is no kind of page. Known: "
                    + ", ".join(f"@{folder}" for folder in sorted(folders))
                )
            out += [{page.title: page.source_uri} for page in all_pages if page.kind is kind and page.id]
        else:
            out.append(_expanded(part, all_pages))
    return out


def _nav_paths(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for part in nav.values():
            yield from _nav_paths(part)
    elif isinstance(nav, list):
        for part in nav:
            yield from _nav_paths(part)


def _warnings() -> bool:
    """Whether MkDocs counted a warning in this build."""
    return any(
        handler.get_counts() for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler)
    )
