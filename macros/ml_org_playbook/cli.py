"""The `playbook` command: prints and exit codes. What it does is done elsewhere.

Exit codes: 0 clean, 1 problems, 2 wrong usage. Every command ends with the next useful one.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from . import export, lock, report, schema
from .load import load
from .playbook import Playbook


class Folder(click.Path):
    """A folder that holds a playbook."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(str(super().convert(value, param, ctx)))
        if not (path / "data").is_dir():
            self.fail(
                f"there is no folder 'data' in '{path}'. Go to the folder of the playbook, or name it.", param, ctx
            )
        return path


def in_root(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--root",
        type=Folder(exists=True, file_okay=False),
        default=".",
        help="The folder that holds mkdocs.yml and data/. Default: here.",
    )(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ml-org-playbook")
def main() -> None:
    """Check, build and extend an ML Org Playbook."""


@main.command()
@in_root
@click.option(
    "--format",
    "shape",
    type=click.Choice(list(report.FORMATS)),
    default="text",
    help="text: for people. json: for programs. github: annotations. sarif: code scanning.",
)
def check(root: Path, shape: str) -> None:
    """List every mistake in data/, with its place and its remedy."""
    loaded = load(root)
    gc.freeze()  # the data stays to the end: walking it once more then takes a tenth of the time
    click.echo(report.FORMATS[shape](loaded.problems, root, loaded.count))
    if loaded.problems:
        raise SystemExit(1)
    if shape == "text":
        _next("playbook build")


@main.command()
@in_root
@click.option("--pdf", is_flag=True, help="Offer PDF files too. Needs the extra 'pdf', and about half a minute more.")
def build(root: Path, pdf: bool) -> None:
    """Check the data, build the site, look it over, and only then put it in the old one's place."""
    if pdf:
        _require(export.FORMATS["pdf"])
    _clean(root)
    from mkdocs.commands import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    shown = _show_warnings()
    try:
        config = load_config(str(root / "mkdocs.yml"), strict=True)
        plugin: Any = config.plugins.get("playbook")
        if plugin is None:
            raise click.UsageError("mkdocs.yml does not name the plugin 'playbook'. Add it under 'plugins'.")
        plugin.to_publish, plugin.pdf = True, pdf
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build.build(config)
        finally:
            config.plugins.on_shutdown()
    except (Abort, ConfigurationError) as error:
        click.echo(f"{error}\nThe last good site is as it was.", err=True)
        raise SystemExit(1) from None
    finally:
        logging.getLogger("mkdocs").removeHandler(shown)
    click.echo(f"The site is in {config.site_dir}.")
    _next("open site/index.html, or publish the folder on any web server")


@main.command()
@in_root
@click.option(
    "--address", "--dev-addr", "-a", metavar="HOST:PORT", help="Where to serve. Default: the first free port from 8000."
)
@click.option("--open", "show", is_flag=True, help="Open the site in a browser.")
def serve(root: Path, address: str | None, show: bool) -> None:
    """Show the site on this machine, and every change within a second or two. Mistakes show as a page."""
    host, _, port = (address or "").rpartition(":")
    if address and not (host and port.isdecimal() and int(port) < 65_536):
        raise click.UsageError(f"'{address}' is not an address. Write it as 127.0.0.1:8000.")
    from mkdocs.exceptions import Abort, ConfigurationError

    from . import live

    shown = _show_warnings()
    try:
        live.serve(root / "mkdocs.yml", (host, int(port)) if address else None, click.echo, show=show)
    except (Abort, ConfigurationError) as error:
        click.echo(str(error), err=True)
        raise SystemExit(1) from None
    except OSError as error:
        raise click.UsageError(f"cannot serve at {address}: {error.strerror}. Choose another address.") from None
    finally:
        logging.getLogger("mkdocs").removeHandler(shown)


@main.command()
@in_root
@click.argument("kind", type=click.Choice(list(schema.KINDS)))
@click.argument("id")
def new(root: Path, kind: str, id: str) -> None:
    """Begin a record of KIND with the name ID, from a commented template."""
    from . import editor

    path = root / "data" / schema.KINDS[kind].folder / f"{id}.yml"
    if not schema.is_id(id):
        raise click.UsageError(
            f"'{id}' is not an id. Use lower-case words joined by hyphens, such as 'findings-review'."
        )
    if path.exists():
        raise click.UsageError(f"{path} is already there. Choose another id.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(editor.begin(root / "data", kind, id), "utf-8")
    click.echo(f"{path} is begun.")
    _next("fill it in, then `playbook check`")


@main.command(name="schema")
@in_root
def write_schema(root: Path) -> None:
    """Write schemas/ anew, by which editors complete and check records, and the comments of the templates."""
    from . import editor

    written = editor.write(_clean(root), root / "schemas")
    editor.refresh_templates(root / "data")
    click.echo(f"{len(written)} schemas in {root / 'schemas'}.")
    _next("playbook check")


@main.command()
@in_root
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
def audit(root: Path, site: Path) -> None:
    """Look a built SITE over: dead links, other hosts, scripts, counts, weight."""
    from .audit import audit as look_over

    problems = look_over(site, _clean(root))
    click.echo(report.listed(problems, site) or "0 problems.")
    if problems:
        raise SystemExit(1)


@main.command(name="export")
@in_root
@click.option("--format", "names", multiple=True, type=click.Choice(list(export.FORMATS)), help="Default: all.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default="exports", show_default=True, help="Folder."
)
@click.option("--address", envvar="SITE_URL", default="", help="Where the site is published: links need it.")
def write_exports(root: Path, names: tuple[str, ...], out: Path, address: str) -> None:
    """Write checklists and worksheets in the formats of other programs."""
    formats = [one for one in export.FORMATS.values() if (one.name in names if names else one.installed)]
    for one in formats:
        _require(one)
    count = 0
    try:
        for name, content in export.files(export.documents(_clean(root), address), formats):
            path = out / name.removeprefix(f"{export.FOLDER}/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            count += 1
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:  # WeasyPrint says so when a library of the system is missing
        raise click.ClickException(f"{error}. PDF needs Pango, for example Debian's libpangoft2-1.0-0.") from None
    click.echo(f"{count} files in {out}.")


@main.group()
def links() -> None:
    """Addresses and anchors that were published."""


@links.command()
@in_root
def accept(root: Path) -> None:
    """Record what is new in data/links.lock. From then on it must stay."""
    now = lock.published(_clean(root), lock.hand_written(root / "docs"))
    new_ones = lock.accept(root / "data" / lock.NAME, now)
    click.echo(f"{len(new_ones)} new addresses and anchors in data/{lock.NAME}.")
    _next("commit data/links.lock")


def _clean(root: Path) -> Playbook:
    """The playbook; ends the command where the data has problems."""
    loaded = load(root)
    if loaded.problems or loaded.playbook is None:
        click.echo(report.text(loaded.problems, root, loaded.count))
        raise SystemExit(1)
    return loaded.playbook


def _show_warnings() -> logging.Handler:
    """Show what MkDocs, its plugins and ours warn of. Their own command does; called from here, they are silent."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(handler)
    return handler


def _require(one: export.Format) -> None:
    """End the command where a format needs what is not installed."""
    if not one.installed:
        raise click.UsageError(f"'{one.name}' needs: pip install 'ml-org-playbook[{one.extra}]'.")


def _next(what: str) -> None:
    click.echo(f"Next: {what}")
