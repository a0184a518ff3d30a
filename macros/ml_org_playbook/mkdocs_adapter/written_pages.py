"""Hand-written pages as they would be published: what is wrong with them, at the place where somebody wrote it.

In: what the audit finds in the files of a rehearsal, and what these were made from. Out: problems in pages, in other
files that are published as they are, and in settings. A page in its frame has other lines than its Markdown: the tag,
the address or the words that the audit names are looked for in both.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from jinja2 import Environment, TemplateNotFound
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from ..handwritten.macros import page_path
from ..problems import Location, Problem, suggestion
from ..reading.project import Project

_TAG: Final = re.compile(r"<[^>]*>")
_HEADING: Final = re.compile(r"<h\d[^>]*>([^<]*)")
_MARKDOWN: Final = {"<table": ("|-", "| -", "|:", "| :")}
"""What stands in Markdown for a tag that has no other sign there."""
_QUOTED: Final = re.compile(r"'(.+?)'(?=[\s,.;]|$)")
"""What a message quotes."""


def at_author(
    found: Iterable[Problem], site: Path, files: Files, config: MkDocsConfig, project: Project
) -> set[Problem]:
    """What the audit found, where an author can mend it.

    found: places are in the files of `site`, a folder. files: what these were made from.
    """
    made_from = {file.dest_uri: file for file in files if file.generated_by is None and file.abs_src_path}
    problems = list(found)
    shared = Counter((one.where, one.what) for one in problems)
    places = set()
    for problem in problems:
        built = (site / problem.location.path).read_text("utf-8", "replace")
        file = made_from.get(problem.location.path)
        place = _place(problem, built, file, config, project)
        if place.line == 1 and shared[problem.where, problem.what] > 1:  # on no page alone
            place = Location(project.settings.name)
        if place.path == project.settings.name and place.line == 1:
            problem = replace(problem, remedy="The frame of the site has it: change the setting that puts it there.")
        places.add(replace(problem, location=place))
    return places


def missing_templates(
    pages: Iterable[File], env: Environment, config: MkDocsConfig, project: Project
) -> Iterator[Problem]:
    """Templates that the heads of pages name, and that the theme does not have."""
    for file in pages:
        name = file.page.meta.get("template") if file.page else None
        if name is None:
            continue
        try:
            env.get_template(str(name))
        except TemplateNotFound:
            known = [one for one in env.list_templates() if "/" not in one and one.endswith(".html")]
            shown, text = _of(file, config, project)
            where = _found_in(text, shown, [f"template: {name}", "template:"]) or Location(shown)
            remedy = suggestion(str(name), known) or "Correct the name, or take the line out."
            yield Problem(where, "template", f"the theme has no template '{name}'.", remedy, "wrong-value")


def _place(problem: Problem, built: str, file: File | None, config: MkDocsConfig, project: Project) -> Location:
    """Where somebody wrote what is wrong in a file of the site."""
    quoted = _QUOTED.findall(problem.what)
    if file is None:  # the theme's, or made by a plugin
        return _in_settings([*quoted, _at(built, problem.location)], project) or Location(project.settings.name)
    shown, text = _of(file, config, project)
    if not file.is_documentation_page():
        return replace(problem.location, path=shown) if text == built else Location(shown)
    tag = _at(built, problem.location)
    exact = [tag, *quoted]
    if heading := _HEADING.match(built, _offset(built, problem.location)):
        exact = [f"# {heading[1].strip()}", heading[1].strip()]
    opening = tag.partition(" ")[0].rstrip(">")
    vague = [f"{problem.where.rpartition(' ')[2]}=", opening, *_MARKDOWN.get(opening, ())] if tag else []
    start = _offset(built, problem.location)
    return (
        _found_in(text, shown, exact, built[:start])
        or _in_settings([*quoted, tag], project)
        or _found_in(text, shown, vague, built[:start])
        or Location(shown)
    )


def _of(file: File, config: MkDocsConfig, project: Project) -> tuple[str, str]:
    """What problems call a file, and what it holds."""
    path = Path(file.abs_src_path or "")
    docs = Path(config.docs_dir)
    shown = page_path(project.docs, file.src_uri, project.root) if path.is_relative_to(docs) else None
    if shown is None:
        root = project.root.absolute()
        shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else project.settings.name
    return shown, path.read_text("utf-8-sig", "replace")


def _offset(text: str, place: Location) -> int:
    lines = text.splitlines(keepends=True)
    return sum(map(len, lines[: place.line - 1])) + place.column - 1


def _at(built: str, place: Location) -> str:
    """The tag that begins at a place; empty where none does."""
    tag = _TAG.match(built, _offset(built, place))
    return tag[0] if tag else ""


def _found_in(text: str, shown: str, sought: Iterable[str], before: str = "") -> Location | None:
    """Where the first of these that there is stands in a file: as many of it before as there are in `before`."""
    for one in filter(None, sought):
        starts = [found.start() for found in re.finditer(re.escape(one), text)]
        if starts:
            start = starts[min(before.count(one), len(starts) - 1)]
            return Location(shown, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
    return None


def _in_settings(quoted: Iterable[str], project: Project) -> Location | None:
    return next(filter(None, map(project.where_said, filter(None, quoted))), None)
