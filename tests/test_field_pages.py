"""Reference pages: every kind, field, type, unit, allowed value and example, and every macro."""

from __future__ import annotations

import inspect
import re

import pytest
import yaml
from helpers import ROOT

from ml_org_playbook import schema
from ml_org_playbook.handwritten.macros import PREFIX, Macros
from ml_org_playbook.model import addresses
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.pages import field_pages
from ml_org_playbook.pages.blocks import Definitions, FieldRow, FieldTable
from ml_org_playbook.pages.catalog import pages
from ml_org_playbook.pages.page import Page
from ml_org_playbook.rendering.html import Renderer
from ml_org_playbook.schema import descriptions
from ml_org_playbook.schema.annotations import Choice, fields, model_in, models, placed

KINDS = [*schema.KINDS, *schema.SETTINGS]


@pytest.fixture(scope="module")
def made(playbook: Playbook) -> dict[str, Page]:
    """Address -> page."""
    return {page.address: page for page in pages(playbook) if page.place.role in ("fields-index", "fields")}


def _rows(page: Page) -> dict[str, FieldRow]:
    return {row.anchor: row for block in page.view.blocks if isinstance(block, FieldTable) for row in block.rows}


def _anchors(page: Page) -> set[str]:
    found = {block.id for block in page.view.blocks} | set(_rows(page))
    for block in page.view.blocks:
        if isinstance(block, Definitions):
            found |= {entry.id for entry in block.entries}
    return found


def _row(made: dict[str, Page], kind: str, anchor: str) -> FieldRow:
    return _rows(made[addresses.fields(kind)])[anchor]


def test_there_is_an_index_and_a_page_for_each_kind(made: dict[str, Page]) -> None:
    assert list(made) == [field_pages.INDEX, *(f"tailor/fields/{kind}.html" for kind in KINDS)]
    assert made[field_pages.INDEX].source_uri == "tailor/fields/index.md"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_kind_is_on_its_page(made: dict[str, Page], playbook: Playbook, kind: str) -> None:
    page = made[addresses.fields(kind)]
    html = Renderer(playbook).fragment("page.html.j2", page.address, view=page.view)
    shown = [(row.name, row.meaning.text) for row in _rows(page).values()]
    for model in models(schema.model_of(kind)):
        for field in fields(model):
            if model is schema.Passage:  # explained once, on the index
                assert f"field-said-{field.name}" in _anchors(made[field_pages.INDEX])
                continue
            assert (field.name, descriptions.of_field(field)) in shown
            assert f'<code class="pb-spec__name">{field.name}</code>' in html


@pytest.mark.parametrize("kind", KINDS)
def test_anchors_are_unique_and_links_lead_to_one(made: dict[str, Page], kind: str) -> None:
    page = made[addresses.fields(kind)]
    tables = [block for block in page.view.blocks if isinstance(block, FieldTable)]
    anchors = [block.id for block in tables] + [row.anchor for block in tables for row in block.rows]
    assert len(anchors) == len(set(anchors))
    assert set(page.view.anchors) <= _anchors(page)
    for row in _rows(page).values():
        if row.type_address:
            target, _, anchor = row.type_address.partition("#")
            assert anchor in _anchors(made[target]), row


def test_every_anchor_of_the_index_is_there(made: dict[str, Page]) -> None:
    page = made[field_pages.INDEX]
    assert set(page.view.anchors) <= _anchors(page)


def test_a_number_has_limits_unit_and_default(made: dict[str, Page]) -> None:
    minutes = _row(made, "process", "field-practice-steps-minutes")
    assert (minutes.type, minutes.required) == ("whole number", False)
    assert minutes.facts == (("Limits", "1 to 480"), ("Unit", "minutes"))
    order = _row(made, "process", "field-order")
    assert order.facts == (("Limits", "0 to 100,000"), ("Unit", "places in a list"), ("Left out", "1000"))


def test_allowed_words_stand_with_their_meaning_or_by_themselves(made: dict[str, Page]) -> None:
    form = _row(made, "process", "field-form")
    assert [word for word, _ in form.values] == ["review", "meeting", "evaluation", "standard", "program", "practice"]
    basis = _row(made, "process", "field-basis")
    assert basis.values == ()
    assert "`editorial`: this playbook's own reading." in basis.meaning.text


