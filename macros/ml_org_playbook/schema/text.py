"""Sorts of text: how long each may be, and what is refused in it.

In: text as it was written. Out: the same without the space around it, or an error whose type is the code of a problem.
Not here: how the error is worded (wording), and what a reference may look like (refs).
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from ..reading.names import ID_MOST, ID_PATTERN, is_id

_MARKUP: Final = re.compile(r"<[/!?A-Za-z][^>\n]*>?|\{\{[ \t]*[a-z][a-z0-9_]*[ \t]*\}\}|\{\{|\}\}|\{%|%\}|\{#|#\}|\{:")


def _no_markup(text: str) -> str:
    if ("<" in text or "{" in text or "}" in text) and (found := _MARKUP.search(text)):
        raise PydanticCustomError("markup-refused", "{found}", {"found": found.group()[:40]})
    return text


def _not_blank(text: str) -> str:
    if text and len(text.strip()) < 2:
        raise PydanticCustomError("out-of-range", "{found}", {"found": "blanks"})
    return text


_STACKED: Final = re.compile(r"(?m)^[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+){4}")
"""Lists that begin inside one another on one line. Markdown would open each of them, until Python's stack ends."""


def _not_stacked(text: str) -> str:
    if found := _STACKED.search(text):
        raise PydanticCustomError("too-deep", "{found}", {"found": found.group()[:40].strip()})
    return text


def _no_angles(text: str) -> str:
    if found := re.search(r"</?[A-Za-z][^<>\n]*>|[<>]", text):
        raise PydanticCustomError("markup-refused", "{found}", {"found": found.group()[:40], "bare": True})
    return text


def _one_line(text: str) -> str:
    if "\n" in text.strip("\n"):
        raise PydanticCustomError("out-of-range", "{found}", {"found": "lines"})
    return text.strip()


@dataclass(frozen=True)
class Text:
    """A sort of text, with its limits. Stands in the annotation of every field that holds such a text."""

    sort: Literal["title", "line", "prose", "id", "form"]
    least: int | None = None
    """Characters."""
    most: int | None = None
    """Characters."""
    form: str = ""
    """The fixed form in words, where there is one."""
    pattern: str = ""
    """A regular expression for all of a text of this form."""

    @property
    def limits(self) -> StringConstraints:
        """The limits as pydantic takes them."""
        return StringConstraints(strict=True, min_length=self.least, max_length=self.most)

    def fits(self, found: object) -> object:
        """What was found, if it is text of this form. Whatever else it is, a number too, is told the form at once."""
        if not isinstance(found, str) or not re.fullmatch(self.pattern, found):
            raise PydanticCustomError("wrong-form", "{words}", {"words": self.form})
        return found


TITLE: Final = Text("title", 2, 90)
LINE: Final = Text("line", 2, 400)
PROSE: Final = Text("prose", 2, 4000)

Title = Annotated[
    str,
    TITLE.limits,
    AfterValidator(_no_angles),
    AfterValidator(_no_markup),
    AfterValidator(_not_blank),
    AfterValidator(_one_line),
    TITLE,
]
"""A few words, sentence case, no full stop."""
Line = Annotated[
    str,
    LINE.limits,
    AfterValidator(_no_markup),
    AfterValidator(_not_blank),
    AfterValidator(_one_line),
    LINE,
]
"""One line of plain text."""
Prose = Annotated[
    str,
    PROSE.limits,
    AfterValidator(_no_markup),
    AfterValidator(_not_stacked),
    AfterValidator(_not_blank),
    AfterValidator(str.strip),
    PROSE,
]
"""Paragraphs with a little Markdown: emphasis, lists, `[words](process:triage)` links to records."""


def _id(text: str) -> str:
    if not is_id(text):
        raise PydanticCustomError("bad-id", "{found}", {"found": text[:ID_MOST]})
    return text


ID: Final = Text("id", 1, ID_MOST, "lower-case words joined by hyphens", ID_PATTERN)
Id = Annotated[str, StringConstraints(strict=True), AfterValidator(_id), ID]
"""Lower-case words joined by hyphens. Permanent: it is part of addresses."""


_VERSION: Final = Text("form", form="three numbers, such as 1.0.0", pattern=r"\d+\.\d+\.\d+")
_DAY: Final = Text(
    "form",
    form="a day from 1980 to 2099, such as 2026-11-23",
    pattern=r"(?:19[89]\d|20\d\d)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])",
)


def _real_day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("wrong-form", "{words}", {"words": _DAY.form}) from None
    return text


Version = Annotated[str, BeforeValidator(_VERSION.fits), _VERSION]
"""Three numbers."""
Day = Annotated[str, BeforeValidator(_DAY.fits), AfterValidator(_real_day), _DAY]
"""A day of the calendar, as year-month-day. In a range that every file format here can hold."""
