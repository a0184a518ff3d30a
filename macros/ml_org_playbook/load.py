"""The recipe: from folders of YAML to a playbook, or to everything that is wrong with them."""

import gc
import os
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from . import rules, schema
from .model import layered_settings, link, permalinks
from .model.playbook import Playbook
from .problems import Problem, joined
from .reading import layers
from .reading import project as projects
from .reading.files import real, relative
from .reading.folders import Reading
from .reading.names import LAYER, LOCK
from .reading.project import Project

Check = tuple[schema.Model | None, list[Problem]]
"""What `schema.check` says of a record."""


@dataclass(frozen=True)
class Loaded:
    """What came of the data."""

    playbook: Playbook | None
    """None where the settings of the first layer cannot be read."""
    problems: tuple[Problem, ...]
    """Sorted by place. The playbook is fit to be published only if there are none."""
    count: int
    """Records that were read."""
    unlisted: int = 0
    """Addresses and anchors that no `links.lock` protects yet."""
    headings: frozenset[str] = frozenset()
    """Those of hand-written pages, which only a build knows: `guide.html#first-steps`."""


def load(place: Path | Project, *folders: Path) -> Loaded:
    """Read, check and link the data of a project, or of the one in a folder.

    folders: one a layer; those that its settings name if none is given. Paths in problems are relative to its root.
    """
    project = place if isinstance(place, Project) else projects.read(place)
    folders = layers.distinct(folders or project.layers)
    with collector_off():
        reading = layers.read(folders, schema.FOLDERS, project.root, schema.FIELDS, project.layer_place)
        return validate(reading, [schema.check(record, reading.names) for record in reading.records], project, *folders)


def validate(reading: Reading, checks: Iterable[Check], place: Path | Project, *folders: Path) -> Loaded:
    """The rest of `load`, once every record has been read and checked by itself.

    checks: what `schema.check` says of each of the records, in their order.
    """
    project = place if isinstance(place, Project) else projects.read(place)
    root = project.root
    problems = [*reading.problems, *project.problems]
    if not project.problems:  # else it may be these settings that do not name one
        problems += layers.left_out(project, folders)
    problems += project.links
    problems += map(layered_settings.missing, reading.unsettled)
    checked = []
    for record, (model, found) in zip(reading.records, checks, strict=True):
        checked.append(link.Checked(record, model))
        problems += found
    base = next(((one.record, one.model) for one in checked if isinstance(one.model, schema.Settings)), None)
    if base is None:
        return Loaded(None, tuple(joined(problems)), len(reading.records))
    further = [(one.record, one.model) for one in checked if isinstance(one.model, schema.LayerSettings)]
    settings, found = layered_settings.settled(base[1], further)
    problems += found
    playbook, found = link.link(checked, reading.names, settings, reading.unread)
    playbook = replace(playbook, layers=tuple(layered_settings.named([base, *further])))
    problems += found
    problems += rules.check(playbook, _incomplete_kinds(reading, problems))
    whole = project.docs.is_dir() and not project.links
    by_hand = project.by_hand() if whole else set[str]()
    of_records = permalinks.published(playbook)
    now = of_records | by_hand
    here = now | published_beside(project, folders) if whole else now
    unread = _unread(reading, checked, playbook)
    unlisted = set(now)
    there = {relative(folder, root) for folder in folders}
    locks = [relative(folder / LOCK, root) for folder in folders]
    problems += permalinks.missing(locks, lambda lock: os.path.lexists(root / lock))
    for folder, shown in zip(folders, locks, strict=True):
        is_gone = partial(_is_gone, root, there)
        before, refused = permalinks.read(folder / LOCK, shown, is_gone, project.settings.name, here)
        problems += refused
        kept = here | set(permalinks.headings(before, here - of_records))  # a build looks for these
        problems += permalinks.check(before, shown, playbook, unread, kept, whole=whole)
        unlisted.difference_update(before)
    return Loaded(playbook, tuple(joined(problems)), len(reading.records), len(unlisted))


def _is_gone(root: Path, named: Container[str], layer: str) -> bool:
    """Whether a layer is neither named, nor there to be named, nor set aside before anything of it was published."""
    aside = root / f"_{layer}"
    return not (
        layer in named or (root / layer / f"{LAYER}.yml").exists() or (aside.is_dir() and not (aside / LOCK).exists())
    )


def published_beside(project: Project, folders: Iterable[Path]) -> set[str]:
    """Hand-written pages of other settings that share a layer with these: its lock lists them too."""
    ours = {real(folder) for folder in folders}
    shared = (one for one in projects.others(project) if ours & {real(folder) for folder in one.layers})
    return {address for one in shared for address in one.by_hand()}


def _incomplete_kinds(reading: Reading, problems: Iterable[Problem]) -> frozenset[str]:
    """Kinds of which a record is faulty, unreadable or missed: of these nobody can say yet what they lack."""
    kinds = {record.path: record.kind for record in reading.records}
    faulty = {kinds.get(problem.location.path) for problem in problems}
    missed = {problem.cause.partition(":")[0] for problem in problems}
    return frozenset(kind for kind in faulty | missed | _unreadable_kinds(reading) if kind)


def _unreadable_kinds(reading: Reading) -> set[str]:
    """Kinds of which a file, or the folder, could not be read."""
    read = {(record.kind, record.stem) for record in reading.records}
    return {kind for kind, _ in reading.names - read} | reading.unread


def _unread(reading: Reading, checked: Iterable[link.Checked], playbook: Playbook) -> permalinks.Unread:
    """Records that are there and could not be linked. What is wrong with them is reported by itself."""
    faulty = [one.record for one in checked if one.model is None]
    names = {(one.kind, id) for one in faulty for id in (one.stem, str(one.value.get("id")), *link.former_ids(one))}
    names |= {("checklist", entry.id) for entry in playbook.of(schema.Checklist) if not playbook.items_known(entry)}
    return permalinks.Unread(frozenset(names), frozenset(_unreadable_kinds(reading)))


@contextmanager
def collector_off() -> Iterator[None]:
    """Reading makes many small objects that all stay, so nobody needs to look through them for what has gone.

    What came of the last time is looked through before it is done again, as while serving. Where the collector is off
    already, it is left to whoever has put it off.
    """
    if not gc.isenabled():
        yield
        return
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
