"""A new kind of record is its schema, its view and its data, and nothing else: CONTRIBUTING says how."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import MKDOCS, ROOT, make_project

pytestmark = pytest.mark.spawns

SCHEMA = '''\
"""Tools: what people use in a process."""

from __future__ import annotations

from typing import Final

from ..base import Record, SourcedTexts
from ..kind import Kind
from ..links import ProcessLink


class Tool(Record):
    """What people use in a process."""

    description: SourcedTexts
    """What it is."""
    processes: tuple[ProcessLink, ...] = ()
    """Processes that use it."""


KIND: Final = Kind(model=Tool, rank=85, plural="Tools")
'''
VIEW = '''\
"""The page of a tool."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import relations
from ...model.playbook import Entry
from ...schema.kinds.tool import Tool
from ..blocks import Block
from .common import Views
from .registry import record_page


def blocks(views: Views, entry: Entry[Tool]) -> Iterator[Block]:
    yield views.texts("description", "What it is", entry.fields.description, entry.provenance)
    yield views.rows("processes", "Processes that use it", views.playbook.links_from(entry, relations.PROCESS))


record_page(Tool, blocks)
'''
DATA = """\
id: experiment-tracker
title: Experiment tracker
summary: One place for what was tried, and what came of it.
basis: editorial
description: [Everybody sees every experiment there.]
processes:
  - process: triage
    text: Open questions come from there.
"""
SETTINGS = f'{MKDOCS}nav: [index.md, Tools: [tools/index.md, "@tools"]]\n'


def test_a_new_kind_touches_its_schema_its_view_and_its_data(tmp_path: Path) -> None:
    package = tmp_path / "engine/ml_org_playbook"
    shutil.copytree(ROOT / "macros/ml_org_playbook", package)
    (package / "schema/kinds/tool.py").write_text(SCHEMA)
    (package / "pages/views/tool.py").write_text(VIEW)
    data = make_project(tmp_path)
    (data / "tools").mkdir()
    (data / "tools/experiment-tracker.yml").write_text(DATA)
    (tmp_path / "mkdocs.yml").write_text(SETTINGS)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text('# Start\n\n{{ pb_list("tool") }}\n')
    environment = {**os.environ, "PYTHONPATH": str(package.parent), "NO_MKDOCS_2_WARNING": "1"}
    for command in (("ml_org_playbook", "check"), ("mkdocs", "build", "--strict")):
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    site = tmp_path / "site"
    page = (site / "tools/experiment-tracker.html").read_text("utf-8")
    assert "Everybody sees every experiment there." in page
    assert 'href="../processes/triage.html"' in page
    assert "experiment-tracker.html" in (site / "tools/index.html").read_text("utf-8")
    assert "All tools of this playbook." in (site / "tools/index.html").read_text("utf-8")
    assert 'href="tools/experiment-tracker.html"' in (site / "index.html").read_text("utf-8")
    assert 'href="../tools/experiment-tracker.html"' in (site / "processes/triage.html").read_text("utf-8")
    assert (site / "tailor/fields/tool.html").is_file()
