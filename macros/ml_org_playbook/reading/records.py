"""The only reader of data: YAML text in, plain values with line and column out.

In: a folder such as `data/`, with one folder a kind, one file a record, and a file of settings.
Out: `SourceRecord`s and problems. A file with a problem yields no record; nothing is raised.
Not here: what a record may hold (schema).

The YAML that is read is the plain part of it: mappings, lists and scalars. Anchors, aliases, tags and merge keys
are refused. Only `true`, `false`, `null`, whole numbers and decimal numbers are more than text: `no`, `1:30` and
`2026-11-23` stay what they look like.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import yaml

from ..problems import Location, Problem, nearest, printable, suggestion
from .yaml_errors import (
    CONFLICT,
    LINE_END,
    NO_BREAK,
    QUOTE,
    comment,
    explain,
    missing_space,
    no_break,
    place,
    undecided,
)

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
FieldPath = tuple[str | int, ...]
"""Where a value stands inside its record: keys and list indexes."""

MAX_BYTES: Final = 1_000_000
"""A record larger than this is refused unread."""
MAX_DEPTH: Final = 20
"""Lists and mappings inside one another."""
MAX_VALUES: Final = 5_000
"""Values in one record, those inside others counted too."""

_SETTINGS: Final = ("playbook", "layer")
"""What files of settings are called."""
_MANY: Final = (dict, list)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_FLOAT: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}\Z")
_CONSTANTS: Final[dict[str, Value]] = {"": None, "~": None, "null": None, "true": True, "false": False}
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ud800-\udfff]"
)
"""Characters that nobody sees, or that reorder what stands around them. Joiners that scripts need are allowed."""
_MODELINE: Final = re.compile(r"\ufeff?# yaml-language-server: \$schema=\S*?([a-z]+)\.json\s")
"""The first line of a record, from which editors know its kind; group 1 is it."""
_COMMENT: Final = re.compile(r"(?<![ \t])[ \t]+(#[^\s#].*)")
"""A comment behind something on its line, that does not look like one; group 1 is it."""
_BYTE_ORDER_MARK: Final = "\ufeff"
"""Some editors, such as Notepad, begin every file with it. Elsewhere it is a character that nobody sees."""


@dataclass(frozen=True)
class Span:
    """Where a value stands in its file. Lines and columns count from 1."""

    line: int
    column: int
    last_line: int


@dataclass
class SourceRecord:
    """One record as it was written, and where each of its values stands.

    Places are looked up in the text when somebody asks for one: a good record is hardly ever asked.
    """

    kind: str
    stem: str
    path: str
    value: dict[str, Value]
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(LINE_END.split(self.text))

    @property
    def spans(self) -> dict[FieldPath, Span]:
        """Where each value stands."""
        return self._places[0]

    @property
    def key_spans(self) -> dict[FieldPath, Span]:
        """Where the key of each value of a mapping stands."""
        return self._places[1]

    @cached_property
    def _places(self) -> tuple[dict[FieldPath, Span], dict[FieldPath, Span]]:
        return _places(self.text)

    def at(self, path: FieldPath, *, key: bool = False) -> Location:
        """The place of a value (or of its key); of the nearest thing around it if it is not there."""
        spans = self.key_spans if key else self.spans
        while path and path not in spans:
            path, spans = path[:-1], self.spans
        span = spans.get(path, Span(1, 1, 1))
        return Location(self.path, span.line, span.column)

    def within(self, path: FieldPath, needle: str) -> Location:
        """The place of some text inside a value; of the value if it cannot be found."""
        span = self.spans.get(path)
        if span is not None:
            for number in range(span.line, span.last_line + 1):
                start = span.column - 1 if number == span.line else 0
                if number <= len(self.lines) and (at := self.lines[number - 1].find(needle, start)) >= 0:
                    return Location(self.path, number, at + 1)
        return self.at(path)


class Refused(Exception):
    """A file that cannot be read as a record."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


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


