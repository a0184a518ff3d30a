"""The settings: what `data/playbook.yml` says for the playbook as a whole, and `layer.yml` for a layer. No records."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import Field, create_model

from .base import Model
from .kind import Kind
from .kinds import KINDS
from .text import Day, Line, Title, Version


class Parameter(Model):
    """A value that texts use as `{name}`."""

    value: Line
    """What stands in its place."""
    about: Line
    """What it is for."""


class PageText(Model):
    """Title and opening of a page that lists many records."""

    title: Title
    """The page's title, and its entry in the navigation."""
    summary: Line
    """What the page is for, in one or two sentences."""
    also: tuple[Title, ...] = ()
    """Other words that people use for it: the search finds it by them."""


def _field(kind: Kind) -> Any:
    meaning = f"{'The index of the' if kind.has_pages else 'All'} {kind.plural.lower()}."
    return PageText | None, Field(None, description=meaning)


PageTexts = create_model("PageTexts", __base__=Model, **{kind.page_key: _field(kind) for kind in KINDS.values()})
PageTexts.__doc__ = "Title and opening of pages that list many records. A page left out is named after its kind."


class Settings(Model):
    """`data/playbook.yml`: what holds for the playbook as a whole."""

    title: Title
    """The name of the playbook."""
    version: Version
    """Version of the data, as three numbers."""
    released: Day
    """Day of this version, as year-month-day. Every date in the built site is this one."""
    license: Line
    """Under which terms the content may be used, said on every printed page."""
    spelling: Literal["american", "any"] = "american"
    """`american`: British spellings are reported. `any`: they are not."""
    words_for_notes: tuple[Line, ...] = ()
    """Words that comment on a source, such as `the chapter`: guidance does without them; `notes`, stories and sources
    may have them."""
    parameters: dict[str, Parameter]
    """Values that texts use."""
    pages: PageTexts = PageTexts()
    """Titles and openings of the pages that list many records."""

    def page_text(self, kind: Kind) -> PageText:
        """Title and opening of the page that lists the records of a kind."""
        given: PageText | None = getattr(self.pages, kind.page_key)
        return given or PageText(title=kind.plural, summary=f"All {kind.plural.lower()} of this playbook.")


class LayerSettings(Model):
    """`layer.yml`: what holds for a layer, a folder of your own whose records are added to those of `data/`."""

    title: Title
    """Whose layer this is. It stands in every download and at the foot of the pages of records."""
    version: Version
    """Version of the layer, as three numbers."""
    released: Day
    """Day of this version, as year-month-day. The newest day of all layers is the date of the site."""
    license: Line | None = None
    """Under which terms the content of the layer may be used. It is said after that of the playbook."""
    parameters: dict[str, Line] = {}
    """Parameters that get another value here, such as `company_name`, each with that value."""


SETTINGS: Final[Mapping[str, type[Model]]] = {"playbook": Settings, "layer": LayerSettings}
"""What stands beside the folders of records, in a file of that name: in the first layer, and in each of the others."""


def model_of(kind: str) -> type[Model]:
    """The model of a kind of record, or of a file of settings."""
    return SETTINGS[kind] if kind in SETTINGS else KINDS[kind].model
