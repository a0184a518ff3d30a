"""Layers: the folder that a playbook begins with, `data/`, and those in which a company adds records of its own.

In: the folders, in the order in which mkdocs.yml names them. Out: what stands in all of them, as if it were one. Each
record stands in one layer, so that the next version of another one never meets it.
Not here: the settings that layers give together (model).
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from ..problems import Location, Problem, nearest
from .files import real, relative
from .folders import Fields, Reading
from .folders import read as read_folder
from .names import LAYER, LOCK, PLAYBOOK, SETTINGS, as_id
from .project import MKDOCS_YML, Project, command, others
from .records import SourceRecord

NamedAt = Callable[..., Location | None]
"""Gives the place where the settings name a layer or, without a name, the layers; None where they do not."""


def distinct(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Each folder once. That one was named twice is said by `project`."""
    return tuple({real(folder): folder for folder in reversed(list(folders))}.values())[::-1]


def read(
    layers: Sequence[Path],
    folders: Mapping[str, str],
    root: Path,
    fields: Fields | None = None,
    named_at: NamedAt = lambda name="": None,
) -> Reading:
    """Every record of every layer. One that an earlier layer has is a problem, and left out.

    folders: name of a folder in a layer -> kind of the records in it.
    root: paths in problems are relative to it.
    fields: tell a record that stands in the folder of another kind.
    named_at: where the settings name a layer, or all of them.
    Problems: those of `folders.read`; duplicate-id, bad-id.
    """
    first, *further = _base_first(layers, root)
    whole = read_folder(first, folders, root, fields=fields)
    if not os.path.lexists(first) and _beside(root, PLAYBOOK):
        whole = replace(whole, problems=(_absent(first, layers, root, PLAYBOOK, named_at),))
    for folder in further:
        layer = read_folder(folder, folders, root, LAYER, fields)
        if not os.path.lexists(folder):
            layer = replace(layer, problems=(_absent(folder, layers, root, LAYER, named_at),))
        whole = _together(whole, layer, folder, _named_in(named_at))
    if first != layers[0]:
        whole = replace(whole, problems=(*whole.problems, _not_first(layers[0], (first, *further), root, named_at)))
    return whole


def _base_first(layers: Sequence[Path], root: Path) -> tuple[Path, ...]:
    """The layers in the order that was meant where the first is none to begin with: the playbook before the others."""
    first = layers[0]
    if (first / f"{PLAYBOOK}.yml").exists() or not (first / f"{LAYER}.yml").exists():
        return tuple(layers)
    bases = [folder for folder in (*layers, *_beside(root, PLAYBOOK)) if (folder / f"{PLAYBOOK}.yml").exists()]
    return tuple(dict.fromkeys((*bases[:1], *layers)))


def _named_in(named_at: NamedAt) -> str:
    """The file of settings, as problems name it."""
    return place.path if (place := named_at()) else MKDOCS_YML


def _not_first(layer: Path, meant: Iterable[Path], root: Path, named_at: NamedAt) -> Problem:
    what = f"'{relative(layer, root)}' is named first, before the folder that holds {PLAYBOOK}.yml."
    remedy = f"Write 'layers: [{', '.join(relative(folder, root) for folder in meant)}]'."
    return Problem(named_at() or Location(MKDOCS_YML), "", what, remedy, "file-refused")


def _without_settings(project: Project, folders: Iterable[Path]) -> Problem | None:
    """What is wrong where there are layers and no settings that could name them; None where there are some."""
    root, path = project.root, project.settings
    lines = path.read_bytes().splitlines() if path.is_file() else []
    unnamed = [folder for folder in _beside(root, LAYER) if folder not in folders]
    if not unnamed or any(line.strip() and not line.lstrip().startswith(b"#") for line in lines):
        return None
    what = f"this file {'holds no settings' if path.exists() else 'is missing'}, and would name the layers."
    names = ", ".join(relative(folder, root) for folder in (*folders, *unnamed))
    remedy = (
        f"Bring it back from version control; or write 'plugins: [search, macros, playbook: {{layers: [{names}]}}]'."
    )
    return Problem(Location(path.name), "", what, remedy, "file-refused")


def _beside(root: Path, settings: str) -> list[Path]:
    """The folders beside mkdocs.yml that hold such a file of settings."""
    return [path.parent for path in sorted(root.glob(f"[!._]*/{settings}.yml"))]


