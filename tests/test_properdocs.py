"""ProperDocs, which continues MkDocs 1.x, makes the same site."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ENVIRONMENT, Build, copy_project

pytestmark = pytest.mark.spawns


@pytest.mark.long
def test_properdocs_builds_the_same_bytes(built: Build, tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "--strict", "--quiet"],
        cwd=project,
        env={name: value for name, value in os.environ.items() if name not in ENVIRONMENT},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    site = project / "site"
    names = {path.relative_to(site) for path in site.rglob("*") if path.is_file()}
    assert names == {path.relative_to(built.site) for path in built.site.rglob("*") if path.is_file()}
    assert [str(name) for name in names if (site / name).read_bytes() != (built.site / name).read_bytes()] == []
