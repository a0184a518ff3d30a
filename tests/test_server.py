"""While serving: what is shown after a change is what a build from nothing would make, and mistakes are a page.

The server's own loop is not run: a change is made, then its builder is called, and its pages are asked for.
"""

from __future__ import annotations

import io
import logging
import os
import shutil
import socket
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from helpers import BAD, ROOT, TESTS, build, make_project, start_build
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from ml_org_playbook.mkdocs_adapter import search_index
from ml_org_playbook.mkdocs_adapter.server import DevServer, logged_to

pytestmark = pytest.mark.builds

ADDRESS = "http://127.0.0.1:8000/"

MKDOCS = """\
site_name: Minimal
site_url: http://127.0.0.1:8000/
use_directory_urls: false
theme: {name: material, font: false, custom_dir: overrides}
plugins: [search, offline, macros: {on_undefined: strict, on_error_fail: false}, playbook]
extra: {polyfills: [iframe-worker.js]}
nav:
  - index.md
  - Processes: [processes/index.md, "@processes"]
"""


class Served:
    """A project that is being served."""

    def __init__(self, root: Path) -> None:
        self.root = root
        config = self._config()
        self.plugin: Any = config.plugins["playbook"]
        self.plugin.__init__()
        self.server = LiveReloadServer(self._build, "127.0.0.1", 8000, str(root / "serving"))
        config.plugins.on_startup(command="serve", dirty=False)
        config.plugins.on_serve(self.server, config=config, builder=self._build)
        self.server.builder()

    def close(self) -> None:
        self.plugin.on_shutdown()
        self.server.server_close()

    def _config(self) -> Any:
        return load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.root / "serving"))

    def _build(self) -> None:
        mkdocs_build(self._config(), serve_url=ADDRESS)

    def change(self, file: str, old: str, new: str) -> None:
        """Change a file, and build anew."""
        path = self.root / file
        text = path.read_text("utf-8") if path.exists() else ""
        assert old in text
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(old, new, 1), "utf-8")
        self.server.builder()

    def get(self, address: str) -> str:
        """What a browser is shown, without the script that reloads it."""
        said: list[str] = []
        answer = self.server._serve_request({"PATH_INFO": f"/{address}"}, lambda status, headers: said.append(status))
        assert said == ["200 OK"]
        assert answer is not None
        return b"".join(answer).decode()

    @property
    def files(self) -> dict[str, bytes]:
        return _files(Path(self.server.root))


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Served]]:
    """Begins to serve a project with the minimal data, one hand-written page and one template."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")  # and again afterwards: the plugin sets it
    make_project(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(MKDOCS)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text('# Start\n\n{{ pb_link("process:triage") }}\n\n{{ pb_scenarios() }}\n')
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides/main.html").write_text((ROOT / "overrides/main.html").read_text("utf-8"), "utf-8")
    begun: list[Served] = []

    def begin() -> Served:
        begun.append(Served(tmp_path))
        return begun[-1]

    yield begin
    for one in begun:
        one.close()


def new_process(served: Served) -> None:
    text = (served.root / "data/processes/triage.yml").read_text("utf-8").replace("id: triage", "id: review")
    text = text.replace("Triage hour", "Yearly review").replace("checklists: {run: run-triage}\n", "")
    served.change("data/processes/review.yml", "", text)


def removed_process(served: Served) -> None:
    (served.root / "data/processes/review.yml").unlink()
    served.server.builder()


def new_layer(served: Served) -> None:
    shutil.copytree(TESTS / "layer", served.root / "ours")
    served.change("mkdocs.yml", "playbook]", "playbook: {layers: [data, ours]}]")


CHANGES: dict[str, Callable[[Served], None]] = {
    "nothing": lambda served: served.server.builder(),
    "a summary": lambda served: served.change("data/terms/model.yml", "summary: ", "summary: Now "),
    "a title in the navigation": lambda served: served.change(
        "data/processes/triage.yml", "Triage meeting", "Triage hour"
    ),
    "a new record": new_process,
    "a record that is gone": removed_process,
    "a parameter": lambda served: served.change("data/playbook.yml", "your company", "the company"),
    "the date": lambda served: served.change("data/playbook.yml", 'released: "2026', 'released: "2025'),
    "a hand-written page": lambda served: served.change(
        "docs/index.md", "# Start", "---\ntitle: Begin\n---\n\n# Begin"
    ),
    "a new page": lambda served: served.change("docs/processes/triage.md", "", "# By hand\n"),
    "a template": lambda served: served.change(
        "overrides/main.html", "{% block htmltitle %}", "{% block htmltitle %}!"
    ),
    "a new partial": lambda served: served.change("overrides/partials/copyright.html", "", "Ours\n"),
    "a setting": lambda served: served.change("mkdocs.yml", "font: false", "font: false, favicon: other.svg"),
    "the title of all": lambda served: served.change("data/playbook.yml", "title: ", "title: Our "),
    "a layer": new_layer,
    "a record of a layer": lambda served: served.change("ours/terms/ours-gripper.yml", "The hand", "The fingers"),
    "a parameter of a layer": lambda served: served.change("ours/layer.yml", "name: Example", "name: Sample"),
}


@pytest.mark.long
def test_what_is_served_after_a_change_is_what_a_build_from_nothing_makes(served: Callable[[], Served]) -> None:
    one = served()
    before = one.files
    for what, change in CHANGES.items():
        change(one)
        assert one.plugin.dev_server.errors == (), what
        fresh = build(one.root)
        assert fresh.code == 0, (what, fresh.output)
        expected, found = _files(fresh.site), one.files
        assert [name for name in {*expected, *found} if expected.get(name) != found.get(name)] == [], what
        assert (found != before) == (what != "nothing"), what
        before = found
    process = start_build(one.root)  # which cannot have kept anything
    output, _ = process.communicate()
    assert process.returncode == 0, output
    assert _files(one.root / "site") == before


def test_a_change_of_one_record_makes_only_the_pages_that_show_it(
    served: Callable[[], Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = served()
    kept: list[str] = []
    read = search_index.sections
    monkeypatch.setattr(search_index, "sections", lambda text: (kept.append(text), read(text))[1])
    one.change("data/terms/model.yml", "summary: ", "summary: Now ")
    assert 0 < len(kept) < 10 < len([name for name in one.files if name.endswith(".html")])


# ---------------------------------------------------------------- mistakes


def mistake(served: Served) -> None:
    """One wrong reference."""
    make_project(served.root, BAD / "unknown-ref/in-prose")
    served.server.builder()


def test_a_mistake_is_a_page_at_every_address(served: Callable[[], Served]) -> None:
    one = served()
    before = one.get("processes/triage.html")
    mistake(one)
    for address in ("", "processes/triage.html", "nowhere/at/all.html", "nowhere"):
        page = one.get(address)
        assert "data/pitfalls/slow-team.yml:9:49" in page
        assert "no process &#39;trage&#39;. Did you mean &#39;triage&#39;?" in page
        assert "Everybody waits for the [triage](process:trage)." in page
        assert "       |                                                 ^" in page
    assert 'href="../tailor/problems/unknown-ref.html"' in one.get("processes/triage.html")
    assert "What to do" in one.get("tailor/problems/unknown-ref.html")
    (one.root / "data/pitfalls/slow-team.yml").unlink()
    make_project(one.root)
    one.server.builder()
    assert strip(one.get("processes/triage.html")) == strip(before)


def strip(page: str) -> str:
    """A page without the script that reloads it."""
    return page.rpartition("<script>")[0]


def test_data_that_was_bad_at_the_start_is_a_page_at_every_address_too(
    served: Callable[[], Served], tmp_path: Path
) -> None:
    make_project(tmp_path, BAD / "unknown-ref/in-prose")
    one = served()
    assert "data/pitfalls/slow-team.yml:9:49" in one.get("processes/triage.html")
    assert "tailor/problems" not in one.get("processes/triage.html")  # there is no site yet that would have that page
    (tmp_path / "data/pitfalls/slow-team.yml").unlink()
    make_project(tmp_path)
    one.server.builder()
    assert "A short weekly meeting." in one.get("processes/triage.html")


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("overrides/main.html", b"{% extends 'base.html' %}\n{% if %}\n", "overrides/main.html:2"),
        ("overrides/partials/logo.html", b"\n{{ nothing.there }}\n", "overrides/partials/logo.html:2"),
        ("docs/index.md", b"# Start\n\nGr\xfc\xdfe\n", "docs/index.md:3"),
        ("docs/index.md", b"# Start\n\n{{ pb_checklist('triag') }}\n", "docs/index.md:3:4"),
        ("docs/index.md", b"# Start\n\n{{ 1/0 }}\n", "docs/index.md:3"),
        ("mkdocs.yml", b"site_name: [\n", "mkdocs.yml"),
        ("mkdocs.yml", b"site_name: A\nplugins: [nothing]\n", "The &#34;nothing&#34; plugin is not installed"),
        ("mkdocs.yml", MKDOCS.replace("@processes", "@proceses").encode(), "@proceses"),
    ],
    ids=["template syntax", "a template", "not UTF-8", "a macro", "an expression", "YAML", "a plugin", "navigation"],
)
def test_any_error_is_a_page_and_goes_with_its_cause(
    served: Callable[[], Served], file: str, content: bytes, said: str
) -> None:
    one = served()
    path = one.root / file
    before = path.read_bytes() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    one.server.builder()
    page = one.get("processes/triage.html")
    assert "1 problem to fix" in page
    assert said in page
    assert "Traceback" not in page
    assert str(one.root) not in page
    if before is None:
        path.unlink()
    else:
        path.write_bytes(before)
    one.server.builder()
    assert "A short weekly meeting." in one.get("processes/triage.html")


@pytest.mark.usefixtures("collector")
def test_what_earlier_builds_made_is_let_go(served: Callable[[], Served]) -> None:
    one = served()
    made = []
    for number in range(4):
        made.append(weakref.ref(one.plugin.site))
        one.change("data/terms/model.yml", "summary: ", f"summary: {number} ")
    assert [site() is None for site in made[:-1]] == [True] * 3


@contextmanager
def watched(one: Served) -> Iterator[Callable[..., bool]]:
    """Gives a function that says whether a change is noticed within some seconds."""
    server = one.server

    def noticed(seconds: float = 10) -> bool:
        with server._rebuild_cond:
            found = server._rebuild_cond.wait_for(lambda: server._want_rebuild, timeout=seconds)
            server._want_rebuild = False
        return found

    server.observer.start()
    try:
        yield noticed
    finally:
        server.observer.stop()
        server.observer.join()


def test_a_folder_that_goes_and_comes_back_is_still_watched(served: Callable[[], Served]) -> None:
    one = served()
    data, away = one.root / "data", one.root / "away"
    with watched(one) as noticed:
        data.rename(away)
        assert noticed()
        away.rename(data)
        assert noticed()
        while noticed(0.5):  # what comes late of it
            pass
        (data / "terms/model.yml").touch()
        assert noticed()


def test_a_layer_that_is_named_before_it_is_there_is_watched_from_then_on(served: Callable[[], Served]) -> None:
    one = served()
    with watched(one) as noticed:
        one.change("mkdocs.yml", "playbook]", "playbook: {layers: [data, ours]}]")
        assert "is not there" in one.get("index.html")
        shutil.copytree(TESTS / "layer", one.root / "ours")
        assert noticed()
        one.server.builder()
        assert "Launch a robot" in one.get("checklists/ours-launch-robot.html")
        while noticed(0.5):  # what comes late of it
            pass
        one.change("ours/terms/ours-gripper.yml", "The hand", "The fingers")
        assert noticed()


@pytest.mark.skipif(os.name == "nt", reason="making links takes a right there")
def test_links_in_a_circle_are_a_page_until_they_go(served: Callable[[], Served], tmp_path: Path) -> None:
    (tmp_path / "docs/in").symlink_to(".")
    one = served()
    with watched(one) as noticed:
        assert "docs/in:1:1" in one.get("processes/triage.html")
        (tmp_path / "docs/in").unlink()
        one.server.builder()
        assert "A short weekly meeting." in one.get("processes/triage.html")
        for link, target in {
            "docs/one/up": "../..",
            "docs/self.md": "self.md",
            "overrides/in": ".",
            "data/terms/up": "..",
            "data/terms/self.yml": "self.yml",
        }.items():
            (tmp_path / link).parent.mkdir(exist_ok=True)
            (tmp_path / link).symlink_to(target)
            assert noticed(10 if link.startswith("data/") else 0) or not link.startswith("data/")
            one.server.builder()
            assert f"{link}:1:1" in one.get("processes/triage.html")
            (tmp_path / link).unlink()
        one.server.builder()
        assert "A short weekly meeting." in one.get("processes/triage.html")


@pytest.mark.skipif(os.name == "nt", reason="making links takes a right there")
def test_a_layer_that_is_a_link_in_a_circle_is_a_page_until_it_goes(served: Callable[[], Served]) -> None:
    one = served()
    (one.root / "ours").symlink_to("ours")
    one.change("mkdocs.yml", "playbook]", "playbook: {layers: [data, ours]}]")
    assert "'ours' is a link that leads back to itself" in one.get("index.html").replace("&#39;", "'")
    one.change("mkdocs.yml", "playbook: {layers: [data, ours]}]", "playbook]")
    assert "A short weekly meeting." in one.get("processes/triage.html")


# ---------------------------------------------------------------- requests


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., tuple[str, dict[str, str], bytes]]]:
    """Asks a server, as one would over the wire, for status, head and body."""
    root = tmp_path_factory.mktemp("served")
    (root / "index.html").write_text("<p>A draft.</p>")
    server = LiveReloadServer(lambda: None, "127.0.0.1", 8000, str(root))
    server.watch(str(root))
    builder = SimpleNamespace(root=root, problems=(), site=object(), say=print)
    shown = DevServer(server, builder)

    def ask(path: str, host: str = "127.0.0.1:8000", method: str = "GET") -> tuple[str, dict[str, str], bytes]:
        head: list[Any] = []
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": host}
        body = b"".join(shown.receive(environ, lambda *said: head.extend(said)))
        return head[0], dict(head[1]), body

    yield ask
    shown.close()
    server.server_close()


@pytest.mark.parametrize(
    "host",
    ["localhost:8000", "LOCALHOST", "localhost.", "127.0.0.1", "[::1]:8000", "192.168.1.4:8000", socket.gethostname()],
)
def test_its_own_names_show_the_site(host: str, answer: Callable[..., Any]) -> None:
    assert b"A draft." in answer("/", host)[2]


@pytest.mark.parametrize(
    "host", ["attacker.example", "attacker.example:8000", "localhost.attacker.example", "", "[::", "a b"]
)
@pytest.mark.parametrize("path", ["/", "/livereload/0/0", "/x.css"])
def test_a_name_of_somebody_else_shows_nothing(host: str, path: str, answer: Callable[..., Any]) -> None:
    status, _, body = answer(path, host)
    assert status == "403 Forbidden"
    assert b"draft" not in body


def test_a_head_has_no_body(answer: Callable[..., Any]) -> None:
    for path in ("/", "/gone.html"):
        status, head, body = answer(path, method="HEAD")
        assert (status, head["Content-Type"], body) == (answer(path)[0], answer(path)[1]["Content-Type"], b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "X"])
def test_pages_are_only_read(method: str, answer: Callable[..., Any]) -> None:
    status, head, _ = answer("/", method=method)
    assert (status, head["Allow"]) == ("405 Method Not Allowed", "GET, HEAD")


@pytest.mark.parametrize("path", ["/\0", "/a\0.html", "/" + "a" * 5000, "/../../etc/passwd", "/livereload/x"])
def test_what_is_no_page_is_not_found(path: str, answer: Callable[..., Any], caplog: pytest.LogCaptureFixture) -> None:
    assert answer(path)[0] == "404 Not Found"
    assert caplog.records == []  # no traceback


def test_nothing_controls_the_terminal() -> None:
    shown = io.StringIO()
    with logged_to(logging.StreamHandler(shown), logging.WARNING):
        logging.getLogger("mkdocs.livereload").warning('"GET /%s HTTP/1.1"\n  code %d', "\x1b]0;x\x07\x9b2J\r", 404)
        logging.getLogger("mkdocs.plugins").warning("\x1b[33m[macros]\x1b[0m ready")
    assert shown.getvalue() == '"GET /\\x1b]0;x\\x07\\x9b2J\\r HTTP/1.1"\n  code 404\n[macros] ready\n'
