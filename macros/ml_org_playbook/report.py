"""Problems for a reader: a person at a terminal, a program, GitHub's annotations, a SARIF viewer.

In: sorted problems. Out: text, in one of FORMATS. Not here: finding problems. Every format takes

    root        the folder that the paths of problems are relative to
    count       how many records were read
    site        where the site is published; without it the pages of codes are named as they are on the site
    closing     stands at the end instead of the summary, for people and GitHub
"""

import json
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Final
from urllib.parse import quote

from . import __version__
from .authoring.code_explanations import explained
from .model import addresses
from .problems import CODES, Location, Problem, summary
from .reading.files import LARGEST

WIDTH: Final = 100
"""Columns of a source line that are shown."""


def text(problems: Sequence[Problem], root: Path, count: int, site: str = "", closing: str = "") -> str:
    """Each problem on a line, then the line of its file with a caret below the place; the summary at the end."""
    lines = cache(partial(_lines, root))
    parts = [part for one in problems for part in (str(one), *_excerpt(one.location, lines(one.location.path)))]
    return "\n".join([*parts, closing or summary(problems, count)])


def as_json(problems: Sequence[Problem], root: Path, count: int, site: str = "", closing: str = "") -> str:
    """One JSON object: `records`, and `problems` with path, line, column, where, what, remedy, code and help."""
    found = [
        {
            **vars(problem.location),
            "where": problem.where,
            "what": problem.what,
            "remedy": problem.remedy,
            "code": problem.code,
            "help": help_page(problem.code, site),
        }
        for problem in problems
    ]
    return json.dumps({"records": count, "problems": found}, indent=2)


def github(problems: Sequence[Problem], root: Path, count: int, site: str = "", closing: str = "") -> str:
    """Workflow commands that GitHub shows beside the lines of a pull request; the summary at the end."""
    lines = []
    for problem in problems:
        place, words = problem.location, f"{problem.message} See {help_page(problem.code, site)}"
        path, title = (_escaped(part).replace(":", "%3A").replace(",", "%2C") for part in (place.path, problem.code))
        lines.append(f"::error file={path},line={place.line},col={place.column},title={title}::{_escaped(words)}")
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
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": used.index(problem.code),
            "level": "error",
            "message": {"text": problem.message},
            "locations": [{"physicalLocation": _physical(problem.location)}],
        }
        for problem in problems
    ]
    run = {
        "tool": {"driver": {"name": "playbook", "version": __version__, "rules": rules}},
        "originalUriBaseIds": {"ROOT": {"uri": f"{root.resolve().as_uri()}/"}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2)


def _physical(place: Location) -> dict[str, dict[str, str | int]]:
    """A place as SARIF puts it."""
    return {
        "artifactLocation": {"uri": quote(place.path), "uriBaseId": "ROOT"},
        "region": {"startLine": place.line, "startColumn": place.column},
    }


FORMATS: Final = {"text": text, "json": as_json, "github": github, "sarif": sarif}


def help_page(code: str, site: str) -> str:
    """Where a code is explained."""
    return on_site(addresses.code(code), site)


def on_site(address: str, site: str) -> str:
    """The whole address of a page; its place on the site where that is published nowhere."""
    return f"{site.rstrip('/')}/{address}" if site else address


def excerpt(place: Location, root: Path) -> tuple[str, ...]:
    """The line of the file and a caret below the column; nothing where the file has no such line."""
    return _excerpt(place, _lines(root, place.path))


def _excerpt(place: Location, lines: Sequence[str]) -> tuple[str, ...]:
    if place.line > len(lines):
        return ()
    line = lines[place.line - 1].replace("\t", " ")
    before = place.column - 1
    start = max(0, min(before, len(line)) - WIDTH // 2) if len(line) > WIDTH else 0
    piece = "".join(char if char.isprintable() else "·" for char in line[start : start + WIDTH])
    gutter = f"{place.line:>6} |"
    return f"{gutter} {piece}", f"{'|':>{len(gutter)}} {' ' * (before - start)}^"


def _lines(root: Path, path: str) -> list[str]:
    try:
        file = root / path
        # a link may lead to a secret, and reports are public
        shown = file.is_file() and not file.is_symlink() and file.stat().st_size <= LARGEST
        return file.read_text("utf-8", errors="replace").splitlines() if shown else []
    except OSError:
        return []


def _escaped(text: str) -> str:
    """Text as GitHub's workflow commands take it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
