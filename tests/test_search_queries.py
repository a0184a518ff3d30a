"""Sixty queries in the words of readers, typed into the search of the built site."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from helpers import Build
from playwright.sync_api import Browser, Page, expect
from serving import WithSearch, serving

QUERIES = yaml.safe_load(Path(__file__).with_name("search_queries.yml").read_text("utf-8"))
FOUND = 57
"""Queries of which the right page has to be among the first three."""
pytestmark = pytest.mark.browser


def first_pages(page: Page, words: str) -> list[str]:
    """The first three pages that the search offers, as paths from the root of the site."""
    box, said = page.locator("input.md-search__input"), page.locator(".md-search-result__meta")
    box.fill("")
    box.press("End")  # the search hears keys, not changes
    expect(said).to_have_text("Type to start searching")
    box.fill(words)
    box.press("End")
    expect(said).not_to_have_text("Type to start searching")
    links = page.eval_on_selector_all(".md-search-result__link", "all => all.map(one => new URL(one.href).pathname)")
    return list(dict.fromkeys(link.lstrip("/") for link in links))[:3]


def test_readers_find_what_they_look_for_in_their_own_words(browser: Browser, built: Build) -> None:
    assert len(QUERIES) >= 60
    with serving(built.site, WithSearch) as served:
        page = browser.new_page(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
        page.goto(f"{served}404.html")
        page.keyboard.press("/")
        missed = {
            one["query"]: pages
            for one in QUERIES
            if not {*(pages := first_pages(page, one["query"]))} & {*one["pages"]}
        }
        assert first_pages(page, "zzyzx") == []
        assert "Try fewer words" in page.locator(".md-search-result__meta").inner_text()
        page.close()
    assert len(QUERIES) - len(missed) >= FOUND, missed
