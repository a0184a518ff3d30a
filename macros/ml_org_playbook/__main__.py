"""`python -m ml_org_playbook` is the `playbook` command."""

from .cli import main

main()
