"""One page of the site, before it is HTML."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from ..model.site_map import Place
from .blocks import PageView
from .support import counted


@dataclass(frozen=True)
class Page:
    """One page of the site. Its content is made when it is asked for."""

    place: Place
    title: str
    make: Callable[[], PageView]
    index: str | None = None
    """Address of the page that it counts under in the navigation."""

    @property
    def address(self) -> str:
        """From the root of the site: `processes/triage.html`."""
        return self.place.address

    @property
    def folder(self) -> str | None:
        """The data folder of its record: `@processes` in the navigation stands for the pages of that folder."""
        return self.place.entry.kind.folder if self.place.entry and self.place.role == "record" else None

    @property
    def data_path(self) -> str | None:
        """The data file from which it is made, for the edit link; None for a page that lists many."""
        return self.place.entry.record.path if self.place.entry else None

    @property
    def source_uri(self) -> str:
        """The name under which MkDocs knows it: `processes/triage.md`."""
        return self.address.removesuffix(".html") + ".md"

    @cached_property
    def view(self) -> PageView:
        return counted(self.make())
