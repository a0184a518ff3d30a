"""Why a text is no YAML, in the words of its author: where the slip is, not where the reader of YAML gave up.

In: the text and what libyaml says of it. Out: one problem.
Not here: reading YAML, and what is refused though it is YAML (plain_yaml).
"""

import re
from typing import Final

import yaml

from ..problems import Location, Problem

LINE_END: Final = re.compile(r"\r\n?|\n")
"""Not `str.splitlines`, which would take characters for the end of a line that end lines nowhere else."""
CONFLICT: Final = re.compile(r"(?m)^(?:<{7}|={7}|>{7})(?= |\r?$)")
"""What `git merge` leaves in a file for its author to decide."""
NO_BREAK: Final = re.compile(r"(?m)^[ \t]*(?:- +)*(?:-|[\w-]+: *)?(?=\xa0)")
"""A line with a no-break space where YAML takes none for a space: before its text, after a dash or after a colon."""
QUOTE: Final = "A text that begins with '{}' goes into quotes."
CURLY: Final = re.compile("(?m)(?:^[ \\t]*(?:- +)*|: +|[\\[{,] *)([\u201c\u201d\u201e\u2018\u2019])")
"""A curly quote where a value may begin; group 1 is it."""

_SIGNS: Final = "*&!%@`"
"""Signs that mean something to YAML at the beginning of a text, and never a text."""
_CLOSING: Final = {"[": "]", "{": "}"}
_BEGINS_WITH: Final = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?([\"'\[{])")
"""A line whose text begins with a quote or a bracket; group 1 is it."""
_NO_COLON: Final = re.compile(r"(?P<key>[a-z][a-z_]*)(?: +(?P<value>\S.*))?")
_NO_SPACE: Final = re.compile(r"(?P<key>[A-Za-z_][\w-]*):(?!//)(?P<value>\S.*)")
"""A key whose value begins right after the colon. An address is none."""
_FULL_WIDTH: Final = re.compile(r"(?P<key>[A-Za-z_][\w-]*) *\uff1a *(?P<value>.*)")
"""A key with the wide colon of Chinese and Japanese."""
_BULLET: Final = re.compile(r"\s*(?:- +)*([*\u2013\u2014\u2212\u2022\u00b7\u2023\u25aa\u25e6])[ \xa0]+\S")
"""A line that begins with what word processors put before the entries of a list; group 1 is it."""
_TWO_BRACES: Final = re.compile(r"\{\{[ \t]*([a-z][a-z0-9_]*)[ \t]*\}\}")
"""A parameter as templates write it; group 1 is its name."""
_BEGUN: Final = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?:(?P<key>[\w-]+):(?: +(?P<value>\S.*)?)?$)?")
"""A line that begins an entry, or names a key, or both."""
_MISPLACED: Final = ("mapping values are not allowed", "did not find expected key", "expected '-' indicator")
"""What libyaml says of a line that is not indented like its neighbors."""
_SHOWN: Final = 40
"""Characters that are quoted of a line."""


def explain(error: yaml.MarkedYAMLError, text: str, shown: str, quoted: yaml.ScalarEvent | None) -> Problem:
    """The problem that caused an error of libyaml.

    quoted: the last text in quotes before it that ends on another line than it begins.
    """
    if conflict := CONFLICT.search(text):
        return undecided(text, conflict, shown)
    return _Slip(error, LINE_END.split(text), shown).problem(quoted)


def place(text: str, offset: int, shown: str) -> Location:
    """Line and column of a character."""
    *before, line = LINE_END.split(text[:offset])
    return Location(shown, len(before) + 1, len(line) + 1)


def undecided(text: str, conflict: re.Match[str], shown: str) -> Problem:
    """A merge whose conflicts nobody has decided."""
    what = f"a merge has left its mark '{conflict.group()}' here."
    remedy = "Keep one of the two versions, and delete the marks '<<<<<<<', '=======' and '>>>>>>>'."
    return Problem(place(text, conflict.start(), shown), "", what, remedy, "yaml-syntax")


