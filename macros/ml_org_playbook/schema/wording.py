"""What pydantic finds wrong with a value, in the author's words.

In: pydantic's details of an error. Out: code, what is wrong, what to do.
Not here: where it is wrong (checking).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic_core import ErrorDetails

from ..problems import suggestion
from ..source import Path_
from .base import Model
from .walk import known_keys


def of(details: ErrorDetails, model: type[Model], path: Path_) -> tuple[str, str, str]:
    """Code, what is wrong, and what to do.

    path: where it is, in a record of this model.
    """
    kind, found, ctx = details["type"], details.get("input"), details.get("ctx", {})
    match kind:
        case "extra_forbidden":
            known = known_keys(model, path[:-1])
            remedy = suggestion(str(path[-1]), known) or f"Known here: {', '.join(sorted(known))}."
            return "unknown-key", f"unknown key '{path[-1]}'.", remedy
        case "missing":
            return "missing-field", "this is missing.", f"Add '{path[-1]}: …' here."
        case "markup-refused":
            what = f"'{ctx['found']}' looks like HTML or template syntax, which is not used in data."
            return kind, what, "Say it in words."
        case "too-deep":
            return kind, f"'{ctx['found']}' begins lists inside lists on one line.", "Begin each on a line of its own."
        case "bad-id":
            what = f"expected lower-case words joined by hyphens (at most 60 characters), found '{ctx['found']}'."
            return kind, what, "For example 'findings-review'."
        case "literal_error":
            valid = re.findall(r"'([^']*)'", str(ctx["expected"]))
            remedy = suggestion(str(found), valid) or f"Choose one of: {', '.join(valid)}."
            return "wrong-value", f"'{found}' is not one of the values here.", remedy
        case "string_pattern_mismatch":
            return "wrong-value", f"expected the form {ctx['pattern']}, found '{found}'.", ""
        case "string_too_short" | "string_too_long" | "too_short" | "too_long":
            return "out-of-range", *_size(kind, found, ctx)
        case "greater_than_equal":
            return "out-of-range", f"expected at least {ctx['ge']}, found {found}.", ""
        case "less_than_equal":
            return "out-of-range", f"expected at most {ctx['le']}, found {found}.", ""
        case "out-of-range":
            return kind, "expected one line, found several.", "Join them, or write '>-' before a folded text."
    return "wrong-type", f"expected {_expected(kind)}, found {_seen(found)}.", _type_hint(kind, found)


def _size(kind: str, found: Any, ctx: Mapping[str, Any]) -> tuple[str, str]:
    unit = "characters" if kind.startswith("string") else "entries"
    size = len(found) if isinstance(found, str | list | tuple) else ctx.get("actual_length", 0)
    if "short" in kind:
        return f"expected at least {ctx['min_length']} {unit}, found {size}.", ""
    return f"expected at most {ctx['max_length']} {unit}, found {size}.", "Shorten it."


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
            return f"a list of {len(value)}"
        case dict():
            return "a mapping"
    return type(value).__name__


def _type_hint(kind: str, found: Any) -> str:
    if kind == "string_type" and isinstance(found, int | float | bool):
        return "Put it into quotes."
    if kind in {"tuple_type", "list_type"} and isinstance(found, str):
        return "Begin the line with '- '."
    return ""
