"""The page of a worksheet, and its form wherever else it stands.

In: a worksheet. Out: blocks. Not here: the same form as a file (export).
"""

from __future__ import annotations

from collections.abc import Iterator

from ... import schema
from ...model.playbook import Entry, Provenance
from .. import blocks
from ..blocks import Block, RichText
from .common import Views


def content(views: Views, entry: Entry) -> Iterator[Block]:
    fields, inherited = entry.fields, entry.provenance
    yield form(views, entry)
    yield views.texts("description", "About this worksheet", fields.description, inherited)
    yield views.rows(
        "roles", "Who fills it in, who gets it", views.playbook.links_from(entry, "roles.role"), style="who"
    )
    yield views.rows("processes", "Processes that use it", views.playbook.links_from(entry, "processes.process"))
    yield views.rows("rewards", "Rewards that use it", views.playbook.links_from(entry, "rewards.reward"))


def form(views: Views, worksheet: Entry, *, prefix: str = "") -> blocks.Form:
    inherited = worksheet.provenance
    return blocks.Form(
        id="form",
        title="The form",
        prefix=prefix,
        sections=tuple(_section(views, section, prefix, inherited) for section in worksheet.fields.sections),
    )


def _section(views: Views, section: schema.FormSection, prefix: str, inherited: Provenance) -> blocks.FormSection:
    inner = inherited.within(section)
    return blocks.FormSection(
        anchor=prefix + section.id,
        aliases=tuple(prefix + alias for alias in section.aliases),
        title=section.title,
        minutes=section.minutes,
        help=RichText(section.help, None) if section.help else None,
        badge=views.badge(inner),
        fields=tuple(
            blocks.FormField(
                anchor=f"{prefix}{section.id}-{field.id}",
                aliases=tuple(
                    f"{prefix}{one}-{two}"
                    for one in (section.id, *section.aliases)
                    for two in (field.id, *field.aliases)
                )[1:],
                label=field.label,
                type=field.type,
                help=field.help or "",
                example=field.example or "",
                options=field.options,
                columns=field.columns,
                rows=_form_rows(field),
                size=field.size,
                unit=field.unit or "",
                badge=None if inner.within(field) == inner else views.badge(inner.within(field)),
            )
            for field in section.fields
        ),
    )


def _form_rows(field: schema.FormField) -> tuple[tuple[str, ...], ...]:
    if field.type != "table":
        return ()
    empty = ("",) * max(len(field.columns) - 1, 0)
    if field.rows:
        return tuple((row, *empty) for row in field.rows)
    return (("", *empty),) * field.size
