"""How long `playbook export` takes for the shipped data, as its user waits for it: start, reading, checking, writing.

    ./dev run python benchmarks/export.py [--runs 3] [--pdf]

Without PDF the limit is 3 s. --pdf: the PDF files alone, which need the extra `pdf`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

import lifelike
from measure import row, timed

from ml_org_playbook.export import FORMATS

LIMIT: Final = 3.0
"""Seconds that all files but PDF may take."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pdf", action="store_true")
    options = parser.parse_args()
    chosen = [f"--format={name}" for name in FORMATS if (name == "pdf") == options.pdf]
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "ml_org_playbook", "export", f"--out={out}", *chosen]
        command += ["--address=https://playbook.example.org/"]
        runs = [timed(command, lifelike.ROOT) for _ in range(options.runs)]
        counts = Counter(path.suffix[1:] for path in Path(out).rglob("*") if path.is_file())
    print(row(f"export: {counts.total()} files", runs, None if options.pdf else LIMIT))
    print("  " + ", ".join(f"{count} {suffix}" for suffix, count in sorted(counts.items())))


if __name__ == "__main__":
    main()
