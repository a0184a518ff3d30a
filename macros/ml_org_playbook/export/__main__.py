"""Write the downloads of a site: how the plugin has them made beside the pages, in a process of their own.

Arguments: the process of the build, the folder of the project, where to write, the site's address or nothing, how many
layers there are, their folders, and the names of the formats. When the build is killed, this ends too and leaves no
file: the next build writes to the same place.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from .. import export, site


def main(build: str, root: str, out: str, address: str, count: str, *rest: str) -> None:
    folders, names = rest[: int(count)], rest[int(count) :]
    made, problems, _ = site.make(Path(root), *map(Path, folders))
    assert made is not None, problems
    for name, content in made.downloads(address, [export.FORMATS[name] for name in names]):
        if os.getppid() != int(build):
            shutil.rmtree(out, ignore_errors=True)
            sys.exit(1)
        path = Path(out, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main(*sys.argv[1:])
