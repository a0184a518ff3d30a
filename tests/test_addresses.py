"""Where things are on the site."""

from __future__ import annotations

import posixpath

import pytest
from helpers import Case, agree, golden
from hypothesis import given
from hypothesis import strategies as st

from ml_org_playbook.model import addresses
from ml_org_playbook.model.playbook import Playbook

NAMES = st.from_regex(r"[a-z][a-z0-9]{0,4}(-[a-z0-9]{1,3})?", fullmatch=True)
PAGES = st.builds(lambda folders, name: "/".join([*folders, f"{name}.html"]), st.lists(NAMES, max_size=3), NAMES)


@golden("relative")
def test_relative(case: Case, update: bool) -> None:
    agree(case, addresses.relative(**case.input), update=update)


@given(target=PAGES, page=PAGES, anchor=st.none() | NAMES)
def test_a_relative_address_resolves_back_to_its_target(target: str, page: str, anchor: str | None) -> None:
    full = f"{target}#{anchor}" if anchor else target
    link = addresses.relative(full, page)
    path, _, found = link.partition("#")
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    assert (resolved, found) == (target, anchor or "")
    assert not link.startswith("/")


@pytest.mark.parametrize(
    ("ref", "anchor", "address"),
    [
        ("process:triage", None, "processes/triage.html"),
        ("trait:patience", None, "people/patience.html"),
        ("checklist:run-triage", "one-owner", "checklists/run-triage.html#one-owner"),
        ("scenario:central", "step-hire", "scenarios/central.html#step-hire"),
        ("term:model", None, "glossary.html#model"),
        ("source:book", "opening", "sources.html#book-opening"),
        ("statement:decided-together", None, "compare/index.html#decided-together"),
    ],
)
def test_addresses_never_change(minimal: Playbook, ref: str, anchor: str | None, address: str) -> None:
    entry = minimal.find(ref)
    assert entry is not None
    assert addresses.of(entry, anchor) == address
