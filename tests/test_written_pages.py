"""What is wrong with a hand-written page, or what surrounds it: `check` says it at the place where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
import random_playbooks
from helpers import make_project

from ml_org_playbook import report
from ml_org_playbook.mkdocs_adapter.rehearsal import look
from ml_org_playbook.reading import project as projects

PAGES = {
    "a frame": (
        'Text.\n\n<iframe src="https://a.example/b"></iframe>\n',
        ["5:1: iframe: the page holds a <iframe>. Take it out: link to what it would show. [site-refused]"],
    ),
    "a script": (
        "<script>\nalert(1)\n</script>\n",
        ["3:1: script: a script stands in the page. Put it into a file in overrides/assets/js/, and name that in "],
    ),
    "two styles": (
        '<p style="color: red">A</p>\n\n**B**{: style="color: red" }\n',
        ["3:1: p style: the attribute holds a style. Put it into a stylesheet", "5:9: strong style: the attribute "],
    ),
    "other main headings": (
        "# Second *one*\n\nThird\n=====\n",
        [
            "3:1: h1: the page has 3 main headings. Keep the first, and make the others h2. [site-page-head]",
            "5:1: h1: the page has 3 main headings.",
        ],
    ),
    "pictures from elsewhere": (
        "![A](https://a.example/a.png)\n\nB ![A](https://a.example/a.png)\n",
        [
            "3:6: img src: 'https://a.example/a.png' would be loaded from another host. Put the picture beside your ",
            "5:8: img src: 'https://a.example/a.png' would be loaded from another host.",
        ],
    ),
    "a parameter": (
        "At {company_name}.\n",
        ["3:4: p: '{company_name}' stands without its value. On a page, write {{ pb_param(\"company_name\") }}"],
    ),
    "an id twice": (
        '<a id="b"></a>\n\nB <a id="b"></a>\n',
        ["5:3: a id: 'b' is the id of an element before this one, too. Give one of them another id. [site-duplicate"],
    ),
    "an empty table": (
        "| A | B |\n|---|---|\n",
        ["4:1: table: the table is empty. Leave it out where there is nothing to show. [site-empty-table]"],
    ),
    "a form": (
        '<form action="index.html"><input type="text" aria-label="B"></form>\n',
        ["3:1: form: the form sends what is typed in, and there is no server to send it to. Leave the address out."],
    ),
    "code in attributes": (
        '<a href="javascript:b()" onclick="b()">B</a>\n',
        ["3:1: a href: 'javascript:b()' is a script.", "3:1: a onclick: the attribute holds code."],
    ),
    "a heavy picture": (
        "![A](a.jpg)\n",
        ["1:1: a first visit here, the heaviest of 1 over the budget, loads beside the page "],
    ),
}
"""What is wrong -> a page below its main heading, and how each line begins that is said of it."""
SAID = {"a heavy picture": "Make 'a.jpg' smaller, which has 400.0 kB, or give 'playbook' a 'budget_percent' above 100"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a page for each mistake."""
    root = tmp_path_factory.mktemp("pages")
    make_project(root)
    random_playbooks.add_site(root)
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "markdown_extensions: [attr_list, tables]\nnot_in_nav: p-*\n")
    for number, (text, _) in enumerate(PAGES.values()):
        (root / f"docs/p-{number}.md").write_text(f"# A page\n\n{text}")
    (root / "docs/a.jpg").write_bytes(b"x" * 400_000)
    return root


@pytest.fixture(scope="module")
def said(folder: Path, may_spawn: None) -> str:
    return report.text(look(projects.read(folder)).problems, folder, 0)


@pytest.mark.parametrize("name", PAGES)
def test_a_mistake_on_a_page_is_found_where_it_stands(name: str, said: str) -> None:
    file = f"docs/p-{list(PAGES).index(name)}.md:"
    lines = [line.removeprefix(file) for line in said.splitlines() if line.startswith(file)]
    starts = PAGES[name][1]
    assert [line[: len(start)] for line, start in zip(lines, starts, strict=True)] == starts
    assert SAID.get(name, "") in lines[0]


@pytest.mark.builds
def test_a_build_finds_the_same_mistakes(folder: Path, said: str) -> None:
    built = random_playbooks.problems(folder)
    codes = [
        sorted(line.rpartition("[")[2] for line in lines if "site-" in line) for lines in (built, said.split("\n"))
    ]
    assert codes[0] == codes[1] != []


@pytest.mark.spawns
def test_a_template_that_the_theme_lacks_is_named_at_its_line(tmp_path: Path) -> None:
    make_project(tmp_path)
    random_playbooks.add_site(tmp_path)
    (tmp_path / "docs/index.md").write_text("---\ntitle: A\ntemplate: mian.html\n---\n# A\n")
    (problem,) = look(projects.read(tmp_path)).problems
    assert str(problem) == (
        "docs/index.md:3:1: template: the theme has no template 'mian.html'. Did you mean 'main.html'? [wrong-value]"
    )


@pytest.mark.builds
def test_the_address_of_a_repository_asks_no_host(tmp_path: Path) -> None:
    """The theme would ask it for stars and forks."""
    make_project(tmp_path)
    random_playbooks.add_site(tmp_path)
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "repo_url: https://github.com/a/b\n")
    assert look(projects.read(tmp_path)).problems == ()
    assert random_playbooks.problems(tmp_path) == []
    assert 'href="https://github.com/a/b"' in (tmp_path / "site/index.html").read_text("utf-8")
