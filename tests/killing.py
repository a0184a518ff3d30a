"""End builds by signals at random moments and see that a whole site is left each time.

    ./dev run python tests/killing.py 50 --seed 1

Two versions of a small playbook are built in turn. A killed build must leave the site as it was, to the byte, or the
whole new one. Half of the moments are spread over the build, half over the time around the swap of the folders. Half of
the signals hit only the build's own process, half all that it has started. A build that Ctrl+C or the system asks to
end says so in one line and leaves nothing. Whatever a killed one leaves, the next one must work and leave nothing but
its site.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Final

from helpers import ROOT, make_project

VERSIONS: Final = ("one", "two")

SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGKILL")
COMMANDS: Final = {
    "mkdocs build": "from mkdocs.__main__ import cli; cli(['build', '--strict', '--quiet'])",
    "playbook build": "from ml_org_playbook.__main__ import run; sys.argv[1:] = ['build']; run()",
}
SAYS_BEGUN: Final = """\
import sys
from ml_org_playbook import surroundings
hear_signals = surroundings.hear_signals
def announced():
    hear_signals()
    print("begun", flush=True)
surroundings.hear_signals = announced
"""
"""Put before a command: says that the engine hears of signals from now on."""
SAYS_SWAP: Final = """\
import time
from ml_org_playbook.mkdocs_adapter import publishing
replace = publishing.replace
def announced(new, site):
    print("swap", flush=True)
    time.sleep(0.005)
    replace(new, site)
publishing.replace = announced
"""
"""Put before a command: says that the new folder is about to take the old one's place, and waits a little."""

Site = dict[str, str]
"""Path -> hash of each file."""


@dataclass
class Killing:
    """A project that is built again and again."""

    root: Path
    random: random.Random
    known: dict[tuple[str, str], Site] = field(default_factory=dict)
    """Version and command -> the site that comes of them."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Command -> how long it takes when nobody ends it."""
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.temporary = self.root.with_name(f"{self.root.name}-temporary")
        self.temporary.mkdir()
        self.environment = {
            **os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(self.temporary)
        }  # fmt: skip
        make_project(self.root)
        (self.root / "docs").mkdir()
        (self.root / "docs/index.md").write_text('# Home\n\n{{ pb_link("process:triage") }}\n', "utf-8")
        (self.root / "macros").mkdir()
        shutil.copytree(ROOT / "overrides", self.root / "overrides")
        settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0]
        (self.root / "mkdocs.yml").write_text(f"{settings}\n", "utf-8")
        for version, command in product(VERSIONS, COMMANDS):
            begun = time.perf_counter()
            self.build(version, command)
            self.seconds[command] = time.perf_counter() - begun
            self.known[version, command] = contents(self.root / "site")
        assert self.known["one", "playbook build"] != self.known["two", "playbook build"]

    def build(self, version: str, command: str) -> None:
        """Build a version to the end."""
        self.write(version)
        done = subprocess.run(
            _command(command), cwd=self.root, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def write(self, version: str) -> None:
        path = self.root / "data/terms/model.yml"
        path.write_text(re.sub(r"(?m)^summary: .*$", f"summary: Version {version}.", path.read_text("utf-8")), "utf-8")

    def end(self, name: str, at_swap: bool) -> None:
        """End one build; raises if neither the old site nor the whole new one is there afterwards.

        name: of the signal.
        """
        before = contents(self.root / "site")
        version, command = self.random.choice(VERSIONS), self.random.choice(list(COMMANDS))
        if self.known[version, command] == before:
            version = VERSIONS[1 - VERSIONS.index(version)]
        self.write(version)
        process = subprocess.Popen(
            _command(command), cwd=self.root, env=self.environment, start_new_session=True, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        while process.stdout.readline().strip() not in ("swap" if at_swap else "begun", ""):
            pass
        time.sleep(self.random.uniform(0, 0.02 if at_swap else self.seconds[command]))
        (os.kill if self.random.random() < 0.5 else os.killpg)(process.pid, signal.Signals[name])
        _, said = process.communicate()
        after = contents(self.root / "site")
        if after != before:
            self.expect(version, command)
        if name != "SIGKILL":
            lines = [1] if after == before else [0, 1]  # none where Python itself is ending, with everything done
            ended = process.returncode == -signal.Signals[name] and said.count("\n") in lines
            assert ended or process.returncode == 0, (name, process.returncode, said)
            self.expect_nothing_left()
        moment = "at the swap" if at_swap else "anywhere"
        self.counts[f"{name} {moment}: {'old site' if after == before else 'new site'}"] += 1

    def expect(self, version: str, command: str) -> None:
        """The site is the one that comes of a version and a command, to the byte."""
        found, known = contents(self.root / "site"), self.known[version, command]
        differing = sorted(path for path in found.keys() | known.keys() if found.get(path) != known.get(path))
        assert not differing, f"not the site of {command}: {len(differing)} files differ, such as {differing[:5]}"

    def recover(self) -> None:
        """The next build works, and leaves nothing behind but its site."""
        version, command = self.random.choice(VERSIONS), self.random.choice(list(COMMANDS))
        self.build(version, command)
        self.expect(version, command)
        self.expect_nothing_left()

    def expect_nothing_left(self) -> None:
        left = {path.name for path in self.root.iterdir()}
        assert left == {"data", "docs", "macros", "mkdocs.yml", "overrides", "site"}
        assert not list(self.temporary.iterdir())


def _command(name: str) -> Sequence[str]:
    at_once = "surroundings.hear_signals()\n" * name.startswith("playbook")
    return [sys.executable, "-c", SAYS_BEGUN + at_once + SAYS_SWAP + COMMANDS[name]]


def contents(site: Path) -> Site:
    """Every file of a site with a hash of what it holds."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def kill_many(root: Path, count: int, seed: int) -> Counter[str]:
    """End so many builds of a project in `root` by each signal, every second one at the swap.

    Returns what was left, counted.
    """
    killing = Killing(root, random.Random(seed))
    for first, name in enumerate(SIGNALS):
        for number in range(count):
            killing.end(name, at_swap=(first + number) % 2 == 0)
            if name == "SIGKILL" and number % 5 == 4:
                killing.recover()
        killing.recover()
    return killing.counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (root := Path(folder, "project")).mkdir()
        counts = kill_many(root, options.count, options.seed)
    print(f"seed {options.seed}: {options.count} builds ended by each of {', '.join(SIGNALS)}, a whole site each time.")
    for what, count in sorted(counts.items()):
        print(f"  {what}: {count}")


if __name__ == "__main__":
    main()
