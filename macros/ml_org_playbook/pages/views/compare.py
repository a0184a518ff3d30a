"""Scenarios side by side: the summary table, what each uses, and what answers which pitfall.

In: the records of statements and of every kind that scenarios use. Out: a sheet, or one of its tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ... import schema
from ...model.playbook import Entry
from .. import blocks
from ..blocks import PageView, Target
from .common import Views
from .wording import REMEDY_REMARKS


def view(views: Views) -> PageView:
    matrices = tuple(matrix(views, kind) for kind in ("process", "reward", "trait", "role"))
    return views.listing(
        views.playbook.settings.pages.compare,
        (summary(views), *matrices, answer_matrix(views)),
        wide=True,
        anchors=tuple(entry.id for entry in views.playbook.entries["statement"]),
    )


def summary(
    views: Views, *, rows: Sequence[str] | None = None, columns: Sequence[str] | None = None, prefix: str = ""
) -> blocks.SummaryTable:
    """The summary table, or the named rows (aspects) and columns (scenarios) of it, in the order given."""
    statements = views.playbook.entries["statement"]
    used = {statement.fields.aspect for statement in statements}
    aspects = [aspect for aspect in _chosen(views, "aspect", rows) if rows is not None or aspect.id in used]
    if rows is None:
        order = ("people", "process", "rewards")
        aspects.sort(key=lambda aspect: order.index(aspect.id) if aspect.id in order else len(order))
    scenarios = _chosen(views, "scenario", columns)
    footnotes: list[str] = []
    table = []
    for aspect in aspects:
        cells = []
        for scenario in scenarios:
            cell = [
                _statement(views, statement, footnotes, prefix)
                for statement in statements
                if statement.fields.aspect == aspect.id and statement.fields.scenario == scenario.id
            ]
            cells.append(tuple(cell))
        table.append(blocks.SummaryRow(aspect.title, aspect.id, tuple(cells)))
    return blocks.SummaryTable(
        id="summary",
        title="The scenarios side by side",
        columns=tuple(replace(views.target(scenario), title=scenario.fields.label) for scenario in scenarios),
        rows=tuple(table),
        footnotes=tuple(footnotes),
        prefix=prefix,
    )


def _statement(views: Views, entry: Entry, footnotes: list[str], prefix: str) -> blocks.Statement:
    notes: tuple[int, ...] = ()
    if entry.fields.footnote:
        if entry.fields.footnote not in footnotes:
            footnotes.append(entry.fields.footnote)
        notes = (footnotes.index(entry.fields.footnote) + 1,)
    backing = tuple(views.find(link.record) for link in entry.fields.backed_by)
    return blocks.Statement(prefix + entry.id, entry.fields.text, backing, notes, views.used(entry))


def matrix(views: Views, kind: str, *, columns: Sequence[str] | None = None) -> blocks.Matrix:
    """Records of a kind against the scenarios that use them."""
    scenarios = _chosen(views, "scenario", columns)
    rows = []
    for entry in views.playbook.entries[kind]:
        uses = {link.target: link.provenance.basis for link in views.playbook.links_from(entry, "scenarios.scenario")}
        rows.append(
            blocks.MatrixRow(views.target(entry), tuple(blocks.Cell(uses.get(scenario)) for scenario in scenarios))
        )
    plural = schema.KINDS[kind].plural
    return blocks.Matrix(
        id=f"matrix-{kind}",
        title=f"{plural} by scenario",
        corner=schema.KINDS[kind].word.capitalize(),
        columns=tuple(replace(views.target(scenario), title=scenario.fields.short) for scenario in scenarios),
        rows=tuple(rows),
        narrow=True,
    )


def answer_matrix(views: Views) -> blocks.Matrix:
    """Pitfalls against what answers them."""
    rows = []
    for pitfall in views.playbook.entries["pitfall"]:
        answers = views.playbook.answers(pitfall)
        cells = [
            blocks.Cell(answers=tuple(views.reply(link) for link in answers if link.origin.kind.name == kind))
            for kind in ("process", "reward", "trait")
        ]
        rows.append(
            blocks.MatrixRow(
                views.target(pitfall),
                (*cells, blocks.Cell(remark=REMEDY_REMARKS[pitfall.fields.remedy] or "For this pitfall")),
            )
        )
    return blocks.Matrix(
        id="matrix-pitfall",
        title="Pitfalls and what answers them",
        corner="Pitfall",
        columns=tuple(
            Target(title, "", "", "", "", "")
            for title in ("Processes", "Rewards", "People traits", "Remedy in the source")
        ),
        rows=tuple(rows),
        narrow=False,
    )


def _chosen(views: Views, kind: str, ids: Sequence[str] | None) -> list[Entry]:
    if ids is None:
        return list(views.playbook.entries[kind])
    return [entry for id in ids if (entry := views.playbook.get(kind, id)) is not None]
