"""How long it takes to write every download of the shipped data, in the time of the process that writes them.

    ./dev run python benchmarks/export.py [--runs 3] [--pdf]

Without PDF the limit is 3 s. --pdf: the PDF files alone, which need the extra `pdf`.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from statistics import median
from typing import Final

import lifelike

from ml_org_playbook import export
from ml_org_playbook.load import load

LIMIT: Final = 3.0
"""Seconds that all files but PDF may take."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pdf", action="store_true")
    options = parser.parse_args()
    playbook = load(lifelike.ROOT).playbook
    assert playbook is not None, "data/ has problems: see `playbook check`"
    formats = [one for one in export.FORMATS.values() if (one.name == "pdf") == options.pdf]
    seconds = []
    for _ in range(options.runs):
        begun = time.process_time()
        documents = export.documents(playbook, "https://playbook.example.org/")
        counts = Counter(address.rpartition(".")[2] for address, _ in export.files(documents, formats))
        seconds.append(time.process_time() - begun)
    limit = "" if options.pdf else f"  at most {LIMIT:g} s: {'yes' if median(seconds) <= LIMIT else 'NO'}"
    print(f"export: {counts.total()} files  median {median(seconds):.2f} s  slowest {max(seconds):.2f} s{limit}")
    print("  " + ", ".join(f"{count} {suffix}" for suffix, count in sorted(counts.items())))


if __name__ == "__main__":
    main()
