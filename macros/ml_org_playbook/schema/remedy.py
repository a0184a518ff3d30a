"""What to do about a value of another type than the field takes: how what was meant is written.

In: what is expected, in words, and what was found. Out: a sentence.
Not here: what is wrong with other values (wording).
"""

import json
import re
from typing import Any, Final

import yaml

from ..reading.names import is_id
from ..reading.records import FieldPath
from ..reading.yaml_errors import bullet, missing_space
from .annotations import Many, Type, field_at, known_keys, required_keys, type_at
from .base import Model
from .refs import Ref
from .text import ID

_SHORT: Final = 40
"""Characters of a text that is quoted in a remedy as a whole."""
_WORDS: Final = re.compile(r"[\w:#/-]+(?:,? [\w:#/-]+){0,3}")
"""A few words or ids, no sentence."""
_VALUE: Final = "value"
"""The key of a text in the mapping of a parameter."""
_PARAMETERS: Final = "parameters"
"""The field of settings whose texts stand in such mappings, or by themselves in those of a layer."""
_KEYS: Final = 3
"""Keys of a mapping that are named."""


def of(expected: str, found: Any, model: type[Model], path: FieldPath) -> str:
    """How to write what is expected. path: where it is, in a record of this model."""
    match expected:
        case "a list":
            return fill(model, path, "an entry") if found is None else _as_list(found, model, path)
        case "a whole number":
            return fill(model, path, "a number") if found is None else _as_number(found, path)
        case "a mapping":
            return _as_mapping(found, model, path)
    if found is None:
        return fill(model, path, "a word or two")
    type_ = type_at(model, path)
    return (_as_id(found, type_, path) if isinstance(type_, Ref) or type_ == ID else "") or _as_text(found, path)


def fill(model: type[Model], path: FieldPath, what: str) -> str:
    """What to do about something empty: fill it, and where it may be left out, that."""
    if isinstance(path[-1], int):
        return f"Add {what}, or remove the entry."
    field = field_at(model, path)
    return f"Add {what}." if field is None or field.required else f"Add {what}, or delete the key."


def mapping(model: type[Model], path: FieldPath, found: Any = None) -> str:
    """A mapping with the keys that it needs at a place; empty where it needs none.

    A word that was found is the value of the only key, and a text that of the key 'value'.
    """
    keys = required_keys(model, path)
    text = str(found) if isinstance(found, str | int | float) and len(str(found)) <= _SHORT else ""
    word = text if len(keys) == 1 and re.fullmatch(r"[a-z0-9-]+", text) else ""
    value = {_VALUE: written(text)} if text else {}
    named = [f"{key}: {value.get(key) or word or '…'}" for key in keys[:_KEYS]] + ["…"] * (len(keys) > _KEYS)
    return f"{{{', '.join(named)}}}" if named else ""


def written(text: str) -> str:
    """A short text as it stands in YAML, within brackets too: in quotes where it needs them."""
    plain = yaml.safe_dump([text], allow_unicode=True, default_flow_style=True, width=10_000).strip()[1:-1]
    return plain if plain == text else json.dumps(text, ensure_ascii=False)


def _entry(model: type[Model], path: FieldPath, found: Any) -> str:
    """A mapping as it stands in a list, where a single key needs no brackets."""
    written = mapping(model, path, found)
    return written if "," in written else written.strip("{}")


def _as_id(found: Any, type_: Type | None, path: FieldPath) -> str:
    """An id, or a reference; empty where it is written like any text."""
    if isinstance(found, int | float) and not is_id(str(found).lower()):
        return f"An id begins with a letter, such as 'no-{str(found).replace('.', '-').strip('-')}'."
    if isinstance(found, list) and len(found) > 1 and isinstance(found[0], str):
        return f"Keep one of them: '{path[-1]}: {found[0]}'."
    if isinstance(found, dict) and len(found) == 1:
        (key, value), *_ = found.items()
        if isinstance(value, str):
            return f"Write '{key}:{value}', without a space." if type_ == Ref() else f"Write '{value}'."
    return ""


def _as_text(found: Any, path: FieldPath) -> str:
    if isinstance(found, int | float | bool):
        return "Put it into quotes."
    if isinstance(found, dict):
        return _of_mapping(found, path)
    return _only(found, path) or "Write it as one text, without '- '."


