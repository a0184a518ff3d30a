"""What stands in a data folder, file by file.

In: a folder such as `data/`, with one folder a kind, one file a record, and a file of settings.
Out: a `Reading`: `SourceRecord`s and problems. A file with a problem yields no record; nothing is raised.
Not here: how a file becomes a record (records), and several folders as one (layers).
"""

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..problems import Location, Problem, nearest, printable, suggestion
from .files import ordinary_text, relative, unreadable
from .names import LAYER, PLAYBOOK, SETTINGS, is_id
from .records import SourceRecord, parse

MAX_BYTES: Final = 1_000_000
"""A record larger than this is refused unread."""

_MODELINE: Final = re.compile(r"\ufeff?# yaml-language-server: \$schema=\S*?([a-z]+)\.json\s")
"""The first line of a record, from which editors know its kind; group 1 is it."""
_NEARLY: Final = re.compile(r"#?([^#]+?)\.ya?ml.*", re.IGNORECASE | re.DOTALL)
"""The name of a file of YAML with what an editor or a computer has put before or after it; group 1 is the stem."""

Fields = Mapping[str, tuple[frozenset[str], frozenset[str]]]
"""Kind -> the keys that a record of it cannot lack, and all that it may have."""


@dataclass(frozen=True)
class Reading:
    """What stood in a data folder."""

    records: tuple[SourceRecord, ...]
    """In order of their paths."""
    names: frozenset[tuple[str, str]]
    """Kind and id of every file, of those too that could not be read: references to them are not wrong.

    A record in the folder of another kind is named by its own.
    """
    problems: tuple[Problem, ...]
    unread: frozenset[str] = frozenset()
    """Kinds whose folder is misspelled, closed or no folder: nobody knows which of their records there are."""
    unsettled: tuple[str, ...] = ()
    """Files of settings that are not there, as problems name them."""


def read(
    data: Path, folders: Mapping[str, str], root: Path, settings: str = PLAYBOOK, fields: Fields | None = None
) -> Reading:
    """Read every record below `data`.

    folders: name of a folder -> kind of the records in it.
    settings: what the file of settings is called, without `.yml`.
    root: paths in problems are relative to it.
    fields: tell a record that stands in the folder of another kind.
    Problems: yaml-syntax, duplicate-key, alias-refused, too-deep, file-refused, no-such-kind, unsafe-character.
    """
    found = _Found(folders, relative(data, root), settings, fields or {})
    found.read(data)
    unsettled = () if (settings, settings) in found.names else (f"{found.shown}/{settings}.yml",)
    names, unread = frozenset(found.names), frozenset(found.unread)
    return Reading(tuple(found.records), names, tuple(found.problems), unread, unsettled)


_AWAY: Final = "Move it away, or let its name begin with '_'."


