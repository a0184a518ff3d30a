"""Where the files of a playbook are, and which of them become pages, as MkDocs takes them from its settings.

In: a file of settings, such as mkdocs.yml. Out: a `Project`, with what is wrong with the settings that are read here.
What a setting means, and which files make a site, MkDocs says itself; what is here finds the place of each setting.
No plugin and no theme is asked, and no tag of YAML is followed, so that reading starts at once and runs nothing.
Where settings are missing or wrong, a project has what holds where nothing is said.
"""

import logging
import os
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Final

import yaml
from mkdocs.config.base import ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.structure.files import File, get_files
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from ..own_data import LOADER
from ..problems import Location, Problem, printable, suggestion
from . import outside
from .files import real
from .names import SETTINGS, unusable
from .plain_yaml import deepest_fault, location
from .yaml_errors import explain

MKDOCS_YML: Final = "mkdocs.yml"
NAMES: Final = (MKDOCS_YML, "mkdocs.yaml")
"""What MkDocs looks for, in this order, where no file of settings is named."""
FIRST: Final = "data"
"""The one layer where none is named."""
BUDGET_PERCENT: Final = 100
"""How much of what is usual a page may weigh where nothing is said."""
_OPTIONS: Final = ("layers", "budget_percent")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'()\\]+")
_READ: Final = (
    "docs_dir",
    "site_dir",
    "site_url",
    "exclude_docs",
    "draft_docs",
    "not_in_nav",
    "use_directory_urls",
    "strict",
)
"""Settings that MkDocs makes ready here, as it does in a build."""

Nodes = list[tuple[str, yaml.Node]]
"""Files of settings as problems name them, the nearest first, each with what stands in it and where."""
Values = Mapping[str, object]
Options = Mapping[object, object]
"""Options of the plugin."""


@dataclass(frozen=True)
class Project:
    """The folders of a playbook, and what its commands need of the settings."""

    root: Path
    layers: tuple[Path, ...]
    """The folders of records: the first, and those that add to it."""
    config: MkDocsConfig = field(compare=False)
    """The settings, as far as they are needed to know which files become pages."""
    nav: tuple[tuple[str, Location], ...] = ()
    """Every page and placeholder in the navigation, with its place."""
    problems: tuple[Problem, ...] = ()
    """Settings that cannot be read, and layers that are named wrongly."""
    nodes: Nodes = field(default_factory=list, compare=False, repr=False)
    budget_percent: int = BUDGET_PERCENT
    """How much of what is usual a page, a first visit and the index of the search may weigh."""

    @property
    def settings(self) -> Path:
        """The file of settings."""
        return self._near(self.config.config_file_path)

    @property
    def docs(self) -> Path:
        return self._near(self.config.docs_dir)

    @property
    def site(self) -> Path:
        """Where the built site goes."""
        return self._near(self.config.site_dir)

    @property
    def theme(self) -> Path | None:
        """The folder of the theme's own files, all of which are published as well; None where none is named."""
        theme: object = self.config.get("theme")
        custom = theme.get("custom_dir") if isinstance(theme, dict) else None
        return self.root / custom if isinstance(custom, str) else None

    @property
    def address(self) -> str:
        """Where the site is published; empty where that is not known."""
        return self.config.site_url or ""

    @property
    def own(self) -> Path:
        """The layer that new records go into, and new addresses: the last."""
        return self.layers[-1]

    @property
    def has_plugin(self) -> bool:
        """Whether the settings name the plugin, whose options name the layers."""
        return _options(self.config.get("plugins")) is not None

    @property
    def unnamed(self) -> dict[str, str]:
        """What to give MkDocs, which wants a name of every site, where the settings have none: the data has one."""
        return {} if self.config.site_name else {"site_name": ""}

    @cached_property
    def links(self) -> tuple[Problem, ...]:
        """Links that cannot be published, in the folders of which everything is."""
        return tuple(outside.unfit(filter(None, (self.docs, self.theme)), self.root))

    @cached_property
    def files(self) -> tuple[File, ...]:
        """What MkDocs makes pages of, in the order of their addresses. None while a link leads astray."""
        if self.links or not self.docs.is_dir():
            return ()
        log = logging.getLogger("mkdocs.structure.files")  # it warns of what a build, and a check, report themselves
        before, log.disabled = log.disabled, True
        try:
            pages = get_files(self.config).documentation_pages()
        finally:
            log.disabled = before
        return tuple(sorted(pages, key=lambda file: file.src_uri))

    def by_hand(self) -> set[str]:
        """The addresses of these pages."""
        return {file.dest_uri for file in self.files}

    def place(self, *keys: str) -> Location:
        """Where the settings say something: the innermost of keys within keys that is there, else the file."""
        found = [(*_innermost(node, keys), shown) for shown, node in self.nodes]
        depth, node, shown = max(found, key=lambda one: one[0], default=(0, None, ""))
        return location(node, shown) if depth and node else Location(self.settings.name)

    def layer_place(self, name: str = "") -> Location | None:
        """Where the settings name a layer, or without a name, the layers; None where they do not."""
        keys = ("plugins", "playbook", "layers", *([name] if name else []))
        for shown, node in self.nodes:
            depth, found = _innermost(node, keys)
            if depth == len(keys) and found is not None:
                return location(found, shown)
        return None

    def where_said(self, text: str) -> Location | None:
        """Where a value of the settings first holds a text; None where none does."""
        for shown, node in self.nodes:
            for value, where in _texts(node, shown):
                if text in value:
                    return where
        return None

    def _near(self, path: str) -> Path:
        """A path of the settings, relative to the root in the same way as others are."""
        root = _absolute(self.root)
        return self.root / Path(path).relative_to(root) if Path(path).is_relative_to(root) else Path(path)


