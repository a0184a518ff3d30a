"""What pydantic finds wrong with a value, in the author's words.

In: pydantic's details of an error. Out: code, what is wrong, what to do.
Not here: where it is wrong (checking), and what to do about a value of another type (remedy).
"""

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from pydantic_core import ErrorDetails

from ..problems import nearest, suggestion
from ..reading.names import as_id
from ..reading.records import FieldPath
from . import remedy
from .annotations import Number, TextOrPassage, field_at, known_keys, type_at
from .base import Model

_Said = tuple[str, str, str]
"""Code, what is wrong, and what to do."""


def of(details: ErrorDetails, model: type[Model], path: FieldPath, present: Collection[str] = ()) -> _Said:
    """Code, what is wrong, and what to do.

    path: where it is, in a record of this model. present: the keys of the mapping that it stands in.
    """
    kind, found, ctx = details["type"], details.get("input"), details.get("ctx", {})
    match kind:
        case "extra_forbidden":
            return _unknown_key(model, path, present)
        case "missing":
            return "missing-field", "this is missing.", f"Add '{path[-1]}: {remedy.mapping(model, path) or '…'}' here."
        case "markup-refused":
            return _markup(ctx)
        case "too-deep":
            return kind, f"'{ctx['found']}' begins lists inside lists on one line.", "Begin each on a line of its own."
        case "bad-id":
            what = f"expected lower-case words joined by hyphens (at most 60 characters), found '{ctx['found']}'."
            near = as_id(ctx["found"]) or ctx["found"]
            return kind, what, f"For example '{near if near != ctx['found'] else 'findings-review'}'."
        case "literal_error":
            return _choice(found, re.findall(r"'([^']*)'", str(ctx["expected"])), path)
        case "wrong-form":
            return "wrong-value", f"expected {ctx['words']}, found {_quoted(found)}.", _like(found, ctx["words"])
        case "string_too_long" | "too_long" | "string_too_short" | "too_short":
            return _length(kind, len(found), ctx, model, path)
        case "greater_than_equal" | "less_than_equal":
            return "out-of-range", f"expected {_range(model, path)}, found {found}.", "Write a number in this range."
        case "out-of-range":
            return _blanks_or_lines(ctx, model, path)
    expected = _EXPECTED.get(kind, f"another value ({kind.replace('_', ' ')})")
    return "wrong-type", f"expected {expected}, found {_seen(found)}.", remedy.of(expected, found, model, path)


def _unknown_key(model: type[Model], path: FieldPath, present: Collection[str]) -> _Said:
    if is_cut_text(model, path, present):
        what = f"expected text, found a mapping with the key '{path[-1]}'."
        return "wrong-type", what, "Put a text that holds ': ' into quotes."
    known = known_keys(model, path[:-1])
    near = nearest(str(path[-1]), known.difference(present))
    meant = f"Did you mean '{near}'?" if near else f"Known here: {', '.join(sorted(known))}."
    return "unknown-key", f"unknown key '{path[-1]}'.", meant


def is_cut_text(model: type[Model], path: FieldPath, present: Collection[str]) -> bool:
    """Whether an unknown key is the beginning of a text, up to the colon in it. present: all keys beside it."""
    is_key = re.fullmatch(r"[a-z_]+", str(path[-1])) and nearest(str(path[-1]), known_keys(model, path[:-1]))
    return len(present) == 1 and not is_key and isinstance(type_at(model, path[:-1]), TextOrPassage)


def _markup(ctx: Mapping[str, Any]) -> _Said:
    found, meant = ctx["found"], "Say it in words."
    if found.startswith("{{") and found.endswith("}}"):
        meant = f"Write '{{{found[2:-2].strip()}}}'."
    if found.startswith("<") and not found.endswith(">") and not ctx.get("bare"):
        meant = "Say it in words, or put a space after '<'."
    return "markup-refused", f"'{found}' looks like HTML or template syntax, which is not used in data.", meant


def _choice(found: Any, valid: list[str], path: FieldPath) -> _Said:
    """One of some words is expected."""
    only = found[0] if isinstance(found, list) and len(found) == 1 else found
    meant = suggestion(_plain(only), valid) or f"Choose one of: {', '.join(valid)}."
    if only is not found and only in valid:
        meant = f"Write '{path[-1]}: {only}'."
    if found is None or isinstance(found, list | dict):
        return "wrong-type", f"expected one value, found {_seen(found)}.", meant
    return "wrong-value", f"'{_plain(found)}' is not one of the values here.", meant


def _like(found: Any, words: str) -> str:
    """What to write in place of something that is not of a fixed form."""
    is_day = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(found))
    return "Choose another day." if is_day else f"Write it like {words.rpartition(' ')[2]}."


def _length(kind: str, found: int, ctx: Mapping[str, Any], model: type[Model], path: FieldPath) -> _Said:
    limit: int = ctx["max_length"] if kind.endswith("long") else ctx["min_length"]
    size = f"{limit} characters" if kind.startswith("string") else f"{limit} {'entry' if limit == 1 else 'entries'}"
    if kind.endswith("long"):
        return "out-of-range", f"expected at most {size}, found {found}.", "Shorten it."
    lacking = "a word or two" if kind.startswith("string") else "an entry"
    return "out-of-range", f"expected at least {size}, found {found or 'none'}.", remedy.fill(model, path, lacking)


def _range(model: type[Model], path: FieldPath) -> str:
    """What a number may be, and what it counts: `1 to 480 minutes`."""
    field = field_at(model, path)
    assert field is not None
    assert isinstance(field.type, Number)
    return f"{field.type.least} to {field.type.most:,}{_COUNTED.get(field.name, '')}"


_COUNTED: Final = {"minutes": " minutes", "size": " lines"}
"""Name of a number -> the words after it. Others are no amounts."""


def _blanks_or_lines(ctx: Mapping[str, Any], model: type[Model], path: FieldPath) -> _Said:
    if ctx["found"] == "blanks":
        return "out-of-range", "expected words, found only blanks.", remedy.fill(model, path, "a word or two")
    return "out-of-range", "expected one line, found several.", "Join them, or write '>-' before a folded text."


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
