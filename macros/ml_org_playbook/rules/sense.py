"""Values that cannot both be right, in one record or in two that are linked."""

from collections.abc import Iterator
from typing import Any, Final

from .. import schema
from ..model.playbook import AnyEntry, Link, Playbook
from ..model.relations import MENTION, PURPOSES, STEPS_LIST
from ..problems import Problem, suggestion
from ..reading.records import FieldPath
from .register import problem_at, rule


@rule()
def editorial_names_no_source(playbook: Playbook) -> Iterator[Problem]:
    """What is this playbook's own rests on no source; naming one would make it look like more than it is."""
    for entry in playbook.all():
        for found in entry.marked_values:
            if (
                isinstance(found.marker, schema.SectionName)
                and entry.around(found.path)[-1].get("basis") == "editorial"
            ):
                what = "this is 'editorial' and names a source."
                remedy = "Remove the source, or say 'stated' or 'implied'."
                yield problem_at(entry.record, found.path, what, remedy, "contradiction")


@rule()
def charts_are_trees(playbook: Playbook) -> Iterator[Problem]:
    """One box is the top, each other stands below one before it, a tie joins two: else no chart can be drawn."""
    for entry in playbook.of(schema.Scenario):
        chart = entry.fields.chart
        seen: set[str] = set()
        for index, unit in enumerate(chart.units):
            if unit.parent is not None and unit.parent not in seen:
                yield _no_box(entry, ("chart", "units", index, "parent"), unit.parent, seen, " before this one")
            if unit.parent is None and index > 0:
                what = f"the box '{unit.id}' has no box above it, and '{chart.units[0].id}' is the top already."
                place = ("chart", "units", index, "id")
                yield problem_at(entry.record, place, what, "Add 'parent: …'.", "contradiction")
            seen.add(unit.id)
        for index, tie in enumerate(chart.ties):
            for end in ("start", "end"):
                if (id := getattr(tie, end)) not in seen:
                    yield _no_box(entry, ("chart", "ties", index, end), id, seen, "")
            if tie.start == tie.end:
                what = f"the tie leads from '{tie.start}' to itself."
                place = ("chart", "ties", index, "end")
                yield problem_at(entry.record, place, what, "Name two boxes, or remove it.", "contradiction")


def _no_box(entry: AnyEntry, path: FieldPath, id: str, known: set[str], where: str) -> Problem:
    remedy = suggestion(id, known) or "Boxes are listed in chart.units, parents before children."
    return problem_at(entry.record, path, f"no box '{id}'{where}.", remedy, "unknown-ref")


@rule()
def purposes_fit_owners(playbook: Playbook) -> Iterator[Problem]:
    """A list is for what its owner takes it: who wants to run a process must not get the list for adopting it."""
    for checklist in playbook.of(schema.Checklist):
        purpose = checklist.fields.purpose
        for link in playbook.links_to(checklist):
            if (expected := PURPOSES.get(link.relation, purpose)) != purpose:
                what = f"'{checklist.id}' stands here for '{expected}', and its purpose is '{purpose}'."
                remedy = f"Name a list for '{expected}', or correct its purpose in {checklist.record.path}."
                yield problem_at(link.origin.record, link.path, what, remedy, "contradiction")


@rule()
def steps_have_a_list_of_their_own(playbook: Playbook) -> Iterator[Problem]:
    """No two scenarios name the same list: it could show the steps of one of them only."""
    for checklist in playbook.of(schema.Checklist):
        links = playbook.links_to(checklist, STEPS_LIST)
        for link in links[1:]:
            what = f"'{checklist.id}' is already the list of {links[0].origin.record.path}."
            yield problem_at(link.origin.record, link.path, what, "Give this one its own.", "contradiction")


@rule()
def checklists_have_items(playbook: Playbook) -> Iterator[Problem]:
    """A list has items of its own, unless it shows the steps of a scenario: then it has none."""
    for checklist in playbook.of(schema.Checklist):
        shows_steps = checklist.fields.purpose == "implement"
        owner = playbook.owner_of(checklist)
        if owner is not None and shows_steps != (owner.kind.name == "scenario"):
            continue  # its purpose is in doubt, and reported
        if shows_steps and checklist.fields.items:
            what = "a list with the purpose 'implement' shows the steps of its scenario, and not these items."
            remedy = "Move them to 'steps' of the scenario, or change the purpose."
            yield problem_at(checklist.record, ("items",), what, remedy, "contradiction", key=True)
        elif not shows_steps and not checklist.fields.items:
            yield problem_at(checklist.record, ("items",), "this is missing.", "Add 'items: …' here.", "missing-field")


TAKES: Final = {
    "table": ("columns", "rows", "size"),
    "choice": ("options",),
    "check": ("options",),
    "number": ("unit",),
    "text": ("size",),
}
"""Type of a form field -> what else it takes."""
_NEEDS: Final = {"table": "columns", "choice": "options"}
"""Type of a form field -> what it cannot do without."""


