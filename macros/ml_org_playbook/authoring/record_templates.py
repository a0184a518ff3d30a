"""Templates of records: every field of a kind once, with what it means in a comment above it.

In: `data/FOLDER/_template.yml`, whose values are written by hand, and the fields of its kind. Out: the same file with
its comments made anew; the text of a new record, and that of the settings of a new layer.
"""

import os
import re
import textwrap
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from .. import schema
from ..reading.names import LAYER
from ..reading.project import Project
from ..reading.records import SourceRecord, parse
from ..schema import descriptions
from ..schema.annotations import Field, fields, model_in, placed
from . import json_schemas

NAME: Final = "_template.yml"
"""The file of a template, in the folder of its kind."""
LATER: Final = ("aliases", "retired")
"""Fields that no new record has: templates name them in comments only."""
_SCHEMAS: Final = f"../../{json_schemas.FOLDER}"
"""Where schemas are, seen from a record of `data/`."""


def begin(project: Project, kind: str, id: str, words: str = "") -> str:
    """The text of a new record of the last layer, from the template of its kind: that of a layer, the last one first,
    else the one that comes along.

    words: what the title is made from; the id if not given.
    Raises LookupError where no layer has a template of the kind.
    """
    folder = schema.KINDS[kind].folder
    places = (*reversed(project.layers), *_base_data())
    text = next((text for place in places if (text := _read(place / folder / NAME)) is not None), None)
    if text is None:
        raise LookupError(f"there is no template of a {kind}. Write one: data/{folder}/{NAME}.")
    schemas = Path(os.path.relpath(project.root / json_schemas.FOLDER, project.own / folder)).as_posix()
    text = text.replace(f"$schema={_SCHEMAS}/", f"$schema={schemas}/", 1)
    title = (words or id).replace("-", " ").capitalize()
    text = re.sub(rf"^id: new-{kind}$", f"id: {id}", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^title: New .+$", lambda _: f"title: {title}", text, count=1, flags=re.MULTILINE)
    return text.replace(_head(kind), "", 1)


def begin_layer(id: str) -> str:
    """The settings of a new layer."""
    return (
        f"# yaml-language-server: $schema=../schemas/{LAYER}.json\n"
        "# A layer: records in this folder are added to the playbook. It stands after the others in mkdocs.yml.\n"
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


def refresh(data: Path) -> None:
    """Write the comments of every template in a layer anew."""
    for kind in schema.KINDS.values():
        path = data / kind.folder / NAME
        if (old := _read(path)) is not None and (new := commented(kind.name, old)) != old:
            path.write_text(new, "utf-8")


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


def commented(kind: str, text: str) -> str:
    """A template with what each field means above its first use. Comments that stood there before are replaced."""
    bare = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    above: dict[int, Field] = {}
    seen: set[str] = set()
    record = parse("\n".join(bare) + "\n", kind, f"new-{kind}", NAME)
    assert isinstance(record, SourceRecord), record
    for path, field in placed(schema.KINDS[kind].model, record.value):
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
    for field in fields(model):
        if field.name in LATER:
            yield from _wrapped(f"{field.name}: (optional, later) {descriptions.of_field(field)}", indent)
            part = model_in(field.type)
            for inner in fields(part) if part else ():
                optional = "" if inner.required else "(optional) "
                yield from _wrapped(f"  {inner.name}: {optional}{descriptions.of_field(inner)}", indent)


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
    facts.append(descriptions.of_field(field))
    if words := descriptions.untold(field):
        facts.append(f"One of: {', '.join(words)}.")
    if (limit := descriptions.limits(field.type)) and limit != _NOT_EMPTY:
        facts.append(f"{limit.capitalize()}.")
    if field.default is not None:
        facts.append(f"Left out: {field.default}.")
    yield from _wrapped(" ".join(facts), indent)


def _wrapped(text: str, indent: int) -> list[str]:
    inner = len(text) - len(text.lstrip())
    start = f"{' ' * indent}# {' ' * inner}"
    return textwrap.wrap(
        text.strip(), 110, initial_indent=start, subsequent_indent=start, break_long_words=False, break_on_hyphens=False
    )
