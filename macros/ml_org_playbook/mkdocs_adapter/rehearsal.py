"""A build of what people write by hand, without a site: what MkDocs would refuse is said before it builds anything.

In: a project, and what came of its data. Out: problems: settings that cannot work, navigation and links that lead
nowhere, and whatever else MkDocs, a plugin or an extension warns of. MkDocs itself says all this, up to where it would
begin to write; what is here finds the place in the author's file.
"""

import html
import logging
import os
import posixpath
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from logging.handlers import BufferingHandler
from pathlib import Path
from typing import Any, Final

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import get_plugins

from ..handwritten import docs_check
from ..handwritten.macros import page_path
from ..load import Loaded, load
from ..model import permalinks
from ..problems import Location, Problem, nearest, printable, suggestion
from ..reading.project import Project
from .navigation import OMITTED
from .plugin import Rehearsed
from .server import logged_to, temporary_folder
from .written_links import DeadLink

_OF_THEME: Final = re.compile(r"The \"(?P<plugin>\w+)\" plugin is not installed")
_LANGUAGE: Final = re.compile(r"'partials/languages/(.+?)\.html' not found")
_VALUE: Final = re.compile(r"Config value '(?P<key>\w+)': (?P<what>.*)", re.DOTALL)
_LINK: Final = re.compile(
    r"Doc file '(?P<page>.+?)' contains an? (?:absolute |unrecognized relative )?link '(?P<link>.*?)', (?P<what>.*)"
)
_BEFORE_LINK: Final = r"\]\(\s*<?|\]:\s*<?|(?:href|poster|src|srcset)\s*=\s*[\"']?\s*"
"""What stands before a link, in Markdown and in HTML."""
_MEANT: Final = re.compile(r"(?P<what>.*?)[.,]? (?P<meant>Did you mean '.*'\?)$")
_IN_NAV: Final = re.compile(r"(?:A reference|An absolute path) to '(?P<name>.*?)' is included in the 'nav' ")
_BY: Final = "playbook: "
"""How messages of the plugin itself begin."""
_NOT_IN_NAV: Final = "The following pages exist in the docs directory, but are not included in the"
_OF_PAGE: Final = re.compile(r"Error reading page '(?P<page>.+?)': ?(?P<what>.*)", re.DOTALL)


def look(project: Project) -> Loaded:
    """The data and, where there is nothing wrong with it, what is made of it by hand."""
    loaded = load(project)
    found = {*loaded.problems, *docs_check.look(project, loaded)}
    if not loaded.problems and not os.path.lexists(project.settings):
        what = "this file is missing, and says what a site is built with."
        remedy = "Bring it back from version control, or name another one with -f."
        found.add(Problem(Location(project.settings.name), "", what, remedy, "file-refused"))
    elif not loaded.problems and loaded.playbook is not None:
        problems, headings = rehearse(project, loaded)
        found.update(problems)
        unlisted = loaded.unlisted + len(headings - permalinks.protected(project.layers))
        loaded = replace(loaded, headings=headings, unlisted=unlisted)
    return replace(loaded, problems=tuple(sorted(found)))


def rehearse(project: Project, loaded: Loaded) -> tuple[list[Problem], frozenset[str]]:
    """What a build would refuse, and the addresses of headings on hand-written pages.

    Problems: setting-refused, dead-link, not-in-navigation, macro-error, published-and-gone.
    """
    plugin: Any = None
    found: Sequence[Problem] = ()
    headings = frozenset[str]()
    stopped: BaseException | None = None
    with (
        temporary_folder() as folder,
        logged_to(logged := BufferingHandler(sys.maxsize), logging.WARNING),
    ):
        try:
            config = load_config(str(project.settings), strict=True, site_dir=str(folder), **project.unnamed)
            plugin = config.plugins.get("playbook")
            if plugin is None:
                what, remedy = "the plugin 'playbook' is not named.", "Add it under 'plugins', after 'macros'."
                return [Problem(project.place("plugins"), "", what, remedy, "setting-refused")], frozenset()
            plugin.rehearsed, plugin.problems = loaded, ()  # MkDocs keeps a plugin from one build to the next
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
        except Rehearsed:
            pass
        except (Abort, MkDocsException) as error:
            stopped = error
        finally:
            if plugin is not None:
                found, headings, plugin.rehearsed = plugin.problems, plugin.headings, None
    assert loaded.playbook is not None
    heard = _Said(project, permalinks.published(loaded.playbook, project.by_hand()) | headings)
    said = list(heard.problems([one.getMessage() for one in logged.buffer]))
    if plugin is not None:
        said += heard.unheard(plugin.dead_links)
    if stopped is not None and not (said or found):
        said = [_of_error(project, str(stopped))]
    return sorted({*found, *said}), headings


