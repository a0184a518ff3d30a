"""How long `mkdocs build --strict` takes for sites of several sizes, and whether the time grows as the pages do.

    ./dev run python benchmarks/build.py [--pages 250 1000 2000] [--runs 1]

A site is built twice: into nothing, and in the place of the site that is there.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

import lifelike
from measure import Run, row, timed

BUILD: Final = (sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[250, 1_000, 2_000])
    parser.add_argument("--runs", type=int, default=1)
    options = parser.parse_args()
    for wanted in options.pages:
        first: list[Run] = []
        again: list[Run] = []
        for _ in range(options.runs):
            with tempfile.TemporaryDirectory() as folder:
                project = Path(folder)
                prepare(project, wanted)
                first.append(timed(BUILD, project))
                again.append(timed(BUILD, project))
                count = len(list((project / "site").rglob("*.html")))
                size = sum(path.stat().st_size for path in (project / "site").rglob("*") if path.is_file())
        print(f"{row(f'build: {count} pages, first', first)}  site {size / 1e6:.0f} MB", flush=True)
        print(row(f"build: {count} pages, again", again), flush=True)


def prepare(project: Path, wanted: int) -> None:
    """A project with so many records, which gives about as many pages; never fewer than the shipped ones."""
    shutil.copy(lifelike.ROOT / "mkdocs.yml", project)
    for name in ("docs", "overrides"):
        shutil.copytree(lifelike.ROOT / name, project / name)
    (project / "macros").mkdir()
    lifelike.make(project, wanted)


if __name__ == "__main__":
    main()
