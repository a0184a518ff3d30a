"""Two processes make of many things what one would."""

from __future__ import annotations

import os
import sys

import pytest

from ml_org_playbook import spread as spreading
from ml_org_playbook.spread import spread


def where(number: int) -> tuple[int, int]:
    return number, os.getpid()


@pytest.fixture
def copying(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process of its own: that of the tests has other threads."""
    if sys.platform != "linux":
        pytest.skip("this system works by one process")
    monkeypatch.setattr(spreading, "_can_copy", lambda: True)


@pytest.mark.usefixtures("copying")
def test_a_second_process_does_the_second_half() -> None:
    made = spread(where, range(5), many=5)
    assert [number for number, _ in made] == [0, 1, 2, 3, 4]
    assert [process == os.getpid() for _, process in made] == [True, True, False, False, False]


def test_few_things_need_no_second_process() -> None:
    assert {process for _, process in spread(where, range(5), many=6)} == {os.getpid()}


@pytest.mark.usefixtures("copying")
def test_where_the_second_process_dies_the_first_does_all() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here:
            os._exit(1)
        return number

    assert spread(work, range(5), many=5) == [0, 1, 2, 3, 4]


@pytest.mark.usefixtures("copying")
def test_what_goes_wrong_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        spread(lambda number: 1 // number, range(-3, 1), many=2)
