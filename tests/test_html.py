"""Rich text to HTML: what Markdown may do, what nothing may do, and how parameters are filled in."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from helpers import Case, agree, golden
from hypothesis import example, given
from hypothesis import strategies as st

from ml_org_playbook.model.link import WEB
from ml_org_playbook.model.playbook import Playbook
from ml_org_playbook.pages.blocks import RichText, Texts
from ml_org_playbook.rendering.html import Renderer

TAGS = {
    "p": set(),
    "em": set(),
    "strong": set(),
    "code": set(),
    "ul": set(),
    "ol": {"start"},
    "li": set(),
    "blockquote": set(),
    "br": set(),
    "span": set(),
    "a": {"href", "rel"},
}
"""Everything that rich text may turn into, with its attributes."""


@pytest.fixture(scope="module")
def renderer(minimal: Playbook) -> Renderer:
    return Renderer(minimal)


def prose(renderer: Renderer, text: str) -> str:
    """A text as it stands on a process's page."""
    block = Texts(id="text", title="Text", words=(RichText(text, None),), badge=None, style="prose")
    html = renderer.fragment("embedded.html.j2", "processes/triage.html", block=block)
    return html.split('<div class="pb-words">', 1)[1].rsplit("</div>\n</section>", 1)[0]


@golden("prose")
def test_prose(case: Case, update: bool, renderer: Renderer) -> None:
    agree(case, prose(renderer, case.input), update=update)


@golden("parameters")
def test_parameters(case: Case, update: bool, renderer: Renderer) -> None:
    agree(case, prose(renderer, case.input), update=update)


# ---------------------------------------------------------------- nothing from data runs


class Outline(HTMLParser):
    """Tags with their attributes, as a browser sees them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


ATTACKS = st.sampled_from(
    [
        "<script>", "</p>", "<img src=x onerror=alert(1)>", "<!--", "-->", "<![CDATA[", "<?php", "&lt;", "&#60;",
        "&colon;", "javascript:", "&#106;avascript:", "data:text/html,", "https://example.com", "//host",
        "mailto:us@example.com", "process:triage", "checklist:run-triage#one-owner", "playbook:/x.html", 'href="',
        "[", "](", ")", "![", "[1]: ", "{{ 7*7 }}", "{% raw %}", "{company_name}", "{: onclick=x }", "*", "**", "_",
        "`", "```", "\\", "\n", "\n\n", "    ", "- ", "1. ", "# ", "> ", "---", "| a |", "a", " ", '"', "'",
        "\x02", "\x03", "klzzwxh:0000", "wzxhzdk:0",
    ]
)  # fmt: skip
TEXTS = st.lists(ATTACKS | st.text(max_size=3), max_size=12).map("".join)


@given(text=TEXTS)
def test_rich_text_makes_no_other_tags_and_attributes(renderer: Renderer, text: str) -> None:
    for tag, attributes in Outline(prose(renderer, text)).tags:
        assert tag in TAGS
        assert set(attributes) <= TAGS[tag]
        if tag == "a":
            href = attributes["href"] or ""
            assert WEB.match(href) or href in {"triage.html", "../checklists/run-triage.html#one-owner"}


@given(text=TEXTS)
def test_rich_text_closes_what_it_opens(renderer: Renderer, text: str) -> None:
    """Nothing that stands behind a text ever falls into it."""
    html = prose(renderer, text)
    for tag in TAGS.keys() - {"br"}:
        assert html.count(f"<{tag}>") + html.count(f"<{tag} ") == html.count(f"</{tag}>")


@given(text=TEXTS)
def test_a_line_makes_no_tags(renderer: Renderer, text: str) -> None:
    html = renderer.environment.from_string("{{ text }}").render(text=text)
    assert Outline(html).tags == []
    assert "<" not in html


@given(text=TEXTS)
def test_template_syntax_in_a_text_is_never_executed(renderer: Renderer, text: str) -> None:
    assert "49" not in prose(renderer, text + "{{ 7*7 }}")
    assert "49" not in renderer.line(text + "{{ 7*7 }}")


def test_a_parameter_cannot_bring_markup_of_its_own(minimal: Playbook) -> None:
    renderer = Renderer(minimal)
    renderer.parameters["company_name"] = "<b>*us*</b> {{ 7*7 }} [x](https://example.com)"
    assert prose(renderer, "At {company_name}.") == (
        "<p>At &lt;b&gt;*us*&lt;/b&gt; {{ 7*7 }} [x](https://example.com).</p>"
    )


def test_links_are_relative_to_the_page_on_which_the_text_stands(renderer: Renderer) -> None:
    block = Texts(id="t", title="T", words=(RichText("[x](process:triage)", None),), badge=None, style="prose")

    def placed(page: str) -> str:
        return renderer.fragment("embedded.html.j2", page, block=block)

    assert 'href="processes/triage.html"' in placed("index.html")
    assert 'href="../processes/triage.html"' in placed("roles/lead.html")
    assert 'href="triage.html"' in placed("processes/triage.html")


@given(st.text(alphabet="ab .-+*_#>=1)\n\t(", max_size=30).map(str.strip).filter(bool))
@example("1\t\n1")  # a tab before the end of a line is a line break
def test_the_short_way_for_plain_text_changes_nothing(renderer: Renderer, text: str) -> None:
    """Texts without Markdown skip the converter, for speed alone."""
    assert _bare(renderer._convert(text)) == _bare(renderer.line(renderer._markdown(text)))


def _bare(html: str) -> str:
    """With every space alike, as a browser shows it."""
    return " ".join(html.split())
