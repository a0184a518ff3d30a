"""Files as text.

In: where a file is, and how problems name it. Out: its text, or the problem that keeps it from being read.
Not here: what the text means.
"""

import os
import stat
from pathlib import Path
from typing import Final

from ..problems import Location, Problem, printable
from .yaml_errors import place

BYTE_ORDER_MARK: Final = "\ufeff"
"""Some editors, such as Notepad, begin every file with it. Elsewhere it is a character that nobody sees."""

LARGEST: Final = 20_000_000
"""Bytes of a file of which a text is read. Records have a limit of their own."""


def text(path: Path, shown: str) -> str | Problem:
    """What a file holds."""
    try:
        if (size := path.stat().st_size) > LARGEST:
            return _too_large(shown, size, "page", LARGEST)
        with path.open("rb", buffering=0) as file:  # a buffer takes longer than the file
            content = file.readall()
    except OSError as error:
        return unreadable(shown, error)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig")
        what = f"the byte {content[error.start]:02X} is no part of a text in UTF-8."
        return _refused(place(before, len(before), shown), what, "Save the file as UTF-8.")


def ordinary_text(path: Path, shown: str, noun: str, most: int) -> str | Problem:
    """What an ordinary file of at most so many bytes holds. noun: what problems call that."""
    try:
        about = path.lstat()
    except OSError as error:
        return unreadable(shown, error)
    if not stat.S_ISREG(about.st_mode):
        remedy = f"Put the {noun} itself here, not a link or a device."
        return _refused(Location(shown), "this is not an ordinary file.", remedy)
    if about.st_size > most:
        return _too_large(shown, about.st_size, noun, most)
    return text(path, shown)


def unreadable(shown: str, error: OSError) -> Problem:
    """A file or a folder that the system does not give out."""
    if isinstance(error, FileNotFoundError):
        return _refused(Location(shown), "this is not there.", "Make it, or correct what names it.")
    what = f"cannot be read ({(error.strerror or str(error)).lower()})."
    may_not = isinstance(error, PermissionError)
    remedy = "Give yourself the right to read it." if may_not else "Put one here that can be."
    return _refused(Location(shown), what, remedy)


def relative(path: Path, root: Path) -> str:
    """A path as problems name it."""
    return printable((path.relative_to(root) if path.is_relative_to(root) else path).as_posix())


def real(path: Path) -> Path:
    """Where a path leads, all links followed; a link where they lead in a circle."""
    return Path(os.path.realpath(path))


def _too_large(shown: str, size: int, noun: str, most: int) -> Problem:
    return _refused(Location(shown), f"the file has {size:,} bytes; a {noun} has at most {most:,}.", "Split it.")


def _refused(where: Location, what: str, remedy: str) -> Problem:
    return Problem(where, "", what, remedy, "file-refused")
