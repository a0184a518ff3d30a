"""Mistakes of whoever changes the engine that once went through in silence: each is planted, and refused."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT, make_project

pytestmark = pytest.mark.spawns

ENGINE = ROOT / "macros/ml_org_playbook"


def engine_with(root: Path, file: str, old: str, new: str) -> Path:
    """A copy of the engine in which one file has a mistake. Returns the folder to import it from."""
    package = root / "engine/ml_org_playbook"
    shutil.copytree(ENGINE, package)
    text = (package / file).read_text("utf-8")
    assert old in text
    (package / file).write_text(text.replace(old, new, 1), "utf-8")
    return package.parent


def check(project: Path, engine: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ml_org_playbook", "check"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(engine)},
        capture_output=True,
        text=True,
        check=False,
    )


def type_errors(root: Path, file: str, old: str, new: str) -> str:
    """What mypy says of a file with a mistake in place of the real one. (Of another length: else it asks its cache.)"""
    text = (ENGINE / file).read_text("utf-8")
    assert old in text
    planted = root / "planted.py"
    planted.write_text(text.replace(old, new, 1), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", "--shadow-file", str(ENGINE / file), str(planted)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_a_relation_that_no_kind_has_is_refused_when_the_program_starts(tmp_path: Path) -> None:
    make_project(tmp_path)
    done = check(tmp_path, engine_with(tmp_path, "model/relations.py", '"given_by.role"', '"given_by.rol"'))
    assert done.returncode != 0
    assert "no kind of record has a reference at 'given_by.rol'. Did you mean 'given_by.role'?" in done.stderr


def test_the_type_checker_sees_a_misspelled_relation_of_a_view(tmp_path: Path) -> None:
    said = type_errors(tmp_path, "pages/views/role.py", "relations.GIVEN_BY", "relations.GIVEN_BYE")
    assert "pages/views/role.py" in said
    assert '"GIVEN_BYE"' in said


def test_the_type_checker_sees_a_misspelled_field_of_a_view(tmp_path: Path) -> None:
    said = type_errors(tmp_path, "pages/views/reward.py", "entry.fields.behavior", "entry.fields.behaviour")
    assert "pages/views/reward.py" in said
    assert '"Reward" has no attribute "behaviour"' in said


def test_a_kind_without_a_view_is_refused_when_the_program_starts(tmp_path: Path) -> None:
    make_project(tmp_path)
    done = check(
        tmp_path,
        engine_with(tmp_path, "pages/views/story.py", "record_page(schema.Story, blocks, next_steps=next_steps)", ""),
    )
    assert done.returncode != 0
    assert "the kind 'story' has no view. Add pages/views/story.py" in done.stderr
