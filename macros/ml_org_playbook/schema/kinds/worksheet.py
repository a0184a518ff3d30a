"""Worksheets: forms that one fills in or follows, section by section.

Not here: how a field looks on a page or in a file (templates, export).
"""

from collections.abc import Iterator
from typing import Final, Literal

from pydantic import Field

from ..base import Part, Record, Sourced, SourcedTexts
from ..kind import Kind
from ..links import ProcessLink, Recommendation, RewardLink, RoleLink
from ..text import Id, Line, Prose, Title


class FormField(Sourced):
    """One thing to fill in."""

    id: Id
    """Permanent within its worksheet."""
    aliases: tuple[Id, ...] = ()
    """Ids that it had before. Links to them lead here."""
    label: Title
    """What is asked."""
    type: Literal["line", "text", "number", "date", "choice", "check", "table"]
    """`line`: a few words. `text`: several lines. `choice`: one of the options. `check`: a box for each option, or one.
    `table`: rows to fill in."""
    help: Line | None = None
    """How to fill it in."""
    example: Line | None = None
    """A good entry."""
    options: tuple[Title, ...] = ()
    """For `choice` and `check`."""
    columns: tuple[Title, ...] = ()
    """For `table`."""
    rows: tuple[Line, ...] = ()
    """For `table`: what stands in the first column of each row, where that is given."""
    size: int = Field(default=3, strict=True, ge=1, le=30)
    """Lines of a `text`; empty rows of a `table` without given rows."""
    unit: Title | None = None
    """For `number`: the unit."""


class FormSection(Sourced):
    """Some fields that belong together."""

    id: Id
    """Permanent within its worksheet."""
    aliases: tuple[Id, ...] = ()
    """Ids that it had before. Links to them lead here."""
    title: Title
    """What the fields are about."""
    minutes: int | None = Field(default=None, strict=True, ge=1, le=480)
    """On an agenda: time for this part, in minutes."""
    help: Prose | None = None
    """How to go about it."""
    fields: tuple[FormField, ...]
    """The fields."""


class Worksheet(Record):
    """A form that one fills in or follows."""

    form: Literal["agenda", "report", "pack", "plan", "standard", "record"]
    """What sort of worksheet it is."""
    description: SourcedTexts
    """What it is for, and how the source speaks of it."""
    when: Line
    """When it is filled in."""
    recommended: tuple[Recommendation, ...] = ()
    """What we recommend in each scenario. It stands apart from what the source says."""
    roles: tuple[RoleLink, ...] = Field(min_length=1)
    """Who fills it in, who gets it."""
    processes: tuple[ProcessLink, ...] = ()
    """Processes that use it."""
    rewards: tuple[RewardLink, ...] = ()
    """Rewards that use it."""
    sections: tuple[FormSection, ...] = Field(min_length=1)
    """The form."""

    def parts(self) -> Iterator[Part]:
        for index, section in enumerate(self.sections):
            names = (section.id, *section.aliases)
            yield Part(section.id, section.aliases, section.title, ("sections", index))
            for number, field in enumerate(section.fields):
                first, *others = (f"{name}-{one}" for one in (field.id, *field.aliases) for name in names)
                yield Part(first, tuple(others), field.label, ("sections", index, "fields", number))


KIND: Final = Kind(
    model=Worksheet,
    rank=80,
    plural="Worksheets",
    forms={
        "agenda": "Agendas",
        "report": "Reports",
        "pack": "Review packs",
        "plan": "Plans",
        "standard": "Standards",
        "record": "Records",
    },
    compared=True,
    handed_out=True,
    used_by=("process", "reward"),
    search_boost=2,
    page_anchors=frozenset({"form", "description", "roles", "processes", "recommended", "rewards"}),
)