class _Found:
    """The records of a data folder, and what has no place in it."""

    def __init__(self, folders: Mapping[str, str], shown: str, settings: str, fields: Fields) -> None:
        self.folders, self.shown, self.settings, self.fields = folders, shown, settings, fields
        self.records: list[SourceRecord] = []
        self.names: set[tuple[str, str]] = set()
        self.unread: set[str] = set()
        self.problems: list[Problem] = []

    def read(self, data: Path) -> None:
        for entry in self._entries(data, self.shown):
            shown = f"{self.shown}/{printable(entry.name)}"
            if entry.name.startswith((".", "_")) or entry.suffix in {".md", ".lock"}:
                continue
            if entry.name == f"{self.settings}.yml":
                self._record(entry, self.settings, shown)
            elif entry.is_symlink() or not entry.is_dir():
                self._stray(entry, shown)
            elif entry.name in self.folders:
                self._records(entry, self.folders[entry.name], shown)
            else:
                self._no_kind(entry, shown)

    def _records(self, folder: Path, kind: str, shown: str) -> None:
        for entry in self._entries(folder, shown, kind):
            path = f"{shown}/{printable(entry.name)}"
            if entry.name.startswith((".", "_")):
                continue
            if entry.suffix == ".yml":
                self._record(entry, kind, path)
            elif entry.is_dir() and not entry.is_symlink():
                self._inner(entry, kind, shown, path)
            else:
                what = "a record is a file whose name ends in '.yml'; this one would be ignored."
                self._refuse(path, what, self._renamed(entry, kind))

    def _renamed(self, entry: Path, kind: str) -> str:
        """What to do about a file that is no record: name it as one, where no other has that name."""
        found = _NEARLY.fullmatch(entry.name)
        stem = found[1] if found else entry.stem
        if found or is_id(stem):
            self.names.add((kind, stem))
        if not found:
            return _AWAY
        name = entry.with_name(f"{stem}.yml")
        if name.exists() and not name.samefile(entry):
            return f"Delete it, or move it away: {printable(name.name)} is there already."
        return f"Name it '{printable(name.name)}', or move it away."

    def _inner(self, folder: Path, kind: str, around: str, shown: str) -> None:
        """A folder in the folder of a kind."""
        names = [entry.name for entry in self._entries(folder, shown) if entry.suffix == ".yml"]
        self.names |= {(kind, name.removesuffix(".yml")) for name in names}
        taken = next((name for name in names if os.path.lexists(folder.parent / name)), "")
        remedy = f"Move its records to {around}/ itself, and delete it." if names else _AWAY
        if taken:
            remedy = (
                f"Move its records to {around}/ itself, under names that are free there: {printable(taken)} is not."
            )
        self._refuse(shown, f"records stand in {around}/ itself; this folder would be ignored.", remedy)

    def _record(self, path: Path, kind: str, shown: str) -> None:
        made: SourceRecord | str | Problem = ordinary_text(path, shown, "record", MAX_BYTES)
        if isinstance(made, str):
            begun = _MODELINE.match(made)
            if begun and kind not in (begun[1], self.settings) and begun[1] in self.folders.values():
                kind = begun[1]
                made = self._misplaced(path, kind, shown)
            else:
                made = parse(made, kind, path.stem, shown)
                if isinstance(made, SourceRecord) and (meant := self._meant(kind, made.value.keys())):
                    kind = meant
                    made = self._misplaced(path, kind, shown, begun=False)
        self.names.add((kind, path.stem))
        if isinstance(made, SourceRecord):
            self.records.append(made)
        else:
            self.problems.append(made)

    def _meant(self, kind: str, keys: Collection[str]) -> str:
        """The other kind that a record is of, by its keys; empty where they suit its own kind, or no other."""
        fits = {one: len(needed) for one, (needed, known) in self.fields.items() if needed <= set(keys) <= known}
        return "" if kind in fits or kind not in self.fields else max(fits, key=fits.__getitem__, default="")

    def _misplaced(self, path: Path, kind: str, shown: str, *, begun: bool = True) -> Problem:
        """A record in the folder of another kind. Its fields would be wrong there. begun: its first line says so."""
        noun = f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
        what = f"this {'is begun as' if begun else 'has the fields of'} {noun}, and stands among {path.parent.name}."
        folder = next(name for name, one in self.folders.items() if one == kind)
        place = f"{self.shown}/{folder}/"
        remedy = f"Move it to {place}{', or correct its first line' if begun else ''}."
        if (path.parent.parent / folder / path.name).exists():
            there = f"{place}{printable(path.name)} is there already."
            other = "correct its first line" if begun else "move it there with another name and id"
            remedy = f"Delete it, or {other}: {there}"
        return Problem(Location(shown), "", what, remedy, "file-refused")

    def _entries(self, folder: Path, shown: str, kind: str = "") -> list[Path]:
        """What is in a folder; nothing where that may not be read."""
        try:
            entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
            for entry in entries[:1]:
                entry.lstat()  # one may be allowed to list a folder, and not to enter it
        except OSError as error:
            self.problems.append(unreadable(shown, error))
            self.unread |= {kind} if kind else set(self.folders.values())
            self.names |= set() if kind else {(self.settings, self.settings)}
            return []
        return entries

    def _stray(self, entry: Path, shown: str) -> None:
        """A file beside the folders. It may be a record of any kind, or the settings, or a link to a folder."""
        found, name = _NEARLY.fullmatch(entry.name), entry.with_name(f"{self.settings}.yml")
        stem = (found[1] if found else entry.stem).casefold()
        remedy = "Move the file into the folder of its kind." if found else _AWAY
        if entry.is_symlink():
            remedy = "Put the folder or the file itself here, not a link to it."
        if entry.name in self.folders:
            self.unread.add(self.folders[entry.name])
        elif stem == self.settings:
            self.names.add((self.settings, self.settings))
            remedy = f"Name it '{self.settings}.yml'."
            if name.exists() and not name.samefile(entry):
                remedy = f"Delete it, or move it away: {name.name} is there already."
        elif stem in SETTINGS:
            remedy = f"The settings of this folder stand in '{self.settings}.yml'."
            if not name.exists():
                self.names.add((self.settings, self.settings))
                remedy = f"Name it '{name.name}': it holds the settings of this folder."
        elif found:
            self.names |= {(kind, found[1]) for kind in self.folders.values()}
        self._refuse(
            shown, f"{self.shown}/ holds folders of records and {self.settings}.yml, and nothing else.", remedy
        )

    def _no_kind(self, entry: Path, shown: str) -> None:
        near = nearest(entry.name, self.folders)
        absent = {kind for name, kind in self.folders.items() if not (entry.parent / name).is_dir()}
        self.unread |= {self.folders[near]} if near else absent
        if (entry / f"{LAYER}.yml").is_file():
            beside = entry.parent.parent / entry.name
            remedy = f"Move it out of {self.shown}/, beside it, and name '{beside.name}' among the layers."
            self._refuse(shown, "this is a layer, and stands inside another one.", remedy)
            return
        what = f"no kind of record has a folder '{entry.name}'."
        remedy = suggestion(entry.name, self.folders) or f"The folders are: {', '.join(sorted(self.folders))}."
        if near and os.path.lexists(entry.parent / near):
            remedy = f"Move its records to {self.shown}/{near}/, or let its name begin with '_'."
        self._refuse(shown, what, remedy, "no-such-kind")

    def _refuse(self, shown: str, what: str, remedy: str, code: str = "file-refused") -> None:
        self.problems.append(Problem(Location(shown), "", what, remedy, code))
