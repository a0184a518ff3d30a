"""A walk through a record by the types of its fields.

In: values as they were written, so that a record with faults is walked too. Out: its references, sections and texts,
and the keys that are known at a place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..reading.records import FieldPath, SourceRecord
from .base import Model
from .refs import IsSection, RefTo
from .settings import model_of
from .text import IsLine, IsProse

FieldMarker = RefTo | IsSection | IsProse | IsLine


class MarkedValue(NamedTuple):
    """A value in a record that means more than its type: a reference, a section, a text."""

    path: FieldPath
    mark: FieldMarker
    text: str


def marked_values(record: SourceRecord) -> list[MarkedValue]:
    """References, sections and texts of a record, found by the types of its fields.

    Works on the values as they were written, so that a record with faults still has its references checked.
    """
    found: list[MarkedValue] = []
    _walk(_whole(record.kind), record.value, (), found)
    return found


@dataclass(frozen=True)
class _Shape:
    """What a type means for walking: which marks a text bears, which models a mapping may be, what a list holds."""

    marks: tuple[FieldMarker, ...] = ()
    models: tuple[type[BaseModel], ...] = ()
    each: _Shape | None = None
    """Entries of a list, or values of a mapping with free keys."""

    @property
    def means_nothing(self) -> bool:
        return not self.marks and not self.models and (self.each is None or self.each.means_nothing)

    @cached_property
    def fields(self) -> tuple[dict[str, _Shape], ...]:
        """For each of the models, its fields that mean something."""
        return tuple(_meaningful(model) for model in self.models)


def _shape(annotation: Any, marks: tuple[Any, ...] = ()) -> _Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0], (*marks, *arguments[1:]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _Shape(models=(annotation,))
    if origin in (tuple, list):
        return _Shape(each=_shape(arguments[0]))
    if origin is dict:
        return _Shape(each=_shape(arguments[1]))
    if arguments and origin is not Literal:
        parts = [_shape(choice, marks) for choice in arguments]
        return _Shape(
            tuple(mark for part in parts for mark in part.marks),
            tuple(model for part in parts for model in part.models),
            next((part.each for part in parts if part.each), None),
        )
    return _Shape(tuple(mark for mark in marks if isinstance(mark, FieldMarker)) if annotation is str else ())


@cache
def _field_shapes(model: type[BaseModel]) -> dict[str, _Shape]:
    return {name: _shape(info.annotation, tuple(info.metadata)) for name, info in model.model_fields.items()}


@cache
def _meaningful(model: type[BaseModel]) -> dict[str, _Shape]:
    return {name: shape for name, shape in _field_shapes(model).items() if not shape.means_nothing}


@cache
def _whole(kind: str) -> _Shape:
    return _Shape(models=(model_of(kind),))


def _walk(shape: _Shape, value: Any, path: FieldPath, found: list[MarkedValue]) -> None:
    if isinstance(value, str):
        for mark in shape.marks:
            found.append(MarkedValue(path, mark, value))
    elif isinstance(value, dict):
        if shape.each is not None:
            for key, part in value.items():
                _walk(shape.each, part, (*path, key), found)
        for fields in shape.fields:
            for key, part in value.items():
                if key in fields:
                    _walk(fields[key], part, (*path, key), found)
    elif isinstance(value, list) and shape.each is not None:
        for index, part in enumerate(value):
            _walk(shape.each, part, (*path, index), found)


def field_at(model: type[Model], path: FieldPath) -> FieldInfo | None:
    """The field that a value belongs to."""
    models = [one for shape in _shapes_at(model, path[:-1]) for one in shape.models]
    return next((one.model_fields[str(path[-1])] for one in models if path[-1] in one.model_fields), None)


def _shapes_at(model: type[Model], path: FieldPath) -> list[_Shape]:
    shapes = [_Shape(models=(model,))]
    for part in path:
        inner = [_field_shapes(one)[part] for shape in shapes for one in shape.models if part in one.model_fields]
        shapes = inner or [shape.each for shape in shapes if shape.each is not None]
    return shapes


def known_keys(model: type[Model], path: FieldPath) -> set[str]:
    """The keys that are known at a place inside a record."""
    return {name for shape in _shapes_at(model, path) for one in shape.models for name in one.model_fields}


def required_keys(model: type[Model], path: FieldPath) -> tuple[str, ...]:
    """The keys that a mapping at a place inside a record cannot lack; none where a text will do as well."""
    shapes = [shape for shape in _shapes_at(model, path) if shape.models and not shape.marks]
    fields = [one.model_fields for shape in shapes[:1] for one in shape.models[:1]]
    return tuple(name for known in fields for name, info in known.items() if info.is_required())
