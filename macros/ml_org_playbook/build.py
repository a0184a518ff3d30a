"""Everything that one build makes from the data: pages, their HTML, and macros for hand-written pages.

In: folders of records. Out: a `Site`, or the problems that stand in its way. The plugin hands it to MkDocs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from . import export
from .handwritten.macros import Macros
from .load import load
from .model.playbook import Playbook
from .pages import catalog
from .pages.page import Page
from .pages.views import Views
from .problems import Problem
from .rendering import print_styles
from .rendering.html import CompiledTemplates, Renderer


@dataclass
class HtmlCache:
    """HTML of earlier builds, while serving: what is made from equal things is equal."""

    parameters: object = None
    """Their values stand in any text. Where a link leads follows from its words: in good data each leads somewhere."""
    made: dict[tuple[str, str], tuple[object, str]] = field(default_factory=dict)
    """Template and address -> what the HTML was made from, and the HTML."""
    compiled: CompiledTemplates = field(default_factory=CompiledTemplates)

    def agree(self, playbook: Playbook) -> None:
        """Forget everything if the parameters have changed."""
        if playbook.settings.parameters != self.parameters:
            self.made.clear()
        self.parameters = playbook.settings.parameters


@dataclass(frozen=True)
class Site:
    """What MkDocs is given."""

    playbook: Playbook
    pages: dict[str, Page]
    """By the name under which MkDocs knows them: `processes/triage.md`."""
    renderer: Renderer
    macros: Macros
    count: int
    """Records that were read."""
    html_cache: HtmlCache | None = None

    @property
    def style_sheet(self) -> str:
        """Address of a style sheet that every page needs."""
        return print_styles.ADDRESS

    def files(self) -> dict[str, str]:
        """Other files of the site: address -> content."""
        made = {print_styles.ADDRESS: print_styles.style_sheet(self.playbook, self.renderer)}
        for page in catalog.leading_on(self.playbook):
            made[page.address] = self._html("moved.html.j2", page.address, view=page.view)
        for address, title, block, link in catalog.embedded(self.playbook):
            made[address] = self._html("embed.html.j2", address, title=title, block=block, link=link)
        return made

    def downloads(self, base: str, formats: Iterable[export.Format]) -> Iterator[tuple[str, bytes]]:
        """Address and content of each file for other programs.

        base: where the site is published, for the links in the files; empty if that is not known.
        """
        return export.files(export.documents(self.playbook, base, self.renderer), formats)

    def body(self, page: Page) -> str:
        """A page's content as HTML."""
        return self._html("page.html.j2", page.address, view=page.view)

    def _html(self, template: str, address: str, **context: object) -> str:
        if self.html_cache is None:
            return self.renderer.fragment(template, address, **context)
        before = self.html_cache.made.get((template, address))
        if before is None or before[0] != context:
            before = context, self.renderer.fragment(template, address, **context)
            self.html_cache.made[template, address] = before
        return before[1]


@dataclass(frozen=True)
class Built:
    """What came of the records."""

    site: Site | None
    """None where there are problems."""
    problems: tuple[Problem, ...]
    count: int
    """Records that were read."""


def build_site(
    root: Path, *folders: Path, downloads: Collection[export.Format] = (), html_cache: HtmlCache | None = None
) -> Built:
    """The site of the records in these layers.

    downloads: formats of the files that pages link.
    html_cache: what earlier builds made, and this one adds to.
    """
    loaded = load(root, *folders)
    playbook = loaded.playbook
    if playbook is None or loaded.problems:
        return Built(None, loaded.problems, loaded.count)
    renderer = Renderer(playbook, html_cache.compiled if html_cache else None)
    if html_cache is not None:
        html_cache.agree(playbook)
    pages = {page.source_uri: page for page in catalog.pages(playbook, downloads=downloads)}
    macros = Macros(playbook, Views(playbook), renderer)
    return Built(Site(playbook, pages, renderer, macros, loaded.count, html_cache), (), loaded.count)
