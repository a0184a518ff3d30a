"""The plan of a scenario holds together: nothing is due before what it needs, and nothing has two dates."""

from collections.abc import Iterator, Sequence

from .. import schema
from ..model import plan
from ..model.playbook import AnyEntry, Entry, Playbook
from ..model.relations import MENTION
from ..problems import Problem
from ..reading.records import FieldPath
from .register import lists, problem_at, rule

_ORDER = tuple(schema.PHASES)


@rule()
def items_are_due_after_what_they_wait_for(playbook: Playbook) -> Iterator[Problem]:
    """Nobody can begin in the first month what waits for something that is done in the first year."""
    for entry, items in lists(playbook):
        phases: dict[str, str | None] = {}
        for item, path in items:
            for index, id in enumerate(item.after):
                before, own = phases.get(id), item.phase  # what stands further down is reported as such
                if before and own and _ORDER.index(before) > _ORDER.index(own):
                    what = f"this is due in the phase '{own}', and waits for '{id}', which is due in '{before}'."
                    remedy = "Correct one of the two phases, or take it out of 'after'."
                    yield problem_at(entry.record, (*path, "after", index), what, remedy, "wrong-order")
            phases[item.id] = None if item.retired else item.phase


@rule()
def parts_are_due_with_their_whole(playbook: Playbook) -> Iterator[Problem]:
    """A whole is done when its parts are: none of them is due later."""
    for entry, items in lists(playbook):
        for item, path in items:
            for index, part in enumerate(item.items):
                if item.phase and part.phase and _ORDER.index(part.phase) > _ORDER.index(item.phase):
                    what = (
                        f"this is due in the phase '{part.phase}', and '{item.id}', of which it is a part, before that."
                    )
                    place = (*path, "items", index, "phase")
                    remedy = "Correct one of the two phases, or make it an item of its own."
                    yield problem_at(entry.record, place, what, remedy, "wrong-order")


@rule()
def lists_are_in_the_order_of_their_phases(playbook: Playbook) -> Iterator[Problem]:
    """A list is read from top to bottom: what is due later stands further down."""
    for scenario in playbook.of(schema.Scenario):
        yield from _in_order(scenario, scenario.fields.steps, "steps")
    for checklist in playbook.of(schema.Checklist):
        yield from _in_order(checklist, checklist.fields.items, "items")


def _in_order(entry: AnyEntry, items: Sequence[schema.Item], key: str) -> Iterator[Problem]:
    latest, latest_id = "", ""
    waited_for: set[str] = set()
    for index, item in enumerate(items):
        if item.phase and item.retired is None:
            if latest and _ORDER.index(item.phase) < _ORDER.index(latest):
                if latest_id in item.after or item.id in waited_for:
                    continue  # that one waits for the other is reported
                what = f"this is due in the phase '{item.phase}', and stands below what is due in '{latest}'."
                remedy = "Move it up, or correct its phase."
                yield problem_at(entry.record, (key, index, "phase"), what, remedy, "wrong-order")
            else:
                latest, latest_id = item.phase, item.id
            waited_for |= {*item.after}


@rule()
def nobody_acts_before_being_hired(playbook: Playbook) -> Iterator[Problem]:
    """What a role does is due when a step has filled the role, and not before."""
    for scenario in playbook.of(schema.Scenario):
        hired = plan.hired(scenario)
        phases = {item.id: phase for item, phase in plan.dated_steps(scenario)}
        for item, path in schema.placed_items(scenario.fields.steps, ("steps",)):
            phase, there = phases.get(item.id), hired.get(item.role or "")
            if phase and there and _before(phase, there):
                what = f"this is due in the phase '{phase}', and '{item.role}' is hired in '{there}'."
                remedy = "Correct one of the two phases, or name another role."
                yield problem_at(scenario.record, (*path, "role"), what, remedy, "wrong-order")
        for process in playbook.of(schema.Process):
            yield from _process_before_hire(playbook, process, scenario)


