"""The plan of a scenario as a block: whole on the page of the scenario, and the parts of a role on the role's.

Not here: how it is computed (model.plan).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Final

from ... import schema
from ...model import plan as plans
from ...model.playbook import Entry
from ..blocks import OURS, Plan, PlanPhase, PlanRow, Tombstone, Tombstones
from .common import Views

_NO_ITEMS: Final[Mapping[str, schema.Item]] = {}


def whole(views: Views, scenario: Entry[schema.Scenario]) -> Plan:
    """The plan of a scenario. Its rows have the anchors of the steps."""
    items = {item.id: item for item in schema.active_items(scenario.fields.steps)}
    phases = _phases(views, plans.plan(views.playbook, scenario), items)
    note = scenario.fields.implementation
    lead = tuple(views.words(text, scenario.provenance.within(note)) for text in note.text)
    return Plan(
        id="implementation",
        title="The plan, from the first week to the first year",
        lead=lead,
        phases=tuple(phases),
        aliases=("first-moves",),
    )


def gone(views: Views, scenario: Entry[schema.Scenario]) -> Tombstones:
    """Steps that are no longer part of the plan: links to them are told why."""
    parts = (part for part in views.playbook.parts(scenario) if part.gone)
    entries = tuple(Tombstone((part.anchor, *part.aliases), part.title, part.gone) for part in parts)
    return Tombstones(id="steps--gone", title="No longer in the plan", entries=entries)


def of_role(views: Views, role: Entry[schema.Role]) -> Iterator[Plan]:
    """What falls to a role in the plan of each scenario."""
    for scenario in views.playbook.of(schema.Scenario):
        mine = [due for due in plans.plan(views.playbook, scenario) if due.role == role.id and due.sort != "role"]
        yield Plan(
            id=f"plan-{scenario.id}",
            title=f"In the plan: {scenario.fields.short}",
            badge=OURS,
            phases=tuple(_phases(views, mine, {})),
            of_one=True,
        )


def _phases(views: Views, dues: Iterable[plans.Due], items: Mapping[str, schema.Item]) -> Iterator[PlanPhase]:
    for phase, some in groupby(dues, lambda due: due.phase):
        yield PlanPhase(schema.PHASES.get(phase, "Without a date"), tuple(row(views, due, items) for due in some))


def row(views: Views, due: plans.Due, items: Mapping[str, schema.Item] = _NO_ITEMS) -> PlanRow:
    """One thing to be done. items: steps of which the page has the anchors, by id."""
    target = replace(views.find(due.ref), title=due.text)
    item = items.get(due.ref.partition("#")[2])
    anchors = tuple(f"step-{id}" for id in (item.id, *item.aliases)) if item else ()
    if due.sort == "role":
        target = replace(target, address=f"{target.address}#first-weeks")
    return PlanRow(
        target=target,
        before={"step": "", "process": "Take up:", "role": "First weeks:"}[due.sort],
        run=views.find(due.run) if due.run else None,
        role=views.role(due.role) if due.sort != "role" else None,
        shows=due.shows,
        anchors=anchors,
    )
