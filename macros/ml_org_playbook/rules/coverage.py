"""Nothing is missing: every pitfall is answered, every record used, every cell of the summary table filled."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from .. import schema
from ..model.playbook import AnyEntry, Playbook
from ..model.relations import MENTION, PURPOSES, RECOMMENDED
from ..problems import Problem
from .register import problem_at, rule


@rule("pitfall", "process", "reward", "trait")
def pitfalls_are_answered(playbook: Playbook) -> Iterator[Problem]:
    """Every pitfall has an answer, or says that the source gives none: a reader is not left alone with a risk."""
    for pitfall in playbook.of(schema.Pitfall):
        if pitfall.fields.remedy != "none" and not playbook.answers(pitfall):
            what = f"the remedy is '{pitfall.fields.remedy}', but no process, reward or trait answers this pitfall."
            remedy = "Name it under 'pitfalls' of what answers it, or say 'remedy: none'."
            yield problem_at(pitfall.record, ("remedy",), what, remedy, "unanswered")


_NO_USE: Final = (MENTION, RECOMMENDED)
"""Links that make nobody use a record."""


def records_are_used(kind: schema.Kind, playbook: Playbook) -> Iterator[Problem]:
    """A worksheet without a process, a role without a task or a checklist without an owner leads nowhere."""
    for entry in playbook.entries[kind.name]:
        if entry.fields.variant in ("launch", "onboard"):
            continue
        if isinstance(entry.fields, schema.Checklist):
            yield from _without_owner(playbook, entry)
            continue
        users = [link.target for link in playbook.links_from(entry) if link.relation not in _NO_USE]
        users += [link.origin for link in playbook.links_to(entry) if link.relation not in _NO_USE]
        if not any(user.kind.name in kind.used_by for user in users):
            what = f"no {_either(kind.used_by)} uses this {kind.word}."
            yield problem_at(entry.record, (), what, "Link it from where it is used, or remove it.", "unused")


def _without_owner(playbook: Playbook, checklist: AnyEntry) -> Iterator[Problem]:
    """A list that nothing names as its own, whatever else may link to it."""
    purpose = checklist.fields.variant
    relation = next(one for one, named in PURPOSES.items() if named == purpose)
    if not any(link.relation in PURPOSES for link in playbook.links_to(checklist)):
        word, field = ("process", "checklists") if "." in relation else ("scenario", "checklist")
        what = f"the purpose is '{purpose}', and no {word} names this list under '{field}'."
        written = f"checklists: {{{purpose}: {checklist.id}}}" if word == "process" else f"checklist: {checklist.id}"
        remedy = f"Write '{written}' in the {word} that it is for, or remove the list."
        yield problem_at(checklist.record, ("purpose",), what, remedy, "unused")


for _used in schema.KINDS.values():
    if _used.used_by:
        rule(_used.name, *_used.used_by)(partial(records_are_used, _used))


def _either(words: Iterable[str]) -> str:
    *first, last = (schema.KINDS[word].word for word in words)
    return f"{', '.join(first)} or {last}" if first else last


def scenarios_cover_three_aspects(model: type[schema.Record], playbook: Playbook) -> Iterator[Problem]:
    """Every scenario uses processes, rewards and people traits: the three aspects that it is compared by."""
    for scenario in playbook.of(schema.Scenario):
        if not playbook.used_in(scenario, model):
            word = schema.kind_of(model).word
            what = f"no {word} is used in this scenario."
            remedy = f"Add '- scenario: {scenario.id}' to 'scenarios' of a {word}."
            yield problem_at(scenario.record, (), what, remedy, "incomplete")


for _model in (schema.Process, schema.Reward, schema.Trait):
    rule(schema.kind_of(_model).name)(partial(scenarios_cover_three_aspects, _model))


TABLE: Final = ("people", "process", "rewards")
"""The aspects that are the rows of the summary table."""


@rule("statement")
def table_has_no_empty_cell(playbook: Playbook) -> Iterator[Problem]:
    """Every scenario has a statement in every row of the summary table, or the table could not be compared."""
    statements = playbook.of(schema.Statement)
    rows = dict.fromkeys([*TABLE, *(statement.fields.aspect for statement in statements)])
    filled = {(statement.fields.aspect, statement.fields.scenario) for statement in statements}
    for scenario in playbook.of(schema.Scenario):
        for aspect in rows:
            if (aspect, scenario.id) not in filled:
                what = f"the summary table has no statement on '{aspect}' for this scenario."
                yield problem_at(scenario.record, (), what, "Add one to data/statements/.", "incomplete")
