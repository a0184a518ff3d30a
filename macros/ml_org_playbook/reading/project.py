"""Where the files of a playbook are, as mkdocs.yml says. Read without MkDocs, so that a check starts at once.

In: the folder that holds mkdocs.yml. Out: a `Project`, with what is wrong with the settings that are read here. Where
they are missing or wrong, it has what holds where nothing is said.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml
from pathspec.gitignore import GitIgnoreSpec

from ..own_data import LOADER
from ..problems import Location, Problem, suggestion
from .files import real
from .plain_yaml import location
from .yaml_errors import explain

MKDOCS_YML: Final = "mkdocs.yml"
FIRST: Final = "data"
"""The one layer where none is named."""
_EXCLUDED: Final = (".*", "/templates/")
"""What MkDocs leaves out of any site."""
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'()\\]+")
_STR: Final = "tag:yaml.org,2002:str"


@dataclass(frozen=True)
class Project:
    """The folders of a playbook, and what its commands need of the settings."""

    root: Path
    layers: tuple[Path, ...]
    """The folders of records: the first, and those that add to it."""
    docs: Path
    site: Path
    """Where the built site goes."""
    address: str = ""
    """Where the site is published; empty where that is not known."""
    nav: tuple[tuple[str, Location], ...] = ()
    """Every page and placeholder in the navigation, with its place."""
    excluded: tuple[str, ...] = ()
    """Patterns of files in docs that are none of the site's, besides those that MkDocs leaves out by itself."""
    problems: tuple[Problem, ...] = ()
    """Settings that cannot be read, and layers that are named wrongly."""
    theme: Path | None = None
    """The folder of the theme's own files, all of which are published as well; None where none is named."""

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
    """The project in a folder. Problems: yaml-syntax, file-refused, unknown-key, wrong-type, duplicate-id."""
    problems: list[Problem] = []
    settings = list(_settings(root / MKDOCS_YML, problems))
    docs, site = root / (_said(settings, "docs_dir") or "docs"), root / (_said(settings, "site_dir") or "site")
    if real(site).is_symlink():
        what = f"the folder of the site, '{site.name}', is a link that leads back to itself."
        problems.append(Problem(Location(MKDOCS_YML), "", what, "Delete the link.", "file-refused"))
    layers: list[Path] = []
    for name, place in _layers(settings, problems):
        if fault := _misplaced(root / name, layers, docs, site):
            problems.append(Problem(place, "", *fault))
        layers.append(root / name)
    problems += _no_address(settings)
    address, excluded = _said(settings, "site_url"), tuple(_said(settings, "exclude_docs").splitlines())
    nav = next((tuple(_texts(nav, shown)) for shown, one in settings if (nav := _at(one, "nav"))), ())
    custom = _text(_at(next((theme for _, one in settings if (theme := _at(one, "theme"))), None), "custom_dir"))
    own = root / custom if custom else None
    return Project(root, tuple(layers) or (root / FIRST,), docs, site, address, nav, excluded, tuple(problems), own)


def is_address(text: str) -> bool:
    """Whether a site can be published at an address."""
    return _ADDRESS.fullmatch(text) is not None


def no_address(text: str) -> str:
    """What is wrong with what is none."""
    return f"'{text}' is not an address of a site."


def _no_address(settings: list[tuple[str, yaml.Node]]) -> Iterator[Problem]:
    shown, node = next(((shown, node) for shown, one in settings if (node := _at(one, "site_url"))), ("", None))
    if node is not None and (said := _text(node)) and not is_address(said):
        remedy = "Write it as https://host/path/, in mkdocs.yml or in the variable that it names."
        yield Problem(location(node, shown), "", no_address(said), remedy, "wrong-value")


def overlap(one: Path, other: Path) -> bool:
    """Whether two folders are the same, or one is in the other."""
    one, other = real(one), real(other)
    return one.is_relative_to(other) or other.is_relative_to(one)


def _misplaced(layer: Path, others: list[Path], docs: Path, site: Path) -> tuple[str, str, str] | None:
    """What is wrong with where a layer is, what to do, and the code."""
    if real(layer).is_symlink():
        return f"'{layer.name}' is a link that leads back to itself.", "Put the folder itself here.", "file-refused"
    if any(real(layer) == real(other) for other in others):
        return f"'{layer.name}' is named twice among the layers.", "Name each folder once.", "duplicate-id"
    if overlap(layer, site):
        what = f"the site is written to '{site.name}', in place of all that is there, and this layer would be lost."
        return what, "Name another 'site_dir', or another folder for the layer.", "file-refused"
    if overlap(layer, docs):
        what = f"every file in '{docs.name}' is published as it is."
        return what, "Move the layer out of it.", "file-refused"
    return None


def _layers(settings: list[tuple[str, yaml.Node]], problems: list[Problem]) -> list[tuple[str, Location]]:
    """The folders that the options of the plugin name, each with its place, as MkDocs joins files of settings."""
    for shown, one in settings:
        plugins = _at(one, "plugins")
        options = _plugin(plugins, "playbook")
        for key, _ in options.value if isinstance(options, yaml.MappingNode) else ():
            if key.value != "layers":
                what = f"'playbook' has no option '{key.value}'."
                remedy = suggestion(str(key.value), ["layers"]) or "Its one option is 'layers'."
                problems.append(Problem(location(key, shown), "", what, remedy, "unknown-key"))
        named = _at(options, "layers")
        if named is not None:
            parts = named.value if isinstance(named, yaml.SequenceNode) else ()
            if parts and all(part.tag == _STR and part.value.strip() for part in parts):
                return [(part.value, location(part, shown)) for part in parts]
            what, remedy = "'layers' is not a list of folders.", "Write 'layers: [data]', for example."
            problems.append(Problem(location(named, shown), "", what, remedy, "wrong-type"))
            break
        if plugins is not None and not isinstance(plugins, yaml.MappingNode):
            break  # a list replaces the one that is inherited
    return []


def _settings(path: Path, problems: list[Problem], seen: tuple[Path, ...] = ()) -> Iterator[tuple[str, yaml.Node]]:
    """A file of settings and those that it inherits from, the nearest first."""
    top = (seen or (path,))[0].parent
    shown = Path(os.path.relpath(path, top)).as_posix()
    settings = None
    try:
        text = path.read_text("utf-8-sig")
        # Nodes only: no tag is followed, and nothing is made of any.
        settings = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        problems.append(explain(error, text, shown, None))
    except (ValueError, yaml.YAMLError):
        what, remedy = "this is no text in UTF-8.", "Save the file as UTF-8."
        problems.append(Problem(Location(shown), "", what, remedy, "file-refused"))
    except OSError:
        pass
    if settings is None:
        return
    yield shown, settings
    if (parent := _text(_at(settings, "INHERIT"))) and path not in seen:
        yield from _settings(Path(os.path.normpath(path.parent / parent)), problems, (*seen, path))


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


def _texts(node: yaml.Node, shown: str) -> Iterator[tuple[str, Location]]:
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value), location(node, shown)
    else:
        for one in node.value:
            yield from _texts(one[1] if isinstance(one, tuple) else one, shown)
