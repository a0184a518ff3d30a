"""Settings and hand-written pages: what the engine knows of them is what MkDocs makes of them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from helpers import MKDOCS, build, make_project
from mkdocs.config import load_config
from mkdocs.structure.files import get_files

from ml_org_playbook import schema
from ml_org_playbook.cli import main
from ml_org_playbook.model import addresses
from ml_org_playbook.reading import project as projects


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def write(root: Path, files: Mapping[str, str]) -> None:
    """Files below a folder; what begins with '->' is a link."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text.startswith("->"):
            path.symlink_to(text.removeprefix("->"))
        else:
            path.write_text(text)


# ---------------------------------------------------------------- which files become pages

INDEX = {"docs/index.md": "# Start\n"}
TREES: dict[str, tuple[str, dict[str, str]]] = {
    "a page": ("mkdocs.yml", {"mkdocs.yml": MKDOCS, **INDEX}),
    "a readme as an index page": ("mkdocs.yml", {"mkdocs.yml": MKDOCS, "docs/README.md": "", "docs/a/README.md": ""}),
    "a readme beside an index page": ("mkdocs.yml", {"mkdocs.yml": MKDOCS, **INDEX, "docs/README.md": "# Not\n"}),
    "other endings": (
        "mkdocs.yml",
        {"mkdocs.yml": MKDOCS, **INDEX, "docs/a.markdown": "", "docs/b.mkd": "", "docs/c.MD": "", "docs/d.mdown": ""},
    ),
    "a linked folder": ("mkdocs.yml", {"mkdocs.yml": MKDOCS, **INDEX, "more/x.md": "", "docs/linked": "->../more"}),
    "a linked page": ("mkdocs.yml", {"mkdocs.yml": MKDOCS, **INDEX, "more/x.md": "", "docs/y.md": "->../more/x.md"}),
    "what is left out by itself": (
        "mkdocs.yml",
        {"mkdocs.yml": MKDOCS, **INDEX, "docs/.a.md": "", "docs/templates/b.md": "", "docs/c/templates/d.md": ""},
    ),
    "what is left out by a setting": (
        "mkdocs.yml",
        {
            "mkdocs.yml": MKDOCS + "exclude_docs: |\n  drafts/\n  !drafts/good.md\n  *.tmp.md\ndraft_docs: later.md\n",
            **INDEX,
            "docs/drafts/a.md": "",
            "docs/drafts/good.md": "",
            "docs/x.tmp.md": "",
            "docs/later.md": "",
        },
    ),
    "a readme beside an index page that is left out": (
        "mkdocs.yml",
        {"mkdocs.yml": MKDOCS + "exclude_docs: index.md\n", **INDEX, "docs/README.md": ""},
    ),
    "a folder in a folder": ("mkdocs.yml", {"mkdocs.yml": MKDOCS + "docs_dir: web/docs\n", "web/docs/a.md": ""}),
    "a folder that a variable names": (
        "mkdocs.yml",
        {"mkdocs.yml": MKDOCS + "docs_dir: !ENV [NOT_SET, pages]\n", "pages/a.md": ""},
    ),
    "inherited settings": (
        "mkdocs.yml",
        {
            "base/mkdocs.yml": MKDOCS + "docs_dir: pages\nexclude_docs: b.md\n",
            "mkdocs.yml": "INHERIT: base/mkdocs.yml\nsite_name: A\n",
            "pages/a.md": "",
            "pages/b.md": "",
        },
    ),
    "keys of YAML that are merged": (
        "mkdocs.yml",
        {"mkdocs.yml": MKDOCS + "extra: &x {docs_dir: pages}\n<<: *x\n", "pages/a.md": "", **INDEX},
    ),
    "another ending of the settings": ("mkdocs.yaml", {"mkdocs.yaml": MKDOCS, **INDEX}),
    "both endings of the settings": (
        "mkdocs.yml",
        {"mkdocs.yml": MKDOCS, "mkdocs.yaml": MKDOCS + "docs_dir: pages\n", **INDEX, "pages/a.md": ""},
    ),
}
"""What there is -> the settings that MkDocs takes, and the files."""


