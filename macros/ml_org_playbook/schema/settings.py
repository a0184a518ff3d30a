"""The settings: what `data/playbook.yml` says for the playbook as a whole. They are no record."""

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
