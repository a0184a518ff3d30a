"""What each problem code means, with an example: `codes.yml`, read.

Not here: the list of codes (problems), and the pages that show this (code_pages). Tests prove the examples: a bad one
gives its message, word for word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from ..reading.plain_yaml import LOADER

_FILE: Final = Path(__file__).with_name("codes.yml")


@dataclass(frozen=True)
class Piece:
    """A file of an example, or some lines of one."""

    file: str
    line: int | None
    """The first line that is shown; None for a whole file."""
    text: str
    size: int | None = None
    """Bytes of a file that cannot be shown."""


@dataclass(frozen=True)
class Code:
    """One code, explained."""

    name: str
    group: str
    means: str
    todo: str
    bad: tuple[Piece, ...]
    mended: tuple[Piece, ...]
    message: str
    """What is said of the bad example, all of it."""
    see: tuple[str, ...]
    """Codes that are easily taken for this one, or come with it."""


@cache
def explained() -> Mapping[str, Code]:
    """Every code by its name."""
    read = yaml.load(_FILE.read_text("utf-8"), Loader=LOADER)  # noqa: S506
    return {name: _code(name, said) for name, said in read.items()}


def _code(name: str, said: dict[str, Any]) -> Code:
    pieces = {key: tuple(_piece(*one) for one in said[key].items()) for key in ("bad", "mended")}
    return Code(**{**said, **pieces, "name": name, "see": tuple(said["see"])})


def _piece(place: str, content: str | int) -> Piece:
    file, _, line = place.partition(":")
    if isinstance(content, int):
        return Piece(file, None, "", content)
    return Piece(file, int(line) if line else None, content)
