"""Whatever a command is doing: a signal ends it at once, in one line, and nothing of it is left."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers import MKDOCS, make_project

from ml_org_playbook import surroundings

pytestmark = pytest.mark.builds

if sys.platform == "win32":
    pytest.skip("a console is interrupted in another way here", allow_module_level=True)

OWN = "from ml_org_playbook import surroundings; surroundings.hear_signals(); print('begun', flush=True); "
PLAYBOOK = OWN + "from ml_org_playbook.__main__ import run; sys.argv[1:] = {}; run()"
MKDOCS_SERVE = (
    "from ml_org_playbook import surroundings; hear = surroundings.hear_signals\n"
    "surroundings.hear_signals = lambda: (hear(), print('begun', flush=True))\n"
    "from mkdocs.__main__ import cli; cli(['serve', '--dev-addr', '127.0.0.1:8765'])"
)
COMMANDS = {
    "check": PLAYBOOK.format(["check"]),
    "schema": PLAYBOOK.format(["schema"]),
    "export": PLAYBOOK.format(["export", "--format", "csv", "--format", "xlsx"]),
    "serve": PLAYBOOK.format(["serve"]),
    "mkdocs serve": MKDOCS_SERVE,
}
ENDS = {"serve": "Ctrl+C ends it", "mkdocs serve": "Serving on"}


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    """The minimal playbook, and beside it a folder for what is temporary."""
    (root := tmp_path / "playbook").mkdir()
    (tmp_path / "temporary").mkdir()
    make_project(root)
    (root / "mkdocs.yml").write_text(MKDOCS)
    (root / "docs").mkdir()
    (root / "docs/index.md").write_text("# Start\n")
    (root / "macros").mkdir()
    return root


def begun(root: Path, command: str) -> subprocess.Popen[str]:
    """A command that hears of signals."""
    process = subprocess.Popen(
        [sys.executable, "-c", f"import sys; {COMMANDS[command]}"], cwd=root, text=True, start_new_session=True,
        env={**os.environ, "TMPDIR": str(root.with_name("temporary")), "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=_hear,
    )  # fmt: skip
    read_until("begun", process)
    return process


def _hear() -> None:
    """Whatever the tests were told to ignore."""
    for one in surroundings.SIGNALS:
        signal.signal(one, signal.SIG_DFL)


def read_until(words: str, process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if words in line:
            return


def expect_ended(root: Path, process: subprocess.Popen[str], name: str, files: set[str]) -> None:
    """The process has ended in one line, or was done before; its group is gone, and no file or folder is left."""
    output, _ = process.communicate(timeout=60)
    assert "Traceback" not in output
    assert process.returncode in (-signal.Signals[name], 0)
    if process.returncode or "serve" in process.args[-1]:
        last = output.splitlines()[-1]
        assert last in ("Interrupted.", "The server has ended.") or last.startswith("Next:")  # all was said before
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    assert not list(root.with_name("temporary").iterdir())
    if new := files_of(root) - files:  # all of them, or none
        subprocess.run(process.args, cwd=root, check=True, stdout=subprocess.DEVNULL)
        assert files_of(root) - files == new


def files_of(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_signal_ends_a_command_at_any_moment(playbook: Path, command: str) -> None:
    files, moments = files_of(playbook), random.Random(command)
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        process = begun(playbook, command)
        time.sleep(moments.uniform(0, 1))
        os.killpg(process.pid, signal.Signals[name])
        expect_ended(playbook, process, name, files)


def test_the_next_server_deletes_what_a_killed_one_has_left(playbook: Path) -> None:
    temporary, files = playbook.with_name("temporary"), files_of(playbook)
    one = begun(playbook, "serve")
    read_until(ENDS["serve"], one)
    one.kill()
    one.communicate()
    assert list(temporary.iterdir())
    other = begun(playbook, "serve")
    read_until(ENDS["serve"], other)
    other.terminate()
    expect_ended(playbook, other, "SIGTERM", files)


@pytest.mark.parametrize("command", ["serve", "mkdocs serve"])
def test_a_server_leaves_no_folder(playbook: Path, command: str) -> None:
    files = files_of(playbook)
    for name in ("SIGINT", "SIGTERM"):
        process = begun(playbook, command)
        read_until(ENDS[command], process)
        assert list(playbook.with_name("temporary").iterdir())
        os.kill(process.pid, signal.Signals[name])
        expect_ended(playbook, process, name, files)
        assert process.returncode == (0 if name == "SIGINT" else -signal.SIGTERM)
