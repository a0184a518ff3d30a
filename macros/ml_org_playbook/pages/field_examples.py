"""Examples for the fields of a kind: a few lines of a record, as its author wrote them.

In: a playbook. Out: for each field that is used, the first example that is short, else the shortest, cut.
Not here: the pages that show them (field_pages).
"""

from collections.abc import Iterator
from typing import Any, Final

import yaml

from .. import schema
from ..reading.names import LAYER, PLAYBOOK
from ..reading.records import FieldPath, SourceRecord
from ..schema.annotations import Field, Many, TextOrPassage, model_in, placed
from .blocks import Example, Target
from .views import Views

_LAYER: Final = {
    "title": "Example Robotics",
    "version": "0.1.0",
    "released": "2026-11-23",
    "license": "For use inside Example Robotics only.",
    "parameters": {"company_name": "Example Robotics"},
}
"""What examples of a layer's fields are taken from: a playbook need not have one."""

_LONG: Final = 6
"""Lines that an example has at most, where a shorter one can be found or it can be cut."""


def of(views: Views, kind: str) -> dict[Field, Example]:
    """For each field the first short example among the records, else the shortest."""
    found: dict[Field, tuple[list[str], Target | None]] = {}
    for value, record, origin in _written(views, kind):
        for path, field in placed(schema.model_of(kind), value):
            if model_in(field.type) not in (None, schema.Passage):
                continue  # its own fields have examples
            best = found[field][0] if field in found else []
            if best and len(best) <= _LONG:
                continue
            lines = _lines(record, path, field, value)
            if lines and (not best or len(lines) < len(best)):
                found[field] = lines, origin
    return {field: Example(_cut(lines), origin) for field, (lines, origin) in found.items()}


def _written(views: Views, kind: str) -> Iterator[tuple[Any, SourceRecord | None, Target | None]]:
    """Records with their values as they were written."""
    if kind == PLAYBOOK:
        yield views.playbook.settings.model_dump(), None, None
    elif kind == LAYER:
        yield _LAYER, None, None
    else:
        for entry in views.playbook.entries[kind]:
            yield entry.record.value, entry.record, views.target(entry)


def _lines(record: SourceRecord | None, path: FieldPath, field: Field, value: Any) -> list[str]:
    """A field with its value as lines of YAML: as they were written, or made anew where that cannot be told.

    Of several texts the first will do.
    """
    for part in path:
        value = value[part]
    if value in (None, [], ()):
        return []
    first = isinstance(value, list) and isinstance(field.type, Many) and isinstance(field.type.of, TextOrPassage)
    if record and (written := _as_written(record, path)):
        return _first_entry(written) if first else written
    shown = value[:1] if first else value
    return yaml.safe_dump({field.name: shown}, allow_unicode=True, sort_keys=False, width=10_000).splitlines()


def _as_written(record: SourceRecord, path: FieldPath) -> list[str]:
    """The lines that begin with a key and are indented more than it; empty if the key is not where it should be."""
    span = record.key_spans.get(path)
    if span is None or span.line > len(record.lines):
        return []
    start = span.column - 1
    before, head = record.lines[span.line - 1][:start], record.lines[span.line - 1][start:]
    if "{" in before or not head.startswith(f"{path[-1]}:"):
        return []
    out = [head]
    for line in record.lines[span.line :]:
        if line.strip() and len(line) - len(line.lstrip()) <= start:
            break
        out.append(line[start:])
    while not out[-1].strip():
        out.pop()
    return out


def _first_entry(lines: list[str]) -> list[str]:
    """A list, cut after its first entry."""
    starts = [number for number, line in enumerate(lines) if line.startswith("  - ")]
    return lines[: starts[1]] if len(starts) > 1 else lines


def _cut(lines: list[str]) -> str:
    return "\n".join(lines if len(lines) <= _LONG else [*lines[: _LONG - 1], "  …"])
