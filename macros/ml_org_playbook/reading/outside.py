"""Links that lead out of a project, from folders of which every file is published.

In: such folders. Out: a problem for each link whose target is not in the project: whoever builds a branch of somebody
else would publish a file of the machine that builds. Not here: records, of which none may be a link (files).
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..problems import Location, Problem
from .files import relative

_PRIVATE = ".git"
"""Never published, though in the project: its settings may hold the key with which it was fetched."""


def leading_out(folders: Iterable[Path], root: Path) -> Iterator[Problem]:
    """Links below folders, or a folder itself, that lead out of the project in `root`. Problems: file-refused."""
    inside = root.resolve()
    seen: set[Path] = set()
    for folder in folders:
        if folder.is_relative_to(root):  # else the settings name another place, and mean it
            yield from _leading_out(folder, root, inside, seen)


def _leading_out(path: Path, root: Path, inside: Path, seen: set[Path]) -> Iterator[Problem]:
    """As MkDocs does, follow links to folders: what they lead to may hold links too."""
    target = Path(os.path.realpath(path))
    if path.is_symlink() and not (target.is_relative_to(inside) and _PRIVATE not in target.relative_to(inside).parts):
        what = f"this link leads to '{path.readlink()}', out of the project, and what is there would be published."
        remedy = "Put a copy of it here instead of the link, or delete the link."
        yield Problem(Location(relative(path, root)), "", what, remedy, "file-refused")
    elif target not in seen and target.is_dir():
        seen.add(target)
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except OSError:
            return  # MkDocs passes over what it may not read
        for entry in entries:
            if entry.is_symlink() or entry.is_dir():
                yield from _leading_out(path / entry.name, root, inside, seen)
