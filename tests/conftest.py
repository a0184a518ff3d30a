"""Options and fixtures that several test files share."""

from __future__ import annotations

import gc
import importlib.machinery
import importlib.util
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import jinja2
import pytest
from helpers import ROOT, Build, copy_project, make_project, once, playbook_of, start_build
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from quickness import Quickness

from ml_org_playbook import surroundings
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.rendering.html import CompiledTemplates

# The same examples in every run, and no limit on time: a slow machine is not a wrong program.
settings.register_profile("playbook", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("playbook")

gc.disable()  # else every reading of data would look through all that the tests before it have left

os.environ.pop("PLAYBOOK_COMMAND", None)  # `./dev` names the command as one calls it there; tests want its own name

_begin = jinja2.Environment.__init__
_compiled = CompiledTemplates()


def _begin_with_what_is_compiled(self: jinja2.Environment, *arguments: Any, **more: Any) -> None:
    """Half of a build of minimal data is compiling the theme's templates, which are the same for every test."""
    _begin(self, *arguments, **more)
    self.bytecode_cache = self.bytecode_cache or _compiled


jinja2.Environment.__init__ = _begin_with_what_is_compiled  # type: ignore[method-assign]

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Quickness())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write what comes out into golden/ and bad/*/*/expected.txt; the diff is the review",
    )


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be written instead of compared."""
    return bool(request.config.getoption("--update-goldens"))


@pytest.fixture
def collector() -> Iterator[None]:
    """The collector is on, as it is outside tests."""
    gc.enable()
    yield
    gc.disable()
    gc.unfreeze()


@pytest.fixture(scope="module", autouse=True)
def _signals() -> Iterator[None]:
    """A build that runs in this process hears of signals: only until the tests of its file end."""
    before = {one: signal.getsignal(one) for one in surroundings.SIGNALS}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


@pytest.fixture(scope="module", autouse=True)
def _collected() -> Iterator[None]:
    """What the tests of a file leave is let go after them."""
    yield
    gc.collect()


@pytest.fixture(scope="session")
def minimal(tmp_path_factory: pytest.TempPathFactory) -> Playbook:
    """The playbook with one tiny record of each kind."""
    root = tmp_path_factory.mktemp("minimal")
    make_project(root)
    return playbook_of(root)


@pytest.fixture(scope="session")
def playbook() -> Playbook:
    """What comes of the project's own data."""
    return playbook_of(ROOT)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder with the minimal data in it, to be changed by the test."""
    make_project(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def dev() -> ModuleType:
    """The script at the top, which has no ending."""
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    loader = importlib.machinery.SourceFileLoader("dev", str(ROOT / "dev"))
    spec = importlib.util.spec_from_loader("dev", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    sys.dont_write_bytecode = before
    return module


@pytest.fixture(scope="session")
def may_build() -> None:
    """Whoever uses this builds a site, and is marked as one who does."""


@pytest.fixture(scope="session")
def may_spawn() -> None:
    """Whoever uses this starts a process, and is marked as one who does."""


@pytest.fixture(scope="session")
def builds(may_build: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, Build]:
    """The project's own site, built twice at the same time: in other folders, time zones, and orders of hashing."""
    names = ("here", "somewhere-else")
    environments = [
        {"PYTHONHASHSEED": "0", "TZ": "UTC"},
        {"PYTHONHASHSEED": "14", "TZ": "Pacific/Chatham", "HOME": "/nowhere", "PYTHONOPTIMIZE": "1"},
    ]

    def make(folder: Path) -> list[tuple[int, str]]:
        for name in names:
            (folder / name).mkdir()
        projects = [copy_project(folder / name) for name in names]
        running = [start_build(project, **more) for project, more in zip(projects, environments, strict=True)]
        outputs = [process.communicate()[0] for process in running]
        return [(process.returncode, output) for process, output in zip(running, outputs, strict=True)]

    folder, made = once(tmp_path_factory, "sites", make)
    one, two = (Build(code, output, folder / name / "site") for name, (code, output) in zip(names, made, strict=True))
    return one, two


@pytest.fixture(scope="session")
def built(builds: tuple[Build, Build]) -> Build:
    """The project's own site."""
    assert builds[0].code == 0, builds[0].output
    return builds[0]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of this run: Playwright starts only once in a process."""
    program = os.environ.get("PLAYBOOK_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("no Chromium; `./dev test` installs one, or set PLAYBOOK_BROWSER")
    with sync_playwright() as playwright:
        # Without the flag Chromium ignores an address that changes too often.
        started = playwright.chromium.launch(executable_path=program, args=["--disable-ipc-flooding-protection"])
        yield started
        started.close()
