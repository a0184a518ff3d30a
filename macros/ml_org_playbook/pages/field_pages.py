"""Reference pages: every field of every kind, with its type, limits, default, meaning and an example.

In: the fields of the models, and a playbook to take examples from. Out: pages, beside those of records.
Nothing here is written by hand but the frame around it: what a field means is its docstring.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

import yaml

from .. import schema
from ..authoring import editor
from ..model import addresses
from ..model.playbook import Playbook
from ..model.site_map import Place
from ..reading import layers
from ..reading.records import FieldPath, SourceRecord
from ..schema import fields
from ..schema.fields import Choice, Field, Many, Named, Number, Part, Ref, SectionRef, SourcedText, Text, Type
from . import blocks
from .blocks import (
    Block,
    Definition,
    Example,
    Fact,
    FieldRow,
    FieldTable,
    Group,
    LinkRow,
    PageView,
    RichText,
    Target,
    Texts,
)
from .page import Page
from .views import Views

INDEX: Final = addresses.index(addresses.FIELDS)

_SETTINGS: Final = {
    layers.FIRST: ("settings", "the settings", "data/playbook.yml"),
    layers.FURTHER: ("layer", "a layer", "LAYER/layer.yml"),
}
"""File of settings -> its word, how titles name it, and where it stands."""

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


def page(views: Views, place: Place) -> Page:
    """The index, or the page of a kind or of a file of settings."""
    if place.role == "fields-index":
        return Page(place, "Fields", partial(_index, views))
    return Page(place, _title(place.name), partial(_kind, views, place.name), INDEX)


def _word(kind: str) -> str:
    return schema.KINDS[kind].word if kind in schema.KINDS else _SETTINGS[kind][0]


def _title(kind: str) -> str:
    return f"Fields of {fields.with_article(_word(kind)) if kind in schema.KINDS else _SETTINGS[kind][1]}"


def _file(kind: str) -> str:
    return f"data/{schema.KINDS[kind].folder}/ID.yml" if kind in schema.KINDS else _SETTINGS[kind][2]


def _summary(kind: str) -> str:
    """The model's docstring, for a place that shows no Markdown."""
    return fields.described(schema.model_of(kind)).replace("`", "")


def _target(kind: str) -> Target:
    return Target(_word(kind).capitalize(), addresses.fields(kind), "fields", "reference", kind, _summary(kind))


# ---------------------------------------------------------------- the page of a kind


def _kind(views: Views, kind: str) -> PageView:
    return _KindPage(views, kind).view()


class _KindPage:
    def __init__(self, views: Views, kind: str) -> None:
        self.views, self.kind = views, kind
        self.model = schema.model_of(kind)
        self.examples = _examples(views, kind)
        self.places = {model: paths for model, paths in _places(self.model) if model is not schema.Passage}

    def view(self) -> PageView:
        tables = tuple(self._tables())
        return PageView(
            kind="",
            eyebrow="Reference",
            title=_title(self.kind),
            summary=_summary(self.kind),
            facts=tuple(self._facts()),
            blocks=tables,
            next=(
                LinkRow(
                    Target("Fields of all kinds", INDEX, "fields", "reference", "", ""),
                    RichText("The other kinds, and what counts as a title, a line, prose or an id.", None),
                ),
            ),
            version=self.views.playbook.version,
            citation=self.views.playbook.license,
            anchors=tuple(row.anchor for table in tables for row in table.rows),
        )

    def _facts(self) -> Iterator[Fact]:
        yield Fact("File", RichText(f"`{_file(self.kind)}`", None))
        if self.kind in schema.KINDS:
            kind = schema.KINDS[self.kind]
            yield Fact("Template", RichText(f"`data/{kind.folder}/{editor.TEMPLATE}`", None))
            yield Fact("Begin one", RichText(f"`playbook new {self.kind} ID`", None))
            title = self.views.playbook.settings.page_text(kind).title
            yield Fact("Pages", targets=(Target(title, addresses.index(kind.address), "", "", "", ""),))
        yield Fact("Schema", RichText(f"`schemas/{self.kind}.json`", None))

    def _tables(self) -> Iterator[FieldTable]:
        for model, paths in self.places.items():
            first = paths[0]
            if not first:
                yield FieldTable(id="fields", title="Fields", rows=self._rows(model, first))
                continue
            lead = fields.described(model)
            if paths[1:]:
                lead += f" The same in {_listed([f'`{_dotted(path)}`' for path in paths[1:]])}."
            yield FieldTable(
                id=_anchor(first),
                title=f"{'Each entry of' if self._many(first) else 'Inside'} {_dotted(first)}",
                lead=(RichText(lead, None),),
                rows=self._rows(model, first),
            )

    def _many(self, path: FieldPath) -> bool:
        type_ = next(field.type for place, field in _all_fields(self.model) if place == path)
        return isinstance(type_, Many | Named)

    def _rows(self, model: type[schema.Model], path: FieldPath) -> tuple[FieldRow, ...]:
        return tuple(self._row(field, (*path, field.name)) for field in fields.of(model))

    def _row(self, field: Field, path: FieldPath) -> FieldRow:
        return FieldRow(
            anchor=f"field-{_anchor(path)}",
            name=field.name,
            type=fields.in_words(field.type),
            type_address=self._explained(field.type),
            required=field.required,
            meaning=RichText(field.meaning, None),
            values=_values(field),
            facts=tuple(_field_facts(field)),
            example=self.examples.get((field.model, field.name)),
        )

    def _explained(self, type_: Type) -> str:
        match type_:
            case Many(inner) | Named(inner):
                return self._explained(inner)
            case Part(model):
                return f"{addresses.fields(self.kind)}#{_anchor(self.places[model][0]) or 'fields'}"
            case Choice() | Number() | Text("form"):
                return ""
        return f"{INDEX}#{_sort(type_)}"


