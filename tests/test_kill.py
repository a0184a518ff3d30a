"""A build that is killed leaves a whole site. The long run is `./dev run python tests/killing.py 50`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from killing import kill_many

pytestmark = pytest.mark.builds


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the swap takes two steps, as swap.py says")
def test_a_killed_build_leaves_a_whole_site(tmp_path: Path) -> None:
    assert kill_many(tmp_path, count=3, seed=1).total() == 3