def _process_before_hire(
    playbook: Playbook, process: Entry[schema.Process], scenario: Entry[schema.Scenario]
) -> Iterator[Problem]:
    """A process is taken up by people who are there: the roles on its list for adopting it."""
    hired, phase = plan.hired(scenario), plan.start_of(process, scenario)
    adopt = playbook.get(schema.Checklist, process.fields.checklists.adopt or "")
    roles = {item.role for item in playbook.active_items(adopt) if item.role in hired} if adopt else set()
    late = sorted(role for role in roles if role and phase and _before(phase, hired[role]))
    if late and adopt:
        index = next(i for i, one in enumerate(process.fields.recommended) if one.scenario == scenario.id)
        what = (
            f"'{scenario.id}' takes this up in the phase '{phase}', and '{late[0]}', who has a part in it by "
            f"{adopt.record.path}, is hired in '{hired[late[0]]}'."
        )
        remedy = "Take it up later, or hire earlier."
        yield problem_at(process.record, ("recommended", index, "level"), what, remedy, "wrong-order")


@rule()
def processes_are_taken_up_once(playbook: Playbook) -> Iterator[Problem]:
    """A process to start with has one date: that of the step which begins it, or one of its own; no other has any."""
    for scenario in playbook.of(schema.Scenario):
        yield from _begun_once(playbook, scenario)
        begun = plan.begun(scenario)
        for process in playbook.of(schema.Process):
            for index, one in enumerate(process.fields.recommended):
                if one.scenario != scenario.id:
                    continue
                place: FieldPath = ("recommended", index, "phase")
                if one.phase and one.level != "start":
                    what = f"the level is '{one.level}', and only what one starts with has a date."
                    yield problem_at(process.record, place, what, "Remove it.", "contradiction", key=True)
                elif one.phase and process.id in begun:
                    step = begun[process.id][0].id
                    what = f"{scenario.record.path} begins this in its step '{step}': two dates for one thing."
                    yield problem_at(process.record, place, what, "Remove it here.", "contradiction", key=True)
                elif one.level == "start" and not one.phase and process.id not in begun:
                    what = f"nothing says when '{scenario.id}' takes this up."
                    remedy = "Add 'phase: first-quarter', for example, or 'begins' to a step of the scenario."
                    yield problem_at(process.record, ("recommended", index, "level"), what, remedy, "missing-field")


def _begun_once(playbook: Playbook, scenario: Entry[schema.Scenario]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for item, path in schema.placed_items(scenario.fields.steps, ("steps",)):
        for index, id in enumerate(item.begins if isinstance(item, schema.Step) else ()):
            place = (*path, "begins", index)
            process = playbook.get(schema.Process, id)
            advised = process.fields.recommended if process else ()
            level = next((one.level for one in advised if one.scenario == scenario.id), "start")
            if id in seen:
                what = f"the step '{seen[id]}' begins this already: two dates for one thing."
                yield problem_at(scenario.record, place, what, "Take it out of one of the two.", "contradiction")
            elif process and level != "start":
                what = f"the level of '{id}' in this scenario is '{level}', says {process.record.path}."
                remedy = "Take it out here, or say 'level: start' there."
                yield problem_at(scenario.record, place, what, remedy, "contradiction")
            seen.setdefault(id, item.id)


@rule()
def first_weeks_come_to_steps_that_are_still_to_do(playbook: Playbook) -> Iterator[Problem]:
    """Whoever is new cannot do what was due before: the plan would have two dates for it."""
    steps = {
        (scenario.fields.checklist, item.id): (scenario, phase)
        for scenario in playbook.of(schema.Scenario)
        for item, phase in plan.dated_steps(scenario)
    }
    for link in playbook.links:
        if (
            link.relation == MENTION
            and link.origin.kind.name == "role"
            and link.path[:2] == ("practice", "first_weeks")
        ):
            found = steps.get((link.target.id, link.anchor or ""))
            hired = plan.hired(found[0]).get(link.origin.id) if found else None
            if found and hired and _before(found[1], hired):
                what = f"'{link.anchor}' is due in the phase '{found[1]}', and this role is hired in '{hired}'."
                remedy = "Take it out here, or correct the phase of the step."
                yield problem_at(link.origin.record, link.path, what, remedy, "wrong-order", needle=link.needle)


def _before(phase: str, other: str) -> bool:
    return schema.DATED.index(phase) < schema.DATED.index(other)