def _places(root: type[schema.Model]) -> Iterator[tuple[type[schema.Model], list[FieldPath]]]:
    """Every model inside one, with the paths at which it stands; in the order in which a reader meets them."""
    found: dict[type[schema.Model], list[FieldPath]] = {root: [()]}
    for path, field in _all_fields(root):
        for part in fields.parts(field.type):
            found.setdefault(part, []).append(path)
    yield from found.items()


def _all_fields(
    model: type[schema.Model], path: FieldPath = (), above: tuple[type[schema.Model], ...] = ()
) -> Iterator[tuple[FieldPath, Field]]:
    """Every field with its path, without what stands in itself again."""
    for field in fields.of(model):
        place = (*path, field.name)
        yield place, field
        for part in fields.parts(field.type):
            if part is not model and part not in above:
                yield from _all_fields(part, place, (*above, model))


def _dotted(path: FieldPath) -> str:
    return ".".join(str(part) for part in path)


def _anchor(path: FieldPath) -> str:
    return "-".join(str(part).replace("_", "-") for part in path)


def _listed(parts: list[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def _values(field: Field) -> tuple[tuple[str, str], ...]:
    """Allowed words, unless the meaning names them all already."""
    if not isinstance(field.type, Choice) or all(f"`{value}`" in field.meaning for value in field.type.values):
        return ()
    return tuple(fields.meanings(field).items())


def _field_facts(field: Field) -> Iterator[tuple[str, str]]:
    for limit in fields.limits(field.type):
        yield "Limits", limit
    if field.unit:
        yield "Unit", field.unit
    if field.default is not None:
        yield "Left out", str(field.default)


# ---------------------------------------------------------------- examples


def _examples(views: Views, kind: str) -> dict[tuple[type[schema.Model], str], Example]:
    """For each field the first short example among the records, else the shortest."""
    chosen: dict[tuple[type[schema.Model], str], tuple[int, Example]] = {}
    for value, record, origin in _written(views.playbook, kind, views):
        for path, field in fields.placed(schema.model_of(kind), value):
            key = (field.model, field.name)
            if any(part is not schema.Passage for part in fields.parts(field.type)):
                continue  # its own fields have examples
            if key in chosen and chosen[key][0] <= _LONG:
                continue
            lines = _lines(record, path, field, value)
            if lines and (key not in chosen or len(lines) < chosen[key][0]):
                chosen[key] = (len(lines), Example(_cut(lines), origin))
    return {key: example for key, (_, example) in chosen.items()}


def _written(playbook: Playbook, kind: str, views: Views) -> Iterator[tuple[Any, SourceRecord | None, Target | None]]:
    """Records with their values as they were written."""
    if kind == layers.FIRST:
        yield playbook.settings.model_dump(), None, None
    elif kind == layers.FURTHER:
        yield _LAYER, None, None
    else:
        for entry in playbook.entries[kind]:
            yield entry.record.value, entry.record, views.target(entry)


def _lines(record: SourceRecord | None, path: FieldPath, field: Field, value: Any) -> list[str]:
    """A field with its value as lines of YAML: as they were written, or made anew where that cannot be told."""
    for part in path:
        value = value[part]
    if value in (None, [], ()):
        return []
    first = isinstance(value, list) and isinstance(field.type, Many) and isinstance(field.type.of, SourcedText)
    written = _as_written(record, path) if record else []
    if written:
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
    """A list cut behind its first entry."""
    starts = [number for number, line in enumerate(lines) if line.startswith("  - ")]
    return lines[: starts[1]] if len(starts) > 1 else lines


def _cut(lines: list[str]) -> str:
    return "\n".join(lines if len(lines) <= _LONG else [*lines[: _LONG - 1], "  …"])


# ---------------------------------------------------------------- the index


def _index(views: Views) -> PageView:
    content = tuple(_index_blocks())
    return PageView(
        kind="",
        eyebrow="Reference",
        title="Fields",
        summary="What every kind of record may hold: each field with its type, limits, meaning and an example.",
        blocks=content,
        version=views.playbook.version,
        citation=views.playbook.license,
        anchors=(*_SORTS, *(f"field-said-{name}" for name in ("text", "basis", "source"))),
    )


def _index_blocks() -> Iterator[Block]:
    kinds = tuple(_target(kind) for kind in (*schema.KINDS, *schema.SETTINGS))
    yield blocks.Cards(id="kinds", title="Kinds of records", groups=(Group("", kinds),))
    yield Texts(id="editor", title="In an editor", words=tuple(RichText(text, None) for text in _EDITOR))
    yield blocks.Definitions(
        id="values",
        title="Kinds of values",
        entries=tuple(
            Definition(sort, title, (), None, tuple(RichText(text, None) for text in _explanation(sort, own)), ())
            for sort, (title, own) in _SORTS.items()
        ),
    )
    yield FieldTable(
        id="passage",
        title="Inside a text with its source",
        lead=(RichText(fields.described(schema.Passage), None),),
        rows=tuple(
            FieldRow(
                anchor=f"field-said-{field.name}",
                name=field.name,
                type=fields.in_words(field.type),
                type_address="" if isinstance(field.type, Choice) else f"{INDEX}#{_sort(field.type)}",
                required=field.required,
                meaning=RichText(field.meaning, None),
                values=(),
                facts=(),
                example=None,
            )
            for field in fields.of(schema.Passage)
        ),
    )


_EDITOR: Final = (
    "The first line of every record names a schema in `schemas/`. "
    "An editor with a YAML language server, such as VS Code with its YAML extension, then completes fields and ids, "
    "shows what a field means, and marks mistakes while you type.",
    f"Ids of new records become known when you run `{editor.REFRESH}`. What stands across records, such as links in "
    "running text, only `playbook check` can tell.",
)

_SORTS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Title", "No line break, no HTML, no template syntax, and neither `<` nor `>`."),
    "line": ("Line of text", "No line break, no HTML and no template syntax."),
    "prose": (
        "Prose",
        "No HTML and no template syntax. A link leads to a record, to an item of one, or to a web address. "
        "A parameter, such as the company's name, stands in braces.",
    ),
    "id": ("Id", ""),
    "ref": (
        "Id of a record",
        "The field says of which kind. A record can be named before or after it is written; both must be there "
        "when the playbook is checked.",
    ),
    "record": ("Link to a record", ""),
    "section": ("Section of a source", "Sections are listed in the source's record."),
    "said": ("Text with its source", "In short: a text. Only where it rests on something else, a mapping with more."),
}
"""Anchor on the index -> title and what the docstring does not say."""

_ALIASES: Final = {
    "title": "Title",
    "line": "Line",
    "prose": "Prose",
    "id": "Id",
    "record": "AnyRef",
    "section": "SectionRef",
    "said": "SourcedText",
}
"""Anchor on the index -> the type in schema whose docstring explains it."""


def _explanation(sort: str, own: str) -> Iterator[str]:
    text = fields.text(sort)
    size = f"{text.least} to {text.most:,} characters." if text else ""
    yield " ".join(part for part in (fields.alias_docs().get(_ALIASES.get(sort, ""), ""), own, size) if part)


def _sort(type_: Type) -> str:
    """The anchor on the index where a type is explained."""
    match type_:
        case Text(sort):
            return sort
        case Ref(None):
            return "record"
        case Ref():
            return "ref"
        case SectionRef():
            return "section"
        case SourcedText():
            return "said"
    raise TypeError(f"the index of fields does not explain {type_}")
