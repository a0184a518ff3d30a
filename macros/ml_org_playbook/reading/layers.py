"""Layers: the folder that a playbook begins with, `data/`, and those in which a company adds records of its own.

In: the folders, in the order in which mkdocs.yml names them. Out: what stands in all of them, as if it were one; and
the settings that they give together. Each record stands in one layer, so that the next version of another one never
meets it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from .. import schema
from ..model import permalinks
from ..model.playbook import Layer
from ..problems import Location, Problem, nearest, suggestion
from . import records
from .project import SETTINGS
from .records import Reading, SourceRecord, relative

FIRST, FURTHER = schema.SETTINGS
"""What the settings of the first layer, and of each further one, are called."""


def distinct(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Each folder once. That one was named twice is said by `project`."""
    return tuple({folder.resolve(): folder for folder in reversed(list(folders))}.values())[::-1]


def read(folders: Sequence[Path], root: Path) -> Reading:
    """Every record of every layer. One that an earlier layer has is a problem, and left out.

    root: paths in problems are relative to it.
    Problems: those of `source.read`; duplicate-id, missing-field, file-refused.
    """
    first, *further = folders
    whole = records.read(first, schema.FOLDERS, root)
    for folder in further:
        layer = records.read(folder, schema.FOLDERS, root, FURTHER)
        if not os.path.lexists(folder):
            layer = replace(layer, problems=(_absent(folder, root),))
        whole = _together(whole, layer, folder, root)
    return whole


def left_out(root: Path, folders: Iterable[Path]) -> Iterator[Problem]:
    """Layers beside mkdocs.yml that it does not name: nothing of them is published, and nothing is protected.

    A folder whose name begins with '_' or '.' is left alone. Problems: unnamed-layer.
    """
    named = {folder.resolve() for folder in folders}
    for path in sorted(root.glob(f"[!._]*/{FURTHER}.yml")):
        if path.parent.resolve() not in named:
            names = ", ".join(relative(folder, root) for folder in (*folders, path.parent))
            what = f"{SETTINGS} does not name this layer, so its records and their addresses are left out."
            remedy = f"Write 'layers: [{names}]' there, or let the name of the folder begin with '_'."
            if (path.parent / permalinks.NAME).exists():
                remedy = (
                    f"Write 'layers: [{names}]' there: addresses of it are published, as its {permalinks.NAME} says."
                )
            yield Problem(Location(relative(path, root)), "", what, remedy, "unnamed-layer")


def prefix(folder: PurePath) -> str:
    """How the ids of a further layer begin: with its name, so that no later version of the playbook takes them."""
    name = schema.as_id(folder.name)
    return f"{name}-" if name else ""


def _absent(folder: Path, root: Path) -> Problem:
    near = nearest(folder.name, [path.parent.name for path in root.glob(f"[!._]*/{FURTHER}.yml")])
    remedy = f"Bring it back from version control, or correct its name in {SETTINGS}. "
    remedy += "A new one begins with `playbook new layer NAME`."
    if near:
        remedy = f"Did you mean '{near}'?"
    return Problem(Location(relative(folder, root)), "", "this layer is not there.", remedy, "file-refused")


def _together(below: Reading, layer: Reading, folder: Path, root: Path) -> Reading:
    """What stands in earlier layers, with what a further one adds."""
    problems = list(layer.problems)
    if (FURTHER, FURTHER) not in layer.names:
        problems.append(missing(relative(folder, root), FURTHER))
    places = {(record.kind, record.stem): record.path for record in below.records if record.kind in schema.KINDS}
    start = prefix(folder)
    added = []
    for record in layer.records:
        place = places.get((record.kind, record.stem))
        if place is None:
            added.append(record)
        if record.kind in schema.KINDS and (place is not None or not record.stem.startswith(start)):
            problems.append(_taken(record, place, start))
    return Reading(
        (*below.records, *added),
        below.names | layer.names,
        (*below.problems, *problems),
        below.unread | layer.unread,
    )


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


def missing(folder: str, settings: str) -> Problem:
    """A layer without its file of settings, and what that has to hold."""
    needed = [name for name, info in schema.SETTINGS[settings].model_fields.items() if info.is_required()]
    remedy = f"Make it: it holds {', '.join(needed)}."
    return Problem(Location(f"{folder}/{settings}.yml"), "", "this file is missing.", remedy, "missing-field")


def settled(
    base: schema.Settings, further: Sequence[tuple[SourceRecord, schema.LayerSettings]]
) -> tuple[schema.Settings, list[Problem]]:
    """The settings of the whole: parameters as the last layer sets them, and the newest day.

    further: the settings of the further layers, as written and as checked.
    Problems: unknown-parameter, duplicate-title.
    """
    parameters = dict(base.parameters)
    problems = []
    titles = {base.title.casefold()}
    for record, settings in further:
        if (title := settings.title.casefold()) in titles:
            what = f"'{settings.title}' is the title of another layer."
            problems.append(Problem(record.at(("title",)), "title", what, "Say whose layer it is.", "duplicate-title"))
        titles.add(title)
        for name, value in settings.parameters.items():
            if name in parameters:
                parameters[name] = schema.Parameter(value=value, about=parameters[name].about)
            else:
                remedy = suggestion(name, parameters) or f"The parameters are: {', '.join(sorted(parameters))}."
                place = record.at(("parameters", name), key=True)
                what = f"no parameter '{name}' is there to be set."
                problems.append(Problem(place, f"parameters.{name}", what, remedy, "unknown-parameter"))
    released = max(base.released, *(settings.released for _, settings in further), "")
    return base.model_copy(update={"parameters": parameters, "released": released}), problems


def named(
    first: SourceRecord, base: schema.Settings, further: Sequence[tuple[SourceRecord, schema.LayerSettings]]
) -> Iterator[Layer]:
    """Each layer, as pages and downloads name it."""
    yield Layer(base.title, base.version, base.released, base.license, first.path.rpartition("/")[0])
    for record, settings in further:
        folder = record.path.rpartition("/")[0]
        yield Layer(settings.title, settings.version, settings.released, settings.license or "", folder)
