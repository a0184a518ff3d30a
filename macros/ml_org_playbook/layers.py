"""Layers: the folder that a playbook begins with, `data/`, and those in which a company adds records of its own.

In: the folders, in the order in which mkdocs.yml names them. Out: what stands in all of them, as if it were one; and
the settings that they give together. Each record stands in one layer, so that the next version of another one never
meets it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from . import schema, source
from .playbook import Layer
from .problems import Location, Problem, suggestion
from .project import SETTINGS
from .source import Reading, SourceRecord, relative

FIRST, FURTHER = schema.SETTINGS
"""What the settings of the first layer, and of each further one, are called."""


def read(folders: Sequence[Path], root: Path) -> Reading:
    """Every record of every layer. One that an earlier layer has is a problem, and left out.

    root: paths in problems are relative to it.
    Problems: those of `source.read`; duplicate-id, missing-field, file-refused.
    """
    first, *further = folders
    whole = source.read(first, schema.FOLDERS, root)
    for number, folder in enumerate(further, 1):
        if any(_same(folder, other) for other in folders[:number]):
            whole = replace(whole, problems=(*whole.problems, _twice(relative(folder, root))))
        else:
            layer = source.read(folder, schema.FOLDERS, root, FURTHER)
            if folder.parent == root and not os.path.lexists(folder):
                layer = replace(layer, problems=(_absent(folder.name),))
            whole = _together(whole, layer, relative(folder, root))
    return whole


def _same(folder: Path, other: Path) -> bool:
    return os.path.realpath(folder) == os.path.realpath(other)


def _twice(folder: str) -> Problem:
    what = f"'{folder}' is named twice among the layers."
    return Problem(Location(SETTINGS), "", what, "Name each folder once.", "duplicate-id")


def _absent(folder: str) -> Problem:
    remedy = f"Begin it with `playbook new layer {folder}`, or correct what names it in {SETTINGS}."
    return Problem(Location(folder), "", "this is not there.", remedy, "file-refused")


def _together(below: Reading, layer: Reading, folder: str) -> Reading:
    """What stands in earlier layers, with what a further one adds."""
    problems = list(layer.problems)
    if (FURTHER, FURTHER) not in layer.names:
        problems.append(missing(folder, FURTHER))
    places = {(record.kind, record.stem): record.path for record in below.records if record.kind in schema.KINDS}
    added = []
    for record in layer.records:
        place = places.get((record.kind, record.stem))
        if place is None:
            added.append(record)
        else:
            problems.append(_duplicate(record, place))
    return Reading(
        (*below.records, *added),
        below.names | layer.names,
        (*below.problems, *problems),
        below.unread | layer.unread,
    )


def _duplicate(record: SourceRecord, place: str) -> Problem:
    what = f"{place} has this id already, and a layer adds records to those of the others."
    remedy = f"Give this one another name and id; or edit {place}, and delete this."
    return Problem(record.at(("id",)), "id", what, remedy, "duplicate-id")


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
    Problems: unknown-parameter.
    """
    parameters = dict(base.parameters)
    problems = []
    for record, settings in further:
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
