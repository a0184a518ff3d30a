"""Records as they are written: plain values, each with its line and column.

In: the text of one file. Out: a `SourceRecord`, or the first problem that makes it unreadable.
Not here: which YAML is read (plain_yaml), which files there are (folders), what a record may hold (schema).

Only `true`, `false`, `null`, whole numbers and decimal numbers are more than text: `no`, `1:30` and `2026-11-23` stay
what they look like.
"""

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

import yaml

from ..own_data import LOADER
from ..problems import Location, Problem
from .files import BYTE_ORDER_MARK
from .names import SETTINGS
from .plain_yaml import MAX_DEPTH, first_fault, is_doubtful, resolved
from .yaml_errors import LINE_END

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
FieldPath = tuple[str | int, ...]
"""Where a value stands inside its record: keys and list indexes."""


@dataclass(frozen=True)
class Span:
    """Where a value stands in its file. Lines and columns count from 1."""

    line: int
    column: int
    last_line: int


Places = tuple[dict[FieldPath, Span], dict[FieldPath, Span]]
"""Where each value stands, and where the key of each value of a mapping stands."""


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
    def _places(self) -> Places:
        places: Places = {}, {}
        _read(self.text, places)
        return places

    def at(self, path: FieldPath, *, key: bool = False) -> Location:
        """The place of a value (or of its key); of the nearest thing around it if it is not there."""
        spans = self.key_spans if key else self.spans
        while path and path not in spans:
            path, spans = path[:-1], self.spans
        span = spans.get(path, Span(1, 1, 1))
        return Location(self.path, span.line, span.column)

    def within(self, path: FieldPath, needle: str) -> Location:
        """The place of some text inside a value; of the value if it cannot be found."""
        span = self.spans.get(path, Span(1, 1, 0))
        for number, line in enumerate(self.lines[span.line - 1 : span.last_line], span.line):
            if (at := line.find(needle, span.column - 1 if number == span.line else 0)) >= 0:
                return Location(self.path, number, at + 1)
        return self.at(path)


def parse(text: str, kind: str, stem: str, shown: str) -> SourceRecord | Problem:
    """One file's text as a record, or the first problem that makes it unreadable."""
    text = text.removeprefix(BYTE_ORDER_MARK)
    first = "title" if kind in SETTINGS else "id"
    fault = first_fault(text, shown, first) if is_doubtful(text) else None
    if fault is None:
        with suppress(yaml.MarkedYAMLError, RecursionError):
            value = _read(text)
            if isinstance(value, dict):
                return SourceRecord(kind, stem, shown, value, text)
        fault = first_fault(text, shown, first)
        assert fault is not None
    return fault


class _Composer(LOADER):  # type: ignore[misc, valid-type]
    """Makes nodes without tags, which would take a third of the time: `resolved` says what a text means."""

    def resolve(self, kind: object, value: object, implicit: object) -> None: ...
    def descend_resolver(self, parent: object, index: object) -> None: ...
    def ascend_resolver(self) -> None: ...


def _read(text: str, places: Places | None = None) -> Value:
    """What a text stands for. Raises MarkedYAMLError where no record holds such a thing, for `first_fault` to explain.

    places: filled with where everything in it stands.
    """
    node = yaml.compose(text, Loader=_Composer)
    return None if node is None else _walk(node, (), places)


def _walk(node: yaml.Node, path: FieldPath, places: Places | None) -> Value:
    if places is not None:
        places[0][path] = _span(node)
    if isinstance(node, yaml.ScalarNode):
        return node.value if node.style else resolved(node.value)
    if len(path) >= MAX_DEPTH:
        raise yaml.MarkedYAMLError
    if isinstance(node, yaml.SequenceNode):
        return [_walk(part, (*path, index), places) for index, part in enumerate(node.value)]
    values: dict[str, Value] = {}
    for key, part in node.value:
        name = key.value
        if not isinstance(key, yaml.ScalarNode) or name in values or name == "<<":
            raise yaml.MarkedYAMLError
        if places is not None:
            places[1][*path, name] = _span(key)
        values[name] = _walk(part, (*path, name), places)
    return values


def _span(node: yaml.Node) -> Span:
    start, end = node.start_mark, node.end_mark
    return Span(start.line + 1, start.column + 1, max(start.line, end.line) + 1)
