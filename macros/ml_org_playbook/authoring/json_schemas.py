"""JSON Schemas, by which editors complete fields and ids, show what a field means, and mark mistakes.

In: the fields of every kind, and a playbook for the ids that are known. Out: `schemas/KIND.json`, which the first line
of every record names, and `schemas/ids.json`.
A schema knows one record at a time. What holds across records and parts (links in running text, sources that are
inherited, ids that repeat) only `playbook check` knows. In one thing a schema is stricter: a key without a value is a
fault, where the engine takes an optional field to be left out.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

from .. import schema
from ..model.playbook import Playbook
from ..schema import descriptions
from ..schema.annotations import Choice, Field, Many, Named, Number, Part, TextOrPassage, Type, fields, models
from ..schema.refs import Ref, SectionName
from ..schema.text import PROSE, Text

Json = dict[str, Any]

FOLDER: Final = "schemas"
"""Where schemas are in a project."""
IDS: Final = "ids.json"
"""The one schema that changes with the records; the others change with the models."""
REFRESH: Final = "playbook schema"
"""The command that makes schemas anew."""
_DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""Newer drafts are not understood by every YAML editor. It is a name; nothing is fetched."""


def schemas(playbook: Playbook, folders: Iterable[Path] = ()) -> dict[str, str]:
    """Every schema: name of the file -> its text.

    folders: its layers, for the ids of records that cannot be linked yet because they have faults.
    """
    made = {f"{kind}.json": _record(kind) for kind in (*schema.KINDS, *schema.SETTINGS)}
    made[IDS] = _ids(playbook, folders)
    return {name: json.dumps(one, indent=1, ensure_ascii=False) + "\n" for name, one in sorted(made.items())}


def write(playbook: Playbook, folder: Path, folders: Iterable[Path] = (), *, ids: bool = False) -> list[str]:
    """Write every schema into a folder, or that of the known ids alone. Returns the names of the files."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {name: text for name, text in schemas(playbook, folders).items() if name == IDS or not ids}
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")
    return list(made)


def _record(kind: str) -> Json:
    root, *parts = models(schema.model_of(kind))
    made = {
        "$schema": _DRAFT,
        "$comment": f"Made by `{REFRESH}` from the models in macros/ml_org_playbook/schema/.",
        "title": (schema.KINDS[kind].word if kind in schema.KINDS else kind).capitalize(),
        **_mapping(root),
    }
    if issubclass(root, schema.Record):
        made |= _if_basis(["stated", "implied"], {"required": ["source"]})
    definitions = {_name(part): _mapping(part) for part in parts}
    if schema.Passage in parts:
        definitions["said"] = _said()
    if any(issubclass(part, schema.Sourced) for part in (root, *parts)):
        definitions["ours"] = _if_basis(
            ["editorial"], {"properties": {"source": _nothing("What is editorial names no source.")}}
        )
    return made | ({"definitions": definitions} if definitions else {})


def _if_basis(words: list[str], then: Json) -> Json:
    """A record that is stated names its source, as nothing stands around it; what is editorial rests on none."""
    return {"if": {"required": ["basis"], "properties": {"basis": {"enum": words}}}, "then": then}


def _nothing(message: str) -> Json:
    """No text at all. (An empty enum would say the same, and the language server refuses schemas with one.)"""
    return {"type": "string", "pattern": "(?!)", "patternErrorMessage": message}


def _mapping(model: type[schema.Model]) -> Json:
    known = fields(model)
    return {
        **_told(descriptions.of_model(model)),
        "type": "object",
        "properties": {field.name: _property(field) for field in known},
        "required": [field.name for field in known if field.required],
        "additionalProperties": False,
        **({"allOf": [{"$ref": "#/definitions/ours"}]} if issubclass(model, schema.Sourced) else {}),
    }


def _property(field: Field) -> Json:
    made = {**_told(descriptions.of_field(field)), **_type(field.type)}
    told = list(descriptions.of_values(field).values())
    if told and all(told):
        made["enumDescriptions"] = told
    if field.default is not None:
        made["default"] = field.default
    return made


def _told(text: str) -> Json:
    """A description, a second time as Markdown: an editor that knows Markdown takes that, others show the first."""
    return {"description": text, "markdownDescription": text}


def _type(type_: Type) -> Json:
    match type_:
        case Text():
            return _text(type_)
        case Ref(kind):
            return _known(kind or "record-or-item")
        case SectionName():
            return _known("section")
        case Choice(values):
            return {"type": "string", "enum": list(values)}
        case Number(least, most):
            return {"type": "integer", "minimum": least, "maximum": most}
        case Part(model):
            return {"$ref": f"#/definitions/{_name(model)}"}
        case TextOrPassage():
            return {"$ref": "#/definitions/said"}
        case Many(inner, least):
            return {"type": "array", "items": _type(inner)} | ({"minItems": least} if least else {})
        case Named(inner):
            return {"type": "object", "additionalProperties": _type(inner)}


def _name(model: type[schema.Model]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", model.__name__).lower().rstrip("_")


def _said() -> Json:
    """Either a text or a passage, in one flat schema: editors explain a fault in it better than one in a choice."""
    return {
        **_text(PROSE),
        **_mapping(schema.Passage),
        **_told(descriptions.of_alias("SourcedText")),
        "type": ["string", "object"],
    }


_NO_MARKUP: Final = r"(?![\s\S]*(?:<[/!?A-Za-z]|\{\{|\}\}|\{%|%\}|\{#|#\}|\{:))"
_WORDS: Final = r"(?=\s*\S[\s\S]*\S)"
"""More than blanks, and more than one character."""
_PATTERNS: Final = {
    "title": (
        rf"^{_WORDS}{_NO_MARKUP}\n*[^\n<>]*\n*$",
        "Expected one line without HTML, template syntax, '<' and '>'.",
    ),
    "line": (rf"^{_NO_MARKUP}{_WORDS}\n*[^\n]*\n*$", "Expected one line without HTML and template syntax."),
    "prose": (rf"^{_NO_MARKUP}{_WORDS}", "Expected text without HTML and template syntax."),
}
"""Sort of text -> a pattern that says what its validators say, and what to show where it does not match.

