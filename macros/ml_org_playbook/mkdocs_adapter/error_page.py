"""What stands in the way of the site, for the page that is served in its place: problems, or an error.

In: problems of the data, or whatever an author's template, page, setting or change of the engine has raised.
Out: troubles, each with its place, its lines and its words; as text for a terminal, as a page for a browser.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mkdocs.exceptions import MkDocsException

from .. import report
from ..model import addresses
from ..problems import Location, Problem, printable
from ..reading.project import MKDOCS_YML
from ..rendering.html import templates

_NOT_OURS: Final = ("site-packages", "lib/python")
"""Parts of paths of other people's code, which the author cannot mend."""


@dataclass(frozen=True)
class ShownError:
    """One thing that has to be mended."""

    place: str
    where: str
    said: str
    code: str = ""
    excerpt: tuple[str, ...] = ()
    """The line of the file, and the line with the caret below it."""

    def __str__(self) -> str:
        return "\n".join((f"{self.place}: {self.said}", *self.excerpt))


def from_problem(problem: Problem, root: Path) -> ShownError:
    said = f"{problem.what} {problem.remedy}".strip()
    return ShownError(str(problem.location), problem.where, said, problem.code, report.excerpt(problem.location, root))


def from_error(error: BaseException, said: Sequence[str], root: Path) -> ShownError:
    """An exception: its type, its place in the author's own files, and the first line of what it says.

    said: what was logged as an error; it says more than a bare `Abort`.
    """
    if isinstance(error, SystemExit):
        return ShownError(MKDOCS_YML, "", printable("; ".join(said) or str(error)))
    error = next((one for one in _chain(error) if hasattr(one, "problem_mark")), error)  # MkDocs wraps those of YAML
    if isinstance(error, MkDocsException):  # said on purpose, mostly about a setting
        words = said[-1] if said else str(error)
        return ShownError(MKDOCS_YML, "", printable(words.strip()).removeprefix(f"{MKDOCS_YML}: "))
    place = _place(error, root)
    text = str(getattr(error, "msg", "") or getattr(error, "problem", "") or error)
    line = next(iter(text.splitlines()), "")
    words = f"{type(error).__name__}: {printable(line)}".removesuffix(": ")
    if place is None:
        words = printable(said[-1]) if said else words
        return ShownError("MkDocs", "", words)
    shown = report.excerpt(place, root)
    if place.column == 1 and not isinstance(error, SyntaxError):  # the column is not known
        return ShownError(f"{place.path}:{place.line}", "", words, "", shown[:1])
    return ShownError(str(place), "", words, "", shown)


def page(errors: Sequence[ShownError], explained: Callable[[str], bool], up: str) -> str:
    """The page that is served at every address.

    explained: whether there is a page at an address of the site, such as that of a code.
    up: what leads from the page to the root of the site, such as `../`.
    """
    pages = {one.code: addresses.code(one.code) for one in errors if one.code}
    help = {code: f"{up}{address}" for code, address in pages.items() if explained(address)}
    return templates().get_template("problems.html.j2").render(errors=errors, help=help, up=up)


def _place(error: BaseException, root: Path) -> Location | None:
    """Where the author has to look: in the file that could not be read, else in the innermost one of the project."""
    for file, line, column in reversed([*_frames(error), *_told(error)]):
        path = Path(file)
        if not path.is_absolute() or not path.is_relative_to(root):
            continue
        shown = path.relative_to(root).as_posix()
        if not any(part in shown for part in _NOT_OURS):
            return Location(shown, line, column)
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _frames(error: BaseException) -> Iterator[tuple[str, int, int]]:
    for frame in traceback.extract_tb(error.__traceback__):
        yield frame.filename, frame.lineno or 1, 1


def _told(error: Any) -> Iterator[tuple[str, int, int]]:
    """The place that an error of syntax names by itself."""
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        yield mark.name, mark.line + 1, mark.column + 1
    elif getattr(error, "filename", None) and getattr(error, "lineno", None):
        yield str(error.filename), error.lineno, getattr(error, "offset", None) or 1