def missing_space(line: str) -> str:
    """What to do about a line that lacks the space after a colon or a dash; empty where it lacks none."""
    if re.match(r"-[^\s\d-]", line):
        return "A space is missing after '-'."
    if wide := _FULL_WIDTH.fullmatch(line):
        return _as_key(wide).replace("a colon", "an ordinary colon")
    found = _NO_SPACE.fullmatch(line)
    return _as_key(found) if found else ""


def bullet(line: str) -> str:
    """The sign that a line has in place of the dash of an entry; empty where it has none."""
    return found[1] if (found := _BULLET.match(line)) else ""


def two_braces(line: str) -> tuple[str, str] | None:
    """What is wrong with a parameter in two braces, and what to do; None where there is none on a line."""
    if found := _TWO_BRACES.search(line):
        return (
            f"'{found[0]}' is not how texts name a parameter.",
            f"Write '{{{found[1]}}}', and put the text into quotes.",
        )
    return None


def curly(where: Location, text: str) -> Problem | None:
    """A text without quotes that stands between curly ones: these do not end it, and would be shown."""
    opening = text[:1]
    closing = {"\u201e": "\u201c\u201d", "\u2018": "\u2019"}.get(opening, "\u201d")
    if opening not in "\u201c\u201d\u201e\u2018\u2019" or opening in text[1:-1]:
        return None
    if text[-1] not in closing and any(map(text.__contains__, closing.replace(opening, ""))):
        return None  # only a word of it is quoted
    return _curly(where, opening)


def _curly(where: Location, sign: str) -> Problem:
    remedy = "Write straight ones, '\"'. Curly quotes that are to be shown go between straight ones."
    return Problem(
        where, "", f"the curly quote '{sign}' is none of YAML's, and part of the text.", remedy, "yaml-syntax"
    )


def _missing_colon(line: str) -> str:
    """What to do about a line that may lack the colon; empty where it does not.

    Any text in small letters looks like that.
    """
    found = _NO_COLON.fullmatch(line)
    if found is None:
        return ""
    if found["value"] is None:
        return f"Write '{found['key']}:': a colon after the key."
    return f"{_as_key(found)} A text that goes on is indented." if " " in found["value"] else _as_key(found)


def _as_key(found: re.Match[str]) -> str:
    line = f"{found['key']}: {found['value']}".rstrip()
    shown = line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
    return f"Write '{shown}': a colon and a space after the key."


def no_break(where: Location) -> Problem:
    """A no-break space belongs to a word: where it stands for a space, the line is another one than it looks like."""
    return Problem(where, "", "a no-break space stands here.", "Use an ordinary one.", "yaml-syntax")


def comment(where: Location, found: str) -> Problem:
    """A text ends at a '#', which was meant to be part of it."""
    what = f"'{found.rstrip()[:_SHOWN]}' is a comment here, and lost."
    return Problem(where, "", what, "Put the text into quotes, or the comment on a line of its own.", "yaml-syntax")


