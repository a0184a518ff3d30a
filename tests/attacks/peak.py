"""How much memory a command has at most."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True)
class Run:
    code: int
    output: str
    megabytes: float


_LAUNCHER: Final = """\
import resource, subprocess, sys
done = subprocess.run(sys.argv[2:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=float(sys.argv[1]))
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.stdout.flush()
sys.stdout.buffer.write(done.stdout)
"""
"""A small process of its own: on Linux a child begins with what its parent had at most."""


def run(command: Sequence[str], folder: Path, *, seconds: float) -> Run:
    """Run a command in a folder, for so long at most."""
    launched = subprocess.run(
        [sys.executable, "-c", _LAUNCHER, str(seconds), *command],
        cwd=folder, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    assert launched.returncode == 0, launched.stderr[-2000:]
    figures, _, output = launched.stdout.partition("\n")
    code, most = map(int, figures.split())
    return Run(code, output, most / (1024**2 if sys.platform == "darwin" else 1024))