Other sorts are of a fixed form, and have a pattern themselves.
"""


def _text(text: Text) -> Json:
    pattern, message = _PATTERNS.get(text.sort) or (f"^{text.pattern}$", f"Expected {text.form}.")
    sizes = {"minLength": text.least, "maxLength": text.most} if text.most else {}
    return {"type": "string", **sizes, "pattern": pattern, "patternErrorMessage": message}


def _known(name: str) -> Json:
    return {"$ref": f"{IDS}#/definitions/{name}"}


def _ids(playbook: Playbook, folders: Iterable[Path]) -> Json:
    known = {kind: {entry.id: entry.title for entry in playbook.entries[kind]} for kind in schema.KINDS}
    for kind, id in _unlinked(playbook, folders):
        known[kind].setdefault(id, id)
    kinds = {kind: _enum(schema.KINDS[kind].word, known[kind].items()) for kind in sorted(set(_referred_kinds()))}
    records = _enum("record", ((f"{kind}:{id}", title) for kind, ids in known.items() for id, title in ids.items()))
    item = {
        "type": "string",
        "pattern": rf"^(?:{'|'.join(_KINDS_WITH_ITEMS)}):{schema.ID_PATTERN}#{schema.ID_PATTERN}$",
        "patternErrorMessage": "Expected a known kind:id, or kind:id#item of a record that has items.",
    }
    named = ((name, section.title) for name, (_, section) in playbook.sections.items())
    sections = _enum("section of a source", named)
    return {
        "$schema": _DRAFT,
        "$comment": f"Made by `{REFRESH}` from the records in data/.",
        "title": "Known ids",
        "definitions": {**kinds, "record-or-item": {"anyOf": [records, item]}, "section": sections},
    }


def _unlinked(playbook: Playbook, folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Kind and id of every file that may become a record."""
    retired = {entry.ref for entry in playbook.retired}
    for kind in schema.KINDS.values():
        for path in chain.from_iterable((folder / kind.folder).glob("*.yml") for folder in folders):
            if schema.is_id(path.stem) and f"{kind.name}:{path.stem}" not in retired:
                yield kind.name, path.stem


_KINDS_WITH_ITEMS: Final = sorted(kind.name for kind in schema.KINDS.values() if kind.has_parts)


def _referred_kinds() -> Iterator[str]:
    """Kinds whose records a field names by their bare id."""
    for kind in schema.KINDS.values():
        for model in models(kind.model):
            for field in fields(model):
                match field.type:
                    case Ref(str(named)) | Many(Ref(str(named))):
                        yield named


def _enum(word: str, known: Iterable[tuple[str, str]]) -> Json:
    """known: pairs of id and title."""
    pairs = sorted(known)
    message = f"No {word} of this name is known here. If it is new, run `{REFRESH}`."
    if not pairs:
        return _nothing(message)
    return {
        "type": "string",
        "enum": [id for id, _ in pairs],
        "enumDescriptions": [title for _, title in pairs],
        "errorMessage": message,
    }
