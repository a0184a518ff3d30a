"""Nothing in data runs, loads or writes anything: it is refused, or shown as text.

The attacks are in `attacks/library.py`. `python tests/attacks` puts every one of them into every title, too.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
import yaml
from attacks import browsing, peak, site
from attacks.library import FILES, SHORT, WORD, WRONG_IDS
from click.testing import CliRunner
from helpers import make_project
from playwright.sync_api import Browser

from ml_org_playbook import cli, schema
from ml_org_playbook.problems import Problem
from ml_org_playbook.reading.records import parse

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def armory(tmp_path_factory: pytest.TempPathFactory) -> site.Armory:
    return site.Armory(tmp_path_factory.mktemp("armory"))


# ---------------------------------------------------------------- what the loader says


def test_every_text_of_every_kind_is_a_target(armory: site.Armory) -> None:
    assert {target.kind for target in armory.targets} == {*schema.KINDS, "playbook"}
    tried = {(target.kind, *site.pattern(path)) for target in armory.targets for path in target.accepted}
    kinds = {*schema.KINDS, "playbook"}
    known = {(kind, *path) for kind in kinds for path in site.known_texts(schema.model_of(kind))}
    assert known - tried == set()


def test_a_text_accepts_what_texts_of_its_sort_accept(armory: site.Armory) -> None:
    """No field is laxer or stricter than the others."""
    for target in armory.targets:
        for path, (text, accepted) in target.accepted.items():
            room = (text.most or 4000) - len(WORD) - site.ROOM
            expected = [attack for attack in armory.passed[text.sort] if len(attack) <= room]
            assert accepted == expected, (target.path, path)


@pytest.mark.parametrize("attack", [a for a in SHORT if a.startswith(("<", "{{", "{%", "{#"))])
def test_markup_and_templates_are_refused_in_every_sort_of_text(armory: site.Armory, attack: str) -> None:
    assert all(attack not in passed for passed in armory.passed.values())


@pytest.mark.parametrize("attack", [a for a in SHORT if not a.isprintable()], ids=ascii)
def test_what_nobody_sees_is_refused_in_every_way_to_write_it(attack: str) -> None:
    ways = [f"title: {attack}", f"title: '{attack}'", f"title: |\n  {attack}", f"# {attack}", f"{attack}: x"]
    ways += [yaml.dump({"title": attack}), yaml.dump({attack: "x"}), yaml.dump([{"x": attack}])]
    for way in ways:
        refused = parse(way, "term", "model", "data/terms/model.yml")
        assert isinstance(refused, Problem)
        assert refused.location.path == "data/terms/model.yml"


def test_no_field_takes_a_wrong_id(armory: site.Armory) -> None:
    taken = [
        (target.path, path, id)
        for target in armory.targets
        for number, path in enumerate(site.id_places(target.kind, target.value))
        for id in WRONG_IDS[number % 2 :: 2]  # two places take turns: all are read by the same function
        if armory.takes(target, path, id)
    ]
    assert taken == []


# ---------------------------------------------------------------- what the site shows


@pytest.fixture(scope="module")
def attacked(may_build: None, armory: site.Armory, tmp_path_factory: pytest.TempPathFactory) -> site.Built:
    start = 3  # gives the title of the site the attack that Material's own navigation falls for
    return site.build(armory, tmp_path_factory.mktemp("sandbox"), start)


def test_nothing_is_written_outside_the_site(attacked: site.Built) -> None:
    assert attacked.strays == []


def test_the_site_shows_attacks_on_every_sort_of_page(attacked: site.Built) -> None:
    shown = site.pages_with_attacks(attacked.site)
    expected = {kind.address.split("/")[0] for kind in schema.KINDS.values()}
    assert {address.split("/")[0] for address in shown} >= expected


def test_nothing_runs_in_a_browser(attacked: site.Built, browser: Browser) -> None:
    """With the policy, without it, and from files; on pages and in what the search finds."""
    pages = site.pages_with_attacks(attacked.site)
    assert browsing.look_over(browser, attacked.site, pages, "index.html", every=10) == []


# ---------------------------------------------------------------- files


@pytest.mark.spawns
def test_bad_files_are_refused_in_little_memory_and_time(tmp_path: Path) -> None:
    data = make_project(tmp_path)
    for name, content in FILES.items():
        (data / f"terms/{name}.yml").write_bytes(content)
    os.mkfifo(data / "terms/fifo.yml")
    (data / "terms/link.yml").symlink_to("/etc/hostname")
    (data / "terms/endless.yml").symlink_to("/dev/zero")
    (data / "terms/round.yml").symlink_to("round.yml")
    (data / "roles-link").symlink_to(data / "roles")
    run = peak.run([sys.executable, "-m", "ml_org_playbook", "check"], tmp_path, seconds=60)
    assert run.code == 1
    assert "Traceback" not in run.output
    expected = {f"data/terms/{name}.yml" for name in (*FILES, "fifo", "link", "endless", "round")} | {"data/roles-link"}
    assert {path for path in expected if f"\n{path}:" not in f"\n{run.output}"} == set()
    assert run.megabytes < 500


def test_a_new_record_is_begun_only_inside_its_folder(tmp_path: Path) -> None:
    project = tmp_path / "above/project"
    make_project(project)
    before = site.listing(tmp_path)
    for id in WRONG_IDS:
        done = CliRunner().invoke(cli.main, ["new", "--root", str(project), "process", "--", id])
        assert done.exit_code == 2, id
        assert isinstance(done.exception, SystemExit), id
        assert site.listing(tmp_path) == before, id
