"""Reference pages: every field of every kind, with its type, limits, default, meaning and an example.

In: the fields of the models, and a playbook to take examples from. Out: pages, beside those of records.
Nothing here is written by hand but the frame around it: what a field means is its docstring.
Not here: choosing the examples (field_examples).
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from .. import schema
from ..authoring import json_schemas, record_templates
from ..model import addresses
from ..model.site_map import Place
from ..own_data import own_data
from ..problems import dotted
from ..reading.names import LAYER, PLAYBOOK
from ..schema import descriptions
from ..schema.annotations import Choice, Field, Many, Named, Number, Part, TextOrPassage, Type, fields, model_in
from ..schema.refs import Ref, SectionName
from ..schema.text import ID, LINE, PROSE, TITLE, Text
from . import field_examples
from .blocks import (
    Block,
    Cards,
    Definition,
    Definitions,
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
    PLAYBOOK: ("settings", "the settings", "data/playbook.yml"),
    LAYER: ("layer", "a layer", "LAYER/layer.yml"),
}
"""File of settings -> its word, how titles name it, and where it stands."""

_Names = tuple[str, ...]
"""The place of a field inside a kind, without the numbers of entries."""


def page(views: Views, place: Place) -> Page:
    """The index, or the page of a kind or of a file of settings."""
    if place.role == "fields-index":
        return Page(place, "Fields", partial(_index, views))
    return Page(place, _title(place.name), partial(_kind, views, place.name), INDEX)


def _named(kind: str) -> tuple[str, str, str]:
    """The word for a kind, how titles name it, and where its files stand."""
    if kind in _SETTINGS:
        return _SETTINGS[kind]
    word = schema.KINDS[kind].word
    return word, descriptions.with_article(word), f"data/{schema.KINDS[kind].folder}/ID.yml"


def _title(kind: str) -> str:
    return f"Fields of {_named(kind)[1]}"


def _summary(kind: str) -> str:
    """The model's docstring, for a place that shows no Markdown."""
    return descriptions.of_model(schema.model_of(kind)).replace("`", "")


def _kind(views: Views, kind: str) -> PageView:
    tables = tuple(_tables(views, kind))
    index = Target("Fields of all kinds", INDEX, "fields", "reference", "", "")
    return views.page(
        _title(kind),
        _summary(kind),
        tables,
        eyebrow="Reference",
        facts=tuple(_facts(views, kind)),
        next=(LinkRow(index, RichText("The other kinds, and what counts as a title, a line, prose or an id.", None)),),
        anchors=tuple(row.anchor for table in tables for row in table.rows),
    )


def _facts(views: Views, kind: str) -> Iterator[Fact]:
    yield Fact("File", RichText(f"`{_named(kind)[2]}`", None))
    if one := schema.KINDS.get(kind):
        yield Fact("Template", RichText(f"`data/{one.folder}/{record_templates.NAME}`", None))
        yield Fact("Begin one", RichText(f"`playbook new {kind} ID`", None))
        target = Target(views.playbook.settings.page_text(one).title, addresses.index(one.address))
        yield Fact("Pages", targets=(target,))
    yield Fact("Schema", RichText(f"`{json_schemas.FOLDER}/{kind}.json`", None))


def _tables(views: Views, kind: str) -> Iterator[FieldTable]:
    """The fields of a kind, then those of each part inside it, where it first stands."""
    root, examples = schema.model_of(kind), field_examples.of(views, kind)
    parts: dict[type[schema.Model], list[tuple[_Names, Field]]] = {}
    for place, field in _all_fields(root):
        if (part := model_in(field.type)) not in (None, schema.Passage):
            parts.setdefault(part, []).append((place, field))
    shown = {part: f"{addresses.fields(kind)}#{_anchor(places[0][0])}" for part, places in parts.items()}

    def rows(model: type[schema.Model], place: _Names) -> tuple[FieldRow, ...]:
        return tuple(
            _row(field, f"field-{_anchor((*place, field.name))}", shown, examples.get(field)) for field in fields(model)
        )

    yield FieldTable(id="fields", title="Fields", rows=rows(root, ()))
    for part, ((place, field), *others) in parts.items():
        lead = descriptions.of_model(part)
        if others:
            also = ", ".join(f"`{dotted(other)}`" for other, _ in others)
            lead += f" The same in {' and '.join(also.rsplit(', ', 1))}."
        yield FieldTable(
            id=_anchor(place),
            title=f"{'Each entry of' if isinstance(field.type, Many | Named) else 'Inside'} {dotted(place)}",
            lead=(RichText(lead, None),),
            rows=rows(part, place),
        )


