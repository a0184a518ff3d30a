"""Everything that one build makes from the data: pages, their HTML, and macros for hand-written pages.

In: a playbook without problems. Out: a `Site`. The plugin hands it to MkDocs. Not here: reading the data (load), and
the downloads (export).
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from . import export
from .handwritten.macros import Macros
from .model.playbook import Playbook
from .model.site_map import site_map
from .pages import catalog
from .pages.page import Page
from .pages.views import Views
from .rendering import print_styles
from .rendering.html import CompiledTemplates, Renderer


@dataclass
class HtmlCache:
    """HTML of earlier builds, while serving: what is made from equal things is equal."""

    made: dict[tuple[str, str], tuple[object, str]] = field(default_factory=dict)
    """Template and address -> what the HTML was made from, and the HTML."""
    compiled: CompiledTemplates = field(default_factory=CompiledTemplates)


@dataclass(frozen=True)
class Site:
    """What MkDocs is given."""

    playbook: Playbook
    pages: dict[str, Page]
    """By the name under which MkDocs knows them: `processes/triage.md`."""
    renderer: Renderer
    macros: Macros
    html_cache: HtmlCache | None = None

    def files(self, *, empty: bool = False) -> dict[str, str]:
        """Other files of the site: address -> content.

        empty: without it, for whoever asks only which there are.
        """
        if empty:
            leading_on = (page.address for page in catalog.leading_on(self.playbook))
            embedded = (place.address for place in site_map(self.playbook) if place.role == "embedded")
            return dict.fromkeys([print_styles.ADDRESS, *leading_on, *embedded], "")
        made = {print_styles.ADDRESS: print_styles.style_sheet(self.playbook, self.renderer)}
        for page in catalog.leading_on(self.playbook):
            made[page.address] = self._html("moved.html.j2", page.address, view=page.view)
        for address, title, block, link in catalog.embedded(self.playbook):
            made[address] = self._html("embed.html.j2", address, title=title, block=block, link=link)
        return made

    def body(self, page: Page) -> str:
        """A page's content as HTML."""
        return self._html("page.html.j2", page.address, view=page.view)

    def _html(self, template: str, address: str, **context: object) -> str:
        if self.html_cache is None:
            return self.renderer.fragment(template, address, **context)
        # Any text may use a parameter. Where a link leads follows from its words: in good data each leads somewhere.
        made_from = context, self.renderer.parameters, self.renderer.by_hand
        before = self.html_cache.made.get((template, address))
        if before is None or before[0] != made_from:
            before = made_from, self.renderer.fragment(template, address, **context)
            self.html_cache.made[template, address] = before
        return before[1]


def build_site(
    playbook: Playbook,
    downloads: Collection[export.Format] = (),
    html_cache: HtmlCache | None = None,
    by_hand: Collection[str] = (),
) -> Site:
    """The site of a playbook.

    downloads: formats of the files that pages link.
    html_cache: what earlier builds made, and this one adds to.
    by_hand: addresses of hand-written pages.
    """
    renderer = Renderer(playbook, html_cache.compiled if html_cache else None, by_hand)
    pages = {page.source_uri: page for page in catalog.pages(playbook, downloads=downloads)}
    return Site(playbook, pages, renderer, Macros(playbook, Views(playbook), renderer), html_cache)
