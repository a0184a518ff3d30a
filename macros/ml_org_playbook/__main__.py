"""`python -m ml_org_playbook` is the `playbook` command."""

from .cli import PLAYBOOK, main

main(prog_name=PLAYBOOK)
