"""What holds for the engine's own code, besides what ruff, mypy and the import contracts look at."""

from __future__ import annotations

import ast

from helpers import ROOT

ENGINE = ROOT / "macros/ml_org_playbook"
LONGEST = 50
"""Lines of a function."""


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{path.relative_to(ENGINE)}:{node.lineno}: {node.name}"
        for path in sorted(ENGINE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST
    ]
    assert long == []


def test_every_room_says_what_is_in_it() -> None:
    for path in ENGINE.rglob("*.py"):
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path
