"""One folder takes another's place in one step."""

from __future__ import annotations

import errno
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


# ---------------------------------------------------------------- folders that must stay


@pytest.fixture
def mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site where something is mounted: the folder cannot change its name."""
    site = folder(tmp_path / "site", "old")
    (site / "old.html").touch()
    (site / "assets").mkdir()
    (site / "assets/old.css").touch()
    (site / "lost+found").mkdir()
    rename = Path.rename

    def busy(path: Path, target: Path) -> Path:
        if site in (path, target):
            raise OSError(errno.EBUSY, "Device or resource busy", str(path))
        return rename(path, target)

    exchange = publishing._exchange
    monkeypatch.setattr(Path, "rename", busy)
    monkeypatch.setattr(publishing, "_exchange", lambda one, other: site not in (one, other) and exchange(one, other))
    monkeypatch.setattr(publishing, "_mounts", lambda: {str(site)})
    return site


def fill(staging: Path) -> None:
    folder(staging, "new")
    (staging / "assets").mkdir()
    (staging / "assets/new.css").touch()
    (staging / ".nojekyll").touch()


def files(path: Path) -> list[str]:
    return sorted(one.relative_to(path).as_posix() for one in path.rglob("*"))


NEW = [".nojekyll", "assets", "assets/new.css", "index.html", "lost+found"]


def test_a_folder_where_something_is_mounted_is_filled(mounted: Path) -> None:
    publication = publishing.Publication(mounted)
    assert publication.staging.parent == mounted
    with pytest.raises(publishing.BuildRunning):
        publishing.Publication(mounted)
    fill(publication.staging)
    publication.publish()
    assert files(mounted) == NEW
    assert (mounted / "index.html").read_text() == "new"
    assert list(mounted.parent.iterdir()) == [mounted]
    publishing.Publication(mounted).abandon()
    assert files(mounted) == NEW


def test_a_folder_that_turns_out_to_be_busy_is_filled(mounted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_mounts", set)
    publication = publishing.Publication(mounted)
    assert publication.staging.parent == mounted.parent
    fill(publication.staging)
    publication.publish()
    assert files(mounted) == NEW
    assert list(mounted.parent.iterdir()) == [mounted]


def test_a_mount_is_known_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(r"36 35 98:0 /a /my\040site rw,noatime master:1 - ext3 /dev/root rw" "\n")
    monkeypatch.setattr(publishing, "MOUNTS", mounts)
    assert publishing._mounts() == {"/my site"}


# ---------------------------------------------------------------- what a killed build leaves


def test_the_next_build_puts_right_what_a_killed_one_has_left(tmp_path: Path) -> None:
    folder(tmp_path / ".site.old", "old")
    folder(tmp_path / ".site.new", "half")
    (tmp_path / ".site.new/.hidden").touch()
    publication = publishing.Publication(tmp_path / "site")
    assert files(tmp_path) == [".site.lock", "site", "site/index.html"]
    publication.abandon()
    assert (tmp_path / "site/index.html").read_text() == "old"


def test_folders_that_were_made_for_a_site_go_with_it(tmp_path: Path) -> None:
    publishing.Publication(tmp_path / "new/deep/site").abandon()
    assert list(tmp_path.iterdir()) == []
    publication = publishing.Publication(tmp_path / "new/deep/site")
    folder(publication.staging, "new")
    publication.publish()
    assert files(tmp_path) == ["new", "new/deep", "new/deep/site", "new/deep/site/index.html"]
