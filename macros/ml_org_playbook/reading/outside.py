"""Links that cannot be published, in folders of which every file is.

In: such folders. Out: a problem for each link whose target is not in the project: whoever builds a branch of somebody
else would publish a file of the machine that builds; and for each that leads in a circle or nowhere, in which a build
would lose its way. Not here: records, of which none may be a link (files).
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..problems import Location, Problem
from .files import real, relative

_PRIVATE = ".git"
"""Never published, though in the project: its settings may hold the key with which it was fetched."""


def unfit(folders: Iterable[Path], root: Path) -> Iterator[Problem]:
    """Links below folders, or a folder itself, that cannot be published. Problems: file-refused.

    Where the settings name a folder out of the project in `root`, they mean it, and its links may lead out as well.
    """
    inside = root.resolve()
    seen: set[Path] = set()
    for folder in folders:
        yield from _unfit(folder, root, inside if folder.is_relative_to(root) else None, seen, ())


def _unfit(path: Path, root: Path, inside: Path | None, seen: set[Path], way: tuple[Path, ...]) -> Iterator[Problem]:
    """As MkDocs does, follow links to folders: what they lead to may hold links too.

    way: the folders that were walked through.
    """
    if path.is_symlink() and (fault := _fault(path, inside, way)):
        yield Problem(Location(relative(path, root)), "", *fault, "file-refused")
        return
    target = real(path)
    if target in seen or not target.is_dir():
        return
    seen.add(target)
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError:
        return  # MkDocs passes over what it may not read
    for entry in entries:
        if entry.is_symlink() or entry.is_dir():
            yield from _unfit(path / entry.name, root, inside, seen, (*way, target))


def _fault(link: Path, inside: Path | None, way: tuple[Path, ...]) -> tuple[str, str] | None:
    """What is wrong with where a link leads, and what to do."""
    begin, target = f"this link leads to '{link.readlink()}'", real(link)
    if target.is_symlink() or any(folder.is_relative_to(target) for folder in way):
        return f"{begin}, in a circle that has no end.", "Delete the link."
    if inside and not (target.is_relative_to(inside) and _PRIVATE not in target.relative_to(inside).parts):
        what = f"{begin}, out of the project, and what is there would be published."
        return what, "Put a copy of it here instead of the link, or delete the link."
    if not link.exists() and not link.name.startswith("."):  # an editor marks a file that is open in this way
        return f"{begin}, which is not there.", "Delete the link, or let it lead to what is meant."
    return None
