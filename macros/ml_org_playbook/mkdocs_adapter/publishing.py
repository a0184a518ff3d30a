"""The last good site stays until the new one is whole: one folder takes another's place in one step.

In: two folders beside each other. Out: the new one in the old one's place.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2


class BuildRunning(Exception):
    """Another process is building the same site."""


class BuildLock:
    """One process alone builds a site. The system ends the claim of a process that is killed."""

    def __init__(self, site: Path) -> None:
        """Raises: Busy; OSError if one must not write beside the site."""
        self.path = site.with_name(f".{site.name}.lock")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            self.file = self.path.open("a+b")
            if not _lock(self.file):
                self.file.close()
                raise BuildRunning
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(self.file.fileno()), self.path.stat()):
                    return
            self.file.close()  # who has just ended its claim took this file away

    def end(self) -> None:
        if sys.platform == "win32":  # which removes no open file
            self.file.close()
        self.path.unlink(missing_ok=True)
        self.file.close()


def _lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def staging(site: Path) -> Path:
    """Where the next site is built: beside the site, so that both are on one file system."""
    return site.with_name(f".{site.name}.new")


def replace(new: Path, site: Path) -> None:
    """Put `new` where `site` is, and delete what was there.

    On Linux both names change hands in one step, so that a reader, or a kill at any moment, finds a whole site.
    Elsewhere, and on file systems that cannot do that, there is a moment without a site between two renames.
    Raises OSError if neither way works; the old site is then in its place.
    """
    if not site.exists():
        new.rename(site)
        return
    if _exchange(new, site):
        shutil.rmtree(new)
        return
    old = site.with_name(f".{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    site.rename(old)
    try:
        new.rename(site)
    except OSError:
        old.rename(site)
        raise
    shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step. False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done: int = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return done == 0