@pytest.mark.parametrize("name", TREES)
def test_pages_are_those_that_mkdocs_makes(name: str, tmp_path: Path) -> None:
    settings, files = TREES[name]
    make_project(tmp_path)
    write(tmp_path, files)
    config = load_config(str(tmp_path / settings))
    pages = get_files(config).documentation_pages()
    project = projects.read(tmp_path)
    assert project.problems == ()
    assert project.settings.name == settings
    assert project.by_hand() == {page.dest_uri for page in pages}
    assert [project.docs / one.src_uri for one in project.files] == sorted(Path(str(one.abs_src_path)) for one in pages)
    assert (str(project.docs), str(project.site)) == (config.docs_dir, config.site_dir)
    assert project.address == (config.site_url or "")


@pytest.mark.spawns
@pytest.mark.parametrize("name", ["docs/README.md", "docs/a/b.markdown", "docs/linked/x.md"])
def test_a_wrong_macro_is_found_in_every_page_and_its_address_is_listed(name: str, tmp_path: Path) -> None:
    make_project(tmp_path)
    write(tmp_path, {"mkdocs.yml": MKDOCS, "more/y.md": "# Y\n", "docs/linked": "->../more", name: "{{ pb_no() }}\n"})
    result = run("check", "--root", tmp_path)
    assert f"{name}:1:4: pb_no: no macro 'pb_no'." in result.output
    (tmp_path / name).write_text("# Good\n")
    assert run("links", "accept", "--root", tmp_path).exit_code == 0
    listed = (tmp_path / "data/links.lock").read_text().splitlines()
    pages = get_files(load_config(str(tmp_path / "mkdocs.yml"))).documentation_pages()
    assert {page.dest_uri for page in pages} <= set(listed)


@pytest.mark.builds
def test_the_lock_lists_what_is_built_and_edit_links_lead_to_the_files(tmp_path: Path) -> None:
    make_project(tmp_path)
    settings = MKDOCS + "docs_dir: web/docs\nedit_uri_template: 'https://git.example.org/edit/web/docs/{path}'\n"
    features = settings.replace("font: false", "font: false, features: [content.action.edit]")
    pages = {
        "web/docs/README.md": "# Start\n",
        "web/docs/a.markdown": "# A\n",
        "more/x.md": "# X\n",
        "web/docs/linked": "->../../more",
    }
    write(tmp_path, {"mkdocs.yml": features, **pages})
    assert run("links", "accept", "--root", tmp_path).exit_code == 0
    result = build(tmp_path)
    assert result.code == 0, result.output
    listed = {line.partition("#")[0] for line in (tmp_path / "data/links.lock").read_text().splitlines()} - {""}
    built = {path.relative_to(result.site).as_posix() for path in result.site.rglob("*.html")}
    assert built - {"404.html"} == listed
    for address, source in {
        "index.html": "web/docs/README.md",
        "a.html": "web/docs/a.markdown",
        "linked/x.html": "more/x.md",
        "processes/triage.html": "data/processes/triage.yml",
    }.items():
        edit = (result.site / address).read_text().partition('href="https://git.example.org/edit/')[2]
        assert os.path.normpath(edit.partition('"')[0]) == source


# ---------------------------------------------------------------- which settings


LAYER = 'title: Ours\nversion: 0.0.1\nreleased: "2026-01-01"\n'
TWO = {
    "mkdocs.yml": MKDOCS,
    "other.yml": MKDOCS.replace("playbook]", "playbook: {layers: [data, ours]}]") + "docs_dir: pages\nsite_dir: out\n",
    "docs/index.md": "# Start\n",
    "pages/index.md": "# Start\n",
    "pages/only.md": "# Only\n",
    "ours/layer.yml": LAYER,
}


