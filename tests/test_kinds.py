"""What the declarations of kinds and views may be: whatever does not go together is refused when the program starts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ml_org_playbook import schema
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