def read(data: Path, folders: Mapping[str, str], root: Path, settings: str = _SETTINGS[0]) -> Reading:
    """Read every record below `data`.

    folders: name of a folder -> kind of the records in it.
    settings: what the file of settings is called, without `.yml`.
    root: paths in problems are relative to it.
    Problems: yaml-syntax, duplicate-key, alias-refused, too-deep, file-refused, no-such-kind, unsafe-character.
    """
    found = _Found(folders, relative(data, root), settings)
    records: list[SourceRecord] = []
    for file in list(found.files(data)):
        name, made = found.record(file)
        found.names.add(name)
        if isinstance(made, Problem):
            found.problems.append(made)
        else:
            records.append(made)
    return Reading(tuple(records), frozenset(found.names), tuple(found.problems), frozenset(found.unread))


def parse(text: str, kind: str, stem: str, shown: str) -> SourceRecord:
    """One file's text as a record. Raises `Refused` with the first problem that makes it unreadable."""
    text = text.removeprefix(_BYTE_ORDER_MARK)
    if unseen := _unseen(text):
        raise Refused(_unsafe(place(text, unseen.start(), shown), unseen.group()))
    if ("<<<<<<<" in text or ">>>>>>>" in text) and (conflict := CONFLICT.search(text)):
        raise Refused(undecided(text, conflict, shown))
    builder = _Builder(shown, text, "title" if kind in _SETTINGS else "id")
    try:
        value = builder.build()
    except yaml.MarkedYAMLError as error:
        raise Refused(_misread(text, shown) or explain(error, text, shown, builder.last_quoted)) from None
    if slip := _misread(text, shown):
        raise Refused(slip)
    return SourceRecord(kind, stem, shown, value, text)


def _begun_as(text: str, kind: str) -> str:
    """The kind that a record's first line names, by its schema, where that is another one than its folder's."""
    named = _MODELINE.match(text)
    return named[1] if named and named[1] != kind else ""


def _unseen(text: str) -> re.Match[str] | None:
    if text.isascii() and text.replace("\n", "").isprintable():  # nearly every record, at a tenth of the time
        return None
    return _UNSEEN.search(text)


def _unsafe(where: Location, char: str) -> Problem:
    what = f"the invisible character U+{ord(char):04X} stands here."
    return Problem(where, "", what, "Delete it.", "unsafe-character")


def _misread(text: str, shown: str) -> Problem | None:
    """What YAML reads otherwise than it looks, and says nothing: a text that ends at a comment, a no-break space.

    Both are text in quotes and in blocks, so a file that holds one of them is read once more, text by text.
    """
    if not _has_comment(text) and not ("\xa0" in text and NO_BREAK.search(text)):
        return None
    with suppress(yaml.YAMLError):  # the builder has met it too
        for event in yaml.parse(text, _Loader):
            if isinstance(event, yaml.ScalarEvent) and not event.style and (slip := _slip(text, event, shown)):
                return slip
    return None


def _has_comment(text: str) -> bool:
    """Whether a text may end at a comment somewhere. The first sign begins nearly every record."""
    return text.find("#", 1) > 0 and " #" in text and re.search(r" #[^\s#]", text) is not None


def _slip(text: str, event: Any, shown: str) -> Problem | None:
    start, end = event.start_mark.index, event.end_mark.index
    if "\xa0" in text[start:end]:
        blank = NO_BREAK.search(text, start - event.start_mark.column, end)
        if blank and blank.end() >= start:
            return no_break(place(text, blank.end(), shown))
    lost = _COMMENT.match(text, end)
    if lost and isinstance(_resolved(event.value), str):
        return comment(place(text, lost.start(1), shown), lost[1])
    return None


def parts(value: Value) -> Iterator[tuple[str | int, Value]]:
    """The lists and mappings that stand directly in a value, each with its key or index."""
    if isinstance(value, dict):
        yield from [(key, part) for key, part in value.items() if isinstance(part, _MANY)]
    elif isinstance(value, list):
        yield from [(index, part) for index, part in enumerate(value) if isinstance(part, _MANY)]


