"""A test that is not marked as slow cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config


def _build(folder: Path) -> None:
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Start\n")
    (folder / "mkdocs.yml").write_text("site_name: None\n")
    build(load_config(str(folder / "mkdocs.yml")))


WAYS: dict[str, Callable[[Path], object]] = {
    "a build": _build,
    "a process": lambda _: subprocess.run([sys.executable, "--version"], check=True),
    "a command": lambda _: os.system("exit"),
    "a copy of this process": lambda _: os.fork() or os._exit(0),
}
"""Browsers are processes; the driver that starts them is one, too."""


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_without_a_mark_a_test_can_neither_build_nor_spawn(way: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="must be quick"):
        way(tmp_path)


@pytest.fixture
def version(may_spawn: None) -> str:
    return subprocess.run([sys.executable, "--version"], check=True, capture_output=True, text=True).stdout


def test_whoever_uses_a_fixture_that_may_be_slow_has_its_mark(request: pytest.FixtureRequest, version: str) -> None:
    assert version.startswith("Python")
    assert request.node.get_closest_marker("spawns")
    assert not request.node.get_closest_marker("builds")


def test_a_browser_makes_a_test_slow(request: pytest.FixtureRequest) -> None:
    """Its fixture need not be run for that."""
    for item in request.session.items:
        if "browser" in getattr(item, "fixturenames", ()):
            assert item.get_closest_marker("browser"), item
