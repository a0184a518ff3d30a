"""The addresses in CSS, by a CSS tokenizer: `url()`, `@import`, image sets, and which of them are fonts for English.

In: the text of a stylesheet, or of any attribute that may hold CSS. Out: addresses with their places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

import tinycss2  # type: ignore[import-untyped]

_TAKES_ADDRESSES: Final = {"url", "src", "image", "image-set", "-webkit-image-set"}
"""Functions whose strings are addresses."""
_LATIN: Final = ord("a")

Role = Literal["import", "font", "other-font", "image"]
"""What is loaded; `other-font`: for letters that English text does not need."""


@dataclass(frozen=True)
class CssUrl:
    """One address."""

    text: str
    line: int
    column: int
    role: Role


def read(text: str) -> list[CssUrl]:
    """Every address, in order."""
    return list(_urls(tinycss2.parse_component_value_list(text, skip_comments=True), "image"))


def _urls(tokens: Iterable[Any], role: Role, strings: bool = False) -> Iterator[CssUrl]:
    """strings: whether strings are addresses here."""
    rule = ""
    for token in tokens:
        inner: Role = "import" if rule == "import" else role
        if token.type == "at-keyword":
            rule = token.lower_value
        elif token.type == "url" or (token.type == "string" and (strings or rule == "import")):
            yield CssUrl(token.value, token.source_line, token.source_column, inner)
        elif token.type == "function":
            yield from _urls(token.arguments, inner, token.lower_name in _TAKES_ADDRESSES)
        elif token.type == "{} block":
            if rule == "font-face":
                inner = "font" if _for_english(token.content) else "other-font"
            yield from _urls(token.content, inner)
            rule = ""
        elif token.type in ("[] block", "() block"):
            yield from _urls(token.content, inner)
        elif token == ";":
            rule = ""


def _for_english(face: Iterable[Any]) -> bool:
    """Whether a browser may load the font for English text: it has no range, or the range has the letter a."""
    ranges = [token for token in face if token.type == "unicode-range"]
    return not ranges or any(token.start <= _LATIN <= token.end for token in ranges)
