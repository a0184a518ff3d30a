"""The settings: what `data/playbook.yml` says for the playbook as a whole, and `layer.yml` for a layer. No records."""

from __future__ import annotations

from typing import Literal

from .base import Model
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


class PageTexts(Model):
    """One entry for each page that lists many records."""

    scenarios: PageText
    """The index of the scenarios."""
    advantages: PageText
    """The index of the advantages."""
    pitfalls: PageText
    """The index of the pitfalls."""
    processes: PageText
    """The index of the processes."""
    rewards: PageText
    """The index of the rewards."""
    people: PageText
    """The index of the people traits."""
    roles: PageText
    """The index of the roles."""
    worksheets: PageText
    """The index of the worksheets."""
    checklists: PageText
    """The index of the checklists."""
    stories: PageText
    """The index of the stories."""
    transitions: PageText
    """All transitions."""
    questions: PageText
    """All questions."""
    compare: PageText
    """The summary table and the matrices."""
    star_model: PageText
    """The five aspects."""
    advice: PageText
    """All advice."""
    glossary: PageText
    """All terms."""
    sources: PageText
    """All sources, and what rests on each section."""


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
    parameters: dict[str, Parameter]
    """Values that texts use."""
    pages: PageTexts
    """Titles and openings of the pages that list many records."""


class LayerSettings(Model):
    """`layer.yml`: what holds for a layer, a folder of your own whose records are added to those of `data/`."""

    title: Title
    """Whose layer this is. It stands in every download and at the foot of the pages of records."""
    version: Version
    """Version of the layer, as three numbers."""
    released: Day
    """Day of this version, as year-month-day. The newest day of all layers is the date of the site."""
    license: Line | None = None
    """Under which terms the content of the layer may be used. It is said behind that of the playbook."""
    parameters: dict[str, Line] = {}
    """Parameters that get another value here, such as `company_name`, each with that value."""
