"""Spoil the data in many ways and see that each folder is built, or refused with a place.

    ./dev run python tests/fuzz 10000 --seed 1
    ./dev run python tests/fuzz --only 4711 --keep /tmp/case     one case again, its folder kept

Case n of a run with seed s has the seed s * 1,000,000 + n; it depends on nothing else but the data. Even seeds take
the project's own data, odd ones the smallest good data (tests/minimal), in which more depends on each record; every
other of these with a layer on it (tests/layer).
A case fails if the engine raises, hangs, says something unreadable, or refuses the folder without a place in the file
that was spoiled, in one that has to do with it, or in links.lock. Every 500th case is built by `mkdocs build --strict`
as well. Every 20th seed also makes a case of a project, of which mkdocs.yml or a hand-written page is spoiled: `check`
names a place in it, or the project is built.
"""

from __future__ import annotations

import argparse
import faulthandler
import multiprocessing
import random
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from jinja2 import FileSystemBytecodeCache

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS))

from helpers import build  # noqa: E402

from fuzz import harness, projects  # noqa: E402
from fuzz.harness import Base, Outcome  # noqa: E402

_bases: list[Base] = []
_templates: FileSystemBytecodeCache | None = None


def prepare(folder: Path, project: Path) -> None:
    """Read the good data."""
    global _templates
    faulthandler.enable()
    minimal = folder / "minimal"
    if not minimal.exists():
        shutil.copytree(TESTS / "minimal", minimal / "data", dirs_exist_ok=True)
    layered = folder / "layered"
    if not layered.exists():
        shutil.copytree(TESTS / "minimal", layered / "data")
        shutil.copytree(TESTS / "layer", layered / "ours")
        (layered / "mkdocs.yml").write_text("plugins: [playbook: {layers: [data, ours]}]\n")
    (folder / "templates").mkdir(exist_ok=True)
    _templates = FileSystemBytecodeCache(str(folder / "templates"))
    _bases[:] = [Base(project), Base(minimal), Base(layered, ("data", "ours"))]


def base_of(seed: int) -> Base:
    return _bases[(0, 1, 0, 2)[seed % 4]]


def case(seed: int) -> Outcome:
    # Cannot be caught in C code; this can. It ends the process and says where.
    faulthandler.dump_traceback_later(4 * harness.PATIENCE, exit=True)
    try:
        return harness.run(base_of(seed), seed, _templates)
    finally:
        faulthandler.cancel_dump_traceback_later()


def real(seed: int) -> tuple[int, str]:
    with tempfile.TemporaryDirectory() as folder:
        return seed, harness.build(_bases[0], seed, Path(folder))


def project(seed: int) -> tuple[int, str]:
    with tempfile.TemporaryDirectory() as folder:
        target, done, said = projects.case(TESTS / "minimal", TESTS / "layer", Path(folder), seed, build)
    return seed, f"{done}: {target}: {said}" if said.startswith("FAILED") else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=10_000, help="how many cases (default: 10000)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the run (default: 1)")
    parser.add_argument("--only", type=int, help="run the one case with this seed")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir(), "playbook-fuzz"), help="for failures")
    parser.add_argument("--project", type=Path, default=TESTS.parent, help="whose data (default: this one's)")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    options = parser.parse_args()
    first = options.seed * 1_000_000
    seeds = [options.only] if options.only is not None else list(range(first, first + options.count))
    builds = [seed for seed in seeds if seed % 500 == 0]
    others = [seed for seed in seeds if seed % 20 == 0]
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder), options.project)
        begun = time.perf_counter()
        with multiprocessing.get_context("fork").Pool(options.jobs) as pool:  # they inherit what was prepared
            outcomes = list(_shown(pool.imap_unordered(case, seeds, chunksize=10), len(seeds)))
            wrong = [(seed, said) for seed, said in pool.imap_unordered(real, builds) if said]
            spoiled = [(seed, said) for seed, said in pool.imap_unordered(project, others) if said]
        seconds = time.perf_counter() - begun
        failed = [outcome for outcome in outcomes if outcome.failed]
        summarize(outcomes, options.seed, seconds)
        print(f"{len(builds)} cases built for real, {len(wrong)} of them wrong.")
        print(f"{len(others)} projects with spoiled settings or pages, {len(spoiled)} of them wrong.")
        for outcome in sorted(failed, key=lambda one: one.seed):
            print(f"\nseed {outcome.seed}: {', '.join(outcome.mutations)}: {outcome.target}\n  {outcome.verdict}")
            print(f"  kept in {keep(outcome.seed, options.keep)}")
        for seed, said in wrong:
            print(f"\nseed {seed}, built: {said}\n  kept in {keep(seed, options.keep)}")
        for seed, said in spoiled:
            print(f"\nseed {seed}, a project: {said}")
        if options.only is not None and not failed:
            print(f"{outcomes[0]}\nkept in {keep(options.only, options.keep)}")
    sys.exit(bool(failed or wrong or spoiled))


def _shown(outcomes, count):  # type: ignore[no-untyped-def]
    for number, outcome in enumerate(outcomes, 1):
        if number % 500 == 0 or outcome.failed:
            failure = f": seed {outcome.seed}: {outcome.verdict}" if outcome.failed else ""
            print(f"{number} of {count}{failure}", file=sys.stderr, flush=True)
        yield outcome


def summarize(outcomes: list[Outcome], seed: int, seconds: float) -> None:
    """The figures of a run."""
    verdicts = Counter("FAILED" if outcome.failed else outcome.verdict for outcome in outcomes)
    names = sorted({name for outcome in outcomes for name in outcome.mutations})
    columns = ("clean", "inside", "linked", "lock", "FAILED")
    print(f"{'mutation':<20}{'cases':>7}" + "".join(f"{column:>8}" for column in columns))
    for name in names:
        having = [outcome for outcome in outcomes if name in outcome.mutations]
        counts = Counter("FAILED" if outcome.failed else outcome.verdict for outcome in having)
        print(f"{name:<20}{len(having):>7}" + "".join(f"{counts[column]:>8}" for column in columns))
    print(f"{'all':<20}{len(outcomes):>7}" + "".join(f"{verdicts[column]:>8}" for column in columns))
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    print(
        f"seed {seed}, {len(outcomes)} cases in {seconds:.0f} s; "
        f"{sum(outcome.pages for outcome in outcomes)} pages rendered; "
        f"slowest: {slowest.seconds:.2f} s (seed {slowest.seed}: {', '.join(slowest.mutations)}); memory: {most} MB."
    )


def keep(seed: int, folder: Path) -> Path:
    """Write the data folder of a case, to look at."""
    project = folder / str(seed)
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    base = base_of(seed)
    harness.materialize(base, base.draft(random.Random(seed))[0], project)
    return project


if __name__ == "__main__":
    main()
