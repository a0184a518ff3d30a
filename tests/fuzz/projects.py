"""One case of a project: spoil its settings or a hand-written page; what `check` lets pass, `build` publishes.

Unlike a case of data, it runs the commands themselves, and builds whatever `check` finds good.
"""

from __future__ import annotations

import json
import random
import shutil
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from click.testing import CliRunner

from ml_org_playbook import cli

from .mutations import MUTATIONS, TOKENS, Draft

SETTINGS: Final = """\
site_name: Robots Inc.
use_directory_urls: false
docs_dir: docs
exclude_docs: drafts/
theme:
  name: material
  font: false
  custom_dir: theme
extra: {polyfills: [iframe-worker.js]}
site_description: Robots.
plugins:
  - search
  - offline
  - macros:
      on_undefined: strict
      on_error_fail: false
  - playbook:
      layers: [data, ours]
markdown_extensions:
  - attr_list
  - toc: {permalink: true}
validation:
  anchors: warn
  links: {unrecognized_links: warn}
nav:
  - index.md
  - Guide: guide/start.md
  - Processes: [processes/index.md, "@processes"]
"""
PAGES: Final = {
    "docs/index.md": """\
---
title: Home
description: Where to begin.
---

# Home

{{ pb_scenarios() }}

See {{ pb_link("process:triage") }}, [the guide](guide/start.md#first) and [a list](checklists/run-triage.md).

- One
- Two: {{ pb_param("company_name") }}
""",
    "docs/guide/start.md": """\
# Start

## First

{{ pb_checklist("run-triage") }}

## Then

Go [home](../index.md).

{{ pb_list("process") }}

| A | B |
|---|---|
| 1 | 2 |
""",
    "docs/drafts/later.md": "# Later\n\n{{ nothing }}\n",
}
TARGETS: Final = ("mkdocs.yml", "mkdocs.yml", "docs/index.md", "docs/guide/start.md")

WORDS: Final = [
    "{{ pb_link('x') }}", "{{ 1/0 }}", "{% if %}", "{{", "}}", "[a](b.md)", "[a](#b)", "# Home", "<script>",
    "![](x.png)", "@processes", "@terms", "true", "false", "null", "docs", "../docs", "data", "other.md", "index.md",
    "site_dir: docs", "use_directory_urls: true", "strict: true", "hooks: [a.py]", "extra: {a: 1}",
    "INHERIT: base.yml", "not_in_nav: '*'", "theme: readthedocs", "plugins: []", "layers: [ours]", "site_url: x y",
    "edit_uri: ''",
]  # fmt: skip
"""What people write into settings and pages, right or wrong."""

Way = Callable[[random.Random, Draft], bool]


def _insert_word(random: random.Random, draft: Draft) -> bool:
    lines = draft.text.split("\n")
    at = random.randrange(len(lines) + 1)
    lines.insert(at, random.choice(["", "", "  ", "    "]) + random.choice(WORDS))
    draft.text = "\n".join(lines)
    return True


def _misspell(random: random.Random, draft: Draft) -> bool:
    """A letter too few, too many, or another."""
    text = draft.text
    places = [at for at, letter in enumerate(text) if letter.isalnum()]
    if not places:
        return False
    at = random.choice(places)
    draft.text = text[:at] + random.choice(["", "x", text[at] * 2, random.choice(TOKENS)]) + text[at + 1 :]
    return True


WAYS: Final[dict[str, Way]] = {
    "insert_word": _insert_word,
    "misspell": _misspell,
    **{
        name: MUTATIONS[name]
        for name in (
            "drop_lines", "duplicate_lines", "swap_lines", "indent", "truncate", "flip_bytes", "insert_token",
            "line_ends", "other_encoding", "deep_brackets",
        )
    },
}  # fmt: skip


def make(data: Path, layer: Path, root: Path) -> None:
    """A good project with a layer. data, layer: the folders that become its layers."""
    shutil.copytree(data, root / "data")
    shutil.copytree(layer, root / "ours")
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (root / "theme").mkdir()
    (root / "theme/iframe-worker.js").touch()
    for name, content in PAGES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")


def spoil(root: Path, seed: int) -> tuple[str, tuple[str, ...]]:
    """Spoil one file of a project. Returns which, and how."""
    chance = random.Random(seed)
    target = chance.choice(TARGETS)
    draft = Draft((), target, {target: (root / target).read_bytes()})
    done: list[str] = []
    wanted = chance.choice([1, 1, 1, 2])
    while len(done) < wanted:
        name = chance.choice(list(WAYS))
        if WAYS[name](chance, draft):
            done.append(name)
    content = draft.files[target]
    assert isinstance(content, bytes)
    (root / target).write_bytes(content)
    return target, tuple(done)


def verdict(root: Path, target: str, build: Callable[[Path], Any]) -> str:
    """`clean`, `inside`, or `FAILED: …` for a project of which one file is spoiled.

    build: builds a project and gives its exit `code` and `output`.
    """
    begun = time.monotonic()
    done = CliRunner().invoke(cli.main, ["check", "--root", str(root), "--format", "json"])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        place = traceback.extract_tb(done.exception.__traceback__)[-1]
        return f"FAILED: {done.exception!r:.120} ({Path(place.filename).name}:{place.lineno})"
    if time.monotonic() - begun > 60:
        return "FAILED: hangs"
    if done.exit_code == 0:
        made = build(root)
        return "clean" if made.code == 0 else f"FAILED: check says nothing, build: {made.output[-400:]!r}"
    try:
        paths = {problem["path"] for problem in json.loads(done.output[done.output.index("{") :])["problems"]}
    except (ValueError, KeyError):
        return f"FAILED: no list of problems: {done.output[-300:]!r}"
    near = {target} if target == "mkdocs.yml" else {target, *PAGES, "mkdocs.yml"}
    return "inside" if paths & near else f"FAILED: not in the file: {sorted(paths)[:3]}"


def case(data: Path, layer: Path, root: Path, seed: int, build: Callable[[Path], Any]) -> tuple[str, str, str]:
    """Make the case of a seed in an empty folder and judge it. Returns the target, how it was spoiled, the verdict."""
    make(data, layer, root)
    target, done = spoil(root, seed)
    return target, ", ".join(done), verdict(root, target, build)
