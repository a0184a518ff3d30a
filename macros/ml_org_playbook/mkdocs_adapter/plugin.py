"""The MkDocs adapter: pages of records, navigation, macros, and a site that is replaced only by a whole one.

In: MkDocs' events. Out: pages as `File.generated`, each with the page (generated_page) that gives MkDocs its body.
Not here: anything that could be done without MkDocs, what is kept between the builds of a server (build_cache), and
what a server shows when a build fails (server).
"""

import calendar
import logging
import os
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import CountHandler

from .. import export, report, surroundings
from ..audit import audit
from ..build import Site, build_site
from ..handwritten import docs_check, macros
from ..load import Loaded, load, published_beside
from ..model import permalinks
from ..model.playbook import Playbook
from ..problems import Problem, summary
from ..reading import project as projects
from ..reading.files import real, relative
from ..reading.names import LOCK
from ..rendering import print_styles
from . import error_page, navigation, search_index, settings_check, theme_markup, written_links, written_pages
from .build_cache import BuildCache
from .generated_page import Destination, GeneratedPage
from .publishing import BuildRunning, Publication
from .server import PLAIN_TEXT, DevServer

log = get_plugin_logger("playbook")

Command = Literal["build", "gh-deploy", "serve"]


class Rehearsed(MkDocsException):
    """Everything was looked at that can be without writing a site."""


class PlaybookConfig(base.Config):
    """Options of the plugin in mkdocs.yml."""

    layers = c.ListOfItems(c.Type(str), default=["data"])
    """Folders of records, beside mkdocs.yml: the first, and those that add to it."""
    budget_percent = c.Type(int, default=projects.BUDGET_PERCENT)
    """How much of what is usual pages may weigh."""