@pytest.mark.builds
@pytest.mark.parametrize("line", ["## Part one", '<a id="part-one"></a>\n\n## Part two'])
def test_a_heading_that_was_published_stays(line: str, tmp_path: Path) -> None:
    make_project(tmp_path)
    write(tmp_path, {"mkdocs.yml": MKDOCS, "docs/index.md": "# Home\n\n## Part one\n"})
    assert run("links", "accept", "--root", tmp_path).exit_code == 0
    assert "\nindex.html#part-one\n" in (tmp_path / "data/links.lock").read_text("utf-8")
    write(tmp_path, {"docs/index.md": "# Home\n\n## Part two\n"})
    said = run("check", "--root", tmp_path).output
    assert "the heading at 'index.html#part-one' was published and is gone. Bring it back; or write " in said
    assert "'<a id=\"part-one\"></a>' above what took its place on the page. [published-and-gone]" in said
    assert build(tmp_path).code != 0
    write(tmp_path, {"docs/index.md": f"# Home\n\n{line}\n"})
    assert ", 0 problems." in run("check", "--root", tmp_path).output
    assert build(tmp_path).code == 0


@pytest.mark.spawns
def test_two_files_of_settings_each_check_what_they_name(tmp_path: Path) -> None:
    make_project(tmp_path)
    write(tmp_path, TWO)
    other = tmp_path / "other.yml"
    assert run("check", "--root", tmp_path).output.startswith("23 records, 0 problems.\n")
    assert run("check", "-f", other).output.startswith("24 records, 0 problems.\n")
    (tmp_path / "pages/only.md").write_text("{{ pb_no() }}\n")
    assert run("check", "--root", tmp_path).exit_code == 0
    assert "pages/only.md:1:4: pb_no: no macro" in run("check", "--config-file", other).output


@pytest.mark.spawns
def test_two_files_of_settings_that_share_a_layer_share_its_list_of_addresses(tmp_path: Path) -> None:
    make_project(tmp_path)
    write(tmp_path, {**TWO, "other.yml": TWO["other.yml"].replace("data, ours", "data")})
    (tmp_path / "ours/layer.yml").unlink()
    for arguments in (("--root", tmp_path), ("-f", tmp_path / "other.yml")):
        assert run("links", "accept", *arguments).exit_code == 0
    assert "only.html\n" in (tmp_path / "data/links.lock").read_text()
    assert run("check", "--root", tmp_path).exit_code == 0
    (tmp_path / "pages/only.md").unlink()
    assert "[published-and-gone]" in run("check", "--root", tmp_path).output


@pytest.mark.builds
def test_two_files_of_settings_that_share_a_layer_share_its_list_of_headings(tmp_path: Path) -> None:
    """One page is at the same address in both sites, with other headings; one is on one of them alone."""
    make_project(tmp_path)
    pages = {"docs/index.md": "# One\n\n## First\n", "pages/index.md": "# Two\n\n## Second\n"}
    other = f"{MKDOCS}docs_dir: pages\nsite_dir: other\n"
    write(tmp_path, {"mkdocs.yml": MKDOCS, "other.yml": other, "pages/only.md": "# Only\n\n## Third\n", **pages})
    both = (("--root", tmp_path), ("-f", tmp_path / "other.yml"))
    for arguments in both:
        assert run("links", "accept", *arguments).exit_code == 0
    listed = (tmp_path / "data/links.lock").read_text().splitlines()
    assert {"index.html#first", "index.html#second", "only.html#third"} <= set(listed)
    for arguments in both:
        assert run("check", *arguments).output.startswith("23 records, 0 problems.\n")
    write(tmp_path, {"pages/only.md": "# Only\n"})
    assert "the heading at 'only.html#third' was published and is gone" in run("check", *both[1]).output


@pytest.mark.builds
def test_the_plugin_uses_the_settings_that_mkdocs_read(tmp_path: Path) -> None:
    make_project(tmp_path)
    write(tmp_path, TWO)
    result = build(tmp_path, "-f", "other.yml")
    assert result.code == 0, result.output
    assert (tmp_path / "out/only.html").is_file()
    (tmp_path / "pages/only.md").write_text("{{ pb_no() }}\n")
    assert "pages/only.md:1:4: pb_no: no macro" in build(tmp_path, "-f", "other.yml").output


