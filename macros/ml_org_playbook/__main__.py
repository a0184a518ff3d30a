"""The `playbook` command, also as `python -m ml_org_playbook`."""

import signal
import sys


def run() -> None:
    """Hear of signals first: what the commands need takes a while to load."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # which shows no traceback
    from . import surroundings

    surroundings.hear_signals()
    if refusal := surroundings.refusal():
        sys.exit(refusal)
    surroundings.show_everything()
    from .cli import PLAYBOOK, main

    main(prog_name=PLAYBOOK)


if __name__ == "__main__":
    run()
