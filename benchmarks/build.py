"""How long `mkdocs build --strict` takes for the shipped data and for sites of several sizes.

    ./dev run python benchmarks/build.py [--pages 1000 2000] [--runs 3]

A site is built twice: into nothing, and in the place of the site that is there. The time should grow as the pages do;
the shipped site may take 5 s.
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

LIMIT: Final = 5.0
"""Seconds that the shipped site may take."""
BUILD: Final = (sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="*", default=[1_000, 2_000])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    for wanted in (None, *options.pages):
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
        name, limit = ("shipped", LIMIT) if wanted is None else ("build", None)
        print(f"{row(f'{name}: {count} pages, first', first, limit)}  site {size / 1e6:.0f} MB", flush=True)
        print(row(f"{name}: {count} pages, again", again, limit), flush=True)


def prepare(project: Path, wanted: int | None) -> None:
    """A project with the shipped records, or with so many lifelike ones, which give about as many pages."""
    shutil.copy(lifelike.ROOT / "mkdocs.yml", project)
    for name in ("docs", "overrides"):
        shutil.copytree(lifelike.ROOT / name, project / name)
    (project / "macros").mkdir()
    if wanted is None:
        shutil.copytree(lifelike.ROOT / "data", project / "data")
    else:
        lifelike.make(project, wanted)


if __name__ == "__main__":
    main()
