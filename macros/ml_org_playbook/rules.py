"""Rules that no single field can know: one function a rule, each with its reason.

In: a linked playbook. Out: problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from . import schema
from .playbook import Entry, Playbook, placed
from .problems import Problem, dotted, suggestion
from .source import Path_

Rule = Callable[[Playbook], Iterator[Problem]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    RULES.append(function)
    return function


def check(playbook: Playbook) -> list[Problem]:
    """Every rule, over the whole playbook."""
    return [problem for one in RULES for problem in one(playbook)]


def _lists(playbook: Playbook) -> Iterator[tuple[Entry, list[tuple[schema.Item, Path_]]]]:
    for entry in playbook.entries["scenario"]:
        yield entry, list(placed(entry.fields.steps, ("steps",)))
    for entry in playbook.entries["checklist"]:
        yield entry, list(placed(entry.fields.items, ("items",)))


@rule
def parts_have_ids_of_their_own(playbook: Playbook) -> Iterator[Problem]:
    """Two parts of a record never share an id, because the id is the address of the part."""
    for entry, items in _lists(playbook):
        yield from _repeated(entry, ((item.id, path) for item, path in items))
    for entry in playbook.entries["worksheet"]:
        sections = entry.fields.sections
        yield from _repeated(entry, _ids(sections, ("sections",)))
        for index, section in enumerate(sections):
            yield from _repeated(entry, _ids(section.fields, ("sections", index, "fields")))
    for kind, field in (("story", "events"), ("question", "answers"), ("source", "sections")):
        for entry in playbook.entries[kind]:
            yield from _repeated(entry, _ids(getattr(entry.fields, field), (field,)))


def _ids(parts: Iterable[schema.Item], path: Path_) -> Iterator[tuple[str, Path_]]:
    return ((part.id, (*path, index)) for index, part in enumerate(parts))


def _repeated(entry: Entry, ids: Iterable[tuple[str, Path_]]) -> Iterator[Problem]:
    first: dict[str, Path_] = {}
    for id, path in ids:
        if id in first:
            line = entry.record.at((*first[id], "id")).line
            yield Problem(
                entry.record.at((*path, "id")),
                dotted((*path, "id")),
                f"the id '{id}' is already used in line {line}.",
                "Choose another one for the new part: the id is its address.",
                "duplicate-anchor",
            )
        first.setdefault(id, path)


@rule
def items_wait_for_items_of_their_list(playbook: Playbook) -> Iterator[Problem]:
    """`after` names items of the same list, because an order across lists cannot be shown or followed."""
    for entry, items in _lists(playbook):
        known = {item.id for item, _ in items}
        for item, path in items:
            for index, id in enumerate(item.after):
                if id not in known:
                    place = (*path, "after", index)
                    yield Problem(
                        entry.record.at(place),
                        dotted(place),
                        f"no item '{id}' in this list.",
                        suggestion(id, known) or "It may have been renamed or removed.",
                        "unknown-ref",
                    )


@rule
def charts_are_trees(playbook: Playbook) -> Iterator[Problem]:
    """A box stands below one that came before it, and ties join boxes of the chart: else it cannot be drawn."""
    for entry in playbook.entries["scenario"]:
        chart = entry.fields.chart
        seen: set[str] = set()
        for index, unit in enumerate(chart.units):
            if unit.parent is not None and unit.parent not in seen:
                yield _no_box(entry, ("chart", "units", index, "parent"), unit.parent, seen, " before this one")
            seen.add(unit.id)
        for index, tie in enumerate(chart.ties):
            for end in ("start", "end"):
                if (id := getattr(tie, end)) not in seen:
                    yield _no_box(entry, ("chart", "ties", index, end), id, seen, "")


def _no_box(entry: Entry, path: Path_, id: str, known: set[str], where: str) -> Problem:
    return Problem(
        entry.record.at(path),
        dotted(path),
        f"no box '{id}'{where}.",
        suggestion(id, known) or "Boxes are listed in chart.units, parents before children.",
        "unknown-ref",
    )
