"""What stands in the way of the site, for the page that is served in its place: problems, or an error.

In: problems of the data, or whatever an author's template, page, setting or change of the engine has raised.
Out: errors to show, each with its place, its lines and its message; as text for a terminal, as a page for a browser.
"""

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from mkdocs.exceptions import MkDocsException

from .. import report
from ..model import addresses
from ..problems import Location, Problem, printable
from ..rendering.html import templates

_NOT_OURS: Final = ("site-packages", "lib/python")
"""Parts of paths of other people's code, which the author cannot fix."""


@dataclass(frozen=True)
class ShownError:
    """One thing that has to be fixed."""

    place: str
    message: str
    where: str = ""
    """Path of a value inside its record; empty for anything else."""
    code: str = ""
    excerpt: tuple[str, ...] = ()
    """The line of the file, and the line with the caret below it."""

    def __str__(self) -> str:
        return "\n".join((f"{self.place}: {self.message}", *self.excerpt))


def from_problem(problem: Problem, root: Path) -> ShownError:
    message, place = f"{problem.what} {problem.remedy}".strip(), problem.location
    return ShownError(str(place), message, problem.where, problem.code, report.excerpt(place, root))


def from_error(error: BaseException, logged: Sequence[str], root: Path, settings: str) -> ShownError:
    """An exception: its type, its place in the author's own files, and the first line of its message.

    logged: what was logged as an error; it says more than a bare `Abort`.
    settings: the name of the file of settings.
    """
    last = logged[-1] if logged else ""
    if isinstance(error, SystemExit):
        return ShownError(settings, printable("; ".join(logged) or str(error)))
    error = next((one for one in _chain(error) if hasattr(one, "problem_mark")), error)  # MkDocs wraps those of YAML
    if isinstance(error, MkDocsException):  # raised on purpose, mostly because of a setting
        return ShownError(settings, printable((last or str(error)).strip()).removeprefix(f"{settings}: "))
    text = str(getattr(error, "msg", "") or getattr(error, "problem", "") or error)
    message = f"{type(error).__name__}: {printable(next(iter(text.splitlines()), ''))}".removesuffix(": ")
    place = _place(error, root)
    if place is None:
        return ShownError("MkDocs", printable(last) or message)
    shown = report.excerpt(place, root)
    if place.column == 1 and not isinstance(error, SyntaxError):  # the column is not known
        return ShownError(f"{place.path}:{place.line}", message, excerpt=shown[:1])
    return ShownError(str(place), message, excerpt=shown)


def page(errors: Sequence[ShownError], explained: Callable[[str], bool], up: str) -> str:
    """The page that is served at every address.

    explained: whether there is a page at an address of the site, such as that of a code.
    up: what leads from the page to the root of the site, such as `../`.
    """
    codes = {one.code for one in errors if one.code}
    help = {code: f"{up}{address}" for code in codes if explained(address := addresses.code(code))}
    return templates().get_template("problems.html.j2").render(errors=errors, help=help, up=up)


def _place(error: BaseException, root: Path) -> Location | None:
    """Where the author has to look: in the file that could not be read, else in the innermost one of the project."""
    calls = [Location(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    for place in (*_named(error), *reversed(calls)):
        path = Path(place.path)
        if path.is_absolute() and path.is_relative_to(root):
            shown = path.relative_to(root).as_posix()
            if not any(part in shown for part in _NOT_OURS):
                return replace(place, path=shown)
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _named(error: Any) -> Iterator[Location]:
    """The place that an error of syntax names by itself."""
    if (mark := getattr(error, "problem_mark", None)) is not None:
        yield Location(mark.name, mark.line + 1, mark.column + 1)
    elif getattr(error, "filename", None) and getattr(error, "lineno", None):
        yield Location(str(error.filename), error.lineno, getattr(error, "offset", None) or 1)
