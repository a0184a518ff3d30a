"""Spoiled data folders: built, or refused with a place. The long run is `./dev run python tests/fuzz 10000`."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.harness import Base, run
from fuzz.mutations import MUTATIONS
from helpers import ROOT, make_project
from jinja2 import FileSystemBytecodeCache

FIRST = 14_000_000
"""Seed of the first case: `python tests/fuzz --only` takes it, and those after it."""
CASES = 300


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Base, Base]:
    root = tmp_path_factory.mktemp("good")
    make_project(root)
    return Base(ROOT), Base(root)


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="module")
def outcomes(bases: tuple[Base, Base], templates: FileSystemBytecodeCache) -> list[str]:
    """Cases as the command makes them."""
    done = [run(bases[seed % 2], seed, templates) for seed in range(FIRST, FIRST + CASES)]
    assert {name for outcome in done for name in outcome.mutations} > set(list(MUTATIONS)[:10])
    return [f"seed {outcome.seed}: {outcome.verdict}" for outcome in done]


def test_no_spoiled_folder_ends_in_a_traceback_or_without_a_place(outcomes: list[str]) -> None:
    assert [outcome for outcome in outcomes if "FAILED" in outcome] == []


def test_the_cases_are_of_every_sort(outcomes: list[str]) -> None:
    verdicts = [outcome.split(": ")[1] for outcome in outcomes]
    assert {"clean", "inside", "linked"} <= set(verdicts)


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
        assert harness._load(bases[1], draft, part).problems == load(whole).problems, seed
