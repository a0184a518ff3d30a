"""Help for whoever writes records in an editor: JSON Schemas with completion and hovers, and commented templates.

In: a playbook and the fields of its kinds. Out: `schemas/KIND.json`, which the first line of every record names,
`schemas/ids.json` with the ids that are known, and comments in `data/FOLDER/_template.yml`.
A schema knows one record at a time. What holds across records and parts (links in running text, sources that are
inherited, ids that repeat) only `playbook check` knows. In one thing a schema is stricter: a key without a value is a
fault, where the engine takes an optional field to be left out.
"""

from __future__ import annotations

import json
import os
import re
import textwrap
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, Final

from .. import schema
from ..model.playbook import Playbook
from ..reading import layers
from ..reading.project import Project
from ..reading.records import parse
from ..schema import fields
from ..schema.fields import Choice, Field, Many, Named, Number, Part, Ref, SectionRef, SourcedText, Text, Type

Json = dict[str, Any]

REFRESH: Final = "playbook schema"
"""The command that makes the schemas and the comments of the templates anew."""
IDS: Final = "ids.json"
"""The one schema that changes with the records; the others change with the models."""
TEMPLATE: Final = "_template.yml"
_SCHEMAS: Final = "../../schemas"
"""Where schemas are, seen from a record of `data/`."""
LATER: Final = ("aliases", "retired")
"""Fields that no new record has: templates name them in comments only."""

_DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""Newer drafts are not understood by every YAML editor. It is a name; nothing is fetched."""

# ---------------------------------------------------------------- schemas


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


def stale(playbook: Playbook, folder: Path) -> list[str]:
    """The schemas in a folder that are missing or not as `write` would make them."""
    return [name for name, text in schemas(playbook).items() if _read(folder / name) != text]


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


def _record(kind: str) -> Json:
    root, *parts = fields.models(schema.model_of(kind))
    made = {
        "$schema": _DRAFT,
        "$comment": f"Made by `{REFRESH}` from the models in macros/ml_org_playbook/schema/.",
        "title": f"{schema.KINDS[kind].word if kind in schema.KINDS else kind}".capitalize(),
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
    known = fields.of(model)
    return {
        **_told(fields.described(model)),
        "type": "object",
        "properties": {field.name: _property(field) for field in known},
        "required": [field.name for field in known if field.required],
        "additionalProperties": False,
        **({"allOf": [{"$ref": "#/definitions/ours"}]} if issubclass(model, schema.Sourced) else {}),
    }


def _property(field: Field) -> Json:
    made = {**_told(field.meaning), **_type(field.type)}
    if isinstance(field.type, Choice):
        told = fields.meanings(field)
        if all(told.values()):
            made["enumDescriptions"] = list(told.values())
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
        case SectionRef():
            return _known("section")
        case Choice(values):
            return {"type": "string", "enum": list(values)}
        case Number(least, most):
            return {"type": "integer", **_bounds("minimum", least), **_bounds("maximum", most)}
        case Part(model):
            return {"$ref": f"#/definitions/{_name(model)}"}
        case SourcedText():
            return {"$ref": "#/definitions/said"}
        case Many(inner, least):
            return {"type": "array", "items": _type(inner), **_bounds("minItems", least or None)}
        case Named(inner):
            return {"type": "object", "additionalProperties": _type(inner)}


def _bounds(name: str, value: int | None) -> Json:
    return {} if value is None else {name: value}


def _name(model: type[schema.Model]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", model.__name__).lower().rstrip("_")


def _said() -> Json:
    """Either a text or a passage, in one flat schema: editors explain a fault in it better than one in a choice."""
    return {
        **_text(fields.prose()),
        **_mapping(schema.Passage),
        **_told(fields.alias_docs()["SourcedText"]),
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
    "id": (rf"^{schema.ID_PATTERN}$", "Expected lower-case words joined by hyphens."),
}
"""Sort of text -> a pattern that says what schema's validators say, and what to show where it does not match."""