class _Found:
    """What stands in a data folder, file by file, and what has no place in it."""

    def __init__(self, folders: Mapping[str, str], shown: str, settings: str) -> None:
        self.folders = folders
        self.shown = shown
        self.settings = settings
        self.names: set[tuple[str, str]] = set()
        self.unread: set[str] = set()
        self.problems: list[Problem] = []

    def files(self, data: Path) -> Iterator[tuple[Path, str, str]]:
        """Each file of a record in order: where it is, its kind, its path as problems name it."""
        for entry in self._entries(data, self.shown):
            shown = f"{self.shown}/{printable(entry.name)}"
            if entry.name.startswith((".", "_")) or entry.suffix in {".md", ".lock"}:
                continue
            if entry.name == f"{self.settings}.yml":
                yield entry, self.settings, shown
            elif entry.is_symlink() or not entry.is_dir():
                self._stray(entry, shown)
            elif entry.name in self.folders:
                yield from self._records(entry, self.folders[entry.name], shown)
            else:
                self._no_kind(entry, shown)

    def _records(self, folder: Path, kind: str, shown: str) -> Iterator[tuple[Path, str, str]]:
        for entry in self._entries(folder, shown, kind):
            if entry.name.startswith((".", "_")):
                continue
            path = f"{shown}/{printable(entry.name)}"
            if entry.suffix == ".yml":
                yield entry, kind, path
            else:
                self.names.add((kind, entry.stem))
                what = "a record is a file whose name ends in '.yml'; this one would be ignored."
                name = printable(entry.stem)
                remedy = f"Name it '{name}.yml', or move it away." if entry.is_file() else "Move it away."
                self.problems.append(Problem(Location(path), "", what, remedy, "file-refused"))

    def record(self, file: tuple[Path, str, str]) -> tuple[tuple[str, str], SourceRecord | Problem]:
        """Kind and id of a file that `files` gives; and the record in it, or what makes it unreadable."""
        path, kind, shown = file
        try:
            text = _text(path, shown)
            if kind != self.settings and (begun := _begun_as(text, kind)) in self.folders.values():
                kind = begun
                raise self._misplaced(path, kind, shown)
            return (kind, path.stem), parse(text, kind, path.stem, shown)
        except Refused as refused:
            return (kind, path.stem), refused.problem

    def _misplaced(self, path: Path, kind: str, shown: str) -> Refused:
        """A record in the folder of another kind. All its fields would be wrong there."""
        article = "an" if kind[0] in "aeiou" else "a"
        what = f"this is begun as {article} {kind}, and stands among {path.parent.name}."
        folder = next(name for name, one in self.folders.items() if one == kind)
        place = f"{self.shown}/{folder}/"
        remedy = f"Move it to {place}, or correct its first line."
        if (path.parent.parent / folder / path.name).exists():
            remedy = f"Correct its first line, or delete it: {place}{printable(path.name)} is there already."
        return Refused(Problem(Location(shown), "", what, remedy, "file-refused"))

    def _entries(self, folder: Path, shown: str, kind: str = "") -> list[Path]:
        """What is in a folder; nothing where that may not be read."""
        try:
            entries = sorted(folder.iterdir(), key=_name)
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
        elif entry.stem.casefold() in _SETTINGS:
            remedy = f"The settings of this folder stand in '{self.settings}.yml'."
        elif entry.suffix in {".yml", ".yaml"}:
            self.names |= {(kind, entry.stem) for kind in self.folders.values()}
        what = f"{self.shown}/ holds folders of records and {self.settings}.yml, and nothing else."
        self.problems.append(Problem(Location(shown), "", what, remedy, "file-refused"))

    def _no_kind(self, entry: Path, shown: str) -> None:
        near = nearest(entry.name, self.folders)
        absent = {kind for name, kind in self.folders.items() if not (entry.parent / name).is_dir()}
        self.unread |= {self.folders[near]} if near else absent
        what = f"no kind of record has a folder '{entry.name}'."
        remedy = suggestion(entry.name, self.folders) or f"The folders are: {', '.join(sorted(self.folders))}."
        self.problems.append(Problem(Location(shown), "", what, remedy, "no-such-kind"))


def _name(path: Path) -> str:
    return path.name


def unreadable(shown: str, error: OSError) -> Problem:
    """A file or a folder that the system does not give out."""
    if isinstance(error, FileNotFoundError):
        what, remedy = "this is not there.", "Make it, or correct what names it in mkdocs.yml."
    else:
        what = f"cannot be read ({(error.strerror or str(error)).lower()})."
        remedy = (
            "Give yourself the right to read it." if isinstance(error, PermissionError) else "Put one here that can be."
        )
    return Problem(Location(shown), "", what, remedy, "file-refused")


