"""Layers: the folder that a playbook begins with, `data/`, and those in which a company adds records of its own.

In: the folders, in the order in which mkdocs.yml names them. Out: what stands in all of them, as if it were one. Each
record stands in one layer, so that the next version of another one never meets it.
Not here: the settings that layers give together (model).
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from ..problems import Location, Problem, nearest
from .files import real, relative
from .folders import Fields, Reading
from .folders import read as read_folder
from .names import LAYER, LOCK, SETTINGS, as_id
from .project import MKDOCS_YML
from .records import SourceRecord


def distinct(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Each folder once. That one was named twice is said by `project`."""
    return tuple({real(folder): folder for folder in reversed(list(folders))}.values())[::-1]


def read(layers: Sequence[Path], folders: Mapping[str, str], root: Path, fields: Fields | None = None) -> Reading:
    """Every record of every layer. One that an earlier layer has is a problem, and left out.

    folders: name of a folder in a layer -> kind of the records in it.
    root: paths in problems are relative to it.
    fields: tell a record that stands in the folder of another kind.
    Problems: those of `folders.read`; duplicate-id, bad-id.
    """
    first, *further = layers
    whole = read_folder(first, folders, root, fields=fields)
    for folder in further:
        layer = read_folder(folder, folders, root, LAYER, fields)
        if not os.path.lexists(folder):
            layer = replace(layer, problems=(_absent(folder, root),))
        whole = _together(whole, layer, prefix(folder))
    return whole


def left_out(root: Path, folders: Iterable[Path]) -> Iterator[Problem]:
    """Layers beside mkdocs.yml that it does not name: nothing of them is published, and nothing is protected.

    A folder whose name begins with '_' or '.' is left alone. Problems: unnamed-layer.
    """
    named = {real(folder) for folder in folders}
    for path in sorted(root.glob(f"[!._]*/{LAYER}.yml")):
        if real(path.parent) not in named:
            names = ", ".join(relative(folder, root) for folder in (*folders, path.parent))
            what = f"{MKDOCS_YML} does not name this layer, so its records and their addresses are left out."
            remedy = ", or let the name of the folder begin with '_'."
            if (path.parent / LOCK).exists():
                remedy = f": addresses of it are published, as its {LOCK} says."
            remedy = f"Write 'layers: [{names}]' there{remedy}"
            yield Problem(Location(relative(path, root)), "", what, remedy, "unnamed-layer")


def prefix(folder: PurePath) -> str:
    """How the ids of a further layer begin: with its name, so that no later version of the playbook takes them."""
    return f"{name}-" if (name := as_id(folder.name)) else ""


def _absent(folder: Path, root: Path) -> Problem:
    near = nearest(folder.name, [path.parent.name for path in root.glob(f"[!._]*/{LAYER}.yml")])
    back = f"Bring it back from version control, or correct its name in {MKDOCS_YML}. "
    remedy = f"Did you mean '{near}'?" if near else f"{back}A new one begins with `playbook new layer NAME`."
    return Problem(Location(relative(folder, root)), "", "this layer is not there.", remedy, "file-refused")


def _together(below: Reading, layer: Reading, start: str) -> Reading:
    """What stands in earlier layers, with what a further one adds. start: of the ids that are its own."""
    problems = list(layer.problems)
    places = {(record.kind, record.stem): record.path for record in below.records if record.kind not in SETTINGS}
    added = []
    for record in layer.records:
        place = places.get((record.kind, record.stem))
        if place is None:
            added.append(record)
        if record.kind not in SETTINGS and (place is not None or not record.stem.startswith(start)):
            problems.append(_taken(record, place, start))
    names, unread = below.names | layer.names, below.unread | layer.unread
    unsettled = below.unsettled + layer.unsettled
    return Reading((*below.records, *added), names, (*below.problems, *problems), unread, unsettled)


def _taken(record: SourceRecord, place: str | None, start: str) -> Problem:
    """An id that another layer has, or that a later version of one may take."""
    other = record.stem if record.stem.startswith(start) else f"{start}{record.stem}"
    where = record.at(("id",))
    if place is None:
        what = f"ids of this layer begin with '{start}', so that no version of another layer takes them."
        return Problem(where, "id", what, f"Name the file '{other}.yml' and set the id to '{other}'.", "bad-id")
    what = f"{place} has this id already, and a layer adds records to those of the others."
    other = "another id" if other == record.stem else f"the id '{other}' and that name"
    return Problem(where, "id", what, f"Give this one {other}; or edit {place}, and delete this.", "duplicate-id")