def find(root: Path) -> Path:
    """The file of settings in a folder, as MkDocs finds it; where there is none, the first that it looks for."""
    return next((root / name for name in NAMES if (root / name).exists()), root / MKDOCS_YML)


def read(place: Path) -> Project:
    """The project of a file of settings, or in a folder.

    Problems: yaml-syntax, too-deep, file-refused, unknown-key, wrong-type, wrong-value, duplicate-id.
    """
    settings = _absolute(find(place) if place.is_dir() else place)
    root = place if place.is_dir() else place.parent
    problems: list[Problem] = []
    nodes = list(_nodes(settings, problems))
    config = MkDocsConfig(config_file_path=str(settings))
    values: Values = {} if problems else _values(settings, config, problems)
    config.load_dict(dict(values))
    project = Project(root, (root / FIRST,), config, nodes=nodes)
    problems += _no_address(project)
    for key in _READ:
        _ready(config, key, partial(project.place, key), problems)
    if real(project.site).is_symlink():
        what = f"the folder of the site, '{project.site.name}', is a link that leads back to itself."
        problems.append(Problem(project.place("site_dir"), "", what, "Delete the link.", "file-refused"))
    config.use_directory_urls = False  # no playbook is built with them
    layers: list[Path] = []
    options = _options(values.get("plugins")) or {}
    problems += _options_elsewhere(nodes)
    for name, where in _layers(options, project, problems):
        if fault := _misplaced(root / name, layers, project.docs, project.site):
            problems.append(Problem(where, "", *fault))
        if fault is None or is_layer(root / name):
            layers.append(root / name)
    nav = next((tuple(_texts(found[1], shown)) for shown, one in nodes if (found := _key(one, "nav"))), ())
    problems += filter(None, (_empty_section(_key(one, "nav"), shown) for shown, one in nodes[:1]))
    percent = _budget_percent(options, project, problems)
    return Project(root, tuple(layers) or project.layers, config, nav, tuple(problems), nodes, percent)


def command(name: str, settings: str) -> str:
    """How one calls a command, with the file of settings where it would not be found by itself."""
    return f"playbook {name}" + ("" if settings in NAMES else f" -f {shlex.quote(settings)}")


