"""How long `playbook check` takes, as its user waits for it: start of Python, imports, reading, printing.

    ./dev run python benchmarks/check.py [--records 10000] [--runs 5]

Prints the median and the slowest of the runs, and the most memory that any of them had.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

import lifelike
from measure import row, timed

LIMITS: Final = {"shipped": 2.5, "many": 20.0}
"""Seconds that a check may take. It rehearses the build of hand-written pages, for which MkDocs takes half of them."""
CHECK: Final = (sys.executable, "-m", "ml_org_playbook", "check")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        many = Path(folder)
        lifelike.make(many, options.records)
        shutil.copy(lifelike.ROOT / "mkdocs.yml", many)
        for name in ("docs", "overrides"):
            shutil.copytree(lifelike.ROOT / name, many / name)
        for name, root in (("shipped", lifelike.ROOT), ("many", many)):
            runs = [timed(CHECK, root) for _ in range(options.runs)]
            print(row(f"check: {runs[0].output.splitlines()[0]}", runs, LIMITS[name]), flush=True)


if __name__ == "__main__":
    main()
