"""What several test files need: data folders made of small pieces, golden files, and builds."""

from __future__ import annotations

import gc
import json
import logging
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import mkdocs.__main__
import mkdocs.commands.build
import pytest
import yaml
from click.testing import CliRunner
from filelock import FileLock
from mkdocs.config.defaults import MkDocsConfig

from ml_org_playbook.load import load
from ml_org_playbook.model.playbook import Playbook

T = TypeVar("T")

TESTS = Path(__file__).parent
ROOT = TESTS.parent
MINIMAL = TESTS / "minimal"
"""The smallest good data: one record of each kind."""
BAD = TESTS / "bad"
"""Code -> case -> the files by which it differs from the minimal data, and what is reported."""
GOLDEN = TESTS / "golden"
"""What goes into pure steps and what comes out: `about`, `input`, `output`."""


MKDOCS = f"""\
site_name: Ours
use_directory_urls: false
theme: {{name: material, font: false, custom_dir: {ROOT / "overrides"}}}
extra: {{polyfills: [assets/js/iframe-worker.js]}}
plugins: [search, offline, macros: {{on_undefined: strict, on_error_fail: false}}, playbook]
site_description: Ours.
"""
"""Settings with which a playbook can be published."""


def make_project(root: Path, *pieces: Path) -> Path:
    """A project folder whose data is the minimal one with pieces laid over it. Returns the data folder."""
    data = root / "data"
    for piece in (MINIMAL, *pieces):
        shutil.copytree(piece, data, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt", CHANGE))
        for change in changes(piece):
            text = (data / change.get("of", change["file"])).read_bytes().decode()
            assert text.count(change["old"]) == 1, (piece, change)
            (data / change["file"]).parent.mkdir(exist_ok=True)
            (data / change["file"]).write_bytes(text.replace(change["old"], change["new"]).encode())
    return data


CHANGE = "change.yml"


def changes(piece: Path) -> list[dict[str, str]]:
    """What a piece changes in files that are there, so that it need not hold all of them.

    In a `file`, the `old` text, which is there once, becomes the `new` one. A new file is made `of` another one.
    """
    path = piece / CHANGE
    return yaml.safe_load(path.read_text("utf-8")) if path.is_file() else []


def records_of(piece: Path, root: Path) -> dict[str, str]:
    """The records that a piece adds or changes: name in the data folder -> text. root: where they are made."""
    data = make_project(root, piece)
    own = [path.relative_to(piece).as_posix() for path in sorted(piece.rglob("*.yml")) if path.name != CHANGE]
    return {name: (data / name).read_text("utf-8") for name in [*own, *(change["file"] for change in changes(piece))]}


def playbook_of(root: Path) -> Playbook:
    """The playbook of a project without problems."""
    loaded = load(root)
    assert list(map(str, loaded.problems)) == []
    assert loaded.playbook is not None
    return loaded.playbook


# ---------------------------------------------------------------- golden files


@dataclass(frozen=True)
class Case:
    """One entry of a golden file: what goes into a pure step and what comes out."""

    file: str
    about: str
    input: Any
    output: Any


def golden(file: str) -> pytest.MarkDecorator:
    """Run a test once for each entry of `golden/<file>.yml`."""
    entries = yaml.safe_load((GOLDEN / f"{file}.yml").read_text("utf-8"))
    cases = [Case(file, entry["about"], entry["input"], entry.get("output")) for entry in entries]
    return pytest.mark.parametrize("case", cases, ids=[case.about for case in cases])


def agree(case: Case, output: Any, *, update: bool) -> None:
    """The output is the expected one; with --update-goldens it becomes the expected one."""
    if update and output != case.output:
        path = GOLDEN / f"{case.file}.yml"
        entries = yaml.safe_load(path.read_text("utf-8"))
        for entry in entries:
            if entry["about"] == case.about:
                entry["output"] = output
        path.write_text("\n".join(_entry(entry) for entry in entries), "utf-8")
    else:
        assert output == case.output


def _entry(entry: dict[str, Any]) -> str:
    text: str = yaml.dump([entry], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100_000)
    return text


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, and quotes that need no doubling: easy on whoever reads a diff."""


def _style(text: str) -> str | None:
    if "\n" in text:
        return "|"
    return '"' if "'" in text and '"' not in text and "\\" not in text else None


_Dumper.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))
)


# ---------------------------------------------------------------- builds


@dataclass(frozen=True)
class Build:
    """One run of `mkdocs build`."""

    code: int
    output: str
    site: Path


def start_build(project: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Begin to build a project as its author would, through the installed package."""
    inherited = {name: value for name, value in os.environ.items() if name not in ENVIRONMENT}
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict", *arguments],
        cwd=project,
        env={**inherited, "NO_MKDOCS_2_WARNING": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


ENVIRONMENT = {"SITE_URL", "EDIT_URI_TEMPLATE", "SOURCE_DATE_EPOCH", "PYTHONHASHSEED", "TZ"}
"""What a build may depend on, and no test wants from the machine that it runs on."""


def build(project: Path, *arguments: str) -> Build:
    """Build a project as `start_build` does, in this process: a new one needs a second to begin."""
    before, plugins = dict(os.environ), MkDocsConfig.plugins.plugin_cache
    MkDocsConfig.plugins.plugin_cache = {}  # else the build would get the plugin of a server of this process
    logging.getLogger(mkdocs.commands.build.__name__).filters.clear()  # MkDocs says each thing only once a process
    for name in ENVIRONMENT:
        os.environ.pop(name, None)
    try:
        with chdir(project):
            done = CliRunner().invoke(mkdocs.__main__.cli, ["build", "--strict", *arguments])
    finally:
        MkDocsConfig.plugins.plugin_cache = plugins
        os.environ.clear()
        os.environ.update(before)
        gc.unfreeze()  # the plugin lets the data stay
    output = done.output
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        output += "".join(traceback.format_exception(done.exception))  # as Python does when a process ends like this
    return Build(done.exit_code, output, project / "site")


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], T]) -> tuple[Path, T]:
    """A folder that all workers of this run share, and what the first who asked for it made in it, as JSON."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, made = base / name, base / f"{name}.json"
    with FileLock(base / f"{name}.lock"):
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of a worker that did not come to an end
            folder.mkdir()
            made.write_text(json.dumps(make(folder)), "utf-8")
    found: T = json.loads(made.read_text("utf-8"))
    return folder, found


def copy_project(root: Path) -> Path:
    """A copy of everything that the project's own site is made from."""
    shutil.copy(ROOT / "mkdocs.yml", root)
    for folder in ("data", "docs", "overrides"):
        shutil.copytree(ROOT / folder, root / folder)
    (root / "macros").mkdir()  # only watched while serving
    return root