def is_address(text: str) -> bool:
    """Whether a site can be published at an address."""
    return _ADDRESS.fullmatch(text) is not None


def no_address(text: str) -> str:
    """What is wrong with what is none."""
    return f"'{text}' is not an address of a site."


def _no_address(project: Project) -> Iterator[Problem]:
    """What is wrong with the address that the settings give; nothing is known of it then."""
    said = project.config.get("site_url")
    if isinstance(said, str) and said and not is_address(said):
        project.config["site_url"] = None
        name = project.settings.name
        remedy = f"Write it as https://host/path/, in {name} or in the variable that it names."
        yield Problem(project.place("site_url"), "", no_address(said), remedy, "wrong-value")


def _absolute(path: Path) -> Path:
    """A path as MkDocs makes it whole: links stay as they are."""
    return Path(os.path.normpath(path.absolute()))


def _ready(config: MkDocsConfig, key: str, place: partial[Location], problems: list[Problem]) -> None:
    """Let MkDocs make a setting ready. One that it refuses is a problem, and what holds without it stays."""
    option = dict(config._schema)[key]
    option.pre_validation(config, key)
    try:
        config[key] = option.validate(config.get(key))
    except ValidationError as error:
        given, config[key] = config.get(key), option.default
        if key == "docs_dir" and isinstance(given, str):  # a playbook needs no hand-written pages
            config[key] = str(_absolute(Path(config.config_file_path).parent / given))
            return
        what = f"'{key}' is refused: {printable(str(error)).rstrip('.')}."
        remedy = "Write what MkDocs takes there, or leave the line out."
        problems.append(Problem(place(), key, what, remedy, "wrong-value"))
        if isinstance(option.default, str):
            config[key] = option.validate(option.default)


def others(project: Project) -> Iterator[Project]:
    """The projects of other files of settings beside this one: those that name the plugin."""
    for path in sorted({*project.root.glob("*.yml"), *project.root.glob("*.yaml")}):
        if path.is_file() and real(path) != real(project.settings):
            other = read(path)
            if not other.problems and other.has_plugin:
                yield other


def overlap(one: Path, other: Path) -> bool:
    """Whether two folders are the same, or one is in the other."""
    one, other = real(one), real(other)
    return one.is_relative_to(other) or other.is_relative_to(one)


def is_layer(folder: Path) -> bool:
    """Whether a folder holds the settings of a layer."""
    return any((folder / f"{name}.yml").is_file() for name in SETTINGS)


def _misplaced(layer: Path, others: list[Path], docs: Path, site: Path) -> tuple[str, str, str] | None:
    """What is wrong with where a layer is, what to do, and the code."""
    if real(layer).is_symlink():
        return f"'{layer.name}' is a link that leads back to itself.", "Put the folder itself here.", "file-refused"
    if any(real(layer) == real(other) for other in others):
        return f"'{layer.name}' is named twice among the layers.", "Name each folder once.", "duplicate-id"
    if what := unusable(layer.name):
        return what, "Give the folder another name.", "bad-id"
    same = next((one for one in others if str(real(one)).casefold() == str(real(layer)).casefold()), None)
    if same is not None:
        what = f"'{layer.name}' and '{same.name}' are one folder where capitals do not count, as on Windows and macOS."
        return what, "Give one of the two another name.", "duplicate-id"
    if overlap(layer, site):
        what = f"the site is written to '{site.name}', in place of all that is there, and this layer would be lost."
        return what, "Name another 'site_dir', or another folder for the layer.", "file-refused"
    if overlap(layer, docs) and not is_layer(layer):
        what = f"'{layer.name}' is no layer: hand-written pages stand there, and every file is published as it is."
        return what, "Take it out of 'layers'.", "file-refused"
    if layer.is_dir() and not is_layer(layer) and any(layer.iterdir()) and not any(layer.glob("*/*.yml")):
        what = f"'{layer.name}' is no layer: neither the settings of one nor a record stands in it."
        return what, "Take it out of 'layers', or correct its name.", "file-refused"
    if overlap(layer, docs):
        what = f"every file in '{docs.name}' is published as it is."
        return what, "Move the layer out of it.", "file-refused"
    return None


