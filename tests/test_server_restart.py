"""`playbook serve` runs the engine as its files are: when one of them changes, it starts itself anew."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest
from helpers import make_project

import ml_org_playbook

pytestmark = pytest.mark.builds

MKDOCS = """\
site_name: Minimal
use_directory_urls: false
theme: {name: material, font: false}
plugins: [search, macros: {on_undefined: strict, on_error_fail: false}, playbook]
"""

if sys.platform == "win32":
    pytest.skip("a console is interrupted in another way here", allow_module_level=True)


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    """A copy of the engine, to be changed."""
    package = tmp_path / "engine/ml_org_playbook"
    shutil.copytree(Path(ml_org_playbook.__file__).parent, package)
    return package


@pytest.fixture
def server(tmp_path: Path, engine: Path) -> Iterator[subprocess.Popen[str]]:
    """The minimal playbook, served by this copy."""
    make_project(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(MKDOCS)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Start\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "ml_org_playbook", "serve"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(engine.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


@pytest.fixture
def lines(server: subprocess.Popen[str]) -> Queue[str]:
    """What the server prints."""
    found: Queue[str] = Queue()

    def read() -> None:
        assert server.stdout is not None
        for line in server.stdout:
            found.put(line)

    Thread(target=read, daemon=True).start()
    return found


def wait_for(words: str, lines: Queue[str], again: Callable[[], object] = lambda: None) -> None:
    """Read until these words. again: done every second, as a change before the first watch is not noticed."""
    for _ in range(60):
        again()
        with suppress(Empty):
            while words not in lines.get(timeout=1):
                pass
            return
    pytest.fail(f"'{words}' is never said")


def test_a_change_of_the_engine_starts_the_server_anew(
    server: subprocess.Popen[str], lines: Queue[str], engine: Path
) -> None:
    wait_for("Ctrl+C ends it.", lines)
    wait_for("extra.py:1", lines, lambda: (engine / "extra.py").write_text("def half(:\n"))  # shown; nothing ends
    wait_for("The engine has changed", lines, lambda: (engine / "extra.py").write_text(""))
    wait_for("Ctrl+C ends it.", lines)
    assert server.poll() is None  # still the same process
