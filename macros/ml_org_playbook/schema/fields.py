"""The fields of every kind as the models have them: name, meaning, type, limits, default.

In: the models of schema. Out: plain descriptions. Editor help, templates and reference pages are all made from these,
so that they say the same. A model that uses a type unknown here is a bug, and raises.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType, NoneType
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le, MinLen
from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from .. import schema
from ..reading.records import FieldPath

# ---------------------------------------------------------------- types


@dataclass(frozen=True)
class Text:
    """A text. One of the named sorts of text, or one of a fixed form."""

    sort: Literal["title", "line", "prose", "id", "form"]
    least: int | None = None
    """Characters."""
    most: int | None = None
    """Characters."""
    pattern: str | None = None
    form: str = ""
    """The fixed form in words."""


@dataclass(frozen=True)
class Ref:
    """The id of a record of this kind; None: `kind:id` or `kind:id#item` of any kind."""

    kind: str | None


@dataclass(frozen=True)
class SectionRef:
    """`source/section`."""


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class Number:
    """A whole number."""

    least: int | None
    most: int | None


@dataclass(frozen=True)
class Part:
    """A mapping with fields of its own."""

    model: type[schema.Model]


@dataclass(frozen=True)
class SourcedText:
    """A text, or a mapping that holds a text and what it rests on."""

    text: Text
    part: Part


@dataclass(frozen=True)
class Many:
    """A list."""

    of: Type
    least: int = 0


@dataclass(frozen=True)
class Named:
    """A mapping whose keys are the author's."""

    of: Type


Type = Text | Ref | SectionRef | Choice | Number | Part | SourcedText | Many | Named


@dataclass(frozen=True)
class Field:
    """One field of a model."""

    model: type[schema.Model]
    name: str
    meaning: str
    """The docstring; of a type with a meaning of its own, that too."""
    type: Type
    required: bool
    default: str | int | None
    """What it is when left out. None where leaving it out means that there is nothing."""

    @property
    def shared(self) -> bool:
        """Whether it is one of those that mean the same in every mapping of a record: `basis`, `source`."""
        everywhere = schema.Sourced.model_fields.get(self.name)
        return everywhere is not None and everywhere.description == self.model.model_fields[self.name].description

    @property
    def unit(self) -> str:
        """What a number counts; empty for what is no number."""
        return UNITS[self.name] if isinstance(self.type, Number) else ""


UNITS: Final = {"minutes": "minutes", "order": "places in a list", "size": "lines or rows"}
"""Name of a number -> what it counts. A number without an entry here is a bug."""


# ---------------------------------------------------------------- reading the models