@pytest.mark.parametrize("kind", KINDS)
def test_every_allowed_word_is_named(made: dict[str, Page], kind: str) -> None:
    by_name = {(row.name, row.meaning.text): row for row in _rows(made[addresses.fields(kind)]).values()}
    for model in models(schema.model_of(kind)):
        for field in fields(model):
            if isinstance(field.type, Choice) and model is not schema.Passage:
                row = by_name[field.name, descriptions.of_field(field)]
                told = {word for word, _ in row.values} | set(re.findall(r"`([a-z-]+)`", row.meaning.text))
                assert set(field.type.values) <= told, field


def test_types_are_said_in_plain_words(made: dict[str, Page]) -> None:
    assert _row(made, "process", "field-practice-who-role").type == "id of a role"
    assert _row(made, "question", "field-answers-supports").type == "list of ids of scenarios"
    assert _row(made, "term", "field-see").type == "list of links to records"
    assert _row(made, "term", "field-definition").type == "list of texts with their sources"
    assert _row(made, "playbook", "field-parameters").type == "mapping of names to mappings"


def test_a_part_that_stands_in_several_places_is_shown_once(made: dict[str, Page]) -> None:
    page = made[addresses.fields("story")]
    (links,) = (block for block in page.view.blocks if block.id == "shows")
    assert links.lead[0].text == "A link to any record. The same in `contrasts`."
    assert _row(made, "story", "field-contrasts").type_address == "tailor/fields/story.html#shows"
    assert _row(made, "checklist", "field-items-items").type_address == "tailor/fields/checklist.html#items"


def _bare(text: str) -> str:
    return re.sub(r"[\s'\"]", "", text)


@pytest.mark.parametrize("kind", schema.KINDS)
def test_examples_are_what_stands_in_the_record(made: dict[str, Page], playbook: Playbook, kind: str) -> None:
    examples = [row.example for row in _rows(made[addresses.fields(kind)]).values() if row.example]
    assert examples
    for example in examples:
        assert example.origin is not None
        entry = playbook.find(f"{kind}:{example.origin.id}")
        assert entry is not None
        assert example.yaml.count("\n") < 6
        assert isinstance(yaml.safe_load(example.yaml.removesuffix("\n  …")), dict)
        written = _bare("".join(entry.record.lines))
        for line in example.yaml.removesuffix("\n  …").splitlines():
            assert _bare(line) in written


@pytest.mark.parametrize("kind", schema.KINDS)
def test_every_field_that_is_used_has_an_example(made: dict[str, Page], playbook: Playbook, kind: str) -> None:
    used = {
        field.name
        for entry in playbook.entries[kind]
        for path, field in placed(schema.KINDS[kind].model, entry.record.value)
        if field.model is schema.KINDS[kind].model and not model_in(field.type)
    }
    for name in used:
        assert _row(made, kind, f"field-{name.replace('_', '-')}").example is not None, name


def test_pages_hold_no_inline_style_or_script(made: dict[str, Page], playbook: Playbook) -> None:
    for page in made.values():
        html = Renderer(playbook).fragment("page.html.j2", page.address, view=page.view)
        assert re.findall(r"<script|<style|\sstyle=|\son\w+=|https?://", html) == [], page.address


def test_every_macro_and_each_of_its_parameters_is_documented() -> None:
    text = (ROOT / "docs/macros.md").read_text("utf-8")
    named = {name: method for name, method in inspect.getmembers(Macros, inspect.isfunction) if name.startswith(PREFIX)}
    assert set(re.findall(rf"{PREFIX}\w+", text)) == set(named)
    for name, method in named.items():
        _, *parameters = inspect.signature(method).parameters.values()
        shown = ", ".join(
            f"{one.name}={one.default}" if one.default is not one.empty else one.name for one in parameters
        )
        assert f"| `{name}({shown})` |" in text
        assert f"{{{{ {name}(" in text, f"{name} is not shown at work"
