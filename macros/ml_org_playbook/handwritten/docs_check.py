"""Pages and navigation that people write by hand, as far as they take something from the data. Runs no plugin.

In: a project and its playbook, when that is good. Out: problems: pages that are no text, or whose head MkDocs cannot
read; macros called with a wrong name or value; placeholders for pages that there are not. Values that a page computes
are looked at by a build alone, and so are other variables and links.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml

from .. import schema
from ..load import Loaded
from ..model import addresses
from ..model.playbook import Playbook
from ..model.site_map import OUTSIDE_THE_FRAME, site_map
from ..own_data import LOADER
from ..pages.views import Views
from ..problems import Location, Problem, suggestion
from ..reading import files
from ..reading.names import unusable
from ..reading.plain_yaml import MAX_DEPTH, location, too_deep
from ..reading.project import Project
from ..reading.yaml_errors import CONFLICT, explain, place, undecided
from ..rendering.html import Renderer
from .macros import PREFIX, Macros, PageContext, page_path

_FRONT_MATTER: Final = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL)
"""As MkDocs finds it."""
_NO_YAML: Final = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that YAML does not read."""

_BRACKETS: Final = (("[", "]"), ("](", ")"))
"""What a link begins and ends with, and its address."""
_PARAGRAPH_ENDS: Final = r"\n(?=[ \t\r]*(?:\n|\|))|\Z"
"""Where a paragraph ends, or a row of a table."""
MOST_READ: Final = 20_000_000
"""So many characters Markdown may read in search of the ends of a page's brackets: some seconds."""


def look(project: Project, loaded: Loaded) -> list[Problem]:
    """What is made by hand, with all that it takes from the data where there is nothing wrong with that."""
    if loaded.problems or loaded.playbook is None:
        texts = (text(path, shown) for path, shown, _ in _pages(project))
        return [one for one in texts if isinstance(one, Problem)]
    return list(_check(project, loaded.playbook))


def text(path: Path, shown: str) -> str | Problem:
    """What a page holds, or why that is no text of a page.

    MkDocs takes a head that it cannot read for text, and shows it to the reader.
    """
    found = files.text(path, shown)
    if isinstance(found, Problem):
        return found
    found = found.removeprefix(files.BYTE_ORDER_MARK)
    if ("<<<<<<<" in found and ">>>>>>>" in found) and (conflict := CONFLICT.search(found)):
        return undecided(found, conflict, shown)
    return _fault_of_head(found, shown) or _too_open(found, shown) or found


def _too_open(page: str, shown: str) -> Problem | None:
    """Brackets for whose ends Markdown would look for minutes: for each it reads on to its end, or to the paragraph's.

    Each row of a table counts as a paragraph.
    """
    for begin, end in _BRACKETS:
        read = now = most = first = before = at = 0
        for one in re.finditer(f"{re.escape(begin)}|{re.escape(end)}|{_PARAGRAPH_ENDS}", page):
            read += now * (one.start() - before)
            before = one.start()
            if one[0] == begin:
                first = first if now else before
                now += 1
                if now > most:
                    most, at = now, first
            else:
                now = max(now - 1, 0) if one[0] == end else 0
        if read > MOST_READ:
            what = (
                f"{most:,} brackets '{begin}' are open at once in this paragraph; Markdown looks for the end of each."
            )
            return Problem(place(page, at, shown), "", what, "Close them, or take them out.", "too-deep")
    return None


def _fault_of_head(page: str, shown: str) -> Problem | None:
    """What is wrong with the lines between `---` at the beginning of a page, if anything is."""
    page = page.replace("\r\n", "\n")
    head = _FRONT_MATTER.match(page)
    if head is None:
        if not re.match(r"-{3}[ \t]*\n[\w-]+[ \t]*:", page):
            return None  # a line across the page, perhaps
        what = "the head of the page does not end."
        return Problem(Location(shown), "", what, "Add a line of '---' below its last key.", "yaml-syntax")
    lines = "\n" + head[1]  # places count from the beginning of the page
    try:
        return _fault_of_keys(lines, shown)
    except yaml.MarkedYAMLError as error:
        return explain(error, lines, shown, None)
    except yaml.YAMLError:
        found = _NO_YAML.search(lines)
        where = place(lines, found.start(), shown) if found else Location(shown, 2)
        return Problem(where, "", "an invisible character stands here.", "Delete it.", "unsafe-character")


def _fault_of_keys(lines: str, shown: str) -> Problem | None:
    """What is wrong with the text of a head. Raises what YAML says of it.

    Not recursive: no depth exhausts the stack.
    """
    depth = nodes = 0
    for event in yaml.parse(lines, Loader=LOADER):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if not isinstance(event, yaml.NodeEvent):
            continue
        where = location(event, shown)
        if depth == 0 and not isinstance(event, yaml.MappingStartEvent):
            what = "expected 'key: value' in the head of a page."
            return Problem(where, "", what, "Write 'description: …', for example.", "yaml-syntax")
        if depth > MAX_DEPTH:
            return too_deep(where)
        if depth == 1:  # keys and values in turn
            if nodes % 2 == 0 and isinstance(event, yaml.ScalarEvent) and event.value.startswith(PREFIX):
                what = f"the key '{event.value}' hides the macro of that name from this page."
                return Problem(where, "", what, "Rename it.", "macro-error")
            nodes += 1
        depth += isinstance(event, yaml.CollectionStartEvent)
    return None


