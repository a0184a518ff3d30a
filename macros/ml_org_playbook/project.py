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

from .problems import Location

SETTINGS: Final = "mkdocs.yml"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Project:
    """The folders of a playbook, and what its commands need of the settings."""

    root: Path
    data: Path
    docs: Path
    address: str = ""
    """Where the site is published; empty where that is not known."""
    nav: tuple[tuple[str, Location], ...] = ()
    """Every page and placeholder in the navigation, with its place."""


def read(root: Path) -> Project:
    """The project in a folder."""
    try:
        # Nodes only: no tag is followed, and nothing is made of any.
        settings = yaml.compose((root / SETTINGS).read_text("utf-8-sig"), Loader=_Loader)
    except (OSError, ValueError, yaml.YAMLError):
        settings = None
    data = _text(_at(_plugin(_at(settings, "plugins"), "playbook"), "data_dir"))
    return Project(
        root,
        root / (data or "data"),
        root / (_text(_at(settings, "docs_dir")) or "docs"),
        _text(_at(settings, "site_url")),
        tuple(_texts(_at(settings, "nav"))),
    )


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


def _texts(node: yaml.Node | None) -> Iterator[tuple[str, Location]]:
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value), Location(SETTINGS, node.start_mark.line + 1, node.start_mark.column + 1)
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _texts(one)
    elif isinstance(node, yaml.MappingNode):
        for _, one in node.value:
            yield from _texts(one)
