"""The last good site stays until the new one is whole: one folder takes another's place in one step.

In: where the site is published. Out: a folder beside it to build into, which then takes the place of the old site.
"""

import ctypes
import os
import shutil
import sys
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2


class BuildRunning(Exception):
    """Another process is building the same site."""


class Publication:
    """One build of a site, by one process alone. The system ends the lock of a process that is killed."""

    def __init__(self, site: Path) -> None:
        """Raises: BuildRunning; OSError if one must not write beside the site."""
        self.site = site
        self.staging = site.with_name(f".{site.name}.new")
        """Where the next site is built: beside the site, so that both are on one file system."""
        site.parent.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(site.with_name(f".{site.name}.lock"), timeout=0, is_singleton=False)
        try:
            self._lock.acquire()
        except Timeout:
            raise BuildRunning from None

    def publish(self) -> None:
        """Put the new site in the old one's place. Raises OSError if that fails; the old site is then in its place."""
        replace(self.staging, self.site)
        self._unlock()

    def abandon(self) -> None:
        """Delete what was built, and leave the site as it was."""
        shutil.rmtree(self.staging, ignore_errors=True)
        self._unlock()

    def _unlock(self) -> None:
        path = Path(self._lock.lock_file)
        if sys.platform != "win32":  # which removes no open file
            path.unlink(missing_ok=True)
        self._lock.release()


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