def placeholders(playbook: Playbook) -> set[str]:
    """What stands for the pages of a kind in the navigation: `@processes`."""
    return {f"@{kind.folder}" for kind in schema.KINDS.values() if kind.has_pages and playbook.entries[kind.name]}


def navigation(project: Project, playbook: Playbook) -> Iterator[Problem]:
    """What is wrong with the navigation, before anything is built. Problems: macro-error, not-in-navigation."""
    yield from _unknown_placeholders(project, playbook)
    yield from _twice(project, playbook)


def _unknown_placeholders(project: Project, playbook: Playbook) -> Iterator[Problem]:
    """What the navigation names as a placeholder, and is none."""
    known = placeholders(playbook)
    for name, where in project.nav:
        if not name.startswith("@") or name in known:
            continue
        kind = next((one for one in schema.KINDS.values() if one.folder == name[1:]), None)
        if kind is None:
            what, remedy = f"'{name}' stands for no pages.", suggestion(name, known)
        elif not kind.has_pages:
            what = f"'{name}' stands for no pages: {kind.plural.lower()} share one."
            remedy = f"Write '{_source_of(kind.address)}'."
        else:
            what, remedy = f"'{name}' stands for no pages: there are no {kind.plural.lower()}.", "Take it out."
        yield Problem(where, "nav", what, remedy or f"Choose one of: {', '.join(sorted(known))}.", "macro-error")


def _twice(project: Project, playbook: Playbook) -> Iterator[Problem]:
    """Pages that stand in the navigation a second time: there they would have the first one's name and neighbors."""
    pages: dict[str, list[str]] = {}
    for entry in playbook.all():
        pages.setdefault(f"@{entry.kind.folder}", []).append(_source_of(addresses.of(entry)))
    first: dict[str, Location] = {}
    for name, where in project.nav:
        for page in pages.get(name, [name]):
            if (before := first.setdefault(page, where)) is not where:
                what = f"'{page}' stands in the navigation twice: line {before.line} has it already."
                yield Problem(where, "nav", what, "Take one of the two out.", "not-in-navigation")
                break


def _source_of(address: str) -> str:
    """The name under which MkDocs knows a page."""
    return address.removesuffix(".html") + ".md"


def names(project: Project, playbook: Playbook) -> Iterator[Problem]:
    """Names of pages that do not work on every system, and addresses that something else has.

    Problems: bad-id, same-address.
    """
    taken = {place.address: "made from the records" for place in site_map(playbook)}
    framed = {place.address for place in site_map(playbook) if place.role not in OUTSIDE_THE_FRAME}
    known = {address.casefold(): (address, what) for address, what in taken.items()}
    for file in project.files:
        where = Location(page_path(project.docs, file.src_uri, project.root))
        if what := next(filter(None, map(unusable, file.src_uri.split("/"))), ""):
            yield Problem(where, "", what, "Give it another name.", "bad-id")
        address, other = known.setdefault(file.dest_uri.casefold(), (file.dest_uri, f"made from {where.path}"))
        if address != file.dest_uri:
            what = f"'{file.dest_uri}' and '{address}', which is {other}, are one file where capitals do not count."
            yield Problem(where, "", what, "Give the page another name.", "same-address")
        elif address in taken and address not in framed:
            what = f"'{address}' is an address that is {other}, and leads on or is framed."
            yield Problem(where, "", what, "Give the page another name.", "same-address")


def _check(project: Project, playbook: Playbook) -> Iterator[Problem]:
    yield from names(project, playbook)
    yield from navigation(project, playbook)
    macros = Macros(playbook, Views(playbook), Renderer(playbook))
    for path, shown, address in _pages(project):
        found = text(path, shown)
        if isinstance(found, Problem):
            yield found
            continue
        front = _FRONT_MATTER.match(found)
        if front is not None and not _renders(front[1]):
            continue
        start = front.end() if front is not None else 0
        lines = found.count("\n", 0, start)
        page = PageContext(address, shown, found, lines)
        macros.check_page(page, found[start:], macros.functions(), None)
    yield from macros.problems


def _pages(project: Project) -> Iterator[tuple[Path, str, str]]:
    """Each page, how problems name it, and its address."""
    for file in project.files:
        yield project.docs / file.src_uri, page_path(project.docs, file.src_uri, project.root), file.dest_uri


def _renders(front_matter: str) -> bool:
    """Whether a page wants its macros to be called."""
    try:
        said = yaml.load(front_matter, Loader=LOADER)  # noqa: S506 - one of the two safe ones
    except yaml.YAMLError:
        return True
    return not (isinstance(said, dict) and said.get("render_macros") is False)
