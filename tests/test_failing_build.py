"""A build that fails ends: whoever reads its output through a pipe reads to the end, and no process is left.

Each test builds a site as `playbook build 2>&1 | tee log` does, and makes it fail in one way. Mistakes are made in the
minimal data; signals come while the project's own site is being built, which takes long enough to be hit.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from helpers import ENVIRONMENT, ROOT, copy_project, make_project

pytestmark = pytest.mark.builds

if sys.platform == "win32":
    pytest.skip("groups of processes are told apart in another way here", allow_module_level=True)

PATIENCE = 120
"""Seconds after which a test gives up on a command that hangs."""
BUILD = ("-m", "ml_org_playbook", "build")
FULL_DISK = """\
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
from ml_org_playbook.cli import main
main(["build"])
"""
"""No file may be larger than this, so that writing fails as it does on a full disk."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the minimal data that looks like the project's own site, downloads included."""
    make_project(tmp_path)
    (tmp_path / "docs").mkdir()
    for name in ("index", "linking"):
        (tmp_path / f"docs/{name}.md").write_text(f"# {name}\n", "utf-8")
    (tmp_path / "macros").mkdir()
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0]
    (tmp_path / "mkdocs.yml").write_text(f"{settings}\n", "utf-8")
    return tmp_path


def start(project: Path, command: Sequence[str] = BUILD, **environment: str) -> subprocess.Popen[str]:
    """Begin a build in a group of processes of its own, its output on a pipe."""
    inherited = {name: value for name, value in os.environ.items() if name not in ENVIRONMENT}
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=project,
        env={**inherited, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=_hear_signals,
        text=True,
    )


def _hear_signals() -> None:
    """Whatever the tests were told to ignore: what begins in the background may not hear of Ctrl+C."""
    for one in (signal.SIGINT, signal.SIGHUP):
        signal.signal(one, signal.SIG_DFL)


def read_to_the_end(build: subprocess.Popen[str]) -> str:
    """Everything that the build and what it has started print. Nothing may run on afterwards."""
    try:
        output, _ = build.communicate(timeout=PATIENCE)
    finally:
        running = _is_running(build.pid)
        if running:
            os.killpg(build.pid, signal.SIGKILL)
    assert not running
    return output


def _is_running(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def append(file: str, text: str) -> Callable[[Path], None]:
    def spoil(project: Path) -> None:
        path = project / file
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    return spoil


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (append("docs/linking.md", "\n{{ pb_checklist('triag') }}\n"), "pb_checklist: "),
        (append("docs/linking.md", "\n[Nowhere](nowhere.md)\n"), "nowhere.md"),
        (append("docs/linking.md", "\n<p onclick='run()'>Here</p>\n"), "[site-inline-code]"),
        (append("data/playbook.yml", "typo: true\n"), "[unknown-key]"),
        (append("overrides/main.html", "{% if %}"), "overrides/main.html:"),
        (append("mkdocs.yml", "\nsite_name: [\n"), "mkdocs.yml:"),
    ],
    ids=["a macro", "a dead link", "the audit", "a record", "a template", "a setting"],
)
def test_a_mistake_ends_the_build(project: Path, spoil: Callable[[Path], None], said: str) -> None:
    spoil(project)
    build = start(project)
    output = read_to_the_end(build)
    assert build.returncode == 1
    assert said in output
    assert "Traceback" not in output
    assert not (project / "site").exists()


def test_a_full_disk_ends_the_build(project: Path) -> None:
    build = start(project, ("-c", FULL_DISK))
    output = read_to_the_end(build)
    assert build.returncode == 1
    assert "File too large" in output
    assert "Traceback" not in output
    assert [path.name for path in project.iterdir() if "site" in path.name] == []


def test_an_address_that_is_none_ends_the_build(project: Path) -> None:
    build = start(project, SITE_URL="https://playbook.example.com/a'b/")
    output = read_to_the_end(build)
    assert build.returncode == 1
    assert "is not an address of a site" in output
    assert "Traceback" not in output
    assert [path.name for path in project.iterdir() if "site" in path.name] == []


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_a_signal_ends_the_build(tmp_path: Path, name: str) -> None:
    project = copy_project(tmp_path)
    build = start(project)
    while not (project / ".site.new").exists() and build.poll() is None:
        time.sleep(0.05)
    os.kill(build.pid, signal.Signals[name])
    read_to_the_end(build)
    assert build.returncode != 0
    assert not (project / "site").exists()
