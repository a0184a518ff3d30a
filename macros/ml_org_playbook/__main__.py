"""The `playbook` command, also as `python -m ml_org_playbook`."""

import sys

from . import surroundings


def run() -> None:
    """Hear of signals first: what the commands need takes a while to load."""
    surroundings.hear_signals()
    if refusal := surroundings.refusal():
        sys.exit(refusal)
    surroundings.show_everything()
    from .cli import PLAYBOOK, main

    main(prog_name=PLAYBOOK)


if __name__ == "__main__":
    run()
