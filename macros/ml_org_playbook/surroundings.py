"""What goes on around a command: signals that end it, the console that it writes to, how Python was started.

In: what must not be left behind. Out: a command that a signal ends at once, in one line, with nothing of it left.
It ends where the signal finds it: an exception would be taken for an error of whatever is running, or be shown.
"""

import codecs
import errno
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import TextIOWrapper
from types import FrameType
from typing import Final

SIGNALS: Final = tuple(
    signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if name in signal.Signals.__members__
)
"""Ctrl+C, the request of a system to end, a terminal that is closed, Ctrl+Break."""

OPTIMIZED: Final = (
    "Python was started with -OO or PYTHONOPTIMIZE=2, which drops what describes the fields of records. "
    "Start it without, or with -O."
)


@dataclass
class _Ending:
    """What happens when a signal comes."""

    sentence: str = "Interrupted."
    """What is said."""
    good: bool = False
    """Whether Ctrl+C is how one ends this command."""
    cleanups: dict[object, Callable[[], object]] = field(default_factory=dict)
    """Deletes what must not be left behind."""
    put_off: int = 0
    """How many steps are going on that must come to their end."""
    heard: signal.Signals | None = None
    """What came meanwhile."""


_ending = _Ending()


def refusal() -> str:
    """Why a command cannot work as Python was started; empty where it can."""
    return OPTIMIZED if sys.flags.optimize > 1 else ""


def show_everything() -> None:
    """Let a console that lacks a character show a `?` in its place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors in ("strict", "surrogateescape"):
            plain = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding=_ASCII if plain else None, errors="replace")


def is_full(error: BaseException) -> bool:
    """Whether a device takes no more of what is written. Python does not say of which file."""
    return isinstance(error, OSError) and error.filename is None and error.errno in _FULL


def give_up_output() -> None:
    """Drop what waits to be printed, or Python would fail on it a second time when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_ASCII: Final = "console-ascii"
"""ASCII by another name: click would take that for a mistake, and write UTF-8."""


def _console_ascii(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != _ASCII:
        return None
    parts = codecs.lookup("ascii")
    return codecs.CodecInfo(parts.encode, parts.decode, incrementalencoder=parts.incrementalencoder, name=name)


codecs.register(_console_ascii)


def hear_signals() -> None:
    """From now on, end as this module says when a signal comes. What was told to ignore one still does."""
    if threading.current_thread() is threading.main_thread():
        for one in SIGNALS:
            if signal.getsignal(one) is not signal.SIG_IGN:
                signal.signal(one, _end)


def at_end(key: object, clean: Callable[[], object]) -> None:
    """Call this if a signal comes, until `forget` names the key."""
    _ending.cleanups[key] = clean


def forget(key: object) -> None:
    _ending.cleanups.pop(key, None)


def say_at_end(sentence: str = _Ending.sentence, *, good: bool = False) -> None:
    """What is said if a signal comes. good: Ctrl+C is then how one ends the command."""
    _ending.sentence, _ending.good = sentence, good


@contextmanager
def put_off() -> Iterator[None]:
    """Let a short step come to its end before a signal ends the command."""
    _ending.put_off += 1
    try:
        yield
    finally:
        _ending.put_off -= 1
        if _ending.heard is not None and not _ending.put_off:
            _end(_ending.heard)


def _end(number: int, frame: FrameType | None = None) -> None:
    if _ending.put_off:
        _ending.heard = signal.Signals(number)
        return
    for one in SIGNALS:
        signal.signal(one, signal.SIG_IGN)  # a second Ctrl+C would leave half of it
    for clean in list(reversed(_ending.cleanups.values())):
        with suppress(Exception):
            clean()
    for one in SIGNALS:
        signal.signal(one, signal.SIG_DFL)
    with suppress(Exception):  # nobody may be reading
        sys.stdout.flush()
    with suppress(OSError):
        # Not through `sys.stderr`, which may just be writing. After the `^C` of a terminal comes a line of its own.
        os.write(2, f"{chr(10) * os.isatty(2)}{_ending.sentence}\n".encode())
    if _ending.good and number == signal.SIGINT:
        os._exit(0)
    if sys.platform != "win32":
        os.kill(os.getpid(), number)  # so that a shell knows, and ends what called this
    os._exit(128 + number)