def _all_fields(
    model: type[schema.Model], around: _Names = (), above: tuple[type[schema.Model], ...] = ()
) -> Iterator[tuple[_Names, Field]]:
    """Every field with its place, without what stands in itself again."""
    for field in fields(model):
        place = (*around, field.name)
        yield place, field
        part = model_in(field.type)
        if part is not None and part not in (model, *above):
            yield from _all_fields(part, place, (model, *above))


def _row(
    field: Field, anchor: str, shown: Mapping[type[schema.Model], str], example: Example | None = None
) -> FieldRow:
    """shown: where the fields of each part are."""
    facts = {
        "Limits": descriptions.limits(field.type),
        "Unit": descriptions.unit(field),
        "Left out": "" if field.default is None else str(field.default),
    }
    return FieldRow(
        anchor=anchor,
        name=field.name,
        type=descriptions.of_type(field.type),
        type_address=_explained(field.type, shown),
        required=field.required,
        meaning=RichText(descriptions.of_field(field), None),
        values=tuple(descriptions.of_values(field).items()) if descriptions.untold(field) else (),
        facts=tuple((label, words) for label, words in facts.items() if words),
        example=example,
    )


def _explained(type_: Type, shown: Mapping[type[schema.Model], str]) -> str:
    """Where a type is explained; empty where its words say all."""
    match type_:
        case Many(of) | Named(of):
            return _explained(of, shown)
        case Part(model):
            return shown[model]
        case Text("form") | Choice() | Number():
            return ""
        case Text(sort):
            return f"{INDEX}#{sort}"
        case Ref(kind):
            return f"{INDEX}#{'ref' if kind else 'record'}"
        case SectionName():
            return f"{INDEX}#section"
        case TextOrPassage():
            return f"{INDEX}#said"


def _anchor(place: _Names) -> str:
    return "-".join(place).replace("_", "-")


def _index(views: Views) -> PageView:
    passage = tuple(_row(field, f"field-said-{field.name}", {}) for field in fields(schema.Passage))
    return views.page(
        "Fields",
        "What every kind of record may hold: each field with its type, limits, meaning and an example.",
        _index_blocks(passage),
        eyebrow="Reference",
        anchors=(*_SORTS, *(row.anchor for row in passage)),
    )


def _index_blocks(passage: tuple[FieldRow, ...]) -> Iterator[Block]:
    kinds = tuple(_target(kind) for kind in (*schema.KINDS, *schema.SETTINGS))
    yield Cards(id="kinds", title="Kinds of records", groups=(Group("", kinds),))
    yield Texts(id="editor", title="In an editor", words=tuple(RichText(text, None) for text in _WORDS["editor"]))
    yield Definitions(
        id="values",
        title="Kinds of values",
        entries=tuple(
            Definition(sort, written["title"], (), None, (RichText(_explanation(sort), None),), ())
            for sort, written in _SORTS.items()
        ),
    )
    lead = (RichText(descriptions.of_model(schema.Passage), None),)
    yield FieldTable(id="passage", title="Inside a text with its source", lead=lead, rows=passage)


def _target(kind: str) -> Target:
    word = _named(kind)[0].capitalize()
    return Target(word, addresses.fields(kind), "fields", "reference", kind, _summary(kind))


_WORDS: Final = own_data(__package__, "field_words.yml")
_SORTS: Final[Mapping[str, Mapping[str, str]]] = _WORDS["values"]
_LENGTHS: Final[dict[str, str]] = {
    text.sort: f"{text.least} to {text.most:,} characters." for text in (TITLE, LINE, PROSE, ID)
}


def _explanation(sort: str) -> str:
    written = _SORTS[sort]
    alias = descriptions.of_alias(written["type"]) if "type" in written else ""
    return " ".join(filter(None, [alias, written.get("more"), _LENGTHS.get(sort)]))
