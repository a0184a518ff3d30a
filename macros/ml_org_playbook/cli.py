"""The `playbook` command: prints and exit codes. What it does is done elsewhere.

Exit codes: 0 clean, 1 problems, 2 wrong usage.
"""

from __future__ import annotations

from pathlib import Path

import click

from . import lock
from .load import Loaded, load
from .problems import summary

_ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that holds mkdocs.yml and data/. Default: here.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ml-org-playbook")
def main() -> None:
    """Work on the data of an ML Org Playbook."""


@main.command()
@_ROOT
def check(root: Path) -> None:
    """Look for mistakes in data/ and list them all."""
    loaded = _loaded(root)
    click.echo(summary(loaded.problems, loaded.count))
    raise SystemExit(1 if loaded.problems else 0)


@main.group()
def links() -> None:
    """Addresses and anchors that were published."""


@links.command()
@_ROOT
def accept(root: Path) -> None:
    """Record what is new in data/links.lock. From then on it must stay."""
    loaded = _loaded(root)
    if loaded.problems or loaded.playbook is None:
        click.echo(summary(loaded.problems, loaded.count))
        raise SystemExit(1)
    new = lock.accept(root / "data" / lock.NAME, loaded.playbook)
    click.echo(f"{len(new)} new addresses and anchors in data/{lock.NAME}.")


def _loaded(root: Path) -> Loaded:
    if not (root / "data").is_dir():
        raise click.UsageError(f"{root / 'data'} is not there. Go to the folder of the playbook, or use --root.")
    loaded = load(root)
    for problem in loaded.problems:
        click.echo(problem)
    return loaded
