"""Programs that the tests need from npm: those of tools/package.json, at the versions of the lock file beside it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from helpers import ROOT, TESTS

TOOLS = TESTS / "tools"


def installed() -> Path:
    """The folder with these programs in it, under `.cache/`; installed from the lock file where it is missing."""
    locked = (TOOLS / "package-lock.json").read_bytes()
    folder = ROOT / ".cache/npm" / hashlib.sha256(locked).hexdigest()[:16]
    if not (folder / "done").exists():
        making = folder.with_name(f"{folder.name}.{os.getpid()}")
        shutil.copytree(TOOLS, making, dirs_exist_ok=True)
        command = [str(shutil.which("npm")), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=making, check=False, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
        (making / "done").touch()
        try:
            making.rename(folder)
        except OSError:  # another run of the tests was quicker
            shutil.rmtree(making)
    return folder
