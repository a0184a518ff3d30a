"""What the annotations of the models say: each is read once, into a small tree of types.

In: the models, and records as they were written, faulty or not. Out: the fields of a model, each with its type; and
found by these, the references, sections and texts of a record, and the field and the keys at a place inside one.
Not here: types in words for readers (descriptions). An annotation that is unknown here is a bug, and raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin

from ..reading.records import FieldPath, SourceRecord
from .base import Model, Record, Sourced
from .kinds import KINDS
from .refs import Ref, SectionName
from .settings import model_of
from .text import Text


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class Number:
    """A whole number."""

    least: int
    most: int


@dataclass(frozen=True)
class Part:
    """A mapping with fields of its own."""

    model: type[Model]


@dataclass(frozen=True)
class TextOrPassage:
    """A text, or a mapping that holds a text and what it rests on."""

    text: Text
    model: type[Model]


@dataclass(frozen=True)
class Many:
    """A list."""

    of: Type
    least: int
    """Entries that it cannot do without."""


@dataclass(frozen=True)
class Named:
    """A mapping whose keys are the author's."""

    of: Type


FieldMarker = Text | Ref | SectionName
"""What stands in the annotation of a text: its sort, or what it names."""
Type = FieldMarker | Choice | Number | Part | TextOrPassage | Many | Named

_MARKERS: Final = (Text, Ref, SectionName)
_WITH_FIELDS: Final = (Part, TextOrPassage)
_WITH_ENTRIES: Final = (Many, Named)