class PlaybookPlugin(BasePlugin[PlaybookConfig]):
    """Turns folders of records into pages of the site."""

    def __init__(self) -> None:
        self.root = Path.cwd()
        self.settings = projects.MKDOCS_YML
        self.project = projects.read(self.root)
        """Where the files of the playbook are."""
        self.command: Command = "build"
        self.to_publish = False
        """Whether downloads are written, and the site is audited before it takes the old one's place:
        `playbook build` sets it. Plain `mkdocs build` and `mkdocs serve` stay quick."""
        self.rehearsed: Loaded | None = None
        """What came of the data, for a build that ends before it writes anything: `playbook check` sets it."""
        self.dead_links: Sequence[written_links.DeadLink] = ()
        """Of a rehearsal: links of hand-written pages that lead nowhere."""
        self.files = Files([])
        """Of a rehearsal: what it would publish."""
        self.pdf = False
        """Whether PDF is among the downloads: `playbook build --pdf` sets it."""
        self.site: Site | None = None
        """What the data gives; None where it has problems."""
        self.problems: Sequence[Problem] = ()
        self.count = 0
        """Records that were read."""
        self.headings: frozenset[str] = frozenset()
        """Addresses of headings on hand-written pages."""
        self.say: Callable[[str], None] = log.info
        """Takes sentences for whoever builds or serves the site."""
        self.dev_server: DevServer | None = None
        """While serving: shows the last good site, or a page of problems."""
        self.cache: BuildCache | None = None
        """While serving: what is kept from one build to the next."""
        self.dated = False
        """Whether the date of everything is that of the release, and not one that was asked for."""
        self.publication: Publication | None = None
        """What becomes of the site when it is whole."""

    def on_startup(self, *, command: Command, dirty: bool) -> None:
        self.command = command
        for handler in logging.getLogger("mkdocs").handlers:
            handler.addFilter(PLAIN_TEXT)
        if refusal := surroundings.refusal():
            raise PluginError(refusal)
        self.cache = BuildCache() if command == "serve" else None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._hear_signals(config)
        self.root = _root(config)
        self.settings = Path(config.config_file_path or projects.MKDOCS_YML).name
        self.problems = list(settings_check.check(config, self._project(config), whole=self._is_whole()))
        if self.problems:
            self._stop(always=True)
        if self.dev_server is not None:
            config.site_dir = str(self.dev_server.next_folder())
            self.dev_server.watch(self._layers())
        self.site = None  # else what the last build made would be kept through this one
        self.project = self._project(config)
        loaded = self.rehearsed or load(self.project)
        self.problems, self.count = loaded.problems, loaded.count
        if self.problems or loaded.playbook is None:
            self._stop(always=bool(self.project.links))  # MkDocs would follow them, without an end perhaps
        else:
            log.info(summary((), self.count))
            html_cache, by_hand = self.cache.html if self.cache else None, self.project.by_hand()
            self.site = build_site(loaded.playbook, self._formats(), html_cache, by_hand)
            self._prepare(config, self.site)
        if self.rehearsed:
            for level in ("not_found", "anchors"):  # the audit refuses such links, whatever the settings say
                config.validation.links[level] = max(config.validation.links[level], logging.WARNING)
        elif self.command == "build":
            self.publication = self._begin_publication(Path(config.site_dir))
            config.site_dir = str(self.publication.staging)
        return config

    def _hear_signals(self, config: MkDocsConfig) -> None:
        if self.command == "serve" and self.dev_server is None:  # MkDocs has made this folder for the first build
            surroundings.at_end(config.site_dir, partial(shutil.rmtree, config.site_dir))
            surroundings.say_at_end("The server has ended.", good=True)
        surroundings.hear_signals()

    def _layers(self) -> list[Path]:
        return [self.root / name for name in self.config.layers or ["data"]]

    def _project(self, config: MkDocsConfig) -> projects.Project:
        """The project of the settings that MkDocs has read, with what its command and other plugins have changed."""
        read = projects.read(Path(config.config_file_path) if config.config_file_path else self.root)
        read.config.docs_dir = config.docs_dir
        return replace(read, layers=tuple(self._layers()))

    def _is_whole(self) -> bool:
        """Whether the site has to be one that can be published as it is."""
        return self.to_publish or self.rehearsed is not None

    def _formats(self) -> list[export.Format]:
        """The formats of the downloads."""
        return export.formats(pdf=self.pdf) if self.to_publish else []

    def _stop(self, *, always: bool = False) -> None:
        """End the build because of problems.

        Where there is no site to serve yet, the theme is built for the page of problems, if it can be.
        """
        if self.rehearsed:
            raise Rehearsed("")
        listed = "\n" + report.text(self.problems, self.root, self.count)
        if always or self.command != "serve" or (self.dev_server is not None and self.dev_server.whole):
            raise PluginError(listed)
        log.error(listed)

    def _begin_publication(self, site: Path) -> Publication:
        """Where the site is a link, what it leads to is replaced."""
        target = real(site)
        if target.is_symlink():
            raise PluginError(f"{site} is a link that leads back to itself. Delete the link.")
        if target.exists() and not target.is_dir():
            raise PluginError(f"{site} is not a folder. Move it away, or choose another 'site_dir' in {self.settings}.")
        if any(projects.overlap(folder, target) for folder in self._layers()):
            raise PluginError(f"{site} holds records, and a site takes the place of what is there. Choose another.")
        try:
            return Publication(target)
        except BuildRunning:
            raise PluginError(f"another build of this site ({site}) is running. Wait for it to end.") from None
        except OSError as error:
            reason = (error.strerror or "").lower()
            remedy = "A site is built beside its folder: let this be written to, or name another with -d."
            raise PluginError(f"{error.filename}: {reason}. {remedy}") from None

    def _prepare(self, config: MkDocsConfig, site: Site) -> None:
        config.site_name = config.site_name or site.renderer.line(site.playbook.settings.title)
        if self.dated or "SOURCE_DATE_EPOCH" not in os.environ:
            self.dated = True
            # Every date in the site is the day of the release, so that two builds of one commit are the same.
            day = time.strptime(site.playbook.settings.released, "%Y-%m-%d")
            os.environ["SOURCE_DATE_EPOCH"] = str(calendar.timegm(day))
        theirs: Any = config.plugins["macros"]
        theirs.register_macros(site.macros.functions())
        theirs.env.template_class = site.macros.template_class()
        if config.nav is not None:
            self.problems = list(docs_check.navigation(self.project, site.playbook))
            if self.problems:
                self._stop(always=True)
            config.nav = navigation.expanded(config.nav, site.pages)
        config.extra_css.append(print_styles.ADDRESS)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        if self.site is None:
            return _only_problems(files, config)
        self._check_texts(files, config)
        in_nav = {uri for _, uri in navigation.labels(config.nav)}
        hand_written = {file.dest_uri: file for file in files if file.inclusion.is_included()}
        for file in files.documentation_pages():
            if file.generated_by is None and file.abs_src_path:
                file.edit_uri = self._edited_at(Path(file.abs_src_path), config)
        for uri, page in self.site.pages.items():
            by_hand = hand_written.get(page.address)
            named = uri in in_nav or (by_hand is not None and by_hand.src_uri in in_nav)
            if page.place.role == "listing" and self.site.playbook.entries[page.place.name] and not named:
                navigation.warn_of_omitted(uri, config, log)
            level = InclusionLevel.INCLUDED if named else InclusionLevel.NOT_IN_NAV
            if by_hand is not None:
                shown = macros.page_path(Path(config.docs_dir), by_hand.src_uri, self.root)
                self.say(f"{shown} stands in for the page made from {page.data_path or 'the records'}.")
                by_hand.inclusion = level  # else MkDocs warns that the navigation lacks it
                continue
            if excluded := files.get_file_from_path(uri):
                files.remove(excluded)
            file = File.generated(config, uri, content="", inclusion=level)
            file.edit_uri = self._edited_at(self.root / page.data_path, config) if page.data_path else None
            kind = Destination if self.rehearsed else GeneratedPage
            kind(page, self.site, file, config)  # becomes file.page
            files.append(file)
        for address, content in self.site.files(empty=self.rehearsed is not None).items():
            files.append(File.generated(config, address, content=content))
        return files

    def _edited_at(self, path: Path, config: MkDocsConfig) -> str | None:
        """A file as seen from the pages; None outside the folder of the project, where whoever edits has none."""
        real, docs = path.resolve(), Path(config.docs_dir).resolve()
        return Path(os.path.relpath(real, docs)).as_posix() if real.is_relative_to(self.root.resolve()) else None

    def _check_texts(self, files: Files, config: MkDocsConfig) -> None:
        """Pages that are no text, or whose head cannot be read, are problems and no pages."""
        problems = []
        for file in list(files.documentation_pages(inclusion=InclusionLevel.is_in_serve)):
            if file.abs_src_path is not None:
                shown = macros.page_path(Path(config.docs_dir), file.src_uri, self.root)
                found = docs_check.text(Path(file.abs_src_path), shown)
                if not isinstance(found, str):
                    problems.append(found)
                    files.remove(file)
        if problems:
            self.problems = problems
            self._stop()

    @event_priority(100)  # before mkdocs-macros renders the page
    def on_page_markdown(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str | None:
        if self.site is None or isinstance(page, GeneratedPage):
            return None
        text = page.file.content_string
        page_context = macros.PageContext(
            address=page.file.dest_uri,
            path=macros.page_path(Path(config.docs_dir), page.file.src_uri, self.root),
            text=text,
            body_starts=text.rstrip("\n").count("\n") - markdown.rstrip("\n").count("\n"),
        )
        theirs: Any = config.plugins["macros"]
        known = {*theirs.variables, *theirs.macros, *theirs.filters, *page.meta, "page", "config", "navigation"}
        return None if self.site.macros.check_page(page_context, markdown, known, theirs.env) else ""

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        self.nav = nav
        if self.rehearsed:
            for page in nav.pages:
                if page.file.inclusion.is_excluded():  # MkDocs warns of links to it alone
                    log.warning(f"A reference to '{page.file.src_uri}' is included in the 'nav' configuration.")
        return nav

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        env.auto_reload = False  # templates do not change within a build; looking costs a tenth of it
        if self.site is None:
            return env
        playbook = self.site.playbook
        written = _written_by_hand(files, permalinks.published(playbook))
        self.headings = frozenset(_headings(written))
        # A page whose macros fail has no content, and so no headings.
        if found := tuple(self.site.macros.problems) or tuple(self._lost_headings(written, playbook)):
            self.problems = tuple(sorted({*self.problems, *found}))
            self._stop()
        self.problems = tuple(written_pages.missing_templates(files.documentation_pages(), env, config, self.project))
        if self.problems:
            self._stop(always=True)
        if self.rehearsed:
            self.dead_links = sorted(set(written_links.dead(files, config)))
            self.files = files
            for file in files:
                if file.generated_by == "playbook":
                    file.inclusion = InclusionLevel.EXCLUDED  # what is written by hand is built without them
            return env
        for uri, page in self.site.pages.items():
            navigation.put_under_index(files, uri, page)
        if self.cache is not None:
            self.cache.begin(env, config, self.nav, files)
        search_index.index_pages(config, self.cache)
        return env

    def _lost_headings(self, pages: dict[str, MkDocsPage], playbook: Playbook) -> Iterator[Problem]:
        """Headings that a lock lists, and of which a page has no such anchor any more.

        pages: those that are written by hand, by address. Of two at one address, which two files of settings publish
        from one layer, the lock does not say whose heading it was: there nothing is missed.
        """
        known = {name: page.present_anchor_ids for name, page in pages.items()}
        asked = known.keys() - published_beside(self.project, self._layers())
        if None in known.values():
            return  # the settings say that MkDocs need not know
        there = {f"{name}#{anchor}" for name in asked for anchor in known[name] or ()}
        for folder in self._layers():
            shown = relative(folder / LOCK, self.root)
            lines, _ = permalinks.read(folder / LOCK, shown)
            listed = {line: lines[line] for line in permalinks.headings(lines, asked)}
            yield from permalinks.check(listed, shown, playbook, permalinks.NOTHING_UNREAD, there | asked, whole=True)

    @event_priority(100)  # as the theme has made it: other plugins see what is kept as well
    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        output = theme_markup.corrected(output)
        if self.cache is not None:
            self.cache.keep(page, output)
        return output

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        return theme_markup.corrected(output_content) if template_name.endswith(".html") else output_content

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        self.root = _root(config)
        self.dev_server = DevServer(server, self)
        self.dev_server.watch(self._layers())
        if config.theme.custom_dir:
            server.watch(config.theme.custom_dir)
        return server

    def on_shutdown(self) -> None:
        if self.dev_server is not None:
            self.dev_server.close()
            self.dev_server = None  # MkDocs keeps its plugins for the next build of a process

    @event_priority(100)  # before other plugins write anything
    def _end_rehearsal(self, config: MkDocsConfig) -> None:
        if self.rehearsed:
            site = Path(config.site_dir)
            found = audit(site, None, self.settings, self.config.budget_percent, whole=False)
            self.problems = sorted(written_pages.at_author(found, site, self.files, config, self.project))
            raise Rehearsed("")

    @event_priority(-100)  # after the search index and everything else is written
    def _publish(self, config: MkDocsConfig) -> None:
        if self.publication is None or self.site is None:
            return
        if self.to_publish:
            self._write_downloads(config, self.site)
        config.site_dir = str(self.publication.site)
        if config.strict and _warned():
            self.publication.abandon()
            log.info(f"{self.publication.site} is left as it was.")
        else:
            if self.to_publish:
                percent = self.config.budget_percent
                self.problems = audit(self.publication.staging, self.site.playbook, self.settings, percent)
                if self.problems:
                    self._stop()
            self.publication.publish()
            if (left := self.publication.staging).exists():
                log.info(f"{left} holds what could not be deleted of the old site. Delete it before the next build.")
        self.publication = None

    on_post_build = CombinedEvent(_end_rehearsal, _publish)

    def _write_downloads(self, config: MkDocsConfig, site: Site) -> None:
        try:
            documents = export.documents(site.playbook, config.site_url or "", site.renderer)
            for address, content in export.files(documents, self._formats()):
                path = Path(config.site_dir, address)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        except ValueError as error:
            raise PluginError(f"site_url: {error}") from None

    def on_build_error(self, error: Exception) -> None:
        if self.publication is not None:
            self.publication.abandon()
        if not isinstance(error, MkDocsException) and not surroundings.is_full(error):
            # Most often an author's template or page; MkDocs would show the stack.
            log.debug("What was raised:", exc_info=error)
            raise Abort(str(error_page.from_error(error, (), self.root, self.settings)))


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()


def _only_problems(files: Files, config: MkDocsConfig) -> Files:
    """While serving data that was never good, the site is the theme, for the page of problems to look like it."""
    config.nav = None
    for file in list(files.documentation_pages()):
        files.remove(file)
    files.append(File.generated(config, "index.md", content="# Problems"))
    return files


def _warned() -> bool:
    """Whether MkDocs counted a warning in this build."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(handler.get_counts() for handler in handlers if isinstance(handler, CountHandler))


def _written_by_hand(files: Files, of_records: Collection[str]) -> dict[str, MkDocsPage]:
    """Pages by address, but for those that stand in for one of records."""
    pages = (file.page for file in files.documentation_pages() if file.page and file.generated_by is None)
    return {page.file.dest_uri: page for page in pages if page.file.dest_uri not in of_records}


def _headings(pages: dict[str, MkDocsPage]) -> Iterator[str]:
    """The address of every heading. The title of a page is none."""
    for name, page in pages.items():
        yield from (f"{name}#{one.id}" for one in _all_anchors(page.toc) if one.level > 1)


def _all_anchors(anchors: Iterable[AnchorLink]) -> Iterator[AnchorLink]:
    for one in anchors:
        yield one
        yield from _all_anchors(one.children)
