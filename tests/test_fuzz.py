"""Spoiled data folders: built, or refused with a place. The long run is `./dev run python tests/fuzz 10000`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fuzz.harness import Base, run
from fuzz.mutations import MUTATIONS
from helpers import ROOT, make_project

pytestmark = pytest.mark.long

FIRST = 14_000_000
"""Seed of the first case: `python tests/fuzz --only` takes it, and those after it."""
CASES = 80


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Base, Base]:
    root = tmp_path_factory.mktemp("good")
    make_project(root)
    return Base(ROOT), Base(root)


@pytest.fixture(scope="module")
def short_run(may_spawn: None) -> subprocess.CompletedProcess[str]:
    """Cases as the command makes them: in a process that holds nothing else, where they take a quarter of the time."""
    seed = str(FIRST // 1_000_000)
    command = [sys.executable, str(ROOT / "tests/fuzz"), str(CASES), "--seed", seed, "--jobs", "1"]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def test_no_spoiled_folder_ends_in_a_traceback_or_without_a_place(short_run: subprocess.CompletedProcess[str]) -> None:
    assert short_run.returncode == 0, short_run.stdout


def test_the_cases_are_of_every_sort(short_run: subprocess.CompletedProcess[str]) -> None:
    rows = [line.split() for line in short_run.stdout.splitlines()]
    counts = {row[0]: [int(number) for number in row[1:]] for row in rows if row and row[-1].isdigit()}
    assert counts.keys() - {"all"} > set(list(MUTATIONS)[:10])
    cases, clean, inside, linked, _, failed = counts["all"]
    assert (cases, failed) == (CASES, 0)
    assert min(clean, inside, linked) > 0


def test_a_seed_always_makes_the_same_case(bases: tuple[Base, Base]) -> None:
    for seed in range(FIRST, FIRST + 20):
        one, two = (run(bases[1], seed) for _ in range(2))
        assert (one.mutations, one.target, one.verdict) == (two.mutations, two.target, two.verdict)


def test_a_case_reads_as_the_whole_folder_does(bases: tuple[Base, Base], tmp_path: Path) -> None:
    """The harness reads only what differs; `load` reads everything. Both say the same."""
    import random

    from fuzz import harness

    from ml_org_playbook.load import load

    for seed in range(FIRST, FIRST + 40):
        whole, part = tmp_path / f"{seed}-whole", tmp_path / f"{seed}-part"
        whole.mkdir()
        part.mkdir()
        draft, _ = bases[1].draft(random.Random(seed))
        harness.materialize(bases[1], draft, whole)
        harness.write(draft, part)
        assert harness.load_changed(bases[1], draft, part).problems == load(whole).problems, seed
