"""The plan of a scenario: what a company does in the first week, 30 days, 90 days and year after it has chosen it.

In: a linked playbook. Out: entries in the order of time, each made from what stands once in the data: a step of the
scenario, a process to start with, the first weeks of a role that is hired. Nothing of it is written down a second time.
Not here: whether the plan holds together (rules.plan), and how it looks (pages).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from .. import schema
from .playbook import Entry, Playbook

Sort = Literal["step", "process", "role"]
"""What an entry is made from."""


@dataclass(frozen=True)
class Due:
    """One thing to be done, and by when."""

    phase: str
    """One of `schema.DATED`; empty for a step without a date."""
    sort: Sort
    text: str
    """What is done."""
    ref: str
    """What explains it, as `kind:id` or `kind:id#item`."""
    role: str | None
    """Id of the role that does it or sees to it."""
    shows: str
    """What shows that it is done; empty where nothing says so."""
    run: str = ""
    """For a process: the list for running it the first time, as `kind:id`."""


def plan(playbook: Playbook, scenario: Entry[schema.Scenario]) -> tuple[Due, ...]:
    """The whole plan of a scenario, by phase; within a phase steps come first. What has no date comes last."""
    dues = (*_steps(scenario), *_processes(playbook, scenario), *_first_weeks(playbook, scenario))
    order = (*schema.DATED, "")
    return tuple(sorted(dues, key=lambda one: order.index(one.phase)))


def first_days(playbook: Playbook, scenario: Entry[schema.Scenario]) -> list[tuple[str, list[Due]]]:
    """The plan until the end of the first 90 days, for a sheet: whole steps, and processes that no step begins.

    Returns: phases in order, each with what is due in it.
    """
    outer = {f"checklist:{scenario.fields.checklist}#{step.id}" for step in scenario.fields.steps}
    by_steps = {process.title for id in begun(scenario) if (process := playbook.get(schema.Process, id))}
    dues = (
        due
        for due in plan(playbook, scenario)
        if due.phase in schema.DATED[:3] and (due.ref in outer or (due.sort == "process" and due.text not in by_steps))
    )
    return [(phase, list(some)) for phase, some in groupby(dues, lambda due: due.phase)]


def dated_steps(scenario: Entry[schema.Scenario]) -> Iterator[tuple[schema.Step, str]]:
    """The steps of a scenario and their parts that have a date: their own, or that of what they are a part of."""
    return ((item, phase) for item, phase in _with_phases(scenario.fields.steps, "") if phase)


def _with_phases(items: tuple[schema.Step, ...], above: str) -> Iterator[tuple[schema.Step, str]]:
    """Active items and their parts, each with its phase, which is empty where nothing gives it one."""
    for item in items:
        if item.retired is None:
            phase = item.phase if item.phase in schema.DATED else above
            yield item, phase
            yield from _with_phases(item.items, phase)


def hired(scenario: Entry[schema.Scenario]) -> Mapping[str, str]:
    """Id of each role that a step fills -> the phase in which it is filled first."""
    found: dict[str, str] = {}
    for item, phase in sorted(dated_steps(scenario), key=lambda one: schema.DATED.index(one[1])):
        for role in item.hires:
            found.setdefault(role, phase)
    return found


def begun(scenario: Entry[schema.Scenario]) -> Mapping[str, tuple[schema.Step, str]]:
    """Id of each process that a step takes up -> the step, and its phase."""
    return {process: (item, phase) for item, phase in dated_steps(scenario) for process in item.begins}


def start_of(process: Entry[schema.Process], scenario: Entry[schema.Scenario]) -> str | None:
    """The phase in which a process to start with is taken up; None where nothing dates it."""
    for one in process.fields.recommended:
        if one.scenario == scenario.id and one.level == "start":
            step = begun(scenario).get(process.id)
            return step[1] if step else one.phase
    return None


def _steps(scenario: Entry[schema.Scenario]) -> Iterator[Due]:
    for item, phase in _with_phases(scenario.fields.steps, ""):
        ref = f"checklist:{scenario.fields.checklist}#{item.id}"
        yield Due(phase, "step", item.text, ref, item.role, item.done_when or "")


def _processes(playbook: Playbook, scenario: Entry[schema.Scenario]) -> Iterator[Due]:
    for process in playbook.of(schema.Process):
        phase = start_of(process, scenario)
        if phase is None:
            continue
        adopt = playbook.get(schema.Checklist, process.fields.checklists.adopt or "")
        items = list(playbook.active_items(adopt)) if adopt else []
        role = next((item.role for item in items if item.role), None)
        shows = next((item.done_when for item in reversed(items) if item.done_when), "")
        run = process.fields.checklists.run
        yield Due(
            phase,
            "process",
            process.title,
            adopt.ref if adopt else process.ref,
            role,
            shows,
            f"checklist:{run}" if run and playbook.get(schema.Checklist, run) else "",
        )


def _first_weeks(playbook: Playbook, scenario: Entry[schema.Scenario]) -> Iterator[Due]:
    for id, phase in hired(scenario).items():
        role = playbook.get(schema.Role, id)
        if role is not None:
            yield Due(phase, "role", role.title, role.ref, id, "")