class _Slip:
    """What libyaml says, with the lines that it says it of."""

    def __init__(self, error: yaml.MarkedYAMLError, lines: list[str], shown: str) -> None:
        self.lines, self.shown = lines, shown
        self.context, self.fault = str(error.context or ""), str(error.problem or "")
        marks = [mark for mark in (error.context_mark, error.problem_mark) if mark is not None]
        self.start, self.mark = marks[0], marks[-1]

    def problem(self, quoted: yaml.ScalarEvent | None) -> Problem:
        return (
            self._tab()
            or self._no_break()
            or self._curly()
            or self._bullet()
            or self._two_braces()
            or self._sign()
            or self._quote(quoted)
            or self._quote_within()
            or self._bracket()
            or self._no_key()
            or self._run_on()
            or self._no_dash()
            or self._misplaced()
            or self._other()
        )

    def _said(self, line: int, column: int, what: str, remedy: str) -> Problem:
        return Problem(Location(self.shown, line + 1, column + 1), "", what, remedy, "yaml-syntax")

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def _tab(self) -> Problem | None:
        """libyaml speaks of a character that cannot start a token, or of one that violates indentation."""
        line = self._line(self.mark.line)
        before = re.match(r"[ \t]*(?:- *)*", line[: self.mark.column + 1])
        at = before.group().find("\t") if before else -1
        if at < 0 and line[self.mark.column : self.mark.column + 1] == "\t":
            at = self.mark.column
        return self._said(self.mark.line, at, "a tab stands here.", "Indent with spaces.") if at >= 0 else None

    def _no_break(self) -> Problem | None:
        first = max(0, min(self.start.line, self.mark.line - 1))
        for number in range(first, self.mark.line + 1):
            if found := NO_BREAK.match(self._line(number)):
                return no_break(Location(self.shown, number + 1, found.end() + 1))
        return None

    def _sign(self) -> Problem | None:
        mark = self.start if self.context.startswith("while scanning a") else self.mark
        sign = self._line(mark.line)[mark.column : mark.column + 1]
        if not sign or sign not in _SIGNS:
            return None
        remedy = QUOTE.format(sign)
        if sign in "*`":
            remedy += f" Titles and other texts of one line know no '{sign}': take it out there."
        return self._said(mark.line, mark.column, f"'{sign}' is a sign of YAML's own.", remedy)

    def _quote(self, quoted: yaml.ScalarEvent | None) -> Problem | None:
        if "unknown escape character" in self.fault:
            what = "within double quotes a backslash is a sign of YAML's own."
            return self._said(self.mark.line, self.mark.column, what, "Write it twice, or use single quotes.")
        remedy = "Close it where the text ends."
        if self.context.endswith("scanning a quoted scalar"):
            return self._said(self.start.line, self.start.column, "the quote that opens here is not closed.", remedy)
        start, end = (quoted.start_mark, quoted.end_mark) if quoted is not None else (None, None)
        if start and end and end.line <= self.mark.line <= end.line + 1:
            what = f"the quote that opens here is closed only in line {end.line + 1}, by the next one."
            return self._said(start.line, start.column, what, remedy)
        return None

    def _quote_within(self) -> Problem | None:
        """An apostrophe, or a quote within a text in quotes."""
        line, column = self._line(self.mark.line), self.mark.column
        quote = line[column - 1 : column] if column else ""
        if not quote or quote not in "'\"" or not line[column : column + 1].isalnum():
            return None
        remedy = "Write '' for a ' within it, or put double quotes around it."
        if quote == '"':
            remedy = 'Write \\" for a " within it, or put single quotes around it.'
        return self._said(self.mark.line, column - 1, "the text in quotes ends here.", remedy)

    def _curly(self) -> Problem | None:
        found = CURLY.search(self._line(self.mark.line)[: self.mark.column + 1])
        return _curly(Location(self.shown, self.mark.line + 1, found.start(1) + 1), found[1]) if found else None

    def _bullet(self) -> Problem | None:
        """A line that was meant as an entry of a list: this one, or the one before, which went on as a text."""
        on = "mapping values are not allowed" in self.fault
        for number in (self.mark.line, self.mark.line - on):
            if sign := bullet(self._line(number)):
                column = self._line(number).index(sign)
                return self._said(number, column, f"'{sign}' begins no entry of a list.", "Begin each one with '- '.")
        return None

    def _two_braces(self) -> Problem | None:
        said = two_braces(self._line(self.mark.line))
        return self._said(self.mark.line, self._line(self.mark.line).index("{{"), *said) if said else None

    def _bracket(self) -> Problem | None:
        if "while parsing a flow" not in self.context:
            return None
        bracket = self._line(self.start.line)[self.start.column : self.start.column + 1]
        closing = _CLOSING.get(bracket, "]")
        if self.start.line == self.mark.line:
            what = f"expected ',' or '{closing}' here."
            return self._said(self.mark.line, self.mark.column, what, "Put a text that holds such signs into quotes.")
        what = f"the bracket '{bracket}' that opens here is not closed, or a comma is missing."
        return self._said(self.start.line, self.start.column, what, f"Close it with '{closing}'.")

    def _no_key(self) -> Problem | None:
        if "could not find expected ':'" not in self.fault:
            return None
        found = self._line(self.start.line)[self.start.column :].strip()
        what = f"expected 'key: …', found '{found[:_SHOWN]}'."
        remedy = missing_space(found) or _missing_colon(found) or "Indent it below the key that it belongs to."
        return self._said(self.start.line, self.start.column, what, remedy)

    def _run_on(self) -> Problem | None:
        """The line before is a text that goes on: it was meant as a key, and a space is missing."""
        line = self._line(self.mark.line - 1) if self.mark.line else ""
        found = re.sub(r"^ *(?:- +)*", "", line).rstrip()
        remedy = missing_space(found) if "mapping values are not allowed" in self.fault else ""
        what = f"expected 'key: …', found '{found[:_SHOWN]}'."
        return self._said(self.mark.line - 1, line.index(found), what, remedy) if remedy else None

    def _no_dash(self) -> Problem | None:
        """An entry further down, whose dash has no space after it."""
        found = self._line(self.mark.line)[self.mark.column :].strip()
        remedy = missing_space(found) if "did not find expected" in self.fault else ""
        what = f"expected '- …', found '{found[:_SHOWN]}'."
        return self._said(self.mark.line, self.mark.column, what, remedy) if remedy else None

    def _misplaced(self) -> Problem | None:
        """A line that is not indented like its neighbors, or a list without its key."""
        here = _BEGUN.match(self._line(self.mark.line))
        begins = here and self.mark.column in (here.end("indent"), here.end("dashes"), here.end("key"))
        if here is None or not begins or not any(map(self.fault.__contains__, _MISPLACED)):
            return None
        indent, is_entry = len(here["indent"]), bool(here["dashes"])
        like = self._like(indent, is_entry)
        if is_entry and self._lacks_key(indent):
            remedy = "Write its key on a line of its own above it, such as 'items:'"
            remedy += f"; or indent it like line {like[0] + 1}, by {like[1]} spaces." if like else "."
            return self._said(self.mark.line, indent, "a list begins here, and no key names it.", remedy)
        if like is None:
            return None
        number, expected = like
        what = f"the indentation is {indent} here, and {expected} in line {number + 1}, where it seems to belong."
        remedy = f"Indent it by {expected} spaces" if expected else "Begin it at the left edge"
        remedy += f", and its keys by {expected + len(here['dashes'])}." if is_entry else "."
        if "mapping values" in self.fault:
            remedy += " A text that goes on here and holds ': ' stands after '>-'."
        return self._said(self.mark.line, indent, what, remedy)

    def _lacks_key(self, indent: int) -> bool:
        """Whether the line before has a key with a value, in which no entry of a list can stand."""
        above = next((line for line in reversed(self.lines[: self.mark.line]) if line.strip()), "")
        found = _BEGUN.match(above)
        return found is not None and bool(found["value"]) and found.start("key") <= indent

    def _like(self, indent: int, is_entry: bool) -> tuple[int, int] | None:
        """The nearest line above of the same sort, and how far it is indented; None where it is just as far."""
        for number in range(self.mark.line - 1, -1, -1):
            found = _BEGUN.match(self._line(number))
            if found and (found["dashes"] if is_entry else found["key"]):
                expected = found.end("indent") if is_entry else found.start("key")
                return (number, expected) if expected != indent else None
        return None

    def _other(self) -> Problem:
        said = " ".join(part for part in (self.context, self.fault) if part)
        what = f"this is not readable as YAML: {said}."
        return self._said(self.mark.line, self.mark.column, what, self._hint())

    def _hint(self) -> str:
        if "mapping values are not allowed" in self.fault:
            return "Check the indentation, and put a text that holds ': ' into quotes or after '>-'."
        if begun := _BEGINS_WITH.match(self._line(self.mark.line)):
            return f"A text that begins with {begun[1]} goes into quotes as a whole."
        if "block sequence entries are not allowed" in self.fault:
            return "Begin a list on a line of its own, and put a text that begins with '- ' into quotes."
        return "Check quotes, brackets and indentation here and on the line before."
