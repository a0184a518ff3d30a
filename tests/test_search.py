"""What the search knows of made pages: what Material's own parser would tell it, but for that parser's two slips."""

from __future__ import annotations

from collections import defaultdict

import pytest
from material.plugins.search.plugin import Parser

from ml_org_playbook.build import build_site
from ml_org_playbook.mkdocs_adapter.search_index import sections
from ml_org_playbook.model.playbook import Playbook

Read = list[tuple[str | None, str, str, bool]]


def ours(html: str) -> Read:
    return [(one.id, "".join(one.title), "".join(one.text), one.excluded) for one in sections(html)]


def theirs(html: str) -> Read:
    parser = Parser()
    parser.feed(html)
    parser.close()
    return [(one.id, "".join(one.title), "".join(one.text), one.is_excluded()) for one in parser.data]


def test_every_page_says_to_the_search_what_material_would_say(playbook: Playbook) -> None:
    """Material takes the sign of a link for a word where a heading is inside a list.

    Of each folder every third page: the pages of a folder are made by the same templates.
    """
    made = build_site(playbook)
    families = defaultdict(list)
    for uri in made.pages:
        families[uri.rpartition("/")[0]].append(uri)
    for uri in (uri for family in families.values() for uri in family[::3]):
        page = made.pages[uri]
        if uri != "compare/index.md":  # leaves out elements that hold others of their kind: see below
            html = made.body(page)
            assert ours(html) == [(id, title, text.replace("¶", ""), out) for id, title, text, out in theirs(html)], uri


@pytest.mark.parametrize(
    "html",
    [
        "",
        "Words.",
        "<p>Before.</p><h2 id=a>A</h2><p>One &amp; two,\nthree.</p>",
        "<h1 id=t>T</h1><p>x</p><h2>No id</h2><p>y</p><h3 id=b>B <code>c</code></h3><ul><li></li><li>z</li></ul>",
        "<h2 id=a data-search-exclude>A</h2><p>x</p><h2 id=b>B</h2><pre>  y\n  z</pre> <br> <em>w</em>",
        "<div><section><h2 id=a>A</h2><p>x</p></section><p>y</p></div><p>z</p>",
        "<p>a</p><script>b</script><style>c</style><p> </p><p>d<sup>2</sup></p>",
        "<h1>Title</h1><p>" + "long &lt;words&gt; " * 5_000 + "</p>",
    ],
)
def test_any_page_is_divided_as_material_divides_it(html: str) -> None:
    assert ours(html) == theirs(html)


def test_what_is_left_out_is_left_out_to_its_end() -> None:
    """Material reads on after the first inner element of the same kind."""
    html = "<p>a<span data-search-exclude>b<span>c</span>d</span>e</p>"
    assert ours(html)[0][2] == "<p>ae</p>"
    assert theirs(html)[0][2] == "<p>ade</p>"