@pytest.mark.parametrize("name", ["mkdocs.yml", "base.yml"])
@pytest.mark.parametrize("depth", [20, 400, 100_000])
def test_settings_that_nest_too_much_are_refused_before_they_are_read(name: str, depth: int, tmp_path: Path) -> None:
    make_project(tmp_path)
    deep = f"copyright: {'[' * depth}{']' * depth}\n"
    write(tmp_path, {"mkdocs.yml": "INHERIT: base.yml\n", "base.yml": MKDOCS} | {name: deep})
    found = [str(one) for one in projects.read(tmp_path).problems]
    what = f"{name}:1:31: more than 20 lists and mappings are nested here. Flatten it. [too-deep]"
    assert found == [what]


def test_settings_and_a_folder_are_not_named_both(tmp_path: Path) -> None:
    make_project(tmp_path)
    write(tmp_path, TWO)
    result = run("check", "--root", tmp_path, "-f", tmp_path / "other.yml")
    assert (result.exit_code, "not both" in result.output) == (2, True)


def test_every_command_takes_a_file_of_settings() -> None:
    for command in ("check", "build", "serve", "new", "schema", "audit", "export", "links accept"):
        assert "--config-file" in run(*command.split(), "--help").output


FAULTS = {
    "INHERIT: mkdocs.yml\n": "1:1: these settings inherit from themselves.",
    "INHERIT: gone.yml\n": "1:10: there is no file 'gone.yml'.",
    "- a\n": "1:1: expected 'key: value' in a file of settings.",
    "site_url: nowhere\n": "1:1: 'nowhere' is not an address of a site.",
    "a: b\nuse_directory_urls: 1\n": "2:1: use_directory_urls: 'use_directory_urls' is refused: Expected type:",
    "exclude_docs: [a]\n": "1:1: exclude_docs: 'exclude_docs' is refused: Expected a multiline string",
    "day: 2026-99-99\n": "1:1: MkDocs cannot read this: month must be in 1..12.",
}


