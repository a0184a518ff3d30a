"""The last good site stays until the new one is whole: one folder takes another's place in one step.

In: where the site is published. Out: a folder beside it to build into, which then takes the place of the old site.
A folder that must stay, as something is mounted there, is built into from within, and filled entry by entry.
"""

import ctypes
import errno
import os
import re
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from .. import surroundings

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
MOUNTS: Final = Path("/proc/self/mountinfo")
"""Where Linux lists what is mounted."""


class BuildRunning(Exception):
    """Another process is building the same site."""


class Publication:
    """One build of a site, by one process alone. The system ends the lock of a process that is killed."""

    def __init__(self, site: Path) -> None:
        """Raises: BuildRunning; OSError if one must not write beside the site."""
        self.site = site
        place = site if _stays(site) else site.parent
        self.staging = place / f".{site.name}.new"
        """Where the next site is built: on the file system of the site."""
        self._lock = FileLock(place / f".{site.name}.lock", timeout=0, is_singleton=False)
        self._made = [path for path in (place, *place.parents) if not path.exists()]
        """Folders that are made for the site."""
        with surroundings.put_off():
            place.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire()
            except Timeout:
                raise BuildRunning from None
            surroundings.at_end(self, self.abandon)
        surroundings.say_at_end("Interrupted. The last good site is as it was.")
        self._recover()

    def _recover(self) -> None:
        """Put right what a build that was killed has left."""
        old = _aside(self.site)
        if old.is_dir() and not self.site.exists():
            old.rename(self.site)
        for path in (old, self.staging):
            if path.is_dir():
                shutil.rmtree(path)

    def publish(self) -> None:
        """Put the new site in the old one's place. Raises OSError if that fails; the old site is then in its place."""
        self._made = []
        replace(self.staging, self.site)
        self._end()

    def abandon(self) -> None:
        """Delete what was built, and leave the site as it was."""
        shutil.rmtree(self.staging, ignore_errors=True)
        if self.site.exists():  # else the old one waits where it is for the next build
            shutil.rmtree(_aside(self.site), ignore_errors=True)
        self._end()

    def _end(self) -> None:
        with surroundings.put_off():  # what is deleted after that may be another build's
            path = Path(self._lock.lock_file)
            if sys.platform != "win32":  # which removes no open file
                path.unlink(missing_ok=True)
            self._lock.release()
            with suppress(OSError):
                for folder in self._made:
                    folder.rmdir()
            surroundings.forget(self)
            surroundings.say_at_end()


def replace(new: Path, site: Path) -> None:
    """Put `new` where `site` is, and delete what was there.

    On Linux both names change hands in one step, so that a reader, or a kill at any moment, finds a whole site.
    Elsewhere, and on file systems that cannot do that, there is a moment without a site between two renames; a folder
    that keeps its name is filled entry by entry.
    Raises OSError if no way works; the old site is then in its place.
    """
    if new.parent == site:
        _fill(new, site)
    elif not site.exists():
        new.rename(site)
    elif _exchange(new, site):
        shutil.rmtree(new, ignore_errors=True)  # the new site is published, whatever becomes of the old one
    else:
        _replace_in_two_steps(new, site)


def _replace_in_two_steps(new: Path, site: Path) -> None:
    old = _aside(site)
    shutil.rmtree(old, ignore_errors=True)
    with surroundings.put_off():
        try:
            site.rename(old)
        except OSError as error:
            if error.errno != errno.EBUSY:
                raise
            _fill(new, site)
            return
        try:
            new.rename(site)
        except OSError:
            old.rename(site)
            raise
    shutil.rmtree(old)


def _fill(new: Path, site: Path) -> None:
    """Put what is in `new` into `site`, and delete what else is there."""
    names = {entry.name for entry in new.iterdir()}
    with surroundings.put_off():
        for name in sorted(names):
            entry, place = new / name, site / name
            if not (os.path.lexists(place) and _exchange(entry, place)):
                _delete(place)
                shutil.move(entry, place)
        for entry in site.iterdir():
            own = entry.name.startswith(f".{site.name}.") or entry.name == "lost+found"  # of a disk's file system
            if entry.name not in names and not own:
                _delete(entry)
    shutil.rmtree(new)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _aside(site: Path) -> Path:
    """Where the old site is while the new one takes its place in two steps."""
    return site.with_name(f".{site.name}.old")


def _stays(site: Path) -> bool:
    """Whether a folder must keep its name: something is mounted there, or nobody may write beside it."""
    return site.is_dir() and (site.is_mount() or str(site) in _mounts() or not os.access(site.parent, os.W_OK))


def _mounts() -> set[str]:
    """On Linux, every folder where something is mounted, also of the same file system."""
    try:
        lines = MOUNTS.read_text("utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return set()
    return {re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), line.split()[4]) for line in lines}


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step. False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done: int = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return done == 0
