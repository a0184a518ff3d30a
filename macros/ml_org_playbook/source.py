"""The only reader of data: YAML text in, plain values with line and column out.

In: a folder `data/` with one folder a kind and one file a record, and `data/playbook.yml`.
Out: `SourceRecord`s and problems. A file with a problem yields no record; nothing is raised.
Not here: what a record may hold (schema).

The YAML that is read is the plain part of it: mappings, lists and scalars. Anchors, aliases, tags and merge keys
are refused. Only `true`, `false`, `null`, whole numbers and decimal numbers are more than text: `no`, `1:30` and
`2026-11-23` stay what they look like.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import yaml

from .problems import Location, Problem, printable, suggestion

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
Path_ = tuple[str | int, ...]
"""Where a value stands inside its record: keys and list indexes."""

MAX_BYTES: Final = 1_000_000
"""A record larger than this is refused unread."""
MAX_DEPTH: Final = 20
"""Lists and mappings inside one another."""
MAX_VALUES: Final = 5_000
"""Values in one record, those inside others counted too."""

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
_LINE_END: Final = re.compile(r"\r\n?|\n")
"""Not `str.splitlines`, which would swallow control characters that end lines nowhere else."""


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
        return tuple(_LINE_END.split(self.text))

    @property
    def spans(self) -> dict[Path_, Span]:
        """Where each value stands."""
        return self._places[0]

    @property
    def key_spans(self) -> dict[Path_, Span]:
        """Where the key of each value of a mapping stands."""
        return self._places[1]

    @cached_property
    def _places(self) -> tuple[dict[Path_, Span], dict[Path_, Span]]:
        return _places(self.text)

    def at(self, path: Path_, *, key: bool = False) -> Location:
        """The place of a value (or of its key); of the nearest thing around it if it is not there."""
        spans = self.key_spans if key else self.spans
        while path and path not in spans:
            path, spans = path[:-1], self.spans
        span = spans.get(path, Span(1, 1, 1))
        return Location(self.path, span.line, span.column)

    def within(self, path: Path_, needle: str) -> Location:
        """The place of some text inside a value; of the value if it cannot be found."""
        span = self.spans.get(path)
        if span is not None:
            for number in range(span.line, span.last_line + 1):
                start = span.column - 1 if number == span.line else 0
                if number <= len(self.lines) and (at := self.lines[number - 1].find(needle, start)) >= 0:
                    return Location(self.path, number, at + 1)
        return self.at(path)


class _Refused(Exception):
    """A file that cannot be read as a record."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass(frozen=True)
class Reading:
    """What stood in a data folder."""

    records: tuple[SourceRecord, ...]
    """In order of their paths."""
    names: frozenset[tuple[str, str]]
    """Kind and id of every file, of those too that could not be read: references to them are not wrong."""
    problems: tuple[Problem, ...]


def read(data: Path, folders: Mapping[str, str], root: Path) -> Reading:
    """Read every record below `data`.

    folders: name of a folder -> kind of the records in it.
    root: paths in problems are relative to it.
    Problems: yaml-syntax, duplicate-key, alias-refused, too-deep, file-refused, no-such-kind, unsafe-character.
    """
    records: list[SourceRecord] = []
    names: set[tuple[str, str]] = set()
    problems: list[Problem] = []
    for path, kind in _files(data, folders, root, problems):
        names.add((kind, path.stem))
        shown = _shown(path, root)
        try:
            records.append(parse(_text(path, shown), kind, path.stem, shown))
        except _Refused as refused:
            problems.append(refused.problem)
    return Reading(tuple(records), frozenset(names), tuple(problems))


def parse(text: str, kind: str, stem: str, shown: str) -> SourceRecord:
    """One file's text as a record. Raises `_Refused` with the first problem that makes it unreadable."""
    if unseen := _UNSEEN.search(text):
        *before, line = _LINE_END.split(text[: unseen.start()])
        raise _Refused(_unsafe(Location(shown, len(before) + 1, len(line) + 1), unseen.group()))
    builder = _Builder(shown)
    try:
        for event in _events(text):
            if type(event) is yaml.ScalarEvent:  # two of three
                builder.scalar(event)
            else:
                builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Location(shown, mark.line + 1, mark.column + 1) if mark else Location(shown)
        said = " ".join(str(part) for part in (error.context, error.problem) if part)
        raise _Refused(
            Problem(place, "", f"this is not readable as YAML: {said}.", _syntax_hint(said), "yaml-syntax")
        ) from None
    return SourceRecord(kind, stem, shown, builder.finish(), text)


