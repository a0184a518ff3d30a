"""What `check` passes, `build` publishes: nothing that an author may write makes a site that the audit refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from attacks import site as attacks
from helpers import ROOT, build, make_project, playbook_of

from ml_org_playbook import schema
from ml_org_playbook.audit import audit
from ml_org_playbook.load import load
from ml_org_playbook.reading.records import SourceRecord, parse

MKDOCS = f"""\
site_name: Minimal
site_description: Minimal.
use_directory_urls: false
theme:
  name: material
  font: false
  language: en
  custom_dir: {ROOT / "overrides"}
  static_templates: [404.html, assets/css/print-margins.css]
extra: {{polyfills: [assets/js/iframe-worker.js]}}
plugins: [search, offline, macros: {{on_undefined: strict, on_error_fail: false}}, playbook]
nav: [index.md, linking.md, Processes: [processes/index.md, "@processes"]]
"""
HOME = """\
# Start

{{ pb_scenarios() }}

{{ pb_checklist("run-triage") }}

{{ pb_worksheet("agenda") }}

{{ pb_link("role:lead") }}
"""


def published(root: Path) -> list[str]:
    """What `build` and the audit say of a project of which `check` says nothing."""
    loaded = load(root)
    assert list(map(str, loaded.problems)) == []
    (root / "mkdocs.yml").write_text(MKDOCS)
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs/index.md").write_text(HOME)
    (root / "docs/linking.md").write_text("# Link a list\n")
    result = build(root)
    assert result.code == 0, result.output
    return [str(problem) for problem in audit(root / "site", loaded.playbook)]


def say_everywhere(data: Path, words: str) -> None:
    """Records with every text that they may have, each of which begins with these words."""
    attacks.add_twins(data)
    playbook = playbook_of(data.parent)
    folders = {kind.folder: kind for kind in schema.KINDS.values()}
    for path in sorted(data.glob("*/*.yml")):
        kind = folders[path.parent.name]
        record = parse(path.read_text("utf-8"), kind.name, path.stem, f"data/{kind.folder}/{path.name}")
        assert isinstance(record, SourceRecord)
        value = record.value
        if not path.stem.startswith(attacks.TWIN):
            value = attacks.full(playbook, kind.name, value)
        for place, text in attacks.places(kind.name, value):
            old = value
            for part in place:
                old = old[part]
            attacks.put(value, place, f"{words} {old}"[: text.most])
        path.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True), "utf-8")
    settings = yaml.safe_load((data / "playbook.yml").read_text("utf-8"))
    for text in (settings, *settings["pages"].values()):
        text["title"] = f"{words} {text['title']}"
    (data / "playbook.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")


@pytest.mark.builds
def test_any_text_may_hold_a_parameter(tmp_path: Path) -> None:
    """Titles of every kind too, wherever they are shown: on pages, in the contents beside them, in the search."""
    say_everywhere(make_project(tmp_path), "At {company_name}:")
    assert published(tmp_path) == []
    pages = [path for path in (tmp_path / "site").rglob("*") if path.suffix in (".html", ".css", ".json", ".js")]
    left = [path for path in pages if "company_name" in path.read_text("utf-8")]
    reference = tmp_path / "site/tailor"  # explains parameters, and shows lines of records as they were written
    assert [path for path in left if reference not in path.parents and path.parent.name != "search"] == []
    contents, heading = "At your company: Model\n", "At your company: Model<a"
    glossary = (tmp_path / "site/glossary.html").read_text("utf-8")
    assert contents in glossary
    assert heading in glossary
