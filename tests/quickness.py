"""Which tests are quick: those that build no site, drive no browser and start no process.

`./dev test --fast` runs only these. A test is slow if its mark says so, or that of its file, or a fixture that it uses.
One that is not marked in any of these ways fails as soon as it is slow.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import mkdocs.commands.build
import pytest

MARKS = ("builds", "browser", "spawns")
"""What makes a test slow."""
FIXTURES = {"may_build": "builds", "may_spawn": "spawns", "browser": "browser"}
"""Fixture of conftest.py -> the mark of all who use it, or use a fixture that does."""
SPAWNING = {
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "subprocess.Popen",
}
"""What Python calls each way to start a process when it tells audit hooks."""


class Quickness:
    """A plugin of pytest that marks tests, and holds those without a mark to it."""

    def __init__(self) -> None:
        self.quick = False
        """Whether a quick test is running."""
        self.build_page = mkdocs.commands.build._build_page
        mkdocs.commands.build._build_page = self._build_page  # `playbook check` goes as far as this
        sys.addaudithook(self._hear)

    @pytest.hookimpl(tryfirst=True)  # before pytest selects by marks
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for fixture in FIXTURES.keys() & set(getattr(item, "fixturenames", ())):
                item.add_marker(FIXTURES[fixture])
        items.sort(key=_place)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.quick = _is_quick(item)
        try:
            return (yield)
        finally:
            self.quick = False

    def _build_page(self, *arguments: Any, **more: Any) -> Any:
        self._refuse("builds")
        return self.build_page(*arguments, **more)

    def _hear(self, event: str, _arguments: tuple[object, ...]) -> None:
        if event in SPAWNING:
            self._refuse("spawns")

    def _refuse(self, mark: str) -> None:
        if self.quick:
            pytest.fail(f"a test without a mark must be quick, and this one {mark}: mark it or its file `{mark}`")


def _place(item: pytest.Item) -> int:
    """The longest first and the short ones last, so that all workers end at about the same time."""
    return 0 if item.get_closest_marker("long") else 2 if _is_quick(item) else 1


def _is_quick(item: pytest.Item) -> bool:
    return not any(item.get_closest_marker(mark) for mark in MARKS)