def _of_mapping(found: dict[str, Any], path: FieldPath) -> str:
    """The text that a mapping holds, or was meant to be."""
    only = next(iter(found)) if len(found) == 1 else ""
    if isinstance(path[-1], str) and (_VALUE in found or (path[0] == _PARAMETERS and re.fullmatch(r"[a-z_]+", only))):
        value = found.get(_VALUE, found.get(only))
        text = str(value) if isinstance(value, str | int | float) else ""
        fits = 0 < len(text) <= _SHORT and text.isprintable()
        return f"Write '{path[-1]}: {written(text)}'." if fits else f"Write '{path[-1]}: …', with the text itself."
    if list(found.values()) == [None]:
        return "A text that begins with '{' goes into quotes."
    inner = next((key for key in ("text", "reason") if isinstance(found.get(key), str)), None)
    if len(found) == 1 and inner is None and isinstance(found[only], str):
        return "Put a text that holds ': ' into quotes."
    if inner is None:
        return "Write it as one text, in quotes or after '>-'."
    return "Write the text itself." if inner == "text" else f"Write the {inner} itself, as text."


def _only(found: Any, path: FieldPath) -> str:
    """The only entry of a list, written by itself."""
    if not isinstance(found, list) or len(found) != 1 or isinstance(found[0], bool | list | dict | None):
        return ""
    if len(str(found[0])) > _SHORT:
        return ""
    return f"Write '{found[0]}'." if isinstance(path[-1], int) else f"Write '{path[-1]}: {found[0]}'."


def _as_list(found: Any, model: type[Model], path: FieldPath) -> str:
    if isinstance(found, dict):
        if type_at(model, path) == Many(Ref(), 0) and all(isinstance(id, str) for id in found.values()):
            named = ", ".join(f'"{kind}:{id}"' for kind, id in found.items())
            return f"Write '{path[-1]}: [{named}]'."
        return "Begin each entry with '- '."
    if isinstance(found, str) and found.startswith("-") and (remedy := missing_space(found)):
        return remedy
    if isinstance(found, str) and (sign := bullet(found)):
        return f"Begin each entry with '- ', not with '{sign}'."
    if entry := _entry(model, (*path, 0), found):
        return f"Write each entry on a line of its own below, such as '- {entry}'."
    if not isinstance(found, str) or len(found) > _SHORT or not _WORDS.fullmatch(found):
        return "Put it on a line of its own below, after '- '."
    words = [f'"{word}"' if ":" in word else word for word in found.split(", ")]
    return f"Write '{path[-1]}: [{', '.join(words)}]'."


def _as_number(found: Any, path: FieldPath) -> str:
    if isinstance(found, float):
        return "Leave out what follows the point."
    if not isinstance(found, str):
        return _only(found, path) or "Write it in digits, such as 10."
    found = found.strip()
    if re.fullmatch(r"0[0-9]{1,17}", found):
        return f"Write {int(found)}, without the leading zero."
    if re.fullmatch(r"-?[0-9]{1,18}", found):
        return "Write it without quotes."
    if re.fullmatch(r"0[xX][0-9A-Fa-f]{1,8}|0[oO][0-7]{1,8}", found):
        return f"Write {int(found, 0)}."
    if re.fullmatch(r"-?[0-9]+", found):
        return "Write a smaller one."
    return "Write it in digits, such as 10."


def _as_mapping(found: Any, model: type[Model], path: FieldPath) -> str:
    if isinstance(found, str) and (remedy := missing_space(found)):
        return remedy
    if isinstance(found, list):
        if len(found) != 1 or not isinstance(found[0], str):
            return "Take out the '- ' before its keys."
        found = found[0]
    keys = mapping(model, path, found)
    if found is None:
        return fill(model, path, f"'{keys}'" if keys else "its keys")
    if keys:
        return f"Write '{_entry(model, path, found) if isinstance(path[-1], int) else f'{path[-1]}: {keys}'}'."
    known = ", ".join(sorted(known_keys(model, path)))
    return f"Write its keys below: {known}." if known else "Write its keys below, each with a value."
