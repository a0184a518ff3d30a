"""Models, fields and types in plain words, for whoever writes records.

In: what the annotations say, and docstrings. Out: sentences and phrases, of which editor help, templates and reference
pages are all made, so that they say the same.
"""

import ast
import inspect
import re
from functools import cache
from itertools import pairwise
from typing import Any, Final, get_args

from .. import schema
from .annotations import Choice, Field, Many, Named, Number, Part, TextOrPassage, Type
from .refs import Ref, SectionName
from .text import Text


def of_model(model: type[schema.Model]) -> str:
    """What a model says of itself: its docstring."""
    return " ".join(inspect.cleandoc(model.__doc__ or "").split())


def of_field(field: Field) -> str:
    """What a field means: its docstring; after it that of its type, where this is a choice with a name of its own."""
    values = _values(field)
    return " ".join([field.doc, *(doc for type_, doc in _aliases().values() if values and get_args(type_) == values)])


def of_alias(name: str) -> str:
    """What stands below a type in schema, such as `Title`: its docstring."""
    return _aliases()[name][1]


@cache
def _aliases() -> dict[str, tuple[Any, str]]:
    """Name of a type in schema -> the type, and the docstring below it."""
    found = {}
    modules = [*inspect.getmembers(schema, inspect.ismodule), *inspect.getmembers(schema.kinds, inspect.ismodule)]
    for _, module in modules:
        for statement, below in pairwise(ast.parse(inspect.getsource(module)).body):
            match statement, below:
                case ast.Assign(targets=[ast.Name(name)]), ast.Expr(ast.Constant(str(doc))):
                    found[name] = getattr(module, name), " ".join(doc.split())
    return found


def of_values(field: Field) -> dict[str, str]:
    """Each word of a choice with what the meaning of the field says of it; empty where that says nothing of it."""
    found = dict.fromkeys(_values(field), "")
    for names, meaning in re.findall(r"((?:`[a-z-]+`(?:, )?)+): (.+?\.)(?=\s*`|\s*\Z)", of_field(field)):
        found |= {name: meaning for name in re.findall(r"`([a-z-]+)`", names) if name in found}
    return found


def untold(field: Field) -> tuple[str, ...]:
    """The words of a choice, unless the meaning of the field names them all."""
    meaning, words = of_field(field), _values(field)
    return () if all(f"`{word}`" in meaning for word in words) else words


def _values(field: Field) -> tuple[str, ...]:
    return field.type.values if isinstance(field.type, Choice) else ()


def of_type(type_: Type, *, many: bool = False) -> str:
    """A type: `list of texts`. many: several of it, as in a list."""
    match type_:
        case Many(of):
            return f"list of {of_type(of, many=True)}"
        case Named(of):
            return f"mapping of names to {of_type(of, many=True)}"
        case Ref(str(kind)):
            one = schema.KINDS[kind]
            return f"ids of {one.plural.lower()}" if many else f"id of {with_article(one.word)}"
        case Text(sort):
            return _WORDS[sort][many]
    return _WORDS[type(type_)][many]


_WORDS: Final = {
    "title": ("title", "titles"),
    "line": ("line of text", "lines of text"),
    "prose": ("prose", "paragraphs of prose"),
    "id": ("id", "ids"),
    "form": ("text of a fixed form", "texts of a fixed form"),
    Ref: ("link to a record", "links to records"),
    SectionName: ("section of a source", "sections of a source"),
    Choice: ("one of a few words", "some of a few words"),
    Number: ("whole number", "whole numbers"),
    Part: ("mapping", "mappings"),
    TextOrPassage: ("text with its source", "texts with their sources"),
}
"""Sort of text or type -> one of it, and several."""


def with_article(word: str) -> str:
    """`an aspect`; of what cannot be counted, such as advice, no article."""
    return word if word == "advice" else f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def limits(type_: Type) -> str:
    """How many entries or how large a number: `at least 2 entries`, `1 to 480`; empty where there is no limit."""
    match type_:
        case Many(_, least) if least:
            return f"at least {least} {'entry' if least == 1 else 'entries'}"
        case Number(least, most):
            return f"{least} to {most:,}"
    return ""


def unit(field: Field) -> str:
    """What a number counts; empty for what is no number."""
    return _UNITS[field.name] if isinstance(field.type, Number) else ""


_UNITS: Final = {"minutes": "minutes", "order": "places in a list", "size": "lines or rows"}
"""Name of a number -> what it counts. A number without an entry here is a bug."""