def plain_text(path: Path, shown: str, noun: str, most: int) -> str | Problem:
    """The text of an ordinary file of at most so many bytes, or why it is none. noun: what the file holds."""
    try:
        return _text(path, shown, noun, most)
    except Refused as refused:
        return refused.problem


def _text(path: Path, shown: str, noun: str = "record", most: int = MAX_BYTES) -> str:
    def refuse(what: str, remedy: str) -> Refused:
        return Refused(Problem(Location(shown), "", what, remedy, "file-refused"))

    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode):
            raise refuse("this is not an ordinary file.", f"Put the {noun} itself here, not a link or a device.")
        if about.st_size > most:
            raise refuse(f"the file has {about.st_size:,} bytes; a {noun} has at most {most:,}.", "Split it.")
        with path.open("rb", buffering=0) as file:  # a buffer takes longer than the file
            held = file.readall()
    except OSError as error:
        raise Refused(unreadable(shown, error)) from None
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError as error:
        where = place(held[: error.start].decode("utf-8"), error.start, shown)
        what = f"the byte {held[error.start]:02X} is no part of a text in UTF-8."
        raise Refused(Problem(where, "", what, "Save the file as UTF-8.", "file-refused")) from None


def relative(path: Path, root: Path) -> str:
    """A path as problems name it."""
    return printable((path.relative_to(root) if path.is_relative_to(root) else path).as_posix())


_Open = tuple[Any, dict[str, yaml.Event] | None, str | None]
"""A list or mapping around the one that is being filled, the keys of a mapping so far, the key that waits."""