@cache
def of(model: type[schema.Model]) -> tuple[Field, ...]:
    """The fields of a model, in their order: those of a record begin with what all records have."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(_field(model, name, info, hints[name]) for name, info in _in_order(model))


def _in_order(model: type[schema.Model]) -> Iterator[tuple[str, FieldInfo]]:
    """Fields as a record has them: `id` first, and in a part its own before `basis` and `source`.

    Last what a record gets only after its publication.
    """
    known = model.model_fields
    if issubclass(model, schema.Record):
        first, last = ("id", "title", "summary", "basis", "source", "order"), ("aliases", "retired")
        own = [name for name in known if name not in (*first, *last)]
        yield from ((name, known[name]) for name in (*first, *own, *last))
    else:
        yield from ((name, info) for name, info in known.items() if name not in schema.Sourced.model_fields)
        yield from ((name, info) for name, info in known.items() if name in schema.Sourced.model_fields)


def _field(model: type[schema.Model], name: str, info: FieldInfo, hint: Any) -> Field:
    assert info.description, f"{model.__name__}.{name} has no docstring"
    bare = _without_none(hint)
    default = None if info.is_required() or not isinstance(info.default, str | int) else info.default
    meaning = " ".join(info.description.split())
    if get_origin(bare) is Literal:
        meaning = " ".join([meaning, *_alias_meaning(bare)])
    return Field(model, name, meaning, _type(bare, info.metadata), info.is_required(), default)


def _without_none(hint: Any) -> Any:
    if NoneType not in get_args(hint):
        return hint
    (rest,) = (one for one in get_args(hint) if one is not NoneType)
    return rest


_SORTS: Final[dict[str, Any]] = {"title": schema.Title, "line": schema.Line, "prose": schema.Prose, "id": schema.Id}


def _type(hint: Any, limits: Sequence[Any] = ()) -> Type:
    """limits: what stands on the field and not on its type, such as the least number of entries."""
    if isinstance(hint, type) and issubclass(hint, schema.Model):
        return Part(hint)
    if get_origin(hint) is Literal:
        return Choice(get_args(hint))
    if get_origin(hint) is tuple:
        return Many(_type(get_args(hint)[0]), _limit(limits, MinLen, "min_length") or 0)
    if get_origin(hint) is dict:
        return Named(_type(get_args(hint)[1]))
    if hint is int:
        return Number(_limit(limits, Ge, "ge"), _limit(limits, Le, "le"))
    if hint == schema.SourcedText:
        return SourcedText(prose(), Part(schema.Passage))
    if get_origin(hint) is Annotated and get_origin(get_args(hint)[0]) is tuple:
        return _type(get_args(hint)[0], [*limits, *hint.__metadata__])
    if get_origin(hint) is Annotated and get_args(hint)[0] is str:
        for mark in hint.__metadata__:
            match mark:
                case schema.RefTo(kind):
                    return Ref(kind)
                case schema.IsSection():
                    return SectionRef()
        return _text(hint)
    raise TypeError(f"fields knows no such type: {hint}")


def _text(hint: Any) -> Text:
    for mark in hint.__metadata__:
        if isinstance(mark, schema.HasForm):
            return Text("form", pattern=f"^{mark.pattern}$", form=mark.words)
    sort: Any = next(name for name, known in _SORTS.items() if known == hint)
    (rule,) = (mark for mark in hint.__metadata__ if isinstance(mark, StringConstraints))
    if sort == "id":
        return Text(sort, 1, schema.ID_MOST, rf"^{schema.ID_PATTERN}$")
    return Text(sort, rule.min_length, rule.max_length)


def text(sort: str) -> Text | None:
    """A named sort of text with its limits; None if there is no such sort."""
    return _text(_SORTS[sort]) if sort in _SORTS else None


def prose() -> Text:
    """The sort of text that a passage holds."""
    return _text(schema.Prose)


def _limit(limits: Sequence[Any], kind: type[Ge | Le | MinLen], name: str) -> int | None:
    found = [getattr(limit, name) for limit in limits if isinstance(limit, kind)]
    return found[0] if found else None


def described(model: type[schema.Model]) -> str:
    """What a model says of itself: its docstring."""
    return " ".join(inspect.cleandoc(model.__doc__ or "").split())


def _alias_meaning(hint: Any) -> Iterator[str]:
    """The docstring of a type that has a name of its own, such as `Basis`."""
    for module in _modules():
        for name, doc in _docs_below(module):
            if getattr(module, name) == hint:
                yield doc


@cache
def alias_docs() -> dict[str, str]:
    """Name of a type in schema -> the docstring below it."""
    return {name: doc for module in _modules() for name, doc in _docs_below(module)}


def _modules() -> list[ModuleType]:
    """The modules of schema. It loads them all."""
    return [module for package in (schema, schema.kinds) for _, module in inspect.getmembers(package, inspect.ismodule)]


@cache
def _docs_below(module: ModuleType) -> tuple[tuple[str, str], ...]:
    """Each name to which a module assigns something, with the docstring below that."""
    body = ast.parse(inspect.getsource(module)).body
    found = []
    for statement, below in zip(body, body[1:], strict=False):
        match statement, below:
            case ast.Assign(targets=[ast.Name(name)]), ast.Expr(ast.Constant(str(doc))):
                found.append((name, " ".join(doc.split())))
    return tuple(found)


def meanings(field: Field) -> dict[str, str]:
    """Each word of a choice with what the docstring says of it; empty where it says nothing of it by itself."""
    assert isinstance(field.type, Choice)
    found = dict.fromkeys(field.type.values, "")
    for names, meaning in re.findall(r"((?:`[a-z-]+`(?:, )?)+): (.+?\.)(?=\s*`|\s*\Z)", field.meaning):
        for name in re.findall(r"`([a-z-]+)`", names):
            if name in found:
                found[name] = meaning
    return found


# ---------------------------------------------------------------- the whole


def models(root: type[schema.Model]) -> list[type[schema.Model]]:
    """A model and every model inside it, each once, in the order in which its fields name them."""
    found: list[type[schema.Model]] = []

    def walk(model: type[schema.Model]) -> None:
        if model not in found:
            found.append(model)
            for field in of(model):
                for part in parts(field.type):
                    walk(part)

    walk(root)
    return found


def parts(type_: Type) -> Iterator[type[schema.Model]]:
    """The models that a type holds directly."""
    match type_:
        case Part(model):
            yield model
        case SourcedText(_, part):
            yield part.model
        case Many(inner) | Named(inner):
            yield from parts(inner)


def placed(model: type[schema.Model], value: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Field]]:
    """Every known key of a record as written: where it stands, and which field it is."""
    if not isinstance(value, dict):
        return
    for field in of(model):
        if field.name in value:
            yield (*path, field.name), field
            yield from _placed(field.type, value[field.name], (*path, field.name))


def _placed(type_: Type, value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, Field]]:
    match type_:
        case Part(model):
            yield from placed(model, value, path)
        case SourcedText(_, part):
            yield from placed(part.model, value, path)
        case Many(inner) if isinstance(value, list):
            for index, one in enumerate(value):
                yield from _placed(inner, one, (*path, index))
        case Named(inner) if isinstance(value, dict):
            for key, one in value.items():
                yield from _placed(inner, one, (*path, key))


def in_words(type_: Type) -> str:
    """A type in plain words: `list of texts`."""
    return _words(type_, many=False)


def _words(type_: Type, *, many: bool) -> str:
    match type_:
        case Many(inner):
            return f"list of {_words(inner, many=True)}"
        case Named(inner):
            return f"mapping of names to {_words(inner, many=True)}"
        case Ref(None):
            one, several = "link to a record", "links to records"
        case Ref(kind) if kind is not None:
            one, several = (
                f"id of {with_article(schema.KINDS[kind].word)}",
                f"ids of {schema.KINDS[kind].plural.lower()}",
            )
        case _:
            one, several = _PLAIN[_plain_key(type_)]
    return several if many else one


def with_article(word: str) -> str:
    """`an aspect`; of what cannot be counted, such as advice, no article."""
    if word == "advice":
        return word
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _plain_key(type_: Type) -> str:
    return type_.sort if isinstance(type_, Text) else type(type_).__name__


_PLAIN: Final = {
    "title": ("title", "titles"),
    "line": ("line of text", "lines of text"),
    "prose": ("prose", "paragraphs of prose"),
    "id": ("id", "ids"),
    "form": ("text of a fixed form", "texts of a fixed form"),
    "SectionRef": ("section of a source", "sections of a source"),
    "Choice": ("one of a few words", "some of a few words"),
    "Number": ("whole number", "whole numbers"),
    "Part": ("mapping", "mappings"),
    "SourcedText": ("text with its source", "texts with their sources"),
}


def limits(type_: Type) -> tuple[str, ...]:
    """The limits of a type in words: `at least 2 entries`, `1 to 480`."""
    match type_:
        case Many(inner, least):
            entries = (f"at least {least} {'entry' if least == 1 else 'entries'}",) if least else ()
            return (*entries, *limits(inner))
        case Number(least, most):
            return (f"{least} to {most:,}",) if most is not None else (f"at least {least}",)
    return ()
