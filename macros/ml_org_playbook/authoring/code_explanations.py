"""What each problem code means, with an example: `codes.yml`, read.

Not here: the list of codes (problems), and the pages that show this (code_pages). Tests prove the examples: a bad one
gives its message, word for word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from ..own_data import own_data
from ..problems import CODES


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
    fixed: tuple[Piece, ...]
    message: str
    """The whole message about the bad example."""
    see: tuple[str, ...]
    """Codes that are easily taken for this one, or come with it."""


@cache
def explained() -> Mapping[str, Code]:
    """Every code by its name. Raises: TypeError that names what is explained and no code, or the other way round."""
    read = own_data(__package__, "codes.yml")
    if missing := CODES.keys() - read.keys():
        raise TypeError(f"authoring/codes.yml does not explain {', '.join(sorted(missing))}.")
    if unknown := read.keys() - CODES.keys():
        raise TypeError(f"authoring/codes.yml explains what problem_codes.yml lacks: {', '.join(sorted(unknown))}.")
    return {name: _code(name, written) for name, written in read.items()}


def _code(name: str, written: dict[str, Any]) -> Code:
    needed = [one.name for one in fields(Code) if one.name != "name"]
    if written.keys() != set(needed):
        raise TypeError(f"authoring/codes.yml: '{name}' needs these keys and no others: {', '.join(needed)}.")
    pieces = {key: tuple(_piece(*one) for one in written[key].items()) for key in ("bad", "fixed")}
    return Code(**{**written, **pieces, "name": name, "see": tuple(written["see"])})


def _piece(place: str, content: str | int) -> Piece:
    file, _, line = place.partition(":")
    if isinstance(content, int):
        return Piece(file, None, "", content)
    return Piece(file, int(line) if line else None, content)