def left_out(project: Project, folders: Iterable[Path]) -> Iterator[Problem]:
    """Layers beside the settings that none of these name: nothing of them is published, and nothing is protected.

    A folder whose name begins with '_' or '.' is left alone. Problems: unnamed-layer.
    """
    if not all(map(os.path.lexists, folders)):
        return  # one that is named is not there: it may be this one
    if lacks := _without_settings(project, folders):
        yield lacks
        return
    root, named = project.root, {real(folder) for folder in folders}
    found = [path for path in sorted(root.glob(f"[!._]*/{LAYER}.yml")) if real(path.parent) not in named]
    elsewhere = {real(folder) for other in (others(project) if found else ()) for folder in other.layers}
    found = [path for path in found if real(path.parent) not in elsewhere]
    if found and not project.has_plugin:
        names = ", ".join(relative(folder, root) for folder in (*folders, *(path.parent for path in found)))
        what = "the plugin 'playbook' is not named, and would name the layers."
        remedy = f"Add 'playbook: {{layers: [{names}]}}' under 'plugins', after 'macros'."
        yield Problem(project.place("plugins"), "", what, remedy, "setting-refused")
    else:
        for path in found:
            names = ", ".join(relative(folder, root) for folder in (*folders, path.parent))
            layer = f"the layer in '{relative(path.parent, root)}'"
            what = f"{layer} is not named here, so its records and their addresses are left out."
            remedy = ", or let the name of its folder begin with '_'."
            if (path.parent / LOCK).exists():
                remedy = f": addresses of it are published, as its {LOCK} says."
            remedy = f"Write 'layers: [{names}]' as an option of 'playbook'{remedy}"
            yield Problem(project.place("plugins", "playbook", "layers"), "", what, remedy, "unnamed-layer")


def prefix(folder: PurePath) -> str:
    """How the ids of a further layer begin: with its name, so that no later version of the playbook takes them."""
    return f"{name}-" if (name := as_id(folder.name)) else ""


def _absent(folder: Path, layers: Iterable[Path], root: Path, settings: str, named_at: NamedAt) -> Problem:
    """A layer that is named and not there, and which folder may have been meant."""
    others = [other for other in _beside(root, settings) if other not in layers]
    near = nearest(folder.name, [other.name for other in others])
    name, named_in = relative(folder, root), _named_in(named_at)
    start = prefix(folder) if settings == LAYER else ""
    moved = next((one for one in others if start not in ("", prefix(one)) and any(one.glob(f"*/{start}*.yml"))), None)
    remedy = f"Bring it back from version control, or correct its name in {named_in}."
    if moved:
        remedy = f"Name the folder '{moved.name}' that again: the ids in it begin with '{start}'."
    elif near:
        remedy = f"Did you mean '{near}'?"
    elif len(others) == 1:
        remedy = f"Name '{others[0].name}' in {named_in}, or give that folder this name again."
    elif settings == LAYER:
        remedy += f" A new one begins with `{command('new layer NAME', named_in)}`."
    return Problem(named_at(name) or Location(name), "", f"the layer '{name}' is not there.", remedy, "file-refused")


def _together(below: Reading, layer: Reading, folder: Path, named_in: str) -> Reading:
    """What stands in earlier layers, with what a further one adds."""
    start, problems = prefix(folder), list(layer.problems)
    places = {(record.kind, record.stem): record.path for record in below.records if record.kind not in SETTINGS}
    added = []
    former = _former_name(layer.records, start)
    if former:
        problems.append(_renamed(layer.records, folder.name, former, named_in))
    for record in layer.records:
        place = places.get((record.kind, record.stem))
        if place is None:
            added.append(record)
        if record.kind not in SETTINGS and (place is not None or not (former or record.stem.startswith(start))):
            problems.append(_taken(record, place, start))
    names, unread = below.names | layer.names, below.unread | layer.unread
    unsettled = below.unsettled + layer.unsettled
    return Reading((*below.records, *added), names, (*below.problems, *problems), unread, unsettled)


def _former_name(records: Iterable[SourceRecord], start: str) -> str:
    """What the folder of a layer was called, if none of its ids begins with its name, and all with another one."""
    ids = [record.stem for record in records if record.kind not in SETTINGS]
    common = os.path.commonprefix(ids).rpartition("-")[0]
    return common if len(ids) > 1 and not any(id.startswith(start) for id in ids) else ""


def _renamed(records: Sequence[SourceRecord], now: str, former: str, named_in: str) -> Problem:
    """A folder that has another name than its ids begin with."""
    where = next((record.at(()) for record in records if record.kind == LAYER), records[0].at(()))
    what = f"all ids of this layer begin with '{former}-', and its folder is named '{now}'."
    remedy = f"Name the folder '{former}' again, in {named_in} too: ids are permanent."
    return Problem(replace(where, line=1, column=1), "", what, remedy, "bad-id")


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
