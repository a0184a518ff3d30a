"""Scenarios side by side: the summary table, what each uses, and what answers which pitfall.

In: the records of statements and of every kind that scenarios use. Out: a page, or one of its tables.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ... import schema
from ...model import relations
from ...model.playbook import ANSWERING, Entry, Fields
from ..blocks import ON_DEMAND, Basis, Cell, Matrix, MatrixRow, PageView, Statement, SummaryRow, SummaryTable, Target
from .common import Views, sourced
from .pitfall import REMEDY_REMARKS
from .registry import listing_page

_ROWS: Final = ("people", "process", "rewards")
"""Aspects in the order in which the summary table has them; others follow."""


def view(views: Views) -> PageView:
    matrices = (matrix(views, kind) for kind in schema.KINDS.values() if kind.compared)
    return views.listing(schema.Statement, (summary(views), *matrices, answer_matrix(views)), wide=True)


def summary(
    views: Views, *, rows: Sequence[str] | None = None, columns: Sequence[str] | None = None, prefix: str = ""
) -> SummaryTable:
    """The summary table, or the named rows (aspects) and columns (scenarios) of it, in the order given."""
    statements = views.playbook.of(schema.Statement)
    aspects = _chosen(views, schema.Aspect, rows)
    if rows is None:
        used = {statement.fields.aspect for statement in statements}
        aspects = [aspect for aspect in aspects if aspect.id in used]
        aspects.sort(key=lambda aspect: _ROWS.index(aspect.id) if aspect.id in _ROWS else len(_ROWS))
    scenarios = _chosen(views, schema.Scenario, columns)
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
        table.append(SummaryRow(aspect.title, aspect.id, tuple(cells)))
    return SummaryTable(
        id="summary",
        title="The scenarios side by side",
        columns=tuple(replace(views.target(scenario), title=scenario.fields.label) for scenario in scenarios),
        rows=tuple(table),
        footnotes=tuple(footnotes),
        prefix=prefix,
    )


def _statement(views: Views, entry: Entry[schema.Statement], footnotes: list[str], prefix: str) -> Statement:
    texts = [text for text, _ in sourced(entry.fields.notes, entry.provenance)]
    footnotes += [text for text in dict.fromkeys(texts) if text not in footnotes]
    notes = tuple(footnotes.index(text) + 1 for text in texts)
    backing = tuple(views.find(link.record) for link in entry.fields.backed_by)
    badge = views.badge(entry.provenance)
    return Statement(prefix + entry.id, entry.fields.text, backing, notes, views.used(entry), badge)


def matrix(views: Views, kind: schema.Kind, *, columns: Sequence[str] | None = None) -> Matrix:
    """Records of a kind against scenarios: what is recommended there, and what the source has."""
    scenarios = _chosen(views, schema.Scenario, columns)
    uses_scenarios = "scenarios" in kind.model.model_fields
    rows = []
    for entry in views.playbook.entries[kind.name]:
        links = views.playbook.links_from(entry, relations.IN_SCENARIO) if uses_scenarios else ()
        uses = {link.target.id: link.provenance.basis for link in links}
        advised = {one.scenario: one for one in getattr(entry.fields, "recommended", ())}
        cells = (_cell(uses.get(scenario.id), advised.get(scenario.id)) for scenario in scenarios)
        rows.append(MatrixRow(views.target(entry), tuple(cells)))
    return Matrix(
        id=f"matrix-{kind.name}",
        title=f"{kind.plural} by scenario",
        corner=kind.word.capitalize(),
        columns=tuple(replace(views.target(scenario), title=scenario.fields.short) for scenario in scenarios),
        rows=tuple(rows),
    )


def _cell(basis: Basis | None, advised: schema.Recommendation | None) -> Cell:
    if advised is None:
        return Cell(basis)
    return Cell(basis, level=advised.level, advice=" ".join(filter(None, (schema.LEVELS[advised.level], advised.when))))


def answer_matrix(views: Views) -> Matrix:
    """Pitfalls against what answers them."""
    rows = []
    for pitfall in views.playbook.of(schema.Pitfall):
        answers = views.playbook.answers(pitfall)
        cells = (
            Cell(answers=tuple(views.reply(link) for link in answers if isinstance(link.origin.fields, model)))
            for model in ANSWERING
        )
        remark = Cell(remark=REMEDY_REMARKS[pitfall.fields.remedy])
        rows.append(MatrixRow(views.target(pitfall), (*cells, remark)))
    heads = [Target(schema.kind_of(model).plural, "") for model in ANSWERING]
    heads.append(Target("Remedy in the source", "", kind=ON_DEMAND))
    return Matrix(
        id="matrix-pitfall",
        title="Pitfalls and what answers them",
        corner="Pitfall",
        columns=tuple(heads),
        rows=tuple(rows),
        wide=True,
    )


def _chosen(views: Views, model: type[Fields], ids: Sequence[str] | None) -> list[Entry[Fields]]:
    """The records of a kind; of these, only those that are named, in that order."""
    if ids is None:
        return list(views.playbook.of(model))
    return [entry for id in ids if (entry := views.playbook.get(model, id)) is not None]


listing_page(schema.Statement, view)
