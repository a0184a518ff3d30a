"""One folder takes another's place in one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from ml_org_playbook.mkdocs_adapter import publishing


@pytest.fixture(params=["in one step", "in two steps"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that can exchange two names, and one that cannot."""
    if request.param == "in two steps":
        monkeypatch.setattr(publishing, "_exchange", lambda one, other: False)


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text)
    return path


@pytest.mark.usefixtures("system")
def test_the_new_folder_stands_where_the_old_one_was(tmp_path: Path) -> None:
    site = folder(tmp_path / "site", "old")
    publishing.replace(folder(site.with_name(".site.new"), "new"), site)
    assert (site / "index.html").read_text() == "new"
    assert list(tmp_path.iterdir()) == [site]


@pytest.mark.usefixtures("system")
def test_the_first_site_needs_no_old_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publishing.replace(folder(site.with_name(".site.new"), "new"), site)
    assert (site / "index.html").read_text() == "new"
    assert list(tmp_path.iterdir()) == [site]


def test_the_old_site_comes_back_if_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_exchange", lambda one, other: False)
    site = folder(tmp_path / "site", "old")
    with pytest.raises(FileNotFoundError):
        publishing.replace(tmp_path / "never-built", site)
    assert (site / "index.html").read_text() == "old"


def test_both_are_built_on_one_file_system(tmp_path: Path) -> None:
    publication = publishing.Publication(tmp_path / "site")
    assert publication.staging.parent == tmp_path
    publication.abandon()


def test_a_site_is_built_by_one_process_alone(tmp_path: Path) -> None:
    publication = publishing.Publication(tmp_path / "site")
    with pytest.raises(publishing.BuildRunning):
        publishing.Publication(tmp_path / "site")
    publishing.Publication(tmp_path / "other").abandon()
    publication.abandon()
    publishing.Publication(tmp_path / "site").abandon()
    assert list(tmp_path.iterdir()) == []


def test_a_published_site_may_be_built_again(tmp_path: Path) -> None:
    for text in ("old", "new"):
        publication = publishing.Publication(tmp_path / "site")
        folder(publication.staging, text)
        publication.publish()
    assert (tmp_path / "site/index.html").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_a_killed_build_has_left_locks_nothing(tmp_path: Path) -> None:
    (tmp_path / ".site.lock").touch()
    publishing.Publication(tmp_path / "site").abandon()
    assert list(tmp_path.iterdir()) == []
