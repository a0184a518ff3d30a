"""What the declarations of kinds and views may be: whatever does not go together is refused when the program starts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ml_org_playbook import schema
from ml_org_playbook.authoring import code_explanations
from ml_org_playbook.model import relations
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.own_data import own_data
from ml_org_playbook.pages.catalog import leading_on, pages
from ml_org_playbook.pages.views.registry import listing_page, record_page
from ml_org_playbook.schema.kinds import by_name


class Tool(schema.Role):
    """A model of its own."""


ROLE = schema.kind_of(schema.Role)
TOOL = schema.Kind(model=Tool, rank=85, plural="Tools")


def test_a_plural_of_two_words_gives_a_folder_and_an_address_with_a_hyphen() -> None:
    kind = schema.Kind(model=Tool, rank=1, plural="Tools at  work")
    assert (kind.folder, kind.address, kind.page_key) == ("tools-at-work", "tools-at-work", "tools_at_work")


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        (None, "schema/kinds/tool.py has no KIND."),
        (replace(TOOL, name="role"), "in schema/kinds/role.py and schema/kinds/tool.py have the same name, 'role'."),
        (replace(TOOL, folder="roles"), "role.py and schema/kinds/tool.py have the same folder, 'roles'."),
        (replace(TOOL, address="roles"), "role.py and schema/kinds/tool.py have the same address, 'roles'."),
        (replace(TOOL, model=schema.Role), "role.py and schema/kinds/tool.py have the same model, 'Role'."),
        (
            replace(TOOL, used_by=("rolle",)),
            "'used_by' of the KIND in schema/kinds/tool.py names 'rolle', and there is no such kind. "
            "Did you mean 'role'?",
        ),
    ],
    ids=["missing", "name", "folder", "address", "model", "used_by"],
)
def test_a_declaration_that_does_not_go_with_the_others_is_named(declared: Any, message: str) -> None:
    with pytest.raises(TypeError) as refused:
        by_name({"role": replace(ROLE, used_by=()), "tool": declared})
    assert message in str(refused.value)


def test_a_second_view_for_a_kind_is_refused_and_both_are_named() -> None:
    def again(*_: Any) -> Any: ...

    first = r"ml_org_playbook\.pages\.views\.role\.blocks"
    with pytest.raises(TypeError, match=rf"the kind 'role' has two views, {first} and test_kinds\.again\."):
        record_page(schema.Role, again)
    with pytest.raises(TypeError, match="the kind 'term' has two views"):
        listing_page(schema.Term, again)


def test_the_minimal_playbook_has_a_record_of_every_kind(minimal: Playbook) -> None:
    """So that what a view asks for is tried without a build."""
    without = [f"tests/minimal/{kind.folder}/" for kind in schema.KINDS.values() if not minimal.entries[kind.name]]
    assert without == []


def test_every_view_asks_for_relations_that_there_are(minimal: Playbook) -> None:
    for page in (*pages(minimal), *leading_on(minimal)):
        assert page.view.title


def test_a_relation_that_a_kind_cannot_state_is_named(minimal: Playbook) -> None:
    role = minimal.of(schema.Role)[0]
    with pytest.raises(TypeError, match=r"the kind 'role' has no reference at 'processes\.process'\. "):
        minimal.links_from(role, relations.PROCESS)
    with pytest.raises(TypeError, match=r"the kind 'role' has no reference at 'pitfalls\.pitfall'\. "):
        minimal.links_to(role, relations.PITFALL, schema.Role)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"unused": None}, "does not explain unused."),
        ({"new-code": {}}, "explains what problem_codes.yml lacks: new-code."),
        ({"unused": {"group": "whole"}}, "'unused' needs these keys and no others: group, means, todo, "),
    ],
)
def test_a_code_that_is_not_explained_is_named(
    changed: dict[str, Any], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = {**own_data("ml_org_playbook.authoring", "codes.yml"), **changed}
    kept = {name: one for name, one in written.items() if one is not None}
    monkeypatch.setattr(code_explanations, "own_data", lambda *_: kept)
    with pytest.raises(TypeError) as refused:
        code_explanations.explained.__wrapped__()
    assert message in str(refused.value)
