"""Problems for a reader: a person at a terminal, a program, GitHub's annotations, a SARIF viewer.

In: sorted problems and the folder that their paths are relative to. Out: text. Not here: finding them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import quote

from . import __version__
from .authoring.code_explanations import explained
from .model import addresses
from .problems import CODES, Location, Problem, summary

WIDTH: Final = 100
"""Columns of a source line that are shown."""


def text(problems: Sequence[Problem], root: Path, count: int, site: str = "", closing: str = "") -> str:
    """Each problem on a line, then the line of its file with a caret below the place; the summary at the end."""
    return "\n".join(filter(None, [listed(problems, root), closing or summary(problems, count)]))


def listed(problems: Sequence[Problem], root: Path) -> str:
    """The same without a summary. Empty where there are no problems."""
    files: dict[str, list[str]] = {}
    return "\n".join(part for problem in problems for part in (str(problem), *_excerpt(problem.location, root, files)))


def as_json(problems: Sequence[Problem], root: Path, count: int, site: str = "", closing: str = "") -> str:
    """One JSON object: `records`, and `problems` with path, line, column, where, what, remedy, code and help."""
    found = [
        {
            "path": problem.location.path,
            "line": problem.location.line,
            "column": problem.location.column,
            "where": problem.where,
            "what": problem.what,
            "remedy": problem.remedy,
            "code": problem.code,
            "help": help_page(problem.code, site),
        }
        for problem in problems
    ]
    return json.dumps({"records": count, "problems": found}, indent=2, ensure_ascii=False)


def github(problems: Sequence[Problem], root: Path, count: int, site: str = "", closing: str = "") -> str:
    """Workflow commands that GitHub shows beside the lines of a pull request; the summary at the end."""
    lines = [
        f"::error file={_property(problem.location.path)},line={problem.location.line},"
        f"col={problem.location.column},title={_property(problem.code)}::"
        f"{_message(f'{_said(problem)} See {help_page(problem.code, site)}')}"
        for problem in problems
    ]
    return "\n".join([*lines, closing or summary(problems, count)])


def sarif(problems: Sequence[Problem], root: Path, count: int, site: str = "", closing: str = "") -> str:
    """A SARIF 2.1.0 log, for viewers and code scanning."""
    used = sorted({problem.code for problem in problems})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": CODES[code]},
            "fullDescription": {"text": explained()[code].means},
            "help": {"text": explained()[code].todo},
            "helpUri": help_page(code, site),
        }
        for code in used
    ]
    results: list[dict[str, Any]] = [
        {
            "ruleId": problem.code,
            "ruleIndex": used.index(problem.code),
            "level": "error",
            "message": {"text": _said(problem)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(problem.location.path), "uriBaseId": "ROOT"},
                        "region": {"startLine": problem.location.line, "startColumn": problem.location.column},
                    }
                }
            ],
        }
        for problem in problems
    ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "playbook", "version": __version__, "rules": rules}},
                "originalUriBaseIds": {"ROOT": {"uri": f"{root.resolve().as_uri()}/"}},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False)


class Format(Protocol):
    """Problems as text."""

    def __call__(self, problems: Sequence[Problem], root: Path, count: int, site: str = "", closing: str = "") -> str:
        """root: what paths of problems are relative to. count: records that were read.

        site: where the site is published; without it the pages of codes are named as they are on the site.
        closing: stands at the end instead of the summary, for people and GitHub.
        """
        ...


FORMATS: Final[Mapping[str, Format]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}


def help_page(code: str, site: str) -> str:
    """Where a code is explained."""
    return on_site(addresses.code(code), site)


def on_site(address: str, site: str) -> str:
    """The whole address of a page; its place on the site where that is published nowhere."""
    return f"{site.rstrip('/')}/{address}" if site else address


def _said(problem: Problem) -> str:
    where = f"{problem.where}: " if problem.where else ""
    return f"{where}{problem.what} {problem.remedy}".strip()


def excerpt(place: Location, root: Path) -> tuple[str, ...]:
    """The line of the file and a caret below the column; nothing where the file has no such line."""
    return tuple(_excerpt(place, root, {}))


def _excerpt(place: Location, root: Path, files: dict[str, list[str]]) -> list[str]:
    path = place.path
    if path not in files:
        files[path] = _lines(root / path)
    number, column = place.line, place.column
    if number > len(files[path]):
        return []
    line = files[path][number - 1].replace("\t", " ")
    start = max(0, min(column - 1, len(line)) - WIDTH // 2) if len(line) > WIDTH else 0
    piece = "".join(char if char.isprintable() else "·" for char in line[start : start + WIDTH])
    gutter = f"{number:>6} | "
    return [gutter + piece, " " * (len(gutter) - 2) + "| " + " " * (column - 1 - start) + "^"]


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else []
    except OSError:
        return []


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
