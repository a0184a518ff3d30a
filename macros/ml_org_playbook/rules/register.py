"""What a rule is, and the list of all of them. What rules share."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from .. import schema
from ..model.playbook import AnyEntry, Playbook
from ..problems import Problem, dotted
from ..reading.records import FieldPath, SourceRecord

Validate = Callable[[Playbook], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """A rule, and what has to be sound before it can tell."""

    validate: Validate
    requires: frozenset[str]
    """Kinds of which every record must be known, because the rule says that none of them does something."""


RULES: Final[list[Rule]] = []


def rule(*requires: str) -> Callable[[Validate], Validate]:
    """Adds a function to the rules."""

    def register(validate: Validate) -> Validate:
        RULES.append(Rule(validate, frozenset(requires)))
        return validate

    return register


def problem_at(
    record: SourceRecord, path: FieldPath, what: str, remedy: str, code: str, *, needle: str = "", key: bool = False
) -> Problem:
    """A problem with a value, with its key, or with some words in it."""
    place = record.within(path, needle) if needle else record.at(path, key=key)
    return Problem(place, dotted(path), what, remedy, code)


ListOfItems = tuple[AnyEntry, list[tuple[schema.Item, FieldPath]]]
"""A checklist or a scenario, and its items with their places."""


def lists(playbook: Playbook) -> Iterator[ListOfItems]:
    """Every list of items, with the place of each of them."""
    for scenario in playbook.of(schema.Scenario):
        yield scenario, list(schema.placed_items(scenario.fields.steps, ("steps",)))
    for checklist in playbook.of(schema.Checklist):
        yield checklist, list(schema.placed_items(checklist.fields.items, ("items",)))
