"""Sorts of text: how long each may be, and what is refused in it.

In: text as it was written. Out: the same without the space around it, or an error whose type is the code of a problem.
Not here: how the error is worded (wording), and what a reference may look like (refs).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

_MARKUP: Final = re.compile(r"<[/!?A-Za-z][^>\n]*>?|\{\{|\}\}|\{%|%\}|\{#|#\}|\{:")


def _no_markup(text: str) -> str:
    if found := _MARKUP.search(text):
        raise PydanticCustomError("markup-refused", "{found}", {"found": found.group()[:40]})
    return text


_STACKED: Final = re.compile(r"(?m)^[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+){4}")
"""Lists that begin inside one another on one line. Markdown would open each of them, until Python's stack ends."""


def _not_stacked(text: str) -> str:
    if found := _STACKED.search(text):
        raise PydanticCustomError("too-deep", "{found}", {"found": found.group()[:40].strip()})
    return text


def _no_angles(text: str) -> str:
    if found := re.search(r"[<>]", text):
        raise PydanticCustomError("markup-refused", "{found}", {"found": found.group()})
    return text


def _one_line(text: str) -> str:
    if "\n" in text.strip("\n"):
        raise PydanticCustomError("out-of-range", "{found}", {"found": "more than one line"})
    return text.strip()


@dataclass(frozen=True)
class IsProse:
    """Marks text that may hold Markdown and links to records."""


@dataclass(frozen=True)
class IsLine:
    """Marks text of one line, shown as it stands."""


Title = Annotated[
    str,
    StringConstraints(strict=True, min_length=2, max_length=90),
    AfterValidator(_no_markup),
    AfterValidator(_one_line),
    AfterValidator(_no_angles),
    IsLine(),
]
"""A few words, sentence case, no full stop."""
Line = Annotated[
    str,
    StringConstraints(strict=True, min_length=2, max_length=400),
    AfterValidator(_no_markup),
    AfterValidator(_one_line),
    IsLine(),
]
"""One line of plain text."""
Prose = Annotated[
    str,
    StringConstraints(strict=True, min_length=2, max_length=4000),
    AfterValidator(_no_markup),
    AfterValidator(_not_stacked),
    AfterValidator(str.strip),
    IsProse(),
]
"""Paragraphs with a little Markdown: emphasis, lists, `[words](process:triage)` links to records."""

ID_PATTERN: Final = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
ID_MOST: Final = 60
"""Letters of an id at most."""


def is_id(text: str) -> bool:
    """Whether a text may be an id: lower-case words joined by hyphens, at most 60 characters."""
    return len(text) <= ID_MOST and re.fullmatch(ID_PATTERN, text) is not None


def _id(text: str) -> str:
    if not is_id(text):
        raise PydanticCustomError("bad-id", "{found}", {"found": text[:ID_MOST]})
    return text


Id = Annotated[str, StringConstraints(strict=True), AfterValidator(_id)]
"""Lower-case words joined by hyphens. Permanent: it is part of addresses."""