def _budget_percent(options: Options, project: Project, problems: list[Problem]) -> int:
    percent = options.get("budget_percent", BUDGET_PERCENT)
    if isinstance(percent, int) and not isinstance(percent, bool) and percent > 0:
        return percent
    where = project.place("plugins", "playbook", "budget_percent")
    what, remedy = "'budget_percent' is not a whole number above 0.", "Write 'budget_percent: 150', for example."
    problems.append(Problem(where, "", what, remedy, "wrong-type"))
    return BUDGET_PERCENT


def _layers(options: Options, project: Project, problems: list[Problem]) -> list[tuple[str, Location]]:
    """The folders that the options of the plugin name, each with its place."""
    for key in options:
        if key not in (*_OPTIONS, "enabled"):
            what = f"'playbook' has no option '{key}'."
            remedy = suggestion(str(key), _OPTIONS) or "Its options are 'layers' and 'budget_percent'."
            where = project.place("plugins", "playbook", str(key))
            problems.append(Problem(where, "", what, remedy, "unknown-key"))
    if "layers" not in options:
        return []
    named, where = options["layers"], project.place("plugins", "playbook", "layers")
    if isinstance(named, list) and named and all(isinstance(one, str) and one.strip() for one in named):
        return [(name, project.place("plugins", "playbook", "layers", name)) for name in named]
    said = [named] if isinstance(named, str) and named.strip() else []
    folders = ", ".join([FIRST, *(one for one in said if one != FIRST)])
    what, remedy = (
        "'layers' is not a list of folders.",
        f"Write 'layers: [{folders}]'{'' if said else ', for example'}.",
    )
    problems.append(Problem(where, "", what, remedy, "wrong-type"))
    return []


def _options_elsewhere(nodes: Nodes) -> Iterator[Problem]:
    """Options of the plugin that stand beside it: as a plugin, as its neighbor's key, or at the margin."""
    for shown, node in nodes:
        pair = _key(node, "plugins")
        plugins = pair[1] if pair else None
        parts = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
        named = next((found for part in parts if (found := _key(part, "playbook"))), None)
        for part in (node, *parts):
            for key, value in filter(None, (_key(part, name) for name in _OPTIONS)):
                option = f"{_text(key)}: {_written(value)}"
                remedy = f"Take it out here, and write '- playbook: {{{option}}}' among the plugins, in place of it."
                if named and named == _key(part, "playbook") and not _text(named[1]) and not _values_of(named[1]):
                    remedy = "Indent it by two blanks more, with all that belongs to it."
                elif named:
                    remedy = f"Take it out here, and write '{option}' among the options of 'playbook'."
                what = f"'{_text(key)}' is an option of the plugin 'playbook', and stands outside of it."
                yield Problem(location(key, shown), "", what, remedy, "unknown-key")


def _values_of(node: yaml.Node) -> list[object]:
    return list(node.value) if isinstance(node, yaml.CollectionNode) else []


def _written(node: yaml.Node) -> str:
    """A value of the settings as it would stand in one line."""
    return f"[{', '.join(map(_written, node.value))}]" if isinstance(node, yaml.SequenceNode) else _text(node)


def _options(plugins: object) -> Options | None:
    """The options of the plugin, in a list of names and mappings or in one mapping; None where it is not named."""
    for one in plugins if isinstance(plugins, list) else [plugins]:
        if one == "playbook":
            return {}
        if isinstance(one, dict) and "playbook" in one:
            options = one["playbook"]
            return options if isinstance(options, dict) else {}
    return None


class _Plain(LOADER):  # type: ignore[misc, valid-type] # libyaml may be missing
    """Makes nothing of any tag that is not YAML's own or MkDocs'."""


