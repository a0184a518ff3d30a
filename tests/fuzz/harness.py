"""One case: spoil a file, load the folder, and see that it is clean or refused with a place.

The good files are read and checked once; a case reads only what differs. `load` and a case call the same functions.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import FrameType
from typing import Final

from jinja2 import FileSystemBytecodeCache

from ml_org_playbook import report, schema
from ml_org_playbook.build import Site
from ml_org_playbook.handwritten.macros import Macros
from ml_org_playbook.load import Check, Loaded, collector_off, load, validate
from ml_org_playbook.model import addresses
from ml_org_playbook.model.playbook import Entry, Playbook
from ml_org_playbook.pages import catalog
from ml_org_playbook.pages.views import Views
from ml_org_playbook.problems import Problem, printable
from ml_org_playbook.reading import layers
from ml_org_playbook.reading.folders import Reading
from ml_org_playbook.reading.folders import read as read_folder
from ml_org_playbook.reading.names import LOCK, PLAYBOOK
from ml_org_playbook.reading.records import SourceRecord
from ml_org_playbook.rendering.html import Renderer

from .mutations import LOCK_TARGET, MUTATIONS, Draft, kind_of, spoil_lock

PATIENCE: Final = 60
"""Seconds after which a case counts as hanging. The slowest take about two; the machine may be busy."""
LONGEST: Final = 2_000
"""Characters of one problem, when it is said."""


@dataclass(frozen=True)
class Outcome:
    """What came of one case."""

    seed: int
    mutations: tuple[str, ...]
    target: str
    verdict: str
    """`clean`, `inside`, `linked` or `lock` where all is well; else `FAILED: …`."""
    seconds: float
    """Of the processor."""
    pages: int = 0
    """Pages that were rendered."""

    @property
    def failed(self) -> bool:
        return self.verdict.startswith("FAILED")


class Hangs(BaseException):
    """A case takes longer than anybody would wait. Nothing in the engine may catch it."""


@dataclass
class Base:
    """Good data, read and checked."""

    root: Path
    """The project that it is in."""
    folders: tuple[str, ...] = ("data",)
    """Its layers."""
    reading: Reading = field(init=False)
    checks: dict[str, Check] = field(init=False)
    playbook: Playbook = field(init=False)
    lock: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.reading = layers.read(
            [self.root / folder for folder in self.folders], schema.FOLDERS, self.root, schema.FIELDS
        )
        self.checks = {record.path: schema.check(record) for record in self.reading.records}
        loaded = load(self.root)
        assert loaded.playbook is not None
        assert loaded.problems == (), "\n".join(map(str, loaded.problems[:5]))
        self.playbook = loaded.playbook
        path = self.root / LOCK_TARGET
        self.lock = path.read_bytes() if path.exists() else b""
        for record in self.reading.records:
            record.at(())  # looks places up once, not in every case

    def draft(self, random: random.Random) -> tuple[Draft, tuple[str, ...]]:
        """A spoiled folder, and how it was spoiled."""
        records = self.reading.records
        if self.lock and random.random() < 0.02:
            draft = Draft(records, LOCK_TARGET, {LOCK_TARGET: self.lock})
            return draft, ("spoil_lock",) if spoil_lock(random, draft) else ()
        record = self._chosen(random)
        draft = Draft(records, record.path, {record.path: record.text.encode()})
        done: list[str] = []
        wanted = random.choice([1, 1, 1, 2, 3])
        while len(done) < wanted:
            name = random.choice(list(MUTATIONS))
            if MUTATIONS[name](random, draft):
                done.append(name)
            elif done and random.random() < 0.2:
                break
        return draft, tuple(done)

    def _chosen(self, random: random.Random) -> SourceRecord:
        """Every kind as often as every other: else most cases would be checklists."""
        kind = random.choice(sorted({record.kind for record in self.reading.records}))
        return random.choice([record for record in self.reading.records if record.kind == kind])


# ---------------------------------------------------------------- a case


def run(base: Base, seed: int, templates: FileSystemBytecodeCache | None = None) -> Outcome:
    """Make the case of this seed and judge it."""
    draft, done = base.draft(random.Random(seed))
    begun = time.process_time()
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        try:
            with _patience():
                loaded = load_changed(base, draft, root)
                if loaded.problems:
                    verdict = _refused(base, draft, loaded, root)
                else:
                    verdict, count = "clean", _render(base, draft, loaded, templates)
        except Hangs:
            verdict = "FAILED: hangs"
        except Exception as error:  # noqa: BLE001 - finding these is what this is for
            place = traceback.extract_tb(error.__traceback__)[-1]
            verdict = f"FAILED: {type(error).__name__}: {str(error)[:100]} ({Path(place.filename).name}:{place.lineno})"
    return Outcome(seed, done, draft.target, verdict, time.process_time() - begun, count)


def write(draft: Draft, root: Path) -> None:
    """Lay the files of a draft into a project folder."""
    for folder in schema.FOLDERS:
        (root / "data" / folder).mkdir(parents=True, exist_ok=True)
    for name, content in draft.files.items():
        path = root / os.fsdecode(name.encode("utf-8", "surrogateescape"))
        path.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case bytes():
                path.write_bytes(content)
            case "folder":
                path.mkdir()
            case "fifo":
                os.mkfifo(path)
            case "link":
                path.symlink_to("/etc/hostname")
            case "link-to-folder":
                path.symlink_to("/etc")


def load_changed(base: Base, draft: Draft, root: Path) -> Loaded:
    """As `load` on the whole folder. Several layers are small here, and read as a whole."""
    if len(base.folders) > 1:
        materialize(base, draft, root)
        return load(root)
    write(draft, root)
    if LOCK_TARGET not in draft.files and base.lock:
        (root / LOCK_TARGET).write_bytes(base.lock)
    new = read_folder(root / "data", schema.FOLDERS, root, fields=schema.FIELDS)
    replaced = _different(draft)
    kept = [record for record in base.reading.records if record.path not in replaced]
    records = tuple(sorted([*kept, *new.records], key=lambda record: record.path.split("/")))
    target = PurePosixPath(draft.target)
    names = (base.reading.names - {(kind_of(target), target.stem)}) | new.names
    unsettled = () if (PLAYBOOK, PLAYBOOK) in names else new.unsettled
    reading = Reading(records, names, new.problems, new.unread, unsettled)
    checks = [base.checks[one.path] if one.path not in replaced else schema.check(one, names) for one in records]
    with collector_off():
        return validate(reading, checks, root, root / "data")


@contextmanager
def _patience() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise Hangs

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# ---------------------------------------------------------------- refused


def _refused(base: Base, draft: Draft, loaded: Loaded, root: Path) -> str:
    for shape in report.FORMATS.values():
        shape(loaded.problems, root, loaded.count).encode("utf-8")
    held = {path: _lines_of(content) for path, content in draft.files.items() if isinstance(content, bytes)}
    for problem in loaded.problems:
        if fault := _fault(problem, held.get(problem.location.path)):
            return f"FAILED: {fault}: {str(problem)[:200]!r}"
    return _place(base, draft, loaded)


def _lines_of(content: bytes) -> list[str]:
    return [*re.split(r"\r\n?|\n", content.decode("utf-8", "replace")), ""]


def _fault(problem: Problem, lines: list[str] | None) -> str:
    """What is wrong with the way in which a problem is said; empty if nothing."""
    said, place = str(problem), problem.location
    if not said.isprintable():
        return "says what cannot be shown"
    if len(said) > LONGEST:
        return f"takes {len(said)} characters to say"
    if lines is not None and (place.line > len(lines) or place.column > len(lines[place.line - 1]) + 1):
        return "stands beyond the file"
    return ""


def _different(draft: Draft) -> set[str]:
    """The files that differ, and new folders of theirs, as problems name them."""
    names = {draft.target, *map(printable, draft.files)}
    folders = {str(PurePosixPath(name).parent) for name in names}
    return names | (folders - {f"{layer}/{folder}" for layer in ("data", "ours") for folder in schema.FOLDERS})


def _place(base: Base, draft: Draft, loaded: Loaded) -> str:
    """Where the problems stand, seen from the files that differ."""
    paths = {problem.location.path for problem in loaded.problems}
    if paths & _different(draft):
        return "inside"
    near = {entry.record.path for playbook in (base.playbook, loaded.playbook) for entry in _near(playbook, draft)}
    if paths & near:
        return "linked"
    if LOCK_TARGET in paths or draft.target == LOCK_TARGET:  # a part that is gone is reported where its record is
        return "lock"
    stem = PurePosixPath(draft.target).stem
    named = {stem, *_different(draft)}
    if any(name in problem.what for problem in loaded.problems for name in named):
        return "linked"
    return f"FAILED: no place near the file: {str(loaded.problems[0])[:200]!r}"


def _near(playbook: Playbook | None, draft: Draft) -> set[Entry]:
    """The records of the files that differ, and those that they have to do with."""
    found: set[Entry] = set()
    for path in map(PurePosixPath, _different(draft)):
        entry = playbook.find(f"{kind_of(path)}:{path.stem}") if playbook else None
        if playbook and entry:
            found |= {entry, *(link.target for link in playbook.links_from(entry))}
            found |= {link.origin for link in playbook.links_to(entry)}
    return found


# ---------------------------------------------------------------- clean


def _render(base: Base, draft: Draft, loaded: Loaded, templates: FileSystemBytecodeCache | None) -> int:
    """Render every page that the record has to do with. Returns how many."""
    assert loaded.playbook is not None
    renderer = Renderer(loaded.playbook)
    renderer.environment.bytecode_cache = templates
    site = Site(loaded.playbook, {}, renderer, Macros(loaded.playbook, Views(loaded.playbook), renderer))
    near = _near(loaded.playbook, draft)
    paths = {entry.record.path for entry in near}
    indexes = {addresses.index(entry.kind.address) for entry in near}
    chance = random.Random(draft.target)
    count = 0
    for page in catalog.pages(loaded.playbook):
        if page.data_path in paths or page.address in indexes or (page.data_path is None and chance.random() < 0.05):
            site.body(page).encode("utf-8")
            count += 1
    if any(entry.kind.name in ("checklist", "worksheet") for entry in near) and chance.random() < 0.3:
        count += len(site.files())
    return count


# ---------------------------------------------------------------- for real


def build(base: Base, seed: int, project: Path) -> str:
    """Make the case of this seed in a whole project and build it. Returns what is wrong; empty if nothing."""
    draft, _ = base.draft(random.Random(seed))
    for name in ("docs", "overrides"):
        shutil.copytree(base.root / name, project / name, dirs_exist_ok=True)
    shutil.copy(base.root / "mkdocs.yml", project)
    (project / "macros").mkdir(exist_ok=True)
    materialize(base, draft, project)
    loaded = load(project)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", timeout=300,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=False,
    )  # fmt: skip
    if "Traceback" in done.stdout:
        return f"a traceback: {done.stdout[-2000:]}"
    if done.returncode == 0:
        return "built, though the data has problems" if loaded.problems else ""
    if not re.search(r"(?m)^\S+:\d+:\d+: .+ \[[a-z-]+\]$", done.stdout):
        return f"not built, without a place: {done.stdout[-2000:]}"
    return f"half a site: {sorted(path.name for path in project.iterdir())}" if (project / "site").exists() else ""


def materialize(base: Base, draft: Draft, project: Path) -> None:
    """All the data of a case."""
    for folder in base.folders:
        shutil.copytree(base.root / folder, project / folder, dirs_exist_ok=True)
    if len(base.folders) > 1:
        shutil.copy(base.root / "mkdocs.yml", project)
    for name in {draft.target, *draft.files}:
        path = project / os.fsdecode(name.encode("utf-8", "surrogateescape"))
        if path.is_file():
            path.unlink()
    if LOCK_TARGET != draft.target and not base.lock:
        (project / "data" / LOCK).unlink(missing_ok=True)
    write(draft, project)
