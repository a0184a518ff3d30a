"""Macros of hand-written pages: what they place, and what they say when called wrongly."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from helpers import Case, agree, golden, playbook_of

from ml_org_playbook.handwritten.macros import Macros, PageContext, page_path
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.pages.views import Views
from ml_org_playbook.rendering.html import Renderer


class Page:
    """A hand-written page as the plugin takes it through the macros."""

    def __init__(self, playbook: Playbook, markdown: str, front: str = "") -> None:
        macros = Macros(playbook, Views(playbook), Renderer(playbook))
        functions = macros.functions()
        page_context = PageContext("guides/start.html", "docs/guides/start.md", front + markdown, front.count("\n"))
        self.html = ""
        environment = jinja2.Environment()  # noqa: S701, as mkdocs-macros
        environment.template_class = macros.template_class()
        if macros.check_page(page_context, markdown, {*functions, "page", "config"}, environment):
            self.html = environment.from_string(markdown).render(**functions)
        self.problems = [str(problem) for problem in macros.problems]


@pytest.mark.parametrize(
    ("call", "holds"),
    [
        ("pb_scenarios()", 'href="../scenarios/central.html"'),
        ("pb_scenario('central')", 'href="../scenarios/central.html"'),
        ("pb_chart('central')", "ML team"),
        ("pb_star()", 'href="../star-model.html#process"'),
        ("pb_table()", "Decisions are made together."),
        ("pb_table(rows=['process'], columns=['central'])", "Decisions are made together."),
        ("pb_matrix('process')", "Triage meeting"),
        ("pb_matrix('pitfall')", "Slow team"),
        ("pb_checklist('run-triage')", "Give every problem one owner."),
        ("pb_worksheet('agenda')", "Open problems"),
        ("pb_list('process')", "Triage meeting"),
        ("pb_list('process', scenario='central', form='meeting')", "Triage meeting"),
        ("pb_link('process:triage')", '<a class="pb-link" href="../processes/triage.html">Triage meeting</a>'),
        ("pb_link('process:triage', 'it')", ">it</a>"),
        ("pb_link('checklist:run-triage#one-owner')", "../checklists/run-triage.html#one-owner"),
        ("pb_link('term:model')", "../glossary.html#model"),
        ("pb_param('company_name')", "your company"),
    ],
)
def test_a_macro_places_what_generated_pages_show(minimal: Playbook, call: str, holds: str) -> None:
    page = Page(minimal, f"{{{{ {call} }}}}")
    assert page.problems == []
    assert holds in page.html


@golden("macros")
def test_what_is_wrong_is_said_with_its_place(case: Case, update: bool, minimal: Playbook) -> None:
    front, separator, markdown = case.input.rpartition("---\n")
    agree(case, Page(minimal, markdown, front + separator).problems, update=update)


def test_what_has_another_id_now_or_is_retired_is_said_to_be_so(project: Path) -> None:
    path = project / "data/checklists/run-triage.yml"
    path.write_text(path.read_text().replace("id: run-triage", "id: run-triage\naliases: [triage-list]"))
    term = (project / "data/terms/model.yml").read_text()
    (project / "data/terms/old.yml").write_text(
        term.replace("id: model", "id: old\nretired: {reason: Nobody says so, instead: 'term:model'}")
    )
    playbook = playbook_of(project)
    calls = ("pb_checklist('triage-list')", "pb_link('term:old')")
    said = [Page(playbook, f"{{{{ {call} }}}}").problems[0].partition(":1:4: ")[2] for call in calls]
    assert said == [
        "pb_checklist: 'triage-list' is a former id of 'run-triage'. Write 'run-triage'. [macro-error]",
        "pb_link: term 'old' is retired: Nobody says so. Link to 'term:model' instead. [macro-error]",
    ]


def test_what_a_macro_places_is_not_rendered_again(minimal: Playbook) -> None:
    page = Page(minimal, "{{ pb_link('process:triage', '{{ 7*7 }} <b>*x*</b> [y](z)') }}")
    assert "49" not in page.html
    text = page.html.split(">", 1)[1].removesuffix("</a>")
    assert not set("{}<>*[]()") & set(text)


def test_the_same_thing_twice_on_a_page_has_anchors_of_its_own(minimal: Playbook) -> None:
    page = Page(
        minimal, "{{ pb_checklist('run-triage') }}\n{{ pb_checklist('run-triage') }}\n{{ pb_table() }}{{ pb_table() }}"
    )
    ids = [part.split('"')[0] for part in page.html.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) > 4


def test_a_list_may_be_named_like_the_second_of_something_else(project: Path) -> None:
    text = (project / "data/checklists/run-triage.yml").read_text("utf-8")
    text = text.replace("id: run-triage\ntitle: ", "id: run-triage-2\ntitle: Again, ").replace(
        "purpose: run", "purpose: launch"
    )
    (project / "data/checklists/run-triage-2.yml").write_text(text, "utf-8")
    page = Page(
        playbook_of(project),
        "{{ pb_checklist('run-triage') }}{{ pb_checklist('run-triage') }}{{ pb_checklist('run-triage-2') }}",
    )
    ids = [part.split('"')[0] for part in page.html.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) > 6


def test_a_page_is_named_as_the_reader_knows_it() -> None:
    from pathlib import PurePosixPath as P

    assert page_path(P("/somewhere/docs"), "guides/start.md", P("/somewhere")) == "docs/guides/start.md"
    assert page_path(P("/elsewhere/docs"), "start.md", P("/work")) == "/elsewhere/docs/start.md"
