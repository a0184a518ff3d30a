"""Random playbooks: whatever `check` passes, `build` publishes and the audit passes.

    ./dev run python tests/random_playbooks.py [--seed 1] [--count 100]

Each begins as the smallest good one with a layer. Texts become random words and signs, ids become those that might be
taken for parts of a page, records and items are copied. What `check` refuses of it is put back as it was.
"""

from __future__ import annotations

import argparse
import copy
import random
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

import yaml
from attacks import site as attacks
from helpers import TESTS, build, make_project, playbook_of

from ml_org_playbook import schema
from ml_org_playbook.audit import audit
from ml_org_playbook.load import load
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.reading.records import SourceRecord, parse

SETTINGS: Final = f"""\
site_name: Minimal
site_description: Minimal.
use_directory_urls: false
theme:
  name: material
  font: false
  language: en
  custom_dir: {TESTS.parent / "overrides"}
  static_templates: [404.html, assets/css/print-margins.css]
extra: {{polyfills: [assets/js/iframe-worker.js]}}
plugins: [search, offline, macros: {{on_undefined: strict, on_error_fail: false}}, playbook: {{layers: [data]}}]
nav: [index.md, Processes: [processes/index.md, "@processes"]]
"""
HOME: Final = """\
# Start

{{ pb_scenarios() }}

{{ pb_checklist("run-triage") }}

{{ pb_worksheet("agenda") }}

{{ pb_link("role:lead") }}
"""
PIECES: Final = (
    "model", "Every week", "né", "ß", "語", "🙂", "12", "1.", "3:4", "&", "&amp;", "a & b", "\"so\"", "'so'", "*so*",
    "**b**", "_so_", "`code`", "# not", "- not", "#tag", "a#b", "--", "…", "(so)", "[so]", "a|b", "50 %", "@all",
    "~x~", "\\", "^", "$5", "= 2", "+ 3", "> 4", "http://a.example/?b=c&d", "ftp: so", "JavaScript: so", "mailto:x",
    "NaN", "null", "true", "{company_name}", "C++", "e.g.", "x" * 60,
)  # fmt: skip
"""What a text is made of. Some of them are refused in some texts."""
IDS: Final = (
    "parts", "items", "search", "toc", "note-1", "fn-1", "tick-one", "more-one", "sync-date", "head", "pb-tip",
    "table-2", "page", "top", "a", "x-1", "step-1", "link-this", "main", "title", "e" * 40,
)  # fmt: skip
"""Ids that a page, the theme or the engine might take for its own."""


def make(root: Path, seed: int) -> int:
    """Write a random playbook that `check` passes. Returns how many files differ from the smallest one."""
    chance = random.Random(seed)
    data = make_project(root)
    if chance.random() < 0.5:
        shutil.copytree(TESTS / "layer", root / "ours")
    add_site(root)
    attacks.add_twins(data)
    playbook = playbook_of(root)
    paths = [*data.glob("*/*.yml"), *root.glob("ours/*/*.yml")]
    changed = {path: before for path in sorted(paths) if (before := _change(path, playbook, chance)) is not None}
    while problems := load(root).problems:
        refused = {root / problem.location.path for problem in problems} & changed.keys() or set(changed)
        assert refused, problems
        for path in refused:
            before = changed.pop(path)
            path.write_text(before, "utf-8") if before else path.unlink()
    return len(changed)


def add_site(root: Path) -> None:
    """Settings and a page by hand, for the layers that are there."""
    layers = "[data, ours]" if (root / "ours").is_dir() else "[data]"
    (root / "mkdocs.yml").write_text(SETTINGS.replace("[data]", layers), "utf-8")
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs/index.md").write_text(HOME, "utf-8")


def _change(path: Path, playbook: Playbook, chance: random.Random) -> str | None:
    """Change the record of a file, or leave it. Returns what stood there before."""
    text = path.read_text("utf-8")
    kind = next(kind for kind in schema.KINDS.values() if kind.folder == path.parent.name)
    record = parse(text, kind.name, path.stem, path.name)
    assert isinstance(record, SourceRecord)
    value: dict[str, Any] = record.value
    if chance.random() < 0.5:
        value = attacks.full(playbook, kind.name, value)
    for place, words in attacks.places(kind.name, value):
        if chance.random() < 0.3:
            attacks.put(value, place, _words(chance, words.most or 4000))
    if kind.name == "checklist" and value.get("items"):
        for id in chance.sample(IDS, chance.randrange(4)):
            value["items"].append(copy.deepcopy(chance.choice(value["items"])) | {"id": id, "after": []})
    path.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True), "utf-8")
    return text


def _words(chance: random.Random, most: int) -> str:
    words = " ".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 7)))
    return words[:most].strip() or "So"


def problems(root: Path) -> list[str]:
    """What `build` and the audit say of a project."""
    result = build(root)
    return [str(one) for one in audit(root / "site", playbook_of(root))] if result.code == 0 else [result.output]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    options = parser.parse_args()
    failed = changed = 0
    for seed in range(options.seed, options.seed + options.count):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve() / "project"
            root.mkdir()
            changed += make(root, seed)
            if found := problems(root):
                failed += 1
                print(f"seed {seed}:", *found[:5], sep="\n  ")
    print(f"{options.count} playbooks with {changed} random records: {failed} of them failed.")
    raise SystemExit(failed > 0)


if __name__ == "__main__":
    main()
