"""constraints.txt pins every package that an installation has, at the version with which the tests run."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution
from types import ModuleType

from helpers import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LISTED = (ROOT / "constraints.txt").read_text("utf-8")
PINS = {canonicalize_name(name): version for name, version in re.findall(r"(?m)^([\w.-]+)==([^\s;]+)", LISTED)}


def needed() -> dict[str, str]:
    """Every package that pyproject.toml asks for, with all extras, directly or not, and the version installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    lines = [*project["build-system"]["requires"], *project["project"]["dependencies"], *sum(extras, [])]
    left = [Requirement(line) for line in lines]
    seen: dict[tuple[str, str], str] = {}
    while left:
        one = left.pop()
        for extra in ("", *one.extras):
            name = canonicalize_name(one.name)
            if (name, extra) in seen or (one.marker and not one.marker.evaluate({"extra": ""})):
                continue
            found = distribution(one.name)
            seen[name, extra] = found.version
            wanted = [Requirement(line) for line in found.requires or ()]
            wanted = [each for each in wanted if each.marker is None or each.marker.evaluate({"extra": extra})]
            left += [Requirement(str(each).partition(";")[0]) for each in wanted]
    return {name: version for (name, _), version in seen.items()}


def test_every_package_is_pinned_at_the_version_that_is_tested() -> None:
    assert {name: version for name, version in needed().items() if PINS.get(name) != version} == {}


def test_nothing_is_pinned_that_nobody_needs() -> None:
    here_only = {"brotlicffi", "colorama", "tzdata"}  # what other systems need
    assert PINS.keys() - needed().keys() - here_only == set()


def test_every_pin_has_the_hashes_of_its_files_and_no_host() -> None:
    for entry in re.split(r"\n(?=[a-z0-9])", re.sub(r"(?m)^#.*\n", "", LISTED)):
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry
    assert "//" not in LISTED
    assert "--index" not in LISTED


def test_a_command_installs_what_it_needs_and_nothing_else(dev: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    site, tests = (dev.needed_for(extras, project, LISTED) for extras in (set(), {"pdf", "test"}))
    assert set(re.findall(r"(?m)^([\w.-]+)==", site)) > {"hatchling", "mkdocs", "markupsafe", "pyyaml"}
    assert set(re.findall(r"(?m)^([\w.-]+)==", tests)) == set(re.findall(r"(?m)^([\w.-]+)==", LISTED))
    assert "pytest" not in site
    assert "# via" not in site
