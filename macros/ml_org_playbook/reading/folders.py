"""What stands in a data folder, file by file.

In: a folder such as `data/`, with one folder a kind, one file a record, and a file of settings.
Out: a `Reading`: `SourceRecord`s and problems. A file with a problem yields no record; nothing is raised.
Not here: how a file becomes a record (records), and several folders as one (layers).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..problems import Location, Problem, nearest, printable, suggestion
from .files import ordinary_text, relative, unreadable
from .names import PLAYBOOK, SETTINGS
from .records import SourceRecord, parse

MAX_BYTES: Final = 1_000_000
"""A record larger than this is refused unread."""

_MODELINE: Final = re.compile(r"\ufeff?# yaml-language-server: \$schema=\S*?([a-z]+)\.json\s")
"""The first line of a record, from which editors know its kind; group 1 is it."""


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


def read(data: Path, folders: Mapping[str, str], root: Path, settings: str = PLAYBOOK) -> Reading:
    """Read every record below `data`.

    folders: name of a folder -> kind of the records in it.
    settings: what the file of settings is called, without `.yml`.
    root: paths in problems are relative to it.
    Problems: yaml-syntax, duplicate-key, alias-refused, too-deep, file-refused, no-such-kind, unsafe-character.
    """
    found = _Found(folders, relative(data, root), settings)
    found.read(data)
    unsettled = () if (settings, settings) in found.names else (f"{found.shown}/{settings}.yml",)
    names, unread = frozenset(found.names), frozenset(found.unread)
    return Reading(tuple(found.records), names, tuple(found.problems), unread, unsettled)


class _Found:
    """The records of a data folder, and what has no place in it."""

    def __init__(self, folders: Mapping[str, str], shown: str, settings: str) -> None:
        self.folders, self.shown, self.settings = folders, shown, settings
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
            else:
                self.names.add((kind, entry.stem))
                what = "a record is a file whose name ends in '.yml'; this one would be ignored."
                named = f"Name it '{printable(entry.stem)}.yml', or move it away."
                self._refuse(path, what, named if entry.is_file() else "Move it away.")

    def _record(self, path: Path, kind: str, shown: str) -> None:
        made: SourceRecord | str | Problem = ordinary_text(path, shown, "record", MAX_BYTES)
        if isinstance(made, str):
            begun = _MODELINE.match(made)
            if begun and kind not in (begun[1], self.settings) and begun[1] in self.folders.values():
                kind = begun[1]
                made = self._misplaced(path, kind, shown)
            else:
                made = parse(made, kind, path.stem, shown)
        self.names.add((kind, path.stem))
        if isinstance(made, SourceRecord):
            self.records.append(made)
        else:
            self.problems.append(made)

    def _misplaced(self, path: Path, kind: str, shown: str) -> Problem:
        """A record in the folder of another kind. All its fields would be wrong there."""
        what = f"this is begun as {'an' if kind[0] in 'aeiou' else 'a'} {kind}, and stands among {path.parent.name}."
        folder = next(name for name, one in self.folders.items() if one == kind)
        place = f"{self.shown}/{folder}/"
        remedy = f"Move it to {place}, or correct its first line."
        if (path.parent.parent / folder / path.name).exists():
            remedy = f"Correct its first line, or delete it: {place}{printable(path.name)} is there already."
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
        remedy = "Move the file into the folder of its kind."
        if entry.is_symlink():
            remedy = "Put the folder or the file itself here, not a link to it."
        if entry.name in self.folders:
            self.unread.add(self.folders[entry.name])
        elif entry.stem.casefold() == self.settings:
            self.names.add((self.settings, self.settings))
            remedy = f"Name it '{self.settings}.yml'."
        elif entry.stem.casefold() in SETTINGS:
            remedy = f"The settings of this folder stand in '{self.settings}.yml'."
        elif entry.suffix in {".yml", ".yaml"}:
            self.names |= {(kind, entry.stem) for kind in self.folders.values()}
        self._refuse(
            shown, f"{self.shown}/ holds folders of records and {self.settings}.yml, and nothing else.", remedy
        )

    def _no_kind(self, entry: Path, shown: str) -> None:
        near = nearest(entry.name, self.folders)
        absent = {kind for name, kind in self.folders.items() if not (entry.parent / name).is_dir()}
        self.unread |= {self.folders[near]} if near else absent
        what = f"no kind of record has a folder '{entry.name}'."
        remedy = suggestion(entry.name, self.folders) or f"The folders are: {', '.join(sorted(self.folders))}."
        self._refuse(shown, what, remedy, "no-such-kind")

    def _refuse(self, shown: str, what: str, remedy: str, code: str = "file-refused") -> None:
        self.problems.append(Problem(Location(shown), "", what, remedy, code))
