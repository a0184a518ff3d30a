"""The page of a worksheet, and its form wherever else it stands.

Not here: the form as a file (export).
"""

from collections.abc import Iterator

from ... import schema
from ...model import relations
from ...model.playbook import Entry, Provenance
from ..blocks import Block, Fact, Form, FormField, FormSection, LinkRow, RichText
from .common import Views
from .registry import record_page


def blocks(views: Views, entry: Entry[schema.Worksheet]) -> Iterator[Block]:
    playbook = views.playbook
    yield form(views, entry)
    yield views.texts("description", "About this worksheet", entry.fields.description, entry.provenance)
    yield views.recommended(entry.fields.recommended)
    roles = playbook.links_from(entry, relations.ROLE)
    yield views.rows("roles", "Who fills it in, who gets it", roles, style="who")
    yield views.rows("processes", "Processes that use it", playbook.links_from(entry, relations.PROCESS))
    yield views.rows("rewards", "Rewards that use it", playbook.links_from(entry, relations.REWARD))


def form(views: Views, worksheet: Entry[schema.Worksheet], *, prefix: str = "") -> Form:
    inherited = worksheet.provenance
    sections = (_section(views, section, prefix, inherited) for section in worksheet.fields.sections)
    return Form(id="form", title="The form", prefix=prefix, sections=tuple(sections))


def _section(views: Views, section: schema.FormSection, prefix: str, inherited: Provenance) -> FormSection:
    inner = inherited.within(section)
    return FormSection(
        anchor=prefix + section.id,
        aliases=tuple(prefix + alias for alias in section.aliases),
        title=section.title,
        minutes=section.minutes,
        help=RichText(section.help, None) if section.help else None,
        badge=views.badge(inner),
        fields=tuple(_field(views, section, field, prefix, inner) for field in section.fields),
    )


def _field(
    views: Views, section: schema.FormSection, field: schema.FormField, prefix: str, inherited: Provenance
) -> FormField:
    names = (f"{prefix}{one}-{two}" for one in (section.id, *section.aliases) for two in (field.id, *field.aliases))
    anchor, *aliases = names
    return FormField(
        anchor=anchor,
        aliases=tuple(aliases),
        label=field.label,
        type=field.type,
        help=field.help or "",
        example=field.example or "",
        options=field.options,
        columns=field.columns,
        rows=_rows(field),
        size=field.size,
        unit=field.unit or "",
        badge=views.badge_within(field, inherited),
    )


def _rows(field: schema.FormField) -> tuple[tuple[str, ...], ...]:
    if field.type != "table":
        return ()
    empty = ("",) * max(len(field.columns) - 1, 0)
    return tuple((row, *empty) for row in field.rows or ("",) * field.size)


def facts(views: Views, entry: Entry[schema.Worksheet]) -> Iterator[Fact]:
    yield Fact("When", RichText(entry.fields.when, None))


def next_steps(views: Views, entry: Entry[schema.Worksheet]) -> Iterator[LinkRow]:
    for link in views.playbook.links_from(entry, relations.PROCESS):
        yield views.row(link.target, "How the process runs, step by step.")


record_page(schema.Worksheet, blocks, facts=facts, next_steps=next_steps)
