"""Consoles, ways to start Python, and edits while a site is built change nothing of it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import helpers
import pytest
from click.testing import CliRunner
from helpers import ROOT
from test_server_restart import MKDOCS

from ml_org_playbook import surroundings
from ml_org_playbook.cli import main

HOOK = """\
from pathlib import Path
def on_files(files, config):
    data = Path(config.config_file_path).with_name("data")
    record = data / "checklists/run-triage.yml"
    record.write_text(record.read_text("utf-8").replace("title: ", "title: Edited "), "utf-8")
    (data / "terms/model.yml").write_text("id: [\\n", "utf-8")
"""
"""Edits the data once a build has begun: a title, and a record that nobody can read afterwards."""


def start(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=root, env={**os.environ, **environment}, capture_output=True, check=False
    )


@pytest.fixture
def named(project: Path) -> Path:
    """A project with a mistake beside characters that few consoles show."""
    model = project / "data/terms/model.yml"
    model.write_text(model.read_text("utf-8").replace("[What is trained.]", "['… 模型 [x](process:trage)']"), "utf-8")
    return project


@pytest.mark.spawns
@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_a_console_shows_another_sign_for_what_it_lacks(named: Path, encoding: str) -> None:
    done = start(named, "-m", "ml_org_playbook", "check", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (1, b"")
    _, line, caret, *_ = done.stdout.decode(encoding).splitlines()
    expected = {"cp1252": "… ?? [x]", "ascii": "? ?? [x]", "utf-8": "… 模型 [x]"}[encoding]
    assert expected in line
    assert line[caret.index("^") :].startswith("process:trage")


def test_a_stream_keeps_the_way_that_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "ascii", errors="backslashreplace"))
    surroundings.show_everything()
    assert sys.stdout.errors == "backslashreplace"


@pytest.mark.spawns
@pytest.mark.parametrize("module", ["ml_org_playbook", "mkdocs"])
def test_python_without_docstrings_is_refused(project: Path, module: str) -> None:
    (project / "mkdocs.yml").write_text(MKDOCS)
    (project / "docs").mkdir(exist_ok=True)
    done = start(project, "-m", module, "build", PYTHONOPTIMIZE="2", NO_MKDOCS_2_WARNING="1")
    assert done.returncode == 1
    assert b"Start it without, or with -O." in done.stderr
    assert b"Traceback" not in done.stderr
    assert not (project / "site").exists()


@pytest.mark.builds
def test_one_build_publishes_one_state_of_the_data(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("index", "linking"):
        (project / "docs").mkdir(exist_ok=True)
        (project / f"docs/{name}.md").write_text(f"# {name}\n", "utf-8")
    shutil.copytree(ROOT / "overrides", project / "overrides")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0]
    monkeypatch.chdir(project)
    for name in ("SITE_URL", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    found = []
    for more in ("", "\nhooks: [hook.py]\n"):
        (project / "hook.py").write_text(HOOK)
        (project / "mkdocs.yml").write_text(f"{settings}\n{more}", "utf-8")
        result = CliRunner().invoke(main, ["build"])
        assert result.exit_code == 0, result.output
        found.append({path: path.read_bytes() for path in Path("site").rglob("*") if path.is_file()})
    assert "Edited" in (project / "data/checklists/run-triage.yml").read_text("utf-8")
    assert any("downloads" in path.parts for path in found[0])
    assert found[0] == found[1]


@pytest.mark.spawns
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize(
    "command",
    [["--help"], ["check"], ["build"], ["links", "accept"], ["export", "--format", "csv"]],
    ids=lambda words: words[0],
)
def test_output_that_goes_nowhere_is_one_line(project: Path, command: list[str]) -> None:
    (project / "mkdocs.yml").write_text(MKDOCS)
    (project / "docs").mkdir(exist_ok=True)
    (project / "docs/index.md").write_text("# Start\n")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ml_org_playbook", *command], cwd=project, stdout=full, stderr=-1, check=False
        )
    assert done.returncode == 1
    assert done.stderr == b"Error: the output, or a file, could not be written: no space left on device.\n"


@pytest.mark.spawns
def test_what_ends_a_build_is_said_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "mkdocs.yml").write_text(helpers.MKDOCS)
    (project / "docs").mkdir(exist_ok=True)
    monkeypatch.chdir(project)
    result = CliRunner().invoke(main, ["build", "-d", "data/site"])
    assert result.exit_code == 1
    assert "data/site holds records" in result.output
    assert "Aborted" not in result.output
