"""The recipe: from a folder of YAML to a playbook, or to everything that is wrong with it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import link, lock, rules, schema, source
from .playbook import Playbook
from .problems import Location, Problem


@dataclass(frozen=True)
class Loaded:
    """What came of the data."""

    playbook: Playbook | None
    """None where there is no readable data/playbook.yml."""
    problems: tuple[Problem, ...]
    """Sorted by place. The playbook is fit to be published only if there are none."""
    count: int
    """Records that were read."""


def load(root: Path, data: Path | None = None) -> Loaded:
    """Read, check and link the data below `root`.

    data: the data folder, `root / "data"` if not given. Paths in problems are relative to `root`.
    """
    with _collector_off():
        return _load(root, data or root / "data")


def _load(root: Path, data: Path) -> Loaded:
    reading = source.read(data, schema.FOLDERS, root)
    problems = list(reading.problems)
    checked = []
    for record in reading.records:
        model, found = schema.check(record)
        checked.append(link.Checked(record, model))
        problems += found
    settings = next((one.model for one in checked if isinstance(one.model, schema.Settings)), None)
    playbook = None
    if settings is not None:
        playbook, found = link.link(checked, reading.names, settings)
        problems += found
        if not problems:
            problems += rules.check(playbook)
        published = data / lock.NAME
        if published.is_file():
            text = published.read_text("utf-8")
            problems += lock.check(text, _shown(published, root), playbook, reading.names)
    elif ("playbook", "playbook") not in reading.names:
        problems.append(
            Problem(
                Location(_shown(data / "playbook.yml", root)),
                "",
                "this file is missing.",
                "It holds title, version, released and parameters.",
                "missing-field",
            )
        )
    return Loaded(playbook, tuple(sorted(set(problems))), len(reading.records))


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


@contextmanager
def _collector_off() -> Iterator[None]:
    """Reading makes many small objects that all stay: walking them again and again is most of the time otherwise."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
