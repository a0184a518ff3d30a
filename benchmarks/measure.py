"""One run of a command: how long it took, how much memory it had, what it said."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final


@dataclass(frozen=True)
class Run:
    """What came of a command."""

    seconds: float
    megabytes: float
    """The most memory that it had at a time."""
    output: str


_LAUNCHER: Final = """\
import resource, subprocess, sys, time
begun = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
seconds = time.perf_counter() - begun
print(done.returncode, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.stdout.flush()
sys.stdout.buffer.write(done.stdout)
"""
"""A small process of its own: on Linux a child begins with the memory that its parent had at most."""


def timed(command: Sequence[str], folder: Path) -> Run:
    """Run a command in a folder; stops everything where it fails."""
    launched = subprocess.run(
        [sys.executable, "-c", _LAUNCHER, *command],
        cwd=folder,
        env=dict(os.environ, NO_MKDOCS_2_WARNING="1"),
        capture_output=True,
        text=True,
        check=True,
    )
    figures, _, output = launched.stdout.partition("\n")
    code, seconds, most = figures.split()
    if code != "0":
        sys.exit(f"{' '.join(command)} failed:\n{output[-4000:]}")
    return Run(float(seconds), int(most) / (1024**2 if sys.platform == "darwin" else 1024), output)


def row(about: str, runs: Sequence[Run], limit: float | None = None) -> str:
    """A line of figures."""
    middle, worst = median(run.seconds for run in runs), max(run.seconds for run in runs)
    html_cache = max(run.megabytes for run in runs)
    verdict = "" if limit is None else f"  at most {limit:g} s: {'yes' if middle <= limit else 'NO'}"
    return f"{about:<44} median {middle:6.2f} s  slowest {worst:6.2f} s  memory {html_cache:4.0f} MB{verdict}"
