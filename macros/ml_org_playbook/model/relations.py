"""The fields by which records name others, as constants: a view that asks for one cannot misspell it.

In: the kinds of records. Out: relations. Each is looked up in the models when the program starts, and one that no kind
has is refused then; a constant that is not here is refused by the type checker.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NewType

from .. import schema
from ..problems import suggestion
from ..reading.records import FieldPath
from ..schema.annotations import Many, Named, fields, model_in

Relation = NewType("Relation", str)
"""A field that holds references: the keys from the record to it, without list indexes, as `practice.who.role`."""


def at(path: FieldPath) -> Relation:
    """The relation of a reference that stands at a place in a record."""
    return Relation(".".join(part for part in path if isinstance(part, str)))


def _references(model: type[schema.Model], above: tuple[type[schema.Model], ...] = ()) -> Iterator[str]:
    """The path of every reference in a model; of what stands in itself again, only the outermost."""
    for field in fields(model):
        inner, part = field.type, model_in(field.type)
        while isinstance(inner, Many | Named):
            inner = inner.of
        if isinstance(inner, schema.Ref):
            yield field.name
        if part is not None and part not in (model, *above):
            yield from (f"{field.name}.{path}" for path in _references(part, (*above, model)))


_KNOWN: Final = {name: frozenset(_references(kind.model)) for name, kind in schema.KINDS.items()}
"""Name of a kind -> every relation that its records can state."""


def relation(path: str) -> Relation:
    """A relation that records of some kind can state. Raises: TypeError where no kind has such a field."""
    known = {one for paths in _KNOWN.values() for one in paths}
    if path not in known:
        raise TypeError(f"no kind of record has a reference at '{path}'. {suggestion(path, known)}")
    return Relation(path)


def must_state(model: type[schema.Record], *wanted: Relation) -> None:
    """Raises: TypeError where records of a kind cannot state a relation: whoever asks for it would find none, ever."""
    name = schema.kind_of(model).name
    for one in wanted:
        if one != MENTION and one not in _KNOWN[name]:
            remedy = suggestion(one, _KNOWN[name]) or "It has no references."
            raise TypeError(f"the kind '{name}' has no reference at '{one}'. {remedy}")


MENTION: Final = Relation("mention")
"""A link in running text."""

IN_SCENARIO: Final = relation("scenarios.scenario")
RECOMMENDED: Final = relation("recommended.scenario")
"""That this playbook recommends something in a scenario, or says that it is rarely needed there."""
PITFALL: Final = relation("pitfalls.pitfall")
PROCESS: Final = relation("processes.process")
ROLE: Final = relation("roles.role")
TRAIT: Final = relation("traits.trait")
REWARD: Final = relation("rewards.reward")
TAKES_PART: Final = relation("practice.who.role")
GIVEN_BY: Final = relation("given_by.role")
PART_OF: Final = relation("part_of.process")
RELATED_PROCESS: Final = relation("related.process")
RELATED_ROLE: Final = relation("related.role")
SHOWS: Final = relation("shows.record")
CONTRASTS: Final = relation("contrasts.record")
ASPECT: Final = relation("aspect")
OF_SCENARIO: Final = relation("scenario")
START: Final = relation("start")
END: Final = relation("end")
STEPS_LIST: Final = relation("checklist")
"""The checklist that shows the steps of a scenario."""
ADOPT_LIST: Final = relation("checklists.adopt")
HIRES: Final = relation("steps.hires")
"""The roles that are filled by a step of a scenario."""
BEGINS: Final = relation("steps.begins")
"""The processes that a step of a scenario takes up."""
RUN_LIST: Final = relation("checklists.run")

PURPOSES: Final[Mapping[Relation, str]] = {STEPS_LIST: "implement", ADOPT_LIST: "adopt", RUN_LIST: "run"}
"""The field by which a scenario or a process owns a checklist -> the purpose of that checklist."""
OWN_LIST: Final = tuple(PURPOSES)
"""By which a scenario or a process names a checklist as its own."""
NAMES_SCENARIO: Final = (IN_SCENARIO, OF_SCENARIO, START, END)
"""By which a record says to which scenarios it belongs."""
