"""What holds for the engine's own code, besides what ruff, mypy and the import contracts look at."""

from __future__ import annotations

import ast

from helpers import ROOT

ENGINE = ROOT / "macros/ml_org_playbook"
LONGEST = 50
"""Lines of a function."""
ROOMS = {
    "mkdocs": {"cli", "mkdocs_adapter", "reading"},
    "jinja2": {"handwritten", "mkdocs_adapter", "rendering"},
    "markdown": {"rendering"},
}
"""Library -> the rooms that import it, as docs/architecture.md says."""


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


def test_libraries_are_kept_to_the_rooms_that_the_documentation_names() -> None:
    found: dict[str, set[str]] = {name: set() for name in ROOMS}
    for path in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in {one.partition(".")[0] for one in names} & ROOMS.keys():
                found[name].add(path.relative_to(ENGINE).parts[0].removesuffix(".py"))
    assert found == ROOMS
