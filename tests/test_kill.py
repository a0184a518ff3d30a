"""A build that is killed or interrupted leaves a whole site. The long run is `./dev run python tests/killing.py 50`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from killing import kill_many

pytestmark = pytest.mark.builds


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere the swap takes two steps, as publishing.py says"
)
@pytest.mark.long
def test_a_killed_build_leaves_a_whole_site(tmp_path: Path) -> None:
    (root := tmp_path / "project").mkdir()
    assert kill_many(root, count=1, seed=1).total() == 3
