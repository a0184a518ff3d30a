"""Between MkDocs' server and its builder: the server goes on, whatever happens to the site.

In: the server, before it starts. Out: at every address the last good site, or a page that says what to fix.
A site is built beside the one that is shown, so that a build that fails takes nothing away.
Not here: the words of that page (error_page), and what is kept from one build to the next (build_cache).
"""

import ipaddress
import logging
import os
import re
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from logging.handlers import BufferingHandler
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from filelock import FileLock
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from .. import surroundings
from ..model import addresses
from ..problems import Problem, printable
from ..reading import project as projects
from . import error_page
from .error_page import ShownError

_PAGES: Final = ("", ".html")
"""Ends of names at which there is a page. Styles and pictures come from the last good site in any case."""

_METHODS: Final = ("GET", "HEAD")

_log = logging.getLogger("mkdocs.plugins.playbook.server")

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]


class Builder(Protocol):
    """What the server asks of whoever builds the site."""

    root: Path
    problems: Sequence[Problem]
    say: Callable[[str], None]
    settings: str
    """The file of settings, as messages name it."""

    @property
    def site(self) -> object | None:
        """What the data gives; None where it has problems."""


class DevServer:
    """What is shown while the author works."""

    def __init__(self, server: LiveReloadServer, builder: Builder) -> None:
        self.server, self.builder = server, builder
        self.whole = builder.site is not None and not builder.problems
        """Whether the folder that is shown holds a good site."""
        self.errors: Sequence[ShownError] = [error_page.from_problem(one, builder.root) for one in builder.problems]
        self._awaited: set[str] = set()
        """Layers that are named and not there yet."""
        self._folders = ExitStack()
        self._place = self._folders.enter_context(temporary_folder())
        self._build: Callable[[], None] = server.builder
        self._answer: Callable[[Environ, StartResponse], Iterable[bytes] | None] = server._serve_request
        server.builder = self.rebuild
        server.error_handler = self._error_page
        server._serve_request = self._respond  # type: ignore[method-assign] # it has no other place to step in
        server.set_app(self.receive)
        folders = FileSystemEventHandler()
        folders.on_any_event = self._folder_moved  # type: ignore[method-assign]
        server.observer.schedule(folders, str(builder.root), recursive=False)

    def close(self) -> None:
        self._folders.close()

    def watch(self, layers: Iterable[Path]) -> None:
        """Follow the folders of records, those too that come later, or are named later in the settings."""
        paths = {os.path.normpath(folder) for folder in layers}
        self._awaited = {path for path in paths if not Path(path).is_dir()}
        for path in sorted(paths - self._awaited - self.server._watched_paths.keys()):
            self.server.watch(path)

    def next_folder(self) -> Path:
        """Where the next site is built: not where the one is that is shown."""
        one, other = (self._place / name for name in ("one", "other"))
        return other if Path(self.server.root) == one else one

    def rebuild(self) -> None:
        """Build the site anew. Raises nothing: the server would wait for a build that ends well, and show nothing."""
        started, folder = time.monotonic(), self.next_folder()
        self.builder.problems = ()
        with logged_to(logged := BufferingHandler(sys.maxsize), logging.ERROR):
            try:
                self._build()
                error: BaseException | None = None
            except (Exception, Abort) as raised:  # noqa: BLE001 - whatever it is, its author reads it on the page
                error = raised.__context__ if isinstance(raised, Abort) and raised.__context__ else raised
        root = self.builder.root
        if self.builder.problems:
            self.errors = [error_page.from_problem(one, root) for one in self.builder.problems]
        elif error is not None:
            self.errors = [
                error_page.from_error(error, [one.getMessage() for one in logged.buffer], root, self.builder.settings)
            ]
            _log.error("%s\nNothing was built.", self.errors[0])
        else:
            self.errors = ()
            self.builder.say(f"The site is up to date ({time.monotonic() - started:.1f} s).")
        good = not self.errors
        if (good or not self.whole) and folder.is_dir():  # a part of a site still has the styles of the page
            self.server.root = str(folder)
            self.whole = good

    def _folder_moved(self, event: FileSystemEvent) -> None:
        """A folder that is watched has gone, or is there again: MkDocs would go on watching the one that was moved."""
        if not event.is_directory or event.event_type not in ("created", "deleted", "moved"):
            return
        watched = self.server._watched_paths
        for path in {str(event.src_path), str(event.dest_path)} & (watched.keys() | self._awaited):
            if path in watched and Path(path).is_dir():
                count = watched.pop(path)
                self.server.observer.unschedule(self.server._watch_refs.pop(path))
                self.server.watch(path)
                watched[path] = count
            with self.server._rebuild_cond:
                self.server._want_rebuild = True
                self.server._rebuild_cond.notify_all()

    def receive(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request: every one that reaches the server begins here."""
        method = environ["REQUEST_METHOD"]
        if not self._is_own_name(environ.get("HTTP_HOST", "")):
            refusal, more = "403 Forbidden", []
            text = "Nothing is shown under this name. Use localhost, or start with --address NAME:PORT to use another."
        elif method not in _METHODS:
            refusal, more, text = "405 Method Not Allowed", [("Allow", ", ".join(_METHODS))], "Pages are only read."
        else:
            answer = self.server.serve_request(environ, start_response)
            if method != "HEAD":
                return answer
            if callable(close := getattr(answer, "close", None)):
                close()
            return []
        length = ("Content-Length", str(len(text)))
        start_response(refusal, [("Content-Type", "text/plain; charset=utf-8"), length, *more])
        return [] if method == "HEAD" else [text.encode()]

    def _is_own_name(self, host: str) -> bool:
        """Whether a request names this server: by a number, or by a name that is nobody else's.

        A page elsewhere may let its own name lead to this machine, and would then read what is shown here.
        """
        try:
            name = (urlsplit(f"//{host}").hostname or "").removesuffix(".")
        except ValueError:
            return False
        machine = socket.gethostname().lower()
        if name in ("localhost", urlsplit(self.server.url).hostname, machine, f"{machine}.local"):
            return True
        with suppress(ValueError):
            return bool(ipaddress.ip_address(name))
        return False

    def _respond(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes] | None:
        if "\0" in environ["PATH_INFO"]:
            return None  # no file has such a name, and asking the system for one is an error
        inside = environ["PATH_INFO"].removeprefix(self.server.mount_path.rstrip("/")).lstrip("/")
        if Path(inside).suffix not in _PAGES or inside.startswith("livereload/"):
            return self._answer(environ, start_response)
        server = self.server
        with server._epoch_cond:  # as MkDocs does: a page waits for the build that is going on
            server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)
            epoch, errors = server._visible_epoch, self.errors
        if not errors or (inside.startswith(f"{addresses.CODES}/") and self._has(inside)):
            return self._answer(environ, start_response)
        page = error_page.page(errors, self._has, "../" * inside.count("/")).encode()
        content: bytes = server._inject_js_into_html(page, epoch)
        length = str(len(content))
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", length)])
        return [content]

    def _has(self, address: str) -> bool:
        return self.whole and Path(self.server.root, address).is_file()

    def _error_page(self, code: int) -> bytes | None:
        path = Path(self.server.root, f"{code}.html")
        return path.read_bytes() if path.is_file() else None


class Taken(Exception):
    """One cannot serve at an address."""


class EngineChanged(BaseException):
    """A file of the engine has changed: only a new process runs it. No build may catch this as an error of its own."""


def serve(
    config_file: Path, address: tuple[str, int] | None, say: Callable[[str], None], *, show: bool
) -> tuple[str, int] | None:
    """Serve until Ctrl+C, or until the engine has changed: returns where to serve anew then.

    `mkdocs serve` would end where the first build fails.

    address: host and port; None for the first free port from that of the settings on.
    say: takes sentences for the author.
    show: whether to open a browser.
    Raises: Taken, and what MkDocs raises of settings.
    """
    engine = _engine_files()
    surroundings.say_at_end("The server has ended.", good=True)
    with temporary_folder() as folder:
        unnamed = projects.read(config_file).unnamed
        configured = partial(load_config, str(config_file), site_dir=str(folder), **unnamed)
        config = configured()
        plugin = config.plugins.get("playbook")
        if plugin is None:
            raise ConfigurationError(f"{config_file.name} does not name the plugin 'playbook'. Add it under 'plugins'.")
        plugin.say = say
        host, port = address or _first_free(*config.dev_addr)
        _probe(host, port)
        mount = urlsplit(config.site_url or "/").path

        def rebuild() -> None:
            _check_engine(engine)
            new = configured()
            new.site_url = server.url
            build(new, serve_url=server.url)

        server = LiveReloadServer(rebuild, host, port, str(folder), mount)
        config.plugins.on_startup(command="serve", dirty=False)
        try:
            config.plugins.on_serve(server, config=config, builder=rebuild)
            for path in (config.docs_dir, str(config_file), str(_ENGINE), *config.watch):
                server.watch(path)
            server.builder()
            say(f"The site is at {server.url}")
            say("Next: edit data/, docs/ or overrides/; the page follows by itself. Ctrl+C ends it.")
            server.serve(open_in_browser=show)
        except EngineChanged:
            return host, port
        except KeyboardInterrupt:
            return None
        finally:
            server.shutdown()
            config.plugins.on_shutdown()
    return None


_ENGINE: Final = Path(__file__).parents[1]


def _engine_files() -> dict[Path, int]:
    """The code and the templates of the engine, each with the time of its last change."""
    paths = (path for path in _ENGINE.rglob("*") if path.suffix in {".py", ".j2", ".yml"})
    return {path: path.stat().st_mtime_ns for path in paths}


def _check_engine(running: dict[Path, int]) -> None:
    """Raises: EngineChanged where a file is not the one that runs; SyntaxError where Python cannot read it."""
    files = _engine_files()
    if files == running:
        return
    for path in files:
        if path.suffix == ".py" and files[path] != running.get(path):
            compile(path.read_bytes(), str(path), "exec")
    raise EngineChanged


def _first_free(host: str, port: int) -> tuple[str, int]:
    """So that two checkouts can be served at once."""
    for other in range(port, port + 100):
        with suppress(Taken):
            _probe(host, other)
            return host, other
    return host, port


def _probe(host: str, port: int) -> None:
    """Raises Taken if one cannot serve there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Taken(f"{host}:{port} cannot be used: {(error.strerror or str(error)).lower()}") from None


class PlainText(logging.Filter):
    """Messages of a log without characters that would control a terminal: they quote requests, names and pages."""

    def filter(self, record: logging.LogRecord) -> bool:
        lines = _COLOR.sub("", record.getMessage()).split("\n")
        record.msg, record.args = "\n".join(map(printable, lines)), None
        return True


_COLOR: Final = re.compile(r"\x1b\[[0-9;]*m")
"""With which the macros plugin colors its messages."""
PLAIN_TEXT: Final = PlainText()


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that is there until this ends, or a signal ends the process.

    While its lock is held, a server uses it. What one that was killed has left goes when the next one begins.
    """
    _delete_left()
    with surroundings.put_off():
        folder = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
        lock = FileLock(f"{folder.name}.lock", timeout=5, is_singleton=False)
        lock.acquire()

        def delete() -> None:
            folder.cleanup()
            _unlock(lock)

        surroundings.at_end(folder.name, delete)
    try:
        yield Path(folder.name)
    finally:
        delete()
        surroundings.forget(folder.name)


_PREFIX: Final = "playbook-"


def _delete_left() -> None:
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*.lock"):
        with suppress(OSError):  # someone else's, or in use
            if path.is_symlink() or (sys.platform != "win32" and path.stat().st_uid != os.getuid()):
                continue
            lock = FileLock(path, timeout=0, is_singleton=False)
            lock.acquire()
            shutil.rmtree(path.with_suffix(""), ignore_errors=True)
            _unlock(lock)


def _unlock(lock: FileLock) -> None:
    if sys.platform != "win32":  # which removes no open file
        Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()


@contextmanager
def logged_to(handler: logging.Handler, level: int) -> Iterator[None]:
    """Let a handler have, for a while, what MkDocs and its plugins log at a level and above."""
    handler.setLevel(level)
    handler.addFilter(PLAIN_TEXT)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