@pytest.mark.parametrize("settings", FAULTS)
def test_a_setting_that_mkdocs_refuses_is_a_problem_at_its_place(settings: str, tmp_path: Path) -> None:
    make_project(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(settings)
    (said,) = map(str, projects.read(tmp_path).problems)
    assert said.startswith(f"mkdocs.yml:{FAULTS[settings]}")


# ---------------------------------------------------------------- what only a build found

WARNS = MKDOCS + "validation: {nav: {omitted_files: warn}}\n"
PAGES = {"docs/index.md": "# Start\n\n## Part one\n"}
NAV = "nav: [index.md, '@processes']\n"
BESIDE = "not_in_nav: |\n" + "".join(
    f"  /{addresses.index(kind.address).removesuffix('html')}md\n" for kind in schema.KINDS.values()
)
"""That the navigation need not have the page of any kind."""
FOUND: dict[str, tuple[dict[str, str], list[str]]] = {
    "a link to no page": (
        {"mkdocs.yml": MKDOCS, "docs/index.md": "# A\n\n[a](no.md) [b](no.md)\n![c](no.png)\n\n[d]\n\n[d]: other.md\n"},
        [
            "docs/index.md:3:5: the link 'no.md' leads nowhere: the target is not found among documentation files. "
            "Correct it, or take it out. [dead-link]",
            "docs/index.md:3:16: the link 'no.md' leads nowhere: ",
            "docs/index.md:4:6: the link 'no.png' leads nowhere: ",
            "docs/index.md:8:6: the link 'other.md' leads nowhere: ",
        ],
    ),
    "a link to a page by its address": (
        {"mkdocs.yml": MKDOCS, "docs/index.md": "# A\n\n[a](processes/triage.html)\n"},
        ["docs/index.md:3:5: the link 'processes/triage.html' leads nowhere: the target is not found among "],
    ),
    "a link to no anchor": (
        {
            "mkdocs.yml": MKDOCS,
            "docs/a.md": "[a](index.md#part-one) [b](index.md#part-two) [c](#x)\n"
            "[d](processes/triage.md#pitfalls) [e](processes/triage.md#no)\n",
            **PAGES,
        },
        [
            "docs/a.md:1:28: the link 'index.md#part-two' leads nowhere: the doc 'index.md' does not contain an anchor",
            "docs/a.md:1:51: the link '#x' leads nowhere: there is no such anchor on this page. Correct it, or take ",
            "docs/a.md:2:39: the link 'processes/triage.md#no' leads nowhere: the doc 'processes/triage.md' does not ",
        ],
    ),
    "links in HTML": (
        {
            "mkdocs.yml": MKDOCS,
            "docs/in/a.md": '<a href="nowhere.html">a</a> <img src="x.png" alt="">\n\n'
            '<div><a href="../procesess/triage.html">b</a> <a href=../index.html#no>c</a></div>\n\n'
            '[d](/index.html) <a href="#gone">e</a> <a href="../index.html">f</a> `<a href="g.html">`\n\n'
            '<a href="../checklists/run-triage.html#one-owner">h</a> <a href="..">i</a> <a href="https://j.example">j</a>\n',
            **PAGES,
        },
        [
            "docs/in/a.md:1:10: the link 'nowhere.html' leads nowhere: 'in/nowhere.html' is not on the site. ",
            "docs/in/a.md:1:40: the link 'x.png' leads nowhere: 'in/x.png' is not on the site. ",
            "docs/in/a.md:3:15: the link '../procesess/triage.html' leads nowhere: 'procesess/triage.html' is not on "
            "the site. Did you mean '../processes/triage.html'? [dead-link]",
            "docs/in/a.md:3:55: the link '../index.html#no' leads nowhere: 'index.html' has no anchor 'no'. ",
            "docs/in/a.md:5:5: the link '/index.html' leads nowhere: '/index.html' begins at the root of the server",
            "docs/in/a.md:5:27: the link '#gone' leads nowhere: 'in/a.html' has no anchor 'gone'. ",
            "docs/in/a.md:7:66: the link '..' leads nowhere: '.' is a folder, which only a web server turns into ",
        ],
    ),
    "a page outside the navigation": (
        {"mkdocs.yml": WARNS + BESIDE + NAV, "docs/a/b.md": "# B\n", **PAGES},
        [
            "docs/a/b.md:1:1: the navigation in mkdocs.yml does not have this page. Write '- a/b.md' there, or "
            "add a line 'a/b.md' to 'not_in_nav: |' in line 8. [not-in-navigation]"
        ],
    ),
    "a kind outside the navigation": (
        {"mkdocs.yml": WARNS + NAV + BESIDE.replace("  /stories/index.md\n", ""), **PAGES},
        [
            "mkdocs.yml:8:1: nav: the navigation does not have 'stories/index.md', the page that lists the records of "
            "a kind. Write '- stories/index.md' there, or add a line 'stories/index.md' to 'not_in_nav: "
        ],
    ),
    "an entry of the navigation that leads nowhere": (
        {"mkdocs.yml": MKDOCS + "nav:\n  - index.md\n  - A: idex.md\n", **PAGES},
        ["mkdocs.yml:9:8: nav: 'idex.md' leads nowhere: no page is made of it. Did you mean 'index.md'? [dead-link]"],
    ),
    "an entry of the navigation for a page that is left out": (
        {"mkdocs.yml": MKDOCS + "exclude_docs: a.md\nnav: [index.md, a.md]\n", "docs/a.md": "", **PAGES},
        ["mkdocs.yml:8:17: nav: 'a.md' leads nowhere: no page is made of it. "],
    ),
    "an entry that stands twice": (
        {
            "mkdocs.yml": MKDOCS + "nav:\n  - index.md\n  - '@processes'\n  - A: [processes/triage.md, index.md]\n",
            **PAGES,
        },
        [
            "mkdocs.yml:10:9: nav: 'processes/triage.md' stands in the navigation twice: line 9 has it already. Take ",
            "mkdocs.yml:10:30: nav: 'index.md' stands in the navigation twice: line 8 has it already. ",
        ],
    ),
    "a section without pages": (
        {"mkdocs.yml": MKDOCS + "nav:\n  - index.md\n  - Part:\n      - Empty: []\n", **INDEX},
        ["mkdocs.yml:10:9: nav: 'Empty' has no pages. Name pages under it, such as '- index.md', two blanks further "],
    ),
    "a section with nothing behind its colon": (
        {"mkdocs.yml": MKDOCS + "nav:\n  - index.md\n  - Part:\n", **INDEX},
        ["mkdocs.yml:9:5: nav: 'Part' has no pages. Name pages under it"],
    ),
    "placeholders that stand for no pages": (
        {"mkdocs.yml": MKDOCS + "nav: [index.md, '@terms', '@proces']\n", **INDEX},
        [
            "mkdocs.yml:7:17: nav: '@terms' stands for no pages: terms share one. Write 'glossary.md'. [macro-error]",
            "mkdocs.yml:7:27: nav: '@proces' stands for no pages. Did you mean '@processes'? [macro-error]",
        ],
    ),
    "links to pages and items with other names": (
        {
            "mkdocs.yml": MKDOCS,
            "docs/index.md": "[A](checklists/run-triag.md), [b](checklists/run-triage.md#one-ownr)\n\n[C](a/x.md#c)\n",
        },
        [
            "docs/index.md:1:5: the link 'checklists/run-triag.md' leads nowhere: the target is not found among "
            "documentation files. Did you mean 'checklists/run-triage.md'? [dead-link]",
            "docs/index.md:1:35: the link 'checklists/run-triage.md#one-ownr' leads nowhere: the doc 'checklists/run-"
            "triage.md' does not contain an anchor '#one-ownr'. Did you mean 'checklists/run-triage.md#one-owner'? ",
            "docs/index.md:3:5: the link 'a/x.md#c' leads nowhere: the target is not found among documentation files.",
        ],
    ),
    "a readme beside an index page": (
        {"mkdocs.yml": MKDOCS, "docs/README.md": "# Not\n", **PAGES},
        ["docs/index.md:1:1: MkDocs says: Excluding 'README.md' from the site because it conflicts with 'index.md'."],
    ),
    "addresses of folders": (
        {"mkdocs.yml": MKDOCS.replace("urls: false", "urls: true").replace(" offline,", " offline: {enabled: false},")},
        [
            "mkdocs.yml:2:1: 'use_directory_urls' is true, as where nothing is said; addresses of a playbook end in ",
            "mkdocs.yml:5:1: the plugin 'offline' is missing or off, and the search needs it. ",
        ],
    ),
    "no search without a server": (
        {"mkdocs.yml": MKDOCS.replace(" offline,", "")},
        ["mkdocs.yml:5:1: the plugin 'offline' is missing or off, and the search needs it. "],
    ),
    "a search that a script from elsewhere would help": (
        {"mkdocs.yml": MKDOCS.replace("extra: {polyfills: [assets/js/iframe-worker.js]}\n", "")},
        ["mkdocs.yml:1:1: the plugin 'offline' would load a script for the search from another host. Write 'polyfills"],
    ),
    "files that are not there, and no description": (
        {"mkdocs.yml": MKDOCS.replace("site_description: Ours.", "extra_css: [a.css]").replace("/js/", "/is/")},
        [
            "mkdocs.yml:1:1: 'site_description' is missing, which pages without a description of their own show. Say ",
            "mkdocs.yml:4:21: 'assets/is/iframe-worker.js' is neither in 'docs' nor among the files of the theme. ",
            "mkdocs.yml:6:13: 'a.css' is neither in 'docs' nor among the files of the theme. Correct it, or name the ",
        ],
    ),
    "macros that come too late": (
        {
            "mkdocs.yml": MKDOCS.replace(
                "macros: {on_undefined: strict, on_error_fail: false}, playbook", "playbook, macros"
            )
        },
        [
            "mkdocs.yml:5:38: 'macros' stands after 'playbook', which registers its macros there. "
            "Move it above 'playbook'. [setting-refused]"
        ],
    ),
    "no plugin": (
        {"mkdocs.yml": MKDOCS.replace(", playbook", "")},
        ["mkdocs.yml:5:1: the plugin 'playbook' is not named. Add it under 'plugins', after 'macros'. [setting-"],
    ),
    "a misspelled option, and a layer": (
        {
            "mkdocs.yml": MKDOCS.replace("playbook]", "playbook: {layer: [data, ours]}]"),
            "ours/layer.yml": TWO["ours/layer.yml"],
        },
        ["mkdocs.yml:5:93: 'playbook' has no option 'layer'. Did you mean 'layers'? [unknown-key]"],
    ),
    "a theme that is not there": (
        {"mkdocs.yml": MKDOCS.replace("name: material", "name: materiel")},
        ["mkdocs.yml:3:1: theme: MkDocs says: Unrecognised theme name: 'materiel'."],
    ),
    "a setting that MkDocs does not know": (
        {"mkdocs.yml": MKDOCS + "site_nam: A\n"},
        ["mkdocs.yml:7:1: site_nam: MkDocs says: Unrecognised configuration name: site_nam. "],
    ),
    "a stylesheet from elsewhere": (
        {"mkdocs.yml": MKDOCS + "extra_css: ['https://a.example/b.css']\n"},
        ["mkdocs.yml:7:13: link href: 'https://a.example/b.css' would be loaded from another host. Put the file into "],
    ),
    "a stylesheet that loads another one from elsewhere": (
        {"mkdocs.yml": MKDOCS + "extra_css: [a.css]\n", "docs/a.css": "a {}\n@import url(https://a.example/b.css);\n"},
        ["docs/a.css:2:9: url: 'https://a.example/b.css' would be loaded from another host."],
    ),
    "a script that asks elsewhere": (
        {"mkdocs.yml": MKDOCS + "extra_javascript: [a.js]\n", "docs/a.js": "fetch('https://a.example/b')\n"},
        ["docs/a.js:1:8: 'https://a.example/b' would be loaded from another host."],
    ),
    "what the theme puts into every page": (
        {"mkdocs.yml": MKDOCS.replace("extra: {", "extra: {analytics: {provider: google, property: G-1}, ")},
        ["mkdocs.yml:4:9: 'analytics' puts scripts into every page, which the Content-Security-Policy refuses. Take "],
    ),
    "a script in a setting": (
        {"mkdocs.yml": MKDOCS + "copyright: <script>1</script>\n"},
        ["mkdocs.yml:7:12: script: a script stands in the page. Put it into a file in overrides/assets/js/, and "],
    ),
    "fonts of another host": (
        {"mkdocs.yml": MKDOCS.replace("font: false, ", "")},
        ["mkdocs.yml:3:1: the theme would load its fonts from another host, as it does where 'font' is not false. "],
    ),
    "another theme": (
        {"mkdocs.yml": MKDOCS.replace("name: material", "name: readthedocs")},
        ["mkdocs.yml:3:9: theme: the plugin 'offline' comes with the theme 'material', and 'theme' names another one."],
    ),
    "a language that the theme has not": (
        {"mkdocs.yml": MKDOCS.replace("font: false", "font: false, language: xx")},
        ["mkdocs.yml:3:38: theme: the theme has no language 'xx'. Write 'en', or another one that it has. [setting-"],
    ),
    "strict, or something else": (
        {"mkdocs.yml": MKDOCS + "strict: perhaps\n"},
        ["mkdocs.yml:7:1: strict: 'strict' is refused: Expected type: "],
    ),
    "an extension that is not there": (
        {"mkdocs.yml": MKDOCS + "markdown_extensions: [nowhere]\n"},
        ["mkdocs.yml:7:1: markdown_extensions: MkDocs says: Failed to load extension 'nowhere'."],
    ),
}
"""What is wrong -> the files, and how each line begins that is said."""


@pytest.mark.spawns
@pytest.mark.parametrize("name", FOUND)
def test_check_says_what_a_build_would_refuse(name: str, tmp_path: Path) -> None:
    files, expected = FOUND[name]
    make_project(tmp_path)
    write(tmp_path, {**INDEX, **files})
    result = run("check", "--root", tmp_path)
    said = [line for line in result.output.splitlines() if re.search(r"^\S.*\[[a-z-]+\]$", line)]
    assert len(said) == len(expected), result.output
    assert [line[: len(start)] for line, start in zip(said, expected, strict=True)] == expected
    assert result.exit_code == 1
    assert [path.name for path in tmp_path.iterdir() if "site" in path.name] == []


@pytest.mark.parametrize("name", ["Theirs", ""])
@pytest.mark.builds
def test_the_settings_name_the_site_else_the_data_do(name: str, tmp_path: Path) -> None:
    make_project(tmp_path)
    said = MKDOCS.replace("site_name: Ours\n", f"site_name: {name}\n" if name else "")
    write(tmp_path, {"mkdocs.yml": said, **INDEX})
    assert run("check", "--root", tmp_path).exit_code == 0
    config = load_config(str(tmp_path / "mkdocs.yml"), **projects.read(tmp_path).unnamed)
    config.plugins["playbook"].on_startup(command="serve", dirty=False)
    assert config.plugins.on_config(config).site_name == (name or "Minimal playbook")


# ---------------------------------------------------------------- names that work everywhere

NAMES: dict[str, tuple[dict[str, str], list[str]]] = {
    "a page named like a device": (
        {"docs/aux/a.md": "# A\n", "docs/Com1.md": "# B\n"},
        [
            "docs/Com1.md:1:1: Windows keeps the name 'Com1.md' for a device",
            "docs/aux/a.md:1:1: Windows keeps the name 'aux' for a device",
        ],
    ),
    "pages that differ in capitals": (
        {"docs/a.md": "# A\n", "docs/A.md": "# B\n", "docs/Processes/triage.md": "# C\n"},
        [
            "docs/Processes/triage.md:1:1: 'Processes/triage.html' and 'processes/triage.html', which is made from ",
            "docs/a.md:1:1: 'a.html' and 'A.html', which is made from docs/A.md, are one file where capitals do not ",
        ],
    ),
    "a page at an address that leads on": (
        {"docs/c/run-triage.md": "# A\n"},
        ["docs/c/run-triage.md:1:1: 'c/run-triage.html' is an address that is made from the records, and leads on "],
    ),
    "a layer named like a device": (
        {"mkdocs.yml": MKDOCS.replace("playbook]", "playbook: {layers: [data, nul]}]"), "nul/layer.yml": LAYER},
        ["mkdocs.yml:5:108: Windows keeps the name 'nul' for a device"],
    ),
    "layers that differ in capitals": (
        {"mkdocs.yml": MKDOCS.replace("playbook]", "playbook: {layers: [data, Data]}]"), "Data/layer.yml": LAYER},
        ["mkdocs.yml:5:108: 'Data' and 'data' are one folder where capitals do not count"],
    ),
}
"""What is wrong -> the files, and how the lines begin that say so."""


@pytest.mark.spawns
@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_does_not_work_everywhere_is_a_problem(name: str, tmp_path: Path) -> None:
    files, expected = NAMES[name]
    make_project(tmp_path)
    write(tmp_path, {"mkdocs.yml": MKDOCS, **INDEX, **files})
    result = run("check", "--root", tmp_path)
    said = [line for line in result.output.splitlines() if line.endswith(("[bad-id]", "[same-address]", "-id]"))]
    assert len(said) == len(expected), result.output
    assert [line[: len(start)] for line, start in zip(said, expected, strict=True)] == expected


def test_no_record_is_begun_under_a_name_that_does_not_work_everywhere(tmp_path: Path) -> None:
    make_project(tmp_path)
    result = run("new", "term", "aux", "--root", tmp_path)
    assert (result.exit_code, "Windows keeps the name 'aux'" in result.output) == (2, True)