def _read(annotation: Any, beside: tuple[Any, ...] = ()) -> Type:
    """What an annotation means. beside: the markers and limits that stand with it, in `Annotated` or on the field."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _read(inner[0], (*inner[1:], *beside))
    if origin in (Union, UnionType):
        match [_read(one, beside) for one in inner if one is not NoneType]:
            case [only]:
                return only
            case [Text() as text, Part(model)]:
                return TextOrPassage(text, model)
    elif origin is tuple:
        return Many(_read(inner[0]), _limit(beside, "min_length"))
    elif origin is dict:
        return Named(_read(inner[1]))
    elif origin is Literal:
        return Choice(inner)
    elif annotation is int:
        return Number(_limit(beside, "ge"), _limit(beside, "le"))
    elif annotation is str and (markers := [one for one in beside if isinstance(one, _MARKERS)]):
        return markers[-1]
    elif isinstance(annotation, type) and issubclass(annotation, Model):
        return Part(annotation)
    raise TypeError(f"no type is known for the annotation {annotation}")


def _limit(beside: tuple[Any, ...], name: str) -> int:
    return next((getattr(one, name) for one in beside if hasattr(one, name)), 0)


@dataclass(frozen=True)
class Field:
    """One field of a model."""

    model: type[Model]
    name: str
    doc: str
    """The docstring."""
    type: Type
    required: bool
    default: str | int | None
    """What it is when left out. None where leaving it out means that there is nothing."""

    @property
    def shared(self) -> bool:
        """Whether it is one of those that mean the same in every mapping of a record: `basis`, `source`."""
        return any((self.name, self.doc) == (one.name, one.doc) for one in fields(Sourced))


@cache
def fields(model: type[Model]) -> tuple[Field, ...]:
    """The fields of a model, in the order of a record."""
    return tuple(_field(model, name) for name in _in_order(model))


def _field(model: type[Model], name: str) -> Field:
    info = model.model_fields[name]
    assert info.description, f"{model.__name__}.{name} has no docstring"
    default = None if info.is_required() or not isinstance(info.default, str | int) else info.default
    type_ = _read(info.annotation, tuple(info.metadata))
    return Field(model, name, " ".join(info.description.split()), type_, info.is_required(), default)


def _in_order(model: type[Model]) -> Iterator[str]:
    """A record begins with what all have, and ends with what it gets after its publication; parts end with sources."""
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ("basis", "source")
    if issubclass(model, Record):
        first, last = ("id", "title", "summary", "basis", "source", "order"), ("aliases", "retired")
    yield from first
    yield from (name for name in model.model_fields if name not in (*first, *last))
    yield from (name for name in last if name in model.model_fields)


def models(root: type[Model]) -> list[type[Model]]:
    """A model and every model inside it, each once, in the order in which its fields name them."""
    found: list[type[Model]] = []

    def walk(model: type[Model] | None) -> None:
        if model is not None and model not in found:
            found.append(model)
            for field in fields(model):
                walk(model_in(field.type))

    walk(root)
    return found


def model_in(type_: Type) -> type[Model] | None:
    """The model that a type holds, perhaps as entries of a list."""
    match type_:
        case Part(model) | TextOrPassage(_, model):
            return model
        case Many(of) | Named(of):
            return model_in(of)
    return None


def field_at(model: type[Model], path: FieldPath) -> Field | None:
    """The field that a value belongs to; None for an entry of a list, and for an unknown key."""
    return next((field for field in _fields_of(type_at(model, path[:-1])) if field.name == path[-1]), None)


def known_keys(model: type[Model], path: FieldPath) -> set[str]:
    """The keys that are known at a place."""
    return {field.name for field in _fields_of(type_at(model, path))}


def required_keys(model: type[Model], path: FieldPath) -> tuple[str, ...]:
    """The keys that a mapping at a place cannot lack, as they are declared; none where a text will do as well."""
    type_ = type_at(model, path)
    known = type_.model.model_fields if isinstance(type_, Part) else {}
    return tuple(name for name, info in known.items() if info.is_required())


def type_at(model: type[Model], path: FieldPath) -> Type | None:
    """What may stand at a place; None below an unknown key."""
    type_: Type | None = Part(model)
    for key in path:
        inner = {field.name: field.type for field in _fields_of(type_)}
        type_ = type_.of if isinstance(type_, _WITH_ENTRIES) else inner.get(str(key))
    return type_


def _fields_of(type_: Type | None) -> tuple[Field, ...]:
    return fields(type_.model) if isinstance(type_, _WITH_FIELDS) else ()


def placed(model: type[Model], value: Any) -> Iterator[tuple[FieldPath, Field]]:
    """Every known key of a record: where it stands, and which field it is."""
    return _placed(Part(model), value, ())


def _placed(type_: Type, value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, Field]]:
    match type_, value:
        case ((Part() | TextOrPassage()), dict()):
            for field in _fields_of(type_):
                if field.name in value:
                    yield (*path, field.name), field
                    yield from _placed(field.type, value[field.name], (*path, field.name))
        case ((Many(of) | Named(of)), dict() | list()):
            for key, part in value.items() if isinstance(value, dict) else enumerate(value):
                yield from _placed(of, part, (*path, key))


class MarkedValue(NamedTuple):
    """A text in a record that is read as words, or that names something."""

    path: FieldPath
    marker: FieldMarker
    text: str


def marked_values(record: SourceRecord) -> list[MarkedValue]:
    """References, sections and texts of a record; of one with faults too, so that all its mistakes are found."""
    found: list[MarkedValue] = []
    _collect(Part(model_of(record.kind)), record.value, (), found)
    return found


def _collect(type_: Type, value: Any, path: FieldPath, found: list[MarkedValue]) -> None:
    if isinstance(value, str):
        if isinstance(type_, _MARKERS):
            found.append(MarkedValue(path, type_, value))
        elif isinstance(type_, TextOrPassage):
            found.append(MarkedValue(path, type_.text, value))
    elif isinstance(value, dict):
        if isinstance(type_, _WITH_FIELDS):
            known = _marked_fields(type_.model)
            for key, part in value.items():
                if key in known:
                    _collect(known[key], part, (*path, key), found)
        elif isinstance(type_, _WITH_ENTRIES) and not isinstance(type_.of, Ref | SectionName):
            for key, part in value.items():
                _collect(type_.of, part, (*path, key), found)
    elif isinstance(value, list) and isinstance(type_, _WITH_ENTRIES):
        for index, part in enumerate(value):
            _collect(type_.of, part, (*path, index), found)


@cache
def _marked_fields(model: type[Model]) -> dict[str, Type]:
    """The fields of a model in which marked values may stand."""
    return {field.name: field.type for field in fields(model) if _is_marked(field.type)}


def _is_marked(type_: Type) -> bool:
    match type_:
        case Text(sort):
            return sort in ("title", "line", "prose")
        case Many(of) | Named(of):
            return _is_marked(of)
    return not isinstance(type_, Choice | Number)


FIELDS: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    name: (frozenset(required_keys(kind.model, ())), frozenset(known_keys(kind.model, ())))
    for name, kind in KINDS.items()
}
"""Kind -> the keys that a record of it cannot lack, and all that it may have."""