def _text(text: Text) -> Json:
    made: Json = {"type": "string", **_bounds("minLength", text.least), **_bounds("maxLength", text.most)}
    if text.sort == "form":
        return made | {"pattern": text.pattern, "patternErrorMessage": f"Expected {text.form}."}
    pattern, message = _PATTERNS[text.sort]
    return made | {"pattern": pattern, "patternErrorMessage": message}


# ---------------------------------------------------------------- known ids


def _known(name: str) -> Json:
    return {"$ref": f"{IDS}#/definitions/{name}"}


def _ids(playbook: Playbook, folders: Iterable[Path]) -> Json:
    known = {kind: {entry.id: entry.title for entry in playbook.entries[kind]} for kind in schema.KINDS}
    for kind, id in _unlinked(playbook, folders):
        known[kind].setdefault(id, id)
    kinds = {
        kind: _enum(schema.KINDS[kind].word, known[kind].items())
        for kind in sorted(schema.KINDS)
        if kind in set(_referred_kinds())
    }
    records = _enum("record", ((f"{kind}:{id}", title) for kind, ids in known.items() for id, title in ids.items()))
    item = {
        "type": "string",
        "pattern": rf"^(?:{'|'.join(_KINDS_WITH_ITEMS)}):{schema.ID_PATTERN}#{schema.ID_PATTERN}$",
        "patternErrorMessage": "Expected a known kind:id, or kind:id#item of a record that has items.",
    }
    sections = _enum(
        "section of a source",
        (
            (f"{source.id}/{section.id}", section.title)
            for source in playbook.of(schema.Source)
            for section in source.fields.sections
        ),
    )
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


_KINDS_WITH_ITEMS: Final = ("checklist", "scenario", "source", "story", "worksheet")
"""Kinds whose records have parts with addresses of their own."""


def _referred_kinds() -> Iterator[str]:
    """Kinds whose records a field names by their bare id."""
    for kind in schema.KINDS.values():
        for model in fields.models(kind.model):
            for field in fields.of(model):
                inner = field.type.of if isinstance(field.type, Many) else field.type
                if isinstance(inner, Ref) and inner.kind is not None:
                    yield inner.kind


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


# ---------------------------------------------------------------- templates


