"""The part of YAML that records are written in: one mapping of mappings, lists and plain values.

In: the text of a file. Out: what it has that is no part of that, as a problem: anchors, aliases, tags, merge keys,
a key that stands twice, a second document, characters that nobody sees, what YAML reads otherwise than it looks, and
more depth or more values than any record needs.
Not here: values and places (records), and what was meant by a text that is no YAML (yaml_errors).
"""

import re
from typing import Any, Final

import yaml

from ..own_data import LOADER
from ..problems import Location, Problem
from . import yaml_errors
from .yaml_errors import CONFLICT, CURLY, LINE_END, NO_BREAK, QUOTE, place

MAX_DEPTH: Final = 20
"""Lists and mappings inside one another."""
MAX_VALUES: Final = 5_000
"""Values in one record, those inside others counted too."""

_SIGNS: Final = "-:?,[{"
"""Every list and mapping, and every value in them but the first, has one of these of its own."""
_FEW_SIGNS: Final = 1_000
"""With no more of them, a text is neither too deep nor too long for a composer, which is recursive."""
_INT: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_FLOAT: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}\Z")
_CONSTANTS: Final[dict[str, bool | None]] = {"": None, "~": None, "null": None, "true": True, "false": False}
_COMMENT: Final = re.compile(r"(?<![ \t])[ \t]+(#.*\S)")
"""A comment after something on its line; group 1 is it."""
_WORD: Final = re.compile(r"[a-z0-9]+(?:[-_/:#.][a-z0-9]+)*")
"""An id, a reference or one of a few words: a comment may follow it."""
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ud800-\udfff]"
)
"""Characters that nobody sees, or that reorder what stands around them. Joiners that scripts need are allowed."""


def is_doubtful(text: str) -> bool:
    """Whether a text may have faults that its nodes do not show, or may cost too much to be made into nodes."""
    return (
        any(map(text.__contains__, ("&", "!", "\\", "<<<<<<<", ">>>>>>>")))  # no '*': an alias needs an anchor
        or sum(map(text.count, _SIGNS)) > _FEW_SIGNS
        or (text.find("#", 1) > 0 and " #" in text and _COMMENT.search(text) is not None)
        or (not text.isascii() and CURLY.search(text) is not None)
        or ("\xa0" in text and NO_BREAK.search(text) is not None)
        or _unseen(text) is not None
    )


def first_fault(text: str, shown: str, first: str) -> Problem | None:
    """The first problem that makes a text unreadable. first: the field that its author is told to begin with."""
    if unseen := _unseen(text):
        return _unsafe(place(text, unseen.start(), shown), unseen.group())
    if ("<<<<<<<" in text or ">>>>>>>" in text) and (conflict := CONFLICT.search(text)):
        return yaml_errors.undecided(text, conflict, shown)
    return _Events(text, shown, first).fault()


def resolved(text: str) -> None | bool | int | float | str:
    """What a text without quotes means."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in "-0123456789":
        if _INT.match(text):
            return int(text)
        if _FLOAT.match(text):
            return float(text)
    return text


def location(what: yaml.Event | yaml.Node, shown: str) -> Location:
    """Where something begins."""
    mark = what.start_mark
    assert mark is not None
    return Location(shown, mark.line + 1, mark.column + 1)


def deepest_fault(text: str, shown: str) -> Problem | None:
    """Where a text nests too much for a composer, which is recursive. Raises what YAML says of the text before that."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return too_deep(location(event, shown))
    return None


def too_deep(where: Location) -> Problem:
    """One list or mapping too many inside others."""
    what = f"more than {MAX_DEPTH} lists and mappings are nested here."
    return Problem(where, "", what, "Flatten it.", "too-deep")


def _unseen(text: str) -> re.Match[str] | None:
    if text.isascii() and text.replace("\n", "").isprintable():  # nearly every record, at a tenth of the time
        return None
    return _UNSEEN.search(text)


def _unsafe(where: Location, char: str) -> Problem:
    what = f"the invisible character U+{ord(char):04X} stands here."
    return Problem(where, "", what, "Delete it.", "unsafe-character")


def _is_comment(value: str, found: re.Match[str]) -> bool:
    """Whether a `#` after a value was meant to begin a comment: after a word that is no text, or two spaces."""
    meant = found[1][1:2] in (" ", "#", "\t", "") and (_WORD.fullmatch(value) or found.group().startswith("  "))
    return bool(meant) or not isinstance(resolved(value), str)


