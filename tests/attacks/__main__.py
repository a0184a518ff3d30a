"""Put every attack in turn at the head of every text, build each site, and look at all of it in Chromium.

    ./dev run python tests/attacks

Titles have room for one attack each: there are as many sites as attacks that a title accepts.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import sync_playwright

from attacks import browsing, site


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=int, default=0, help="which attack to begin with")
    options = parser.parse_args()
    program = os.environ.get("PLAYBOOK_BROWSER") or shutil.which("chromium") or sys.exit("Set PLAYBOOK_BROWSER.")
    failed = False
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        armory = site.Armory(Path(folder, "armory"))
        passed = armory.passed
        texts = sum(len(target.accepted) for target in armory.targets)
        print(f"{texts} texts in {len(armory.targets)} records; accepted: " + _counts(passed))
        for start in range(options.first, len(passed["title"])):
            built = site.build(armory, Path(folder, f"sandbox-{start}"), start)
            pages = site.pages_with_attacks(built.site)
            found = built.strays + browsing.look_over(browser, built.site, pages, "index.html")
            print(f"site {start}: {len(pages)} pages, {len(found)} findings", flush=True)
            for what in found:
                print(f"  {what}")
            failed |= bool(found)
            shutil.rmtree(Path(folder, f"sandbox-{start}"))
        browser.close()
    sys.exit(failed)


def _counts(passed: dict[str, list[str]]) -> str:
    return ", ".join(f"{len(attacks)} in {sort}s" for sort, attacks in passed.items())


if __name__ == "__main__":
    main()