_Plain.add_constructor(None, lambda loader, node: None)


def _values(settings: Path, config: MkDocsConfig, problems: list[Problem]) -> Values:
    """What the settings say, with those that they inherit, as MkDocs joins them."""
    try:
        with settings.open("rb") as file:
            return yaml_load(file, get_yaml_loader(_Plain, config))
    except OSError:
        return {}
    except (ConfigurationError, ValueError, yaml.YAMLError) as error:
        what = f"MkDocs cannot read this: {printable(' '.join(str(error).split())).rstrip('.')}."
        problems.append(Problem(Location(settings.name), "", what, "Correct what it names.", "yaml-syntax"))
        return {}


def _nodes(path: Path, problems: list[Problem], seen: tuple[Path, ...] = ()) -> Iterator[tuple[str, yaml.Node]]:
    """A file of settings and those that it inherits from, the nearest first."""
    top = (seen or (path,))[0].parent
    shown = Path(os.path.relpath(path, top)).as_posix()
    settings = None
    try:
        text = path.read_text("utf-8-sig")
        if fault := deepest_fault(text, shown):
            problems.append(fault)
            return
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
    if not isinstance(settings, yaml.MappingNode):
        what, remedy = "expected 'key: value' in a file of settings.", "Write 'site_name: …', for example."
        problems.append(Problem(location(settings, shown), "", what, remedy, "wrong-type"))
        return
    yield shown, settings
    if inherited := _key(settings, "INHERIT"):
        parent = Path(os.path.normpath(path.parent / _text(inherited[1])))
        if parent in (*seen, path):
            what, remedy = "these settings inherit from themselves.", "Take out one of the lines 'INHERIT'."
            problems.append(Problem(location(inherited[0], shown), "", what, remedy, "wrong-value"))
        elif not parent.is_file():
            what, remedy = f"there is no file '{_text(inherited[1])}'.", "Correct the name, or take the line out."
            problems.append(Problem(location(inherited[1], shown), "", what, remedy, "wrong-value"))
        else:
            yield from _nodes(parent, problems, (*seen, path))


def _key(node: yaml.Node | None, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    """A key of a mapping and what it stands for."""
    pairs: Iterable[tuple[yaml.Node, yaml.Node]] = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((pair for pair in pairs if pair[0].value == key), None)


def _innermost(node: yaml.Node, keys: tuple[str, ...]) -> tuple[int, yaml.Node | None]:
    """How many of the keys there are, each within the one before it, in a mapping or a list; and the last of them."""
    found: yaml.Node | None = None
    within: yaml.Node | None = node
    for depth, key in enumerate(keys):
        inside = within.value if isinstance(within, yaml.SequenceNode) else [within]
        pair = next((pair for one in inside if (pair := _key(one, key))), None)
        if pair is None:
            entry = next((one for one in inside if depth and _text(one) == key), None)
            return (depth + 1, entry) if entry else (depth, found)
        found, within = pair
    return len(keys), found


def _text(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _empty_section(pair: tuple[yaml.Node, yaml.Node] | None, shown: str) -> Problem | None:
    """What is wrong with the first part of a navigation that has a name and no pages; None where there is no such."""
    if pair is None:
        return None
    key, node = pair
    if node.tag.endswith(":null") or (isinstance(node, yaml.SequenceNode) and not node.value):
        what = f"'{_text(key)}' has no pages."
        remedy = "Name pages under it, such as '- index.md', two blanks further in; or take it out."
        return Problem(location(key, shown), "nav", what, remedy, "not-in-navigation")
    parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
    inside = (one for part in parts if isinstance(part, yaml.MappingNode) for one in part.value)
    return next(filter(None, (_empty_section(one, shown) for one in inside)), None)


def _texts(node: yaml.Node, shown: str) -> Iterator[tuple[str, Location]]:
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value), location(node, shown)
    else:
        for one in node.value:
            yield from _texts(one[1] if isinstance(one, tuple) else one, shown)