class _Events:
    """A text event by event, up to its first fault. Not recursive, and nothing is kept: no text costs much."""

    def __init__(self, text: str, shown: str, first: str) -> None:
        self.text, self.shown, self.first = text, shown, first
        self.begun, self.values = False, 0
        self.around: list[dict[str, int] | None] = []
        """Of each mapping around, its keys so far with their lines; None for each list."""
        self.key_waits: list[bool] = []
        """Whether a key waits for its value, in each of them."""
        self.last_quoted: yaml.ScalarEvent | None = None
        """The last text in quotes that ends on another line than it begins."""
        self.slip: Problem | None = None
        """The first text that YAML reads otherwise than it looks. What is refused goes before it."""

    def fault(self) -> Problem | None:
        try:
            for event in yaml.parse(self.text, LOADER):
                if isinstance(event, yaml.CollectionEndEvent):
                    self.around.pop()
                    self.key_waits.pop()
                elif isinstance(event, yaml.NodeEvent) and (fault := self._node(event)):
                    return fault
                elif isinstance(event, yaml.DocumentStartEvent):
                    if self.begun:
                        what, where = "a second document starts here.", location(event, self.shown)
                        return Problem(where, "", what, "One file holds one record.", "yaml-syntax")
                    self.begun = True
        except yaml.MarkedYAMLError as error:
            return self.slip or yaml_errors.explain(error, self.text, self.shown, self.last_quoted)
        return self.slip if self.begun else self._empty()

    def _empty(self) -> Problem:
        remedy = "Begin with 'title: …'." if self.first == "title" else "Write a record or delete it."
        return Problem(Location(self.shown), "", "the file is empty.", remedy, "yaml-syntax")

    def _node(self, event: Any) -> Problem | None:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None or event.tag is not None:
            return self._named(event)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        if not self.around and not is_mapping:
            return self._no_mapping(event)
        if self.around and (fault := self._key_or_value(event)):
            return fault
        if isinstance(event, yaml.CollectionStartEvent):
            self.around.append({} if is_mapping else None)
            self.key_waits.append(False)
        return None

    def _key_or_value(self, event: Any) -> Problem | None:
        where = location(event, self.shown)
        is_scalar = isinstance(event, yaml.ScalarEvent)
        keys = None if self.key_waits[-1] else self.around[-1]  # None for a value
        self.key_waits[-1] = keys is not None
        if not is_scalar:
            if len(self.around) >= MAX_DEPTH:
                return too_deep(where)
        elif event.style == '"' and (unseen := _unseen(event.value)):  # by an escape, such as \0
            return _unsafe(where, unseen.group())
        elif not event.style:
            self.slip = self.slip or self._slip(event)
        elif event.style in "\"'" and event.start_mark.line != event.end_mark.line:
            self.last_quoted = event
        if is_scalar and keys is not None:
            return self._key(event.value, keys, where)
        self.values += 1
        if self.values > MAX_VALUES:
            what = f"a record holds at most {MAX_VALUES:,} values."
            return Problem(where, "", what, "Split it.", "file-refused")
        if keys is not None:
            if said := yaml_errors.two_braces(self._line(where)):
                return Problem(where, "", *said, "yaml-syntax")
            what = "a key is a word, not a list or a mapping."
            return Problem(where, "", what, "Write it as text.", "yaml-syntax")
        return None

    def _key(self, key: str, keys: dict[str, int], where: Location) -> Problem | None:
        if key == "<<":
            return Problem(where, "", "YAML merge keys are not used.", "Write the values out.", "alias-refused")
        if key in keys:
            what = f"the key '{key}' already stands in line {keys[key]}."
            return Problem(where, "", what, "Keep one of the two.", "duplicate-key")
        keys[key] = where.line
        return None

    def _no_mapping(self, event: yaml.Event) -> Problem:
        where = location(event, self.shown)
        if isinstance(event, yaml.ScalarEvent) and not event.style and not event.value:
            return self._empty()  # but for '---'
        line = self._line(where)
        if blank := NO_BREAK.match(line):
            return yaml_errors.no_break(Location(self.shown, where.line, blank.end() + 1))
        remedy = yaml_errors.missing_space(line) or f"Begin with '{self.first}: …'."
        return Problem(where, "", "a record is a mapping of keys to values.", remedy, "yaml-syntax")

    def _line(self, where: Location) -> str:
        return LINE_END.split(self.text)[where.line - 1]

    def _named(self, event: yaml.Event) -> Problem:
        """An anchor, an alias or a tag: what is before a value to name it."""
        where = location(event, self.shown)
        rest = self._line(where)[where.column - 1 :]
        found = re.match(r"[^\s,\[\]{}]{0,80}", rest)[0]  # type: ignore[index]
        sort = {"*": "aliases", "&": "anchors"}.get(rest[:1], "tags")
        what = f"'{found}' stands here, and YAML {sort} are not used."
        remedy = "Write the value out." if sort == "aliases" else "Take it out."
        return Problem(where, "", what, f"{remedy} {QUOTE.format(rest[:1])}", "alias-refused")

    def _slip(self, event: Any) -> Problem | None:
        """A text that ends at a comment, curly quotes, or a no-break space that was meant to end a key."""
        start, end = event.start_mark.index, event.end_mark.index
        if "\xa0" in self.text[start:end]:
            blank = NO_BREAK.search(self.text, start - event.start_mark.column, end)
            if blank and blank.end() >= start:
                return yaml_errors.no_break(place(self.text, blank.end(), self.shown))
        if event.value and (found := yaml_errors.curly(location(event, self.shown), event.value)):
            return found
        lost = _COMMENT.match(self.text, end)
        if lost and not _is_comment(event.value, lost):
            return yaml_errors.comment(place(self.text, lost.start(1), self.shown), lost[1])
        return None
