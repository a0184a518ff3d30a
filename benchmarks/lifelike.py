"""As many records as one likes, made from the shipped ones: the same texts, new ids, links among themselves.

In: the project's `data/` and a number. Out: a data folder without problems, the same for the same number.
A generation is a copy of every record but those that the rest stands on (scenarios, aspects, sources, and the
checklists of scenarios). In generation 3, `triage` is `triage-g3`, and what linked to `triage` links to `triage-g3`.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from ml_org_playbook import schema
from ml_org_playbook.load import load
from ml_org_playbook.model import permalinks
from ml_org_playbook.reading import folders
from ml_org_playbook.reading.names import LOCK
from ml_org_playbook.reading.records import SourceRecord

ROOT = Path(__file__).parent.parent

FIXED = {"playbook", "scenario", "aspect", "source"}
"""Kinds that are not multiplied."""


def make(root: Path, count: int, seed: int = 1) -> None:
    """Fill `root / "data"` with `count` records, or with the shipped ones if there are more of them."""
    data = root / "data"
    shutil.copytree(ROOT / "data", data)
    reading = folders.read(data, schema.FOLDERS, root)
    assert reading.problems == ()
    copied = [record for record in reading.records if _is_copied(record)]
    names = {(record.kind, record.stem) for record in copied}
    missing = count - len(reading.records)
    generation = 0
    while missing > 0:
        generation += 1
        chosen = copied
        if missing < len(copied):  # the last, partial generation links to the shipped records only
            free = [record for record in copied if record.kind not in _NEED_OTHERS]
            chosen = random.Random(seed).sample(free, min(missing, len(free)))
        renamed = names if chosen is copied else set()
        for record in chosen:
            path = root / record.path
            path.with_stem(f"{record.stem}-g{generation}").write_text(_copy(record, generation, renamed), "utf-8")
        missing -= len(chosen)
    loaded = load(root, data)
    assert loaded.playbook is not None
    permalinks.accept(data / LOCK, permalinks.published(loaded.playbook))
    left = load(root, data).problems
    assert left == (), "\n".join(map(str, left[:20]))


_NEED_OTHERS = {"pitfall", "worksheet", "role", "checklist"}
"""Kinds that are problems where nothing else uses them."""


def _is_copied(record: SourceRecord) -> bool:
    return record.kind not in FIXED and record.value.get("purpose") != "implement"


def _copy(record: SourceRecord, generation: int, renamed: set[tuple[str, str]]) -> str:
    """A record's text with its id, its title and its references changed where they stand."""
    suffix = f"-g{generation}"
    lines = list(record.lines)
    edits = {record.at(("id",)): suffix, record.at(("title",)): f" {generation}"}
    for found in schema.marked_values(record):
        if isinstance(found.marker, schema.Ref) and (found.marker.kind, found.text) in renamed:
            edits[record.at(found.path)] = suffix
    for place, added in sorted(edits.items(), reverse=True):
        line, start = lines[place.line - 1], place.column - 1
        lines[place.line - 1] = line[:start] + _extended(line[start:], added)
    text = "\n".join(_renamed_links(lines, renamed, suffix))
    return _UNDATED.sub(r"\g<0>\1phase: first-year\n", text) if record.kind == "process" else text


def _extended(scalar: str, added: str) -> str:
    """A plain or quoted scalar with something added to its end; what follows it on its line stays."""
    if scalar[0] in "'\"":
        end = scalar.index(scalar[0], 1)
        return scalar[:end] + added + scalar[end:]
    if added.startswith("-") and (found := re.match(r"[a-z0-9-]+", scalar)):
        return found[0] + added + scalar[found.end() :]
    return scalar + added


_UNDATED = re.compile(r"^( +)level: start\n(?! +phase:)", re.MULTILINE)
"""A process to start with that has no date of its own: no step of a scenario begins its copy."""
_ANY_REF = re.compile(r"\b([a-z]+):([a-z][a-z0-9-]*)")


def _renamed_links(lines: list[str], renamed: set[tuple[str, str]], suffix: str) -> Iterator[str]:
    for line in lines:
        yield _ANY_REF.sub(lambda found: found[0] + (suffix if (found[1], found[2]) in renamed else ""), line)
