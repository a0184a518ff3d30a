"""Where the files of a playbook are, as mkdocs.yml says. Read without MkDocs, so that a check starts at once.

In: the folder that holds mkdocs.yml. Out: a `Project`. A file that is missing, or is no YAML, gives what holds where
nothing is said: whoever needs more of it reports what is wrong with it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml
from pathspec.gitignore import GitIgnoreSpec

from .problems import Location

SETTINGS: Final = "mkdocs.yml"
_EXCLUDED: Final = (".*", "/templates/")
"""What MkDocs leaves out of any site."""
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Project:
    """The folders of a playbook, and what its commands need of the settings."""

    root: Path
    layers: tuple[Path, ...]
    """The folders of records: the first, and those that add to it."""
    docs: Path
    address: str = ""
    """Where the site is published; empty where that is not known."""
    nav: tuple[tuple[str, Location], ...] = ()
    """Every page and placeholder in the navigation, with its place."""
    excluded: tuple[str, ...] = ()
    """Patterns of files in docs that are none of the site's, besides those that MkDocs leaves out by itself."""

    @property
    def own(self) -> Path:
        """The layer that new records go into, and new addresses: the last."""
        return self.layers[-1]

    def pages(self) -> list[Path]:
        """The Markdown files that become pages, sorted."""
        excluded = GitIgnoreSpec.from_lines((*_EXCLUDED, *self.excluded))
        found = (path for path in self.docs.rglob("*.md") if path.is_file())
        return sorted(path for path in found if not excluded.match_file(path.relative_to(self.docs)))

    def by_hand(self) -> set[str]:
        """The addresses of these pages."""
        return {path.relative_to(self.docs).with_suffix(".html").as_posix() for path in self.pages()}


def read(root: Path) -> Project:
    """The project in a folder."""
    settings = list(_settings(root / SETTINGS))
    options = (_plugin(_at(one, "plugins"), "playbook") for _, one in settings)
    return Project(
        root,
        tuple(root / name for name in next(filter(None, (_list(_at(one, "layers")) for one in options)), ["data"])),
        root / (_said(settings, "docs_dir") or "docs"),
        _said(settings, "site_url"),
        next((tuple(_texts(nav, shown)) for shown, one in settings if (nav := _at(one, "nav"))), ()),
        tuple(_said(settings, "exclude_docs").splitlines()),
    )


def _settings(path: Path, seen: tuple[Path, ...] = ()) -> Iterator[tuple[str, yaml.Node]]:
    """A file of settings and those that it inherits from, the nearest first."""
    try:
        # Nodes only: no tag is followed, and nothing is made of any.
        settings = yaml.compose(path.read_text("utf-8-sig"), Loader=_Loader)
    except (OSError, ValueError, yaml.YAMLError):
        return
    if settings is None:
        return
    top = (seen or (path,))[0].parent
    yield Path(os.path.relpath(path, top)).as_posix(), settings
    if (parent := _text(_at(settings, "INHERIT"))) and path not in seen:
        yield from _settings(Path(os.path.normpath(path.parent / parent)), (*seen, path))


def _said(settings: list[tuple[str, yaml.Node]], key: str) -> str:
    return next((_text(said) for _, one in settings if (said := _at(one, key))), "")


def _at(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _plugin(plugins: yaml.Node | None, name: str) -> yaml.Node | None:
    """The options of a plugin: in a list of names and mappings, or in one mapping."""
    inside = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    return next((options for one in inside if (options := _at(one, name)) is not None), None)


def _text(node: yaml.Node | None) -> str:
    """A text, or what `!ENV` makes of it: the first variable that is set, else the last of the list."""
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(node.value, "") if node.tag == "!ENV" else str(node.value)
    if isinstance(node, yaml.SequenceNode) and node.tag == "!ENV" and node.value:
        *names, default = (str(one.value) for one in node.value)
        return next((os.environ[name] for name in names if name in os.environ), default)
    return ""


def _list(node: yaml.Node | None) -> list[str]:
    """The texts of a list. A text alone counts as one: the build says what is wrong with it."""
    parts = node.value if isinstance(node, yaml.SequenceNode) and node.tag != "!ENV" else [node]
    return [text for part in parts if (text := _text(part))]


def _texts(node: yaml.Node, shown: str) -> Iterator[tuple[str, Location]]:
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value), Location(shown, node.start_mark.line + 1, node.start_mark.column + 1)
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _texts(one, shown)
    elif isinstance(node, yaml.MappingNode):
        for _, one in node.value:
            yield from _texts(one, shown)
