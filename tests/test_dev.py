"""`./dev`: what it tells pip, and what it says where that fails."""

from __future__ import annotations

import os
import sys
from types import ModuleType

import pytest


def test_of_the_settings_of_pip_only_the_sources_hold(dev: ModuleType) -> None:
    settings = "global.index-url='https://a.example/'\nglobal.user='true'\ninstall.target='/x'\ninstall.no-deps='yes'\n"
    settings += "install.index-url='https://b.example/'\n:env:.proxy='http://p'\n:env:.require-hashes='1'\n"
    found = dev.only_sources({"PATH": "/bin", "PIP_TARGET": "/x", "PIP_PROXY": "http://p"}, settings)
    assert found == {
        "PATH": "/bin", "PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "https://b.example/", "PIP_PROXY": "http://p"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (["ERROR: Could not find a version (from versions: none)", "ERROR: No matching distribution found for a==9"],
         "pip said: No matching distribution found for a==9"),
        (["WARNING: Retrying (total=4) after connection broken by 'NewConnectionError(…)'", "ERROR: No matching"],
         "pip could not reach the package index: check"),
        (["ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"],
         "pip said: Could not install packages due to an OSError: [Errno 28] No space left on device"),
        (["Traceback (most recent call last):"], "What pip said is above."),
    ],
)  # fmt: skip
def test_a_failed_installation_says_what_pip_said(dev: ModuleType, said: list[str], reason: str) -> None:
    assert dev.why_not_installed(said).startswith(f"The packages could not be installed. {reason}")


@pytest.mark.parametrize(("there", "asked"), [({"npm"}, True), ({"npm", "java"}, False), (set[str](), False)])
def test_java_is_installed_where_npm_gives_it_something_to_run(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, there: set[str], asked: bool
) -> None:
    wanted: list[str] = []
    monkeypatch.setenv("PLAYBOOK_BROWSER", "browser")
    monkeypatch.setattr(dev.shutil, "which", lambda name: name if name in {*there, "browser"} else None)
    monkeypatch.setattr(dev, "prepare_programs", wanted.extend)
    dev.prepare_test_programs()
    assert ("default-jre-headless" in wanted) == asked


@pytest.mark.spawns
def test_what_a_command_says_is_shown_and_heard(dev: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
    said: list[str] = []
    command = [sys.executable, "-c", "import os, sys; sys.exit('ERROR: ' + os.environ['PIP_PROXY'])"]
    assert dev.run(command, {"PIP_PROXY": "http://p"}, said) == 1
    assert said == ["ERROR: http://p\n"]
    assert capfd.readouterr().err == "ERROR: http://p\n"