@rule()
def form_fields_fit_their_type(playbook: Playbook) -> Iterator[Problem]:
    """A table has columns and a choice has options, and no type has what it would not show: a form is filled in."""
    for worksheet in playbook.of(schema.Worksheet):
        for index, section in enumerate(worksheet.fields.sections):
            for number, field in enumerate(section.fields):
                path: FieldPath = ("sections", index, "fields", number)
                needed = _NEEDS.get(field.type)
                if needed and not getattr(field, needed):
                    what = f"a '{field.type}' has no {needed}."
                    yield problem_at(worksheet.record, path, what, f"Add '{needed}: …' here.", "missing-field")
                for name in ("columns", "rows", "options", "unit", "size"):
                    if name in field.model_fields_set and name not in TAKES.get(field.type, ()):
                        what = f"a '{field.type}' takes no {name}."
                        fitting = " or ".join(f"'{type_}'" for type_, names in TAKES.items() if name in names)
                        remedy = f"Remove it, or make the type {fitting}."
                        yield problem_at(worksheet.record, (*path, name), what, remedy, "contradiction", key=True)


@rule()
def transitions_lead_from_one_place_to_another(playbook: Playbook) -> Iterator[Problem]:
    """A move has one beginning and one end, and they differ: a scenario, or words for what is none of them."""
    for transition in playbook.of(schema.Transition):
        fields, record = transition.fields, transition.record
        for end in ("start", "end"):
            scenario, words = getattr(fields, end), getattr(fields, f"{end}_words")
            if scenario is None and words is None:
                remedy = f"Add '{end}: …' with a scenario, or '{end}_words: …'."
                yield problem_at(record, (end,), "this is missing.", remedy, "missing-field")
            elif scenario is not None and words is not None:
                what = f"'{end}' names a scenario already."
                yield problem_at(record, (f"{end}_words",), what, "Keep one of the two.", "contradiction", key=True)
        if fields.start is not None and fields.start == fields.end:
            what = f"the move begins and ends with '{fields.start}'."
            yield problem_at(record, ("end",), what, "Name two scenarios.", "contradiction")


@rule("process", "reward", "trait")
def briefs_name_answers(playbook: Playbook) -> Iterator[Problem]:
    """Whoever reads on from a brief finds that what it names as the answer to a risk is one."""
    for scenario in playbook.of(schema.Scenario):
        for index, risk in enumerate(scenario.fields.brief.risks if scenario.fields.brief else ()):
            pitfall = playbook.get(schema.Pitfall, risk.pitfall)
            answers = [link.origin.ref for link in playbook.answers(pitfall)] if pitfall else []
            if pitfall and playbook.find(risk.answer) and risk.answer not in answers:
                what = f"'{risk.answer}' does not name '{risk.pitfall}' among the pitfalls that it answers."
                remedy = suggestion(risk.answer, answers) or f"These do: {', '.join(answers) or 'none'}."
                place: FieldPath = ("brief", "risks", index, "answer")
                yield problem_at(scenario.record, place, what, remedy, "contradiction")


@rule()
def events_name_characters_of_their_story(playbook: Playbook) -> Iterator[Problem]:
    """Who acts in a story is a role of the playbook or a character that the story introduces."""
    for story in playbook.of(schema.Story):
        known = [one.id for one in story.fields.characters]
        for index, event in enumerate(story.fields.events):
            for number, id in enumerate(event.characters):
                if id not in known:
                    remedy = (
                        suggestion(id, known) or "Name it under 'characters' of the story, or a role under 'roles'."
                    )
                    place: FieldPath = ("events", index, "characters", number)
                    yield problem_at(story.record, place, f"no character '{id}'.", remedy, "unknown-ref")


@rule()
def answers_speak_for_or_against(playbook: Playbook) -> Iterator[Problem]:
    """No answer speaks for and against the same scenario: the reader would be told nothing."""
    for question in playbook.of(schema.Question):
        for index, answer in enumerate(question.fields.answers):
            for number, scenario in enumerate(answer.against):
                if scenario in answer.supports:
                    what = f"this answer speaks for '{scenario}' too."
                    remedy = "Take it out of 'supports' or of 'against'."
                    place: FieldPath = ("answers", index, "against", number)
                    yield problem_at(question.record, place, what, remedy, "contradiction")


@rule()
def lists_name_everything_once(playbook: Playbook) -> Iterator[Problem]:
    """No list names the same record twice: two texts about one thing belong together."""
    first: dict[tuple[Any, ...], Link] = {}
    for link in playbook.links:
        # where the entry of a list stands that is the reference, or holds it
        place = link.path if isinstance(link.path[-1], int) else link.path[:-1]
        if not place or not isinstance(place[-1], int) or link.relation == MENTION or place[-2] in ("items", "steps"):
            continue
        known = first.setdefault((link.origin, place[:-1], link.target, link.anchor), link)
        if known is not link:
            line = link.origin.record.at(known.path).line
            what = f"'{link.target.id}' already stands in line {line}."
            yield problem_at(link.origin.record, link.path, what, "Keep one of the two.", "duplicate-link")