class _Builder:
    """Turns YAML events into one record's values. Not recursive, so depth cannot exhaust the stack."""

    def __init__(self, path: str, text: str, first: str) -> None:
        self.path = path
        self.text = text
        self.first = first
        """The field that its author is told to begin with."""
        self.last_quoted: yaml.ScalarEvent | None = None
        """The last text in quotes that ends on another line than it begins."""

    def build(self) -> dict[str, Value]:
        """The values of the record. Most of the time of a check is spent here, so the loop is flat."""
        events = _Loader(self.text)  # `yaml.parse` would look at each event once more
        try:
            return self._record(events.get_event)
        finally:
            events.dispose()

    def _record(self, next_event: Callable[[], yaml.Event]) -> dict[str, Value]:
        self._begin(next_event)
        value: Any = {}
        keys: dict[str, yaml.Event] | None = {}
        key: str | None = None
        around: list[_Open] = []
        count = 0
        has_names = "&" in self.text or "!" in self.text
        scalar, ends = yaml.ScalarEvent, (yaml.MappingEndEvent, yaml.SequenceEndEvent)
        while True:
            event: Any = next_event()
            sort = type(event)
            if sort is scalar:  # two of three
                if has_names and (event.anchor is not None or event.tag is not None):
                    raise self._named(event)
                found: Any = event.value
                if style := event.style:
                    self._styled(event, style)
                if keys is not None and key is None:
                    if found in keys or found == "<<":
                        raise self._wrong_key(event, keys)
                    keys[found] = event
                    key = found
                    continue
                if not style and (found in _CONSTANTS or found[0] in "-0123456789"):
                    found = _resolved(found)
            elif sort in ends:
                if not around:
                    break
                value, keys, key = around.pop()
                continue
            else:
                found = self._collection(event, len(around) + 1)
            if (count := count + 1) > MAX_VALUES:
                raise self._refuse(event, f"a record holds at most {MAX_VALUES:,} values.", "Split it.", "file-refused")
            if keys is None:
                value.append(found)
            elif key is not None:
                value[key] = found
                key = None
            else:
                raise self._refuse(event, "a key is a word, not a list or a mapping.", "Write it as text.")
            if sort is not scalar:
                around.append((value, keys, key))
                value, keys, key = found, {} if type(found) is dict else None, None
        self._end(next_event)
        record: dict[str, Value] = value
        return record

    def _begin(self, next_event: Callable[[], yaml.Event]) -> None:
        """Up to the mapping that the record is."""
        next_event()  # the stream
        if isinstance(next_event(), yaml.StreamEndEvent):
            where = Location(self.path)
            remedy = f"Begin with '{self.first}: …'." if self.first == "title" else "Write a record or delete it."
            raise Refused(Problem(where, "", "the file is empty.", remedy, "yaml-syntax"))
        event: Any = next_event()
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None or event.tag is not None:
            raise self._named(event)
        if not isinstance(event, yaml.MappingStartEvent):
            number = self._at(event).line
            line = [*LINE_END.split(self.text), ""][number - 1]  # nothing stands behind '---'
            if blank := NO_BREAK.match(line):
                raise Refused(no_break(Location(self.path, number, blank.end() + 1)))
            remedy = missing_space(line) or f"Begin with '{self.first}: …'."
            raise self._refuse(event, "a record is a mapping of keys to values.", remedy)

    def _end(self, next_event: Callable[[], yaml.Event]) -> None:
        next_event()  # the end of the document
        if isinstance(event := next_event(), yaml.DocumentStartEvent):
            raise self._refuse(event, "a second document starts here.", "One file holds one record.")

    def _collection(self, event: Any, depth: int) -> Value:
        """The list or mapping that begins here, empty."""
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None or event.tag is not None:
            raise self._named(event)
        if depth >= MAX_DEPTH:
            raise self._refuse(
                event, f"more than {MAX_DEPTH} lists and mappings are nested here.", "Flatten it.", "too-deep"
            )
        return {} if isinstance(event, yaml.MappingStartEvent) else []

    def _styled(self, event: yaml.ScalarEvent, style: str) -> None:
        if style == '"' and (unseen := _unseen(event.value)):  # by an escape, such as \0
            raise Refused(_unsafe(self._at(event), unseen.group()))
        if style in "\"'" and "\n" in self.text and self._at(event).line != _span(event).last_line:
            self.last_quoted = event

    def _wrong_key(self, event: yaml.ScalarEvent, keys: dict[str, yaml.Event]) -> Refused:
        if event.value == "<<":
            return self._refuse(event, "YAML merge keys are not used.", "Write the values out.", "alias-refused")
        what = f"the key '{event.value}' already stands in line {self._at(keys[event.value]).line}."
        return self._refuse(event, what, "Keep one of the two.", "duplicate-key")

    def _named(self, event: Any) -> Refused:
        """An anchor, an alias or a tag: what is before a value to name it."""
        where = self._at(event)
        rest = LINE_END.split(self.text)[where.line - 1][where.column - 1 :]
        found = re.match(r"[^\s,\[\]{}]{0,80}", rest)[0]  # type: ignore[index]
        sort = {"*": "aliases", "&": "anchors"}.get(rest[:1], "tags")
        what = f"'{found}' stands here, and YAML {sort} are not used."
        remedy = "Write the value out." if sort == "aliases" else "Take it out."
        return self._refuse(event, what, f"{remedy} {QUOTE.format(rest[:1])}", "alias-refused")

    def _refuse(self, event: yaml.Event, what: str, remedy: str, code: str = "yaml-syntax") -> Refused:
        return Refused(Problem(self._at(event), "", what, remedy, code))

    def _at(self, event: yaml.Event) -> Location:
        span = _span(event)
        return Location(self.path, span.line, span.column)


def _places(text: str) -> tuple[dict[FieldPath, Span], dict[FieldPath, Span]]:
    """Where the values, and the keys, of a readable record stand."""
    values: dict[FieldPath, Span] = {}
    keys: dict[FieldPath, Span] = {}

    def walk(node: yaml.Node, path: FieldPath) -> None:
        values[path] = _span(node)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                keys[(*path, key.value)] = _span(key)
                walk(value, (*path, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                walk(value, (*path, index))

    node = yaml.compose(text, Loader=_Loader)
    assert node is not None
    walk(node, ())
    return values, keys


def _span(what: yaml.Event | yaml.Node) -> Span:
    start, end = what.start_mark, what.end_mark
    assert start is not None
    assert end is not None
    return Span(start.line + 1, start.column + 1, max(start.line, end.line) + 1)


def _resolved(text: str) -> Value:
    """What a text without quotes means."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in "-0123456789":
        if _INT.match(text):
            return int(text)
        if _FLOAT.match(text):
            return float(text)
    return text