def begin(project: Project, kind: str, id: str, words: str = "") -> str:
    """The text of a new record of the last layer, from the template of its kind: that of a layer, the last one first,
    else the one that comes along.

    words: what the title is made from; the id if not given.
    """
    folder = schema.KINDS[kind].folder
    places = (*reversed(project.layers), *_base_data())
    text = next(text for place in places if (text := _read(place / folder / TEMPLATE)) is not None)
    schemas = Path(os.path.relpath(project.root / "schemas", project.own / folder)).as_posix()
    text = text.replace(f"$schema={_SCHEMAS}/", f"$schema={schemas}/", 1)
    title = (words or id).replace("-", " ").capitalize()
    text = re.sub(rf"^id: new-{kind}$", f"id: {id}", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^title: New .+$", lambda _: f"title: {title}", text, count=1, flags=re.MULTILINE)
    return text.replace(_head(kind), "", 1)


def begin_layer(id: str) -> str:
    """The settings of a new layer."""
    return (
        f"# yaml-language-server: $schema=../schemas/{layers.FURTHER}.json\n"
        "# A layer: records in this folder are added to the playbook. It stands behind the others in mkdocs.yml.\n"
        f"title: {id.replace('-', ' ').capitalize()}\n"
        "version: 0.1.0\n"
        f'released: "{datetime.now().astimezone().date().isoformat()}"\n'
        "# parameters:\n"
        f"#   company_name: {id.replace('-', ' ').capitalize()}\n"
    )


def _base_data() -> Iterator[Path]:
    """Where the data that comes along may be: in a wheel inside the package, in a checkout beside it."""
    package = Path(__file__).parents[1]
    yield package / "_data"
    yield package.parents[1] / "data"


def refresh_templates(data: Path) -> list[str]:
    """Write the comments of every template in `data` anew. Returns the files that changed."""
    changed = []
    for path, text in _templates(data):
        if _read(path) != text:
            path.write_text(text, "utf-8")
            changed.append(path.relative_to(data).as_posix())
    return changed


def stale_templates(data: Path) -> list[str]:
    """The templates in `data` whose comments are not as `refresh_templates` would make them."""
    return [path.relative_to(data).as_posix() for path, text in _templates(data) if _read(path) != text]


def _templates(data: Path) -> Iterator[tuple[Path, str]]:
    for kind in schema.KINDS.values():
        path = data / kind.folder / TEMPLATE
        text = _read(path)
        if text is not None:
            yield path, commented(kind.name, text)


def commented(kind: str, text: str) -> str:
    """A template with what each field means above its first use. Comments that stood there before are replaced."""
    bare = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    above: dict[int, Field] = {}
    seen: set[str] = set()
    record = parse("\n".join(bare) + "\n", kind, f"new-{kind}", TEMPLATE)
    for path, field in fields.placed(schema.KINDS[kind].model, record.value):
        name = field.name if field.shared else f"{field.model.__name__}.{field.name}"
        if name not in seen:
            seen.add(name)
            above[record.key_spans[path].line] = field
    out = [f"# yaml-language-server: $schema={_SCHEMAS}/{kind}.json", *_head(kind).splitlines()]
    for number, line in enumerate(bare, 1):
        here, indent = above.get(number), len(line) - len(line.lstrip())
        if here is not None:
            out += _comment(here, indent)
        out.append(line)
        if here is not None and here.name == "id":
            out += _for_later(here.model, indent + (2 if line.lstrip().startswith("- ") else 0))
    return "\n".join(out) + "\n"


def _for_later(model: type[schema.Model], indent: int) -> Iterator[str]:
    """What a record or a part of one gets only after its publication: said, but not begun."""
    for field in fields.of(model):
        if field.name in LATER:
            yield from _wrapped(f"{field.name}: (optional, later) {field.meaning}", indent)
            for part in fields.parts(field.type):
                for inner in fields.of(part):
                    optional = "" if inner.required else "(optional) "
                    yield from _wrapped(f"  {inner.name}: {optional}{inner.meaning}", indent)


def _head(kind: str) -> str:
    return (
        f"# A new {schema.KINDS[kind].word}: `playbook new {kind} ID` copies this file to ID.yml, with id and title.\n"
        "# Where it says TODO, write your own; `playbook check` lists what is left. What is optional can be deleted.\n"
        "# `basis` and `source` may stand in any mapping whose words rest on something else than what is around it.\n"
    )


_NOT_EMPTY: Final = "at least 1 entry"
"""Goes without saying where an entry stands below."""


def _comment(field: Field, indent: int) -> Iterator[str]:
    facts = [] if field.required else ["(optional)"]
    facts.append(field.meaning)
    if isinstance(field.type, Choice) and not all(f"`{value}`" in field.meaning for value in field.type.values):
        facts.append(f"One of: {', '.join(field.type.values)}.")
    facts += [f"{limit[0].upper()}{limit[1:]}." for limit in fields.limits(field.type) if limit != _NOT_EMPTY]
    if field.default is not None:
        facts.append(f"Left out: {field.default}.")
    yield from _wrapped(" ".join(facts), indent)


def _wrapped(text: str, indent: int) -> list[str]:
    inner = len(text) - len(text.lstrip())
    start = f"{' ' * indent}# {' ' * inner}"
    return textwrap.wrap(
        text.strip(), 110, initial_indent=start, subsequent_indent=start, break_long_words=False, break_on_hyphens=False
    )
