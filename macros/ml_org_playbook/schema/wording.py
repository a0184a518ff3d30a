"""What pydantic finds wrong with a value, in the author's words.

In: pydantic's details of an error. Out: code, what is wrong, what to do.
Not here: where it is wrong (checking), and what to do about a value of another type (remedy).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from annotated_types import Ge, Le
from pydantic_core import ErrorDetails

from ..problems import nearest, suggestion
from ..reading.records import FieldPath
from . import remedy
from .base import Model
from .walk import field_at, known_keys


def of(
    details: ErrorDetails, model: type[Model], path: FieldPath, present: Collection[str] = ()
) -> tuple[str, str, str]:
    """Code, what is wrong, and what to do.

    path: where it is, in a record of this model. present: the keys of the mapping that it stands in.
    """
    kind, found, ctx = details["type"], details.get("input"), details.get("ctx", {})
    match kind:
        case "extra_forbidden":
            known = known_keys(model, path[:-1])
            near = nearest(str(path[-1]), known.difference(present))
            meant = f"Did you mean '{near}'?" if near else f"Known here: {', '.join(sorted(known))}."
            return "unknown-key", f"unknown key '{path[-1]}'.", meant
        case "missing":
            return "missing-field", "this is missing.", f"Add '{path[-1]}: {remedy.mapping(model, path) or '…'}' here."
        case "markup-refused":
            return kind, *_markup(ctx)
        case "too-deep":
            return kind, f"'{ctx['found']}' begins lists inside lists on one line.", "Begin each on a line of its own."
        case "bad-id":
            what = f"expected lower-case words joined by hyphens (at most 60 characters), found '{ctx['found']}'."
            return kind, what, "For example 'findings-review'."
        case "literal_error":
            return _choice(found, re.findall(r"'([^']*)'", str(ctx["expected"])), path)
        case "wrong-form":
            return "wrong-value", f"expected {ctx['words']}, found {_quoted(found)}.", _like(found, ctx["words"])
        case "string_too_long" | "too_long":
            return (
                "out-of-range",
                f"expected at most {_size(kind, ctx['max_length'])}, found {len(found)}.",
                "Shorten it.",
            )
        case "string_too_short" | "too_short":
            what = f"expected at least {_size(kind, ctx['min_length'])}, found {len(found) or 'none'}."
            return (
                "out-of-range",
                what,
                remedy.fill(model, path, "a word or two" if kind.startswith("string") else "an entry"),
            )
        case "greater_than_equal" | "less_than_equal":
            return "out-of-range", f"expected {_range(model, path)}, found {found}.", "Write a number in this range."
        case "out-of-range" if ctx["found"] == "blanks":
            return kind, "expected words, found only blanks.", remedy.fill(model, path, "a word or two")
        case "out-of-range":
            return kind, "expected one line, found several.", "Join them, or write '>-' before a folded text."
    return (
        "wrong-type",
        f"expected {_expected(kind)}, found {_seen(found)}.",
        remedy.of(_EXPECTED.get(kind, ""), found, model, path),
    )


def _choice(found: Any, valid: list[str], path: FieldPath) -> tuple[str, str, str]:
    """Code, what is wrong, and what to do where one of some words is expected."""
    only = found[0] if isinstance(found, list) and len(found) == 1 else found
    meant = suggestion(_plain(only), valid) or f"Choose one of: {', '.join(valid)}."
    if only is not found and only in valid:
        meant = f"Write '{path[-1]}: {only}'."
    if found is None or isinstance(found, list | dict):
        return "wrong-type", f"expected one value, found {_seen(found)}.", meant
    return "wrong-value", f"'{_plain(found)}' is not one of the values here.", meant


def _markup(ctx: Mapping[str, Any]) -> tuple[str, str]:
    found = ctx["found"]
    what = f"'{found}' looks like HTML or template syntax, which is not used in data."
    if found.startswith("<") and not found.endswith(">") and not ctx.get("bare"):
        return what, "Say it in words, or put a space after '<'."
    return what, "Say it in words."


def _like(found: Any, words: str) -> str:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(found)):
        return "Choose another day."
    return f"Write it like {words.rpartition(' ')[2]}."


def _range(model: type[Model], path: FieldPath) -> str:
    """What a number may be, and what it counts: `1 to 480 minutes`."""
    info = field_at(model, path)
    assert info is not None
    (least,) = (limit.ge for limit in info.metadata if isinstance(limit, Ge))
    (most,) = (limit.le for limit in info.metadata if isinstance(limit, Le))
    return f"{least} to {most:,}{_COUNTED.get(str(path[-1]), '')}"


_COUNTED: Final = {"minutes": " minutes", "size": " lines"}
"""Name of a number -> the words behind it. Others are no amounts."""


def _size(kind: str, limit: int) -> str:
    if kind.startswith("string"):
        return f"{limit} characters"
    return f"{limit} {'entry' if limit == 1 else 'entries'}"


_EXPECTED: Final = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "union_tag_not_found": "text, or a mapping with 'text'",
}


def _expected(kind: str) -> str:
    return _EXPECTED.get(kind, f"another value ({kind.replace('_', ' ')})")


def _quoted(value: Any) -> str:
    """A value of a fixed form: a number looks as it was written."""
    return f"'{value[:40]}'" if isinstance(value, str) else str(value) if type(value) in (int, float) else _seen(value)


def _plain(value: Any) -> str:
    """A single value as it was written; nothing of a list or a mapping."""
    if value is None or isinstance(value, list | dict):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _seen(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text '{value[:40]}'"
        case list() | tuple():
            return "a list"
        case dict():
            return "a mapping"
    return type(value).__name__