class _Said:
    """What MkDocs says, as problems."""

    def __init__(self, project: Project, published: Collection[str]) -> None:
        self.project = project
        self.published = published
        """Addresses of pages and of anchors on them."""
        self.sources = {file.src_uri for file in project.files}
        self.before: Counter[tuple[str, str]] = Counter()
        """How often each link of a page was named."""

    def problems(self, messages: Sequence[str]) -> Iterator[Problem]:
        for message in (one.removeprefix(_BY) for one in messages):
            if message.startswith(_NOT_IN_NAV):
                yield from self._not_in_nav(message)
            elif message.startswith(OMITTED):
                yield self._kind_not_in_nav(message.removeprefix(OMITTED))
            elif match := _LINK.match(message):
                yield self._link(match["page"], match["link"], match["what"])
            elif match := _IN_NAV.match(message):
                yield self._in_nav(match["name"])
            elif (match := _OF_THEME.search(message)) and f"material/{match['plugin']}" in get_plugins():
                yield _refused_theme(self.project, match["plugin"])
            elif match := _VALUE.match(message):
                yield _refused(self.project.place(match["key"]), match["key"], match["what"])
            elif match := _OF_PAGE.match(message):
                if match["what"]:
                    yield _refused(Location(self._shown(match["page"])), "", match["what"])
            else:
                yield self._of_page(message)

    def _shown(self, page: str) -> str:
        return page_path(self.project.docs, page, self.project.root)

    def _not_in_nav(self, message: str) -> Iterator[Problem]:
        for page in re.findall(r"(?m)^  - (.+)$", message):
            uri = Path(page).as_posix()
            remedy = self._where_named(uri)
            what = f"the navigation in {self.project.settings.name} does not have this page."
            yield Problem(Location(self._shown(uri)), "", what, remedy, "not-in-navigation")

    def _where_named(self, uri: str) -> str:
        """How a page is named in the navigation, or left out of it on purpose."""
        place = self.project.place("not_in_nav")
        beside = f"'not_in_nav: {uri}' beside it"
        if place.line > 1:
            beside = f"add a line '{uri}' to 'not_in_nav: |' in line {place.line}"
        return f"Write '- {uri}' there, or {beside}."

    def _kind_not_in_nav(self, uri: str) -> Problem:
        what = f"the navigation does not have '{uri}', the page that lists the records of a kind."
        remedy = self._where_named(uri)
        return Problem(self.project.place("nav"), "nav", what, remedy, "not-in-navigation")

    def _link(self, page: str, link: str, said: str) -> Problem:
        meant = _MEANT.match(said)
        said = (meant["what"] if meant else said).removeprefix("but ").rstrip(".")
        said = re.sub("target '.*' is", "target is", said)
        what = f"the link '{link}' leads nowhere: {said}."
        remedy = meant["meant"] if meant else self._meant(page, link) or "Correct it, or take it out."
        self.before[page, link] += 1
        place = self._place(page, link, self.before[page, link])
        return Problem(place, "", what, remedy, "dead-link")

    def _meant(self, page: str, link: str) -> str:
        """Which page, or which anchor of a page, a link that leads nowhere may mean; empty where none is like it."""
        named, _, anchor = link.partition("#")
        folder = posixpath.dirname(page)
        target = posixpath.normpath(posixpath.join(folder, named)) if named else page
        address = target.removesuffix(".md") + ".html"
        if address in self.published:
            anchors = {one.partition("#")[2] for one in self.published if one.startswith(f"{address}#")}
            return f"Did you mean '{named}#{near}'?" if (near := nearest(anchor, anchors)) else ""
        pages = {one.removesuffix(".html") for one in self.published if "#" not in one}
        near = nearest(target.removesuffix(".md"), pages)
        return f"Did you mean '{posixpath.relpath(near, folder)}.md'?" if near else ""

    def unheard(self, links: Sequence[DeadLink]) -> Iterator[Problem]:
        """Links that lead nowhere, and of which MkDocs says nothing. Those that no author wrote are left out."""
        for one in links:
            if (one.page, one.link) not in self.before:
                what = f"the link '{one.link}' leads nowhere: {one.what}"
                for place in self._places(one.page, one.link):
                    yield Problem(place, "", what, one.remedy, "dead-link")

    def _place(self, page: str, link: str, count: int) -> Location:
        """Where a page has a link for the so-manieth time; its beginning where it is written in another way."""
        places = self._places(page, link)
        return places[min(count, len(places)) - 1] if places else Location(self._shown(page))

    def _places(self, page: str, link: str) -> list[Location]:
        shown = self._shown(page)
        text = docs_check.text(self.project.docs / page, shown)
        lines = text.splitlines() if isinstance(text, str) else []
        written = "|".join({re.escape(one) for one in (link, html.escape(link, quote=False))})
        pattern = re.compile(rf"(?:{_BEFORE_LINK})({written})(?=[\s)>\"']|$)")
        found = ((number, one) for number, line in enumerate(lines, 1) for one in pattern.finditer(line))
        return [Location(shown, number, one.start(1) + 1) for number, one in found]

    def _in_nav(self, name: str) -> Problem:
        place = next((where for entry, where in self.project.nav if entry == name), self.project.place("nav"))
        remedy = suggestion(name, self.sources) or "Correct it, or take it out."
        return Problem(place, "nav", f"'{name}' leads nowhere: no page is made of it.", remedy, "dead-link")

    def _of_page(self, message: str) -> Problem:
        """A warning that nothing here knows. It belongs to the page that it names, if it names one."""
        page = next((page for page in self.sources if f"'{page}'" in message), None)
        place = Location(self._shown(page)) if page else Location(self.project.settings.name)
        return _refused(place, "", message)


def _refused(place: Location, where: str, message: str) -> Problem:
    what = f"MkDocs says: {printable(' '.join(message.split())).rstrip('.')}."
    return Problem(place, where, what, "Correct what it names; a build would end here.", "setting-refused")


def _refused_theme(project: Project, plugin: str) -> Problem:
    what = f"the plugin '{plugin}' comes with the theme 'material', and 'theme' names another one."
    remedy = "Write 'name: material' there: the pages of a playbook stand on it."
    return Problem(project.place("theme", "name"), "theme", what, remedy, "setting-refused")


def _of_error(project: Project, message: str) -> Problem:
    if unknown := _LANGUAGE.search(message):
        what, remedy = f"the theme has no language '{unknown[1]}'.", "Write 'en', or another one that it has."
        return Problem(project.place("theme", "language"), "theme", what, remedy, "setting-refused")
    return _refused(Location(project.settings.name), "", message.removeprefix(f"{project.settings.name}: "))
