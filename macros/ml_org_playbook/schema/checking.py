"""One record against the model of its kind.

In: plain values with their places (source). Out: a strict, frozen model, or every fault of the record as a problem.
Not here: the words for a fault (wording), and whether references lead anywhere (link).
"""

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..problems import Problem, dotted, nearest
from ..reading.names import as_id, is_id
from ..reading.records import FieldPath, SourceRecord
from . import wording
from .annotations import known_keys, type_at
from .base import Model, Record
from .refs import Ref
from .settings import model_of


def check(record: SourceRecord, names: frozenset[tuple[str, str]] = frozenset()) -> tuple[Model | None, list[Problem]]:
    """One record against its model. Every fault of the record is found, not only the first.

    names: kind and id of every file. No remedy gives a file the name of another one.
    """
    model = model_of(record.kind)
    try:
        checked = model.model_validate(record.value)
    except ValidationError as error:
        found = [details for details in error.errors(include_url=False) if not _follows(record, details)]
        meant = {_meant(record, details) for details in found if details["type"] == "extra_forbidden"}
        return None, [
            _problem(record, details)
            for details in found
            if details["type"] != "missing" or _value_path(record, details["loc"]) not in meant
        ]
    if isinstance(checked, Record) and checked.id != record.stem:
        what = f"the id is '{checked.id}' and the file is named '{record.stem}.yml'."
        remedy = _same_name(record, checked.id, names)
        return None, [Problem(record.at(("id",)), "id", what, remedy, "id-is-not-file-name")]
    return checked, []


def _same_name(record: SourceRecord, id: str, names: frozenset[tuple[str, str]]) -> str:
    """How the file and the id come to have one name, a valid one that nothing else has."""
    ways = [] if (record.kind, id) in names else [f"name the file '{id}.yml'"]
    own = as_id(record.stem)
    if own == record.stem:
        ways.append(f"set the id to '{own}'")
    elif own and own != id and (record.kind, own) not in names:
        ways.append(f"name the file '{own}.yml' and set the id to '{own}'")
    remedy = ", or ".join(ways) or "give both another name"
    return f"{remedy[0].upper()}{remedy[1:]}."


def _follows(record: SourceRecord, details: ErrorDetails) -> bool:
    """Whether the same is said elsewhere.

    A list is called too short because entries of it have faults, which are reported by themselves. Of a reference that
    is no id, the linker says which record was meant.
    """
    if details["type"] == "bad-id":
        return isinstance(type_at(model_of(record.kind), _value_path(record, details["loc"])), Ref)
    return details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]


def _meant(record: SourceRecord, details: ErrorDetails) -> FieldPath:
    """The path that a misspelled key was meant to have. That its field is missing is the same mistake."""
    *around, key = _value_path(record, details["loc"])
    keys = _keys(record, tuple(around))
    if wording.is_cut_text(model_of(record.kind), (*around, key), keys):
        return (*around, "text")
    free = known_keys(model_of(record.kind), tuple(around)).difference(keys)
    return (*around, nearest(str(key), free) or key)


def _keys(record: SourceRecord, path: FieldPath) -> list[str]:
    """The keys of the mapping at a place."""
    value: Any = record.value
    for part in path:
        value = value[part]
    return list(value) if isinstance(value, dict) else []


def _problem(record: SourceRecord, details: ErrorDetails) -> Problem:
    path = _value_path(record, details["loc"])
    code, what, remedy = wording.of(details, model_of(record.kind), path, _keys(record, path[:-1]))
    if details["input"] is None and _is_comment(record, path):
        remedy = "'#' begins a comment: put the text into quotes."
    if code == "bad-id" and (meant := _part_called(record.value, details["input"])):
        remedy = f"Write its id, '{meant}'."
    found = details.get("ctx", {}).get("found")
    if code in {"markup-refused", "too-deep"} and isinstance(found, str):
        place = record.within(path, found)
    else:
        place = record.at(path, key=details["type"] == "extra_forbidden")
    return Problem(place, dotted(path), what, remedy, code)


def _part_called(value: Any, text: str) -> str:
    """The id of the part of a record that has this text or title; empty where none has."""
    if isinstance(value, dict):
        if text in (value.get("text"), value.get("title"), value.get("label")) and is_id(str(value.get("id"))):
            return str(value["id"])
        value = list(value.values())
    return next((id for one in value if (id := _part_called(one, text))), "") if isinstance(value, list) else ""


def _is_comment(record: SourceRecord, path: FieldPath) -> bool:
    """Whether a comment stands where the value was meant to stand."""
    place = record.at(path)
    rest = "".join(record.lines[place.line - 1 : place.line])[place.column - 1 :]  # empty at the end of the file
    return rest.lstrip().startswith("#")


def _value_path(record: SourceRecord, loc: tuple[int | str, ...]) -> FieldPath:
    """A location without the tags that unions put into it."""
    path: FieldPath = ()
    value: Any = record.value
    for position, part in enumerate(loc):
        last = position == len(loc) - 1
        if isinstance(value, dict) and (part in value or last):
            path, value = (*path, part), value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            path, value = (*path, part), value[part]
    return path