def _events(text: str) -> Iterator[yaml.Event]:
    """As `yaml.parse`, which looks at each event once more."""
    loader = _Loader(text)
    try:
        while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
            yield event
    finally:
        loader.dispose()


def _unsafe(place: Location, char: str) -> Problem:
    what = f"the invisible character U+{ord(char):04X} stands here."
    return Problem(place, "", what, "Delete it.", "unsafe-character")


def parts(value: Value) -> Iterator[tuple[str | int, Value]]:
    """The lists and mappings that stand directly in a value, each with its key or index."""
    if isinstance(value, dict):
        yield from [(key, part) for key, part in value.items() if isinstance(part, _MANY)]
    elif isinstance(value, list):
        yield from [(index, part) for index, part in enumerate(value) if isinstance(part, _MANY)]


def _files(data: Path, folders: Mapping[str, str], root: Path, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    for entry in sorted(data.iterdir(), key=_name):
        shown = _shown(entry, root)
        if entry.name.startswith((".", "_")) or entry.suffix in {".md", ".lock"}:
            continue
        if entry.name == "playbook.yml":
            yield entry, "playbook"
        elif entry.is_symlink() or not entry.is_dir():
            problems.append(
                Problem(
                    Location(shown),
                    "",
                    "data/ holds folders of records and playbook.yml, and nothing else.",
                    "Move the file into the folder of its kind.",
                    "file-refused",
                )
            )
        elif entry.name not in folders:
            problems.append(
                Problem(
                    Location(shown),
                    "",
                    f"no kind of record has a folder '{entry.name}'.",
                    suggestion(entry.name, folders) or f"The folders are: {', '.join(sorted(folders))}.",
                    "no-such-kind",
                )
            )
        else:
            yield from _records_in(entry, folders[entry.name], root, problems)


def _records_in(folder: Path, kind: str, root: Path, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    for entry in sorted(folder.iterdir(), key=_name):
        if entry.name.startswith((".", "_")):
            continue
        if entry.suffix == ".yml":
            yield entry, kind
        else:
            problems.append(
                Problem(
                    Location(_shown(entry, root)),
                    "",
                    "a record is a file whose name ends in '.yml'; this one would be ignored.",
                    "Rename it or move it away.",
                    "file-refused",
                )
            )


def _name(path: Path) -> str:
    return path.name


def _text(path: Path, shown: str) -> str:
    def refuse(what: str, remedy: str) -> _Refused:
        return _Refused(Problem(Location(shown), "", what, remedy, "file-refused"))

    about = path.lstat()
    if not stat.S_ISREG(about.st_mode):
        raise refuse("this is not an ordinary file.", "Put the record itself here, not a link or a device.")
    if about.st_size > MAX_BYTES:
        raise refuse(f"the file has {about.st_size:,} bytes; a record has at most {MAX_BYTES:,}.", "Split it.")
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise refuse(f"byte {error.start} is not UTF-8.", "Save the file as UTF-8.") from None


def _shown(path: Path, root: Path) -> str:
    return printable((path.relative_to(root) if path.is_relative_to(root) else path).as_posix())


def _syntax_hint(said: str) -> str:
    if "mapping values are not allowed" in said or "expected <block end>" in said:
        return "Check the indentation, and put a text that holds ': ' into quotes or after '>-'."
    if "cannot start any token" in said:
        return "Put the text into quotes, and indent with spaces."
    return "Check quotes, brackets and indentation here and on the line before."


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being filled."""

    value: Any
    keys: dict[str, yaml.Event] | None
    """The keys of a mapping so far; None in a list."""
    key: str | None = None
    """The key that waits for its value."""


class _Builder:
    """Turns YAML events into one record's values. Not recursive, so depth cannot exhaust the stack."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.value: dict[str, Value] = {}
        self.open: list[_Open] = []
        self.documents = 0
        self.count = 0

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.MappingStartEvent():
                self._start(event, _Open({}, {}))
            case yaml.SequenceStartEvent():
                self._start(event, _Open([], None))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.open.pop()
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise self._refuse(event, "a second document starts here.", "One file holds one record.")
            case yaml.AliasEvent():
                raise self._refuse(event, "YAML aliases are not used.", "Write the value out.", "alias-refused")

    def finish(self) -> dict[str, Value]:
        if self.documents == 0:
            place = Location(self.path)
            raise _Refused(Problem(place, "", "the file is empty.", "Write a record or delete it.", "yaml-syntax"))
        return self.value

    def _start(self, event: yaml.CollectionStartEvent, new: _Open) -> None:
        if event.anchor is not None or event.tag is not None:
            raise self._named(event)
        if len(self.open) >= MAX_DEPTH:
            raise self._refuse(
                event, f"more than {MAX_DEPTH} lists and mappings are nested here.", "Flatten it.", "too-deep"
            )
        if self.open:
            self._place(event, new.value)
        elif new.keys is None:
            raise self._no_mapping(event)
        else:
            self.value = new.value
        self.open.append(new)

    def scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            raise self._named(event)
        if event.style == '"' and (unseen := _UNSEEN.search(event.value)):  # by an escape, such as \0
            raise _Refused(_unsafe(self._at(event), unseen.group()))
        if not self.open:
            raise self._no_mapping(event)
        top = self.open[-1]
        if top.keys is not None and top.key is None:
            self._key(event, top, top.keys)
        else:
            self._place(event, _resolve(event))

    def _key(self, event: yaml.ScalarEvent, top: _Open, keys: dict[str, yaml.Event]) -> None:
        key: str = event.value
        if key == "<<":
            raise self._refuse(event, "YAML merge keys are not used.", "Write the values out.", "alias-refused")
        if key in keys:
            first = self._at(keys[key]).line
            raise self._refuse(
                event, f"the key '{key}' already stands in line {first}.", "Keep one of the two.", "duplicate-key"
            )
        keys[key] = event
        top.key = key

    def _place(self, event: yaml.Event, value: Value) -> None:
        self.count += 1
        if self.count > MAX_VALUES:
            raise self._refuse(event, f"a record holds at most {MAX_VALUES:,} values.", "Split it.", "file-refused")
        top = self.open[-1]
        if top.keys is None:
            top.value.append(value)
        elif top.key is None:
            raise self._refuse(event, "a key is a word, not a list or a mapping.", "Write it as text.")
        else:
            top.value[top.key] = value
            top.key = None

    def _named(self, event: yaml.CollectionStartEvent | yaml.ScalarEvent) -> _Refused:
        if event.anchor is not None:
            return self._refuse(event, "YAML anchors are not used.", f"Remove '&{event.anchor}'.", "alias-refused")
        return self._refuse(event, "YAML tags are not used.", f"Remove '{event.tag}'.", "alias-refused")

    def _no_mapping(self, event: yaml.Event) -> _Refused:
        return self._refuse(event, "a record is a mapping of keys to values.", "Begin with 'id: …'.")

    def _refuse(self, event: yaml.Event, what: str, remedy: str, code: str = "yaml-syntax") -> _Refused:
        return _Refused(Problem(self._at(event), "", what, remedy, code))

    def _at(self, event: yaml.Event) -> Location:
        span = _span(event)
        return Location(self.path, span.line, span.column)


def _places(text: str) -> tuple[dict[Path_, Span], dict[Path_, Span]]:
    """Where the values, and the keys, of a readable record stand."""
    values: dict[Path_, Span] = {}
    keys: dict[Path_, Span] = {}

    def walk(node: yaml.Node, path: Path_) -> None:
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


def _resolve(event: yaml.ScalarEvent) -> Value:
    text: str = event.value
    if event.style:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in "-0123456789":
        if _INT.match(text):
            return int(text)
        if _FLOAT.match(text):
            return float(text)
    return text
