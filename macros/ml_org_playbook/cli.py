"""The `playbook` command: prints and exit codes. What it does is done elsewhere.

Exit codes: 0 clean, 1 problems, 2 wrong usage. Every command ends with the next useful one.
"""

import logging
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import click

from . import export, report, schema, surroundings
from .authoring import json_schemas, record_templates
from .load import Loaded, load
from .model import addresses, permalinks
from .model.playbook import Playbook
from .problems import Problem
from .reading import layers
from .reading import project as projects
from .reading.files import relative
from .reading.names import LAYER, LOCK, unusable
from .reading.project import Project

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material says at every start that its maintenance ends

PLAYBOOK: Final = os.environ.get("PLAYBOOK_COMMAND", "playbook")
"""How one calls this command here."""
_WRITTEN: Final = ("build", "dist", "exports", "schemas", "site")
"""Folders that commands write to, and that git mostly ignores."""


class Commands(click.Group):
    """Reports what the system refuses in one line: which file, and why."""

    def main(self, *args: Any, **more: Any) -> Any:
        try:
            return super().main(*args, **more)
        except OSError as error:
            if not surroundings.is_full(error):
                raise
            surroundings.give_up_output()
            reason = (error.strerror or str(error)).lower()
            click.echo(f"Error: the output, or a file, could not be written: {reason}.", err=True)
            sys.exit(1)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.filename is None:
                raise
            where = click.format_filename(error.filename)
            right = " Give yourself the right to it, or choose another place." * isinstance(error, PermissionError)
            raise click.ClickException(f"{where}: {(error.strerror or str(error)).lower()}.{right}") from None


class Folder(click.ParamType):  # type: ignore[type-arg] # click 8.1 knows none
    """A folder that holds a playbook, or the file of its settings."""

    name = "directory"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Project:
        named_file = ctx.meta.get(_SETTINGS) if ctx else None
        if named_file and value != ".":
            self.fail("name a folder or a file of settings, not both.", param, ctx)
        path = Path(str(click.Path(exists=True, file_okay=False).convert(value, param, ctx)))
        project = projects.read(Path(named_file or path))
        path = project.root
        if not project.layers[0].is_dir():
            name = relative(project.layers[0], path)
            named = f", which 'layers' in {project.settings.name} names" * (name != "data")
            remedy = "Go to the folder of the playbook, or name it."
            self.fail(f"there is no folder '{name}'{named} in '{path}'. {remedy}", param, ctx)
        return project


_SETTINGS: Final = "ml_org_playbook.settings"
"""Under which a command keeps the name of its file of settings until its folder is read."""


def _keep(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    ctx.meta[_SETTINGS] = value


def in_root(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say whose playbook a command works on."""
    folder = click.option(
        "--root",
        "project",
        type=Folder(),
        default=".",
        help="The folder that holds mkdocs.yml and data/. Default: here.",
    )
    settings = click.option(
        "-f",
        "--config-file",
        type=click.Path(exists=True, dir_okay=False),
        callback=_keep,
        expose_value=False,
        is_eager=True,
        help="The file of settings. Default: mkdocs.yml or mkdocs.yaml in that folder.",
    )
    return folder(settings(command))


in_format: Final = click.option(
    "--format",
    "shape",
    type=click.Choice(list(report.FORMATS)),
    default="text",
    help="text: for people. json: for programs. github: annotations. sarif: code scanning.",
)


def _address(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if value and not projects.is_address(value):
        raise click.BadParameter(f"{projects.no_address(value)} Write it as https://host/path/.", ctx, param)
    return value


at_address: Final = click.option(
    "--address",
    envvar="SITE_URL",
    default="",
    callback=_address,
    help="Where the site is published. Default: what mkdocs.yml says.",
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ml-org-playbook")
def main() -> None:
    """Check, build and extend an ML Org Playbook."""


@main.command()
@in_root
@in_format
@at_address
def check(project: Project, shape: str, address: str) -> None:
    """List every mistake in data/ and in what docs/ takes from it, with its place and its remedy."""
    from .mkdocs_adapter import rehearsal

    loaded = rehearsal.look(project)
    _report(loaded, project.root, "check", address or project.address, shape)
    if shape == "text":
        _hint(project, loaded)
        _next(_command("build"))


@main.command()
@in_root
@click.option("--pdf", is_flag=True, help="Offer PDF files too. Needs the extra 'pdf', and about half a minute more.")
@click.option(
    "--site-dir", "-d", type=click.Path(file_okay=False), help="Where to put the site. Default: what mkdocs.yml says."
)
def build(project: Project, pdf: bool, site_dir: str | None) -> None:
    """Check the data, build the site, look it over, and only then put it in the old one's place."""
    if pdf:
        _require(export.FORMATS["pdf"])
    _hint(project, _clean(project, "build"))
    from mkdocs.commands import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    from .mkdocs_adapter.server import logged_to

    plugin: Any = None
    with logged_to(logging.StreamHandler(), logging.WARNING):  # else MkDocs, its plugins and ours warn in silence
        try:
            site = {"site_dir": str(Path(site_dir).absolute())} if site_dir else {}
            config = load_config(str(_settings(project)), strict=True, **project.unnamed, **site)
            plugin = config.plugins.get("playbook")
            if plugin is None:
                raise click.UsageError(
                    f"{project.settings.name} does not name the plugin 'playbook'. Add it under 'plugins'."
                )
            plugin.to_publish, plugin.pdf, plugin.say = True, pdf, click.echo
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build.build(config)
            finally:
                config.plugins.on_shutdown()
        except (Abort, ConfigurationError) as error:
            problems = plugin.problems if plugin else ()
            reason = "" if problems else f"{_unsaid(error)}Nothing was built. "  # problems are listed above
            click.echo(f"{reason}The last good site is as it was.", err=True)
            _next_fix(problems, "build", project.address)
            raise SystemExit(1) from None
    click.echo(f"The site is in {config.site_dir}.")
    _hint_address(project, project.address)
    where = relative(Path(config.site_dir), Path.cwd())
    _next(f"open {where}/index.html, or publish the folder on any web server")


@main.command()
@in_root
@click.option(
    "--address", "--dev-addr", "-a", metavar="HOST:PORT", help="Where to serve. Default: the first free port from 8000."
)
@click.option("--open", "show", is_flag=True, help="Open the site in a browser.")
def serve(project: Project, address: str | None, show: bool) -> None:
    """Show the site on this machine, and every change within a second or two.

    Mistakes show as a page, dead links in the terminal.
    """
    host, _, port = (address or "").rpartition(":")
    if address and not (host and port.isdecimal() and int(port) < 65_536):
        raise click.UsageError(f"'{address}' is not an address. Write it as 127.0.0.1:8000.")
    from mkdocs.exceptions import Abort, ConfigurationError

    from .mkdocs_adapter import server

    with server.logged_to(logging.StreamHandler(), logging.WARNING):
        try:
            again = server.serve(_settings(project), (host, int(port)) if address else None, click.echo, show=show)
        except (Abort, ConfigurationError) as error:
            click.echo(_unsaid(error), err=True, nl=False)
            raise SystemExit(1) from None
        except server.Taken as taken:
            raise click.UsageError(f"{taken}. Choose another address, or name none.") from None
    if again is not None:
        click.echo("The engine has changed. Starting anew.")
        place = ("-f", str(project.settings), "--address", f"{again[0]}:{again[1]}")
        os.execv(sys.executable, [sys.executable, "-m", str(__package__), "serve", *place])


@main.command()
@in_root
@click.argument("kind", type=click.Choice([*schema.KINDS, LAYER]))
@click.argument("id")
def new(project: Project, kind: str, id: str) -> None:
    """Begin a record of KIND with the name ID, from a commented template, in the last layer.

    `new layer ID` begins a layer: a folder for records of your own.
    """
    if not schema.is_id(id):
        raise click.UsageError(
            f"'{id}' is not an id. Use lower-case words joined by hyphens, such as 'findings-review'."
        )
    if what := unusable(id):
        raise click.UsageError(f"{what} Choose another id.")
    if project.problems:
        _report(Loaded(None, project.problems, 0), project.root, "check", project.address)
    if kind == LAYER:
        _begin_layer(project, id)
        return
    if not project.own.is_dir():
        raise click.UsageError(
            f"the layer {relative(project.own, project.root)}/ is not there. `{_command('check')}` says more."
        )
    start = layers.prefix(project.own) if project.layers[1:] else ""
    name = id if id.startswith(start) else f"{start}{id}"
    path = project.own / schema.KINDS[kind].folder / f"{name}.yml"
    for layer in project.layers:
        _must_be_free(layer / path.relative_to(project.own))
    try:
        text = record_templates.begin(project, kind, name, id.removeprefix(start))
    except LookupError as error:
        raise click.UsageError(str(error)) from None
    with surroundings.put_off():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    click.echo(f"{path} is begun.")
    if name != id:
        click.echo(f"Ids of this layer begin with '{start}', so that no version of another layer takes them.")
    _refresh_ids(project)
    _next(f"fill it in, then `{_command('check')}`")


def _begin_layer(project: Project, id: str) -> None:
    folder = project.root / id
    path = folder / f"{LAYER}.yml"
    named = folder in project.layers[1:]
    _must_be_free(path if named else folder)
    if projects.overlap(folder, project.site) or id in _WRITTEN:
        raise click.UsageError(f"commands write to {folder}. Choose another id.")
    with surroundings.put_off():
        folder.mkdir(exist_ok=True)
        path.write_text(record_templates.begin_layer(id), "utf-8")
    click.echo(f"{path} is begun.")
    if named:
        _next(f"fill it in, then `{_command('check')}`")
    else:
        names = ", ".join(relative(one, project.root) for one in (*project.layers, folder))
        _next(f"fill it in, and write under 'plugins' in {project.settings.name}: `playbook: {{layers: [{names}]}}`")


def _must_be_free(path: Path) -> None:
    if os.path.lexists(path):
        raise click.UsageError(f"{path} is already there. Choose another id.")


@main.command(name="schema")
@in_root
def write_schema(project: Project) -> None:
    """Write schemas/ anew, by which editors complete and check records, and the comments of the templates."""
    loaded = load(project)
    if loaded.playbook is None:
        _report(loaded, project.root, "schema", project.address)
    folder = project.root / json_schemas.FOLDER
    with surroundings.put_off():
        written = json_schemas.write(_playbook(loaded), folder, project.layers)
        for layer in project.layers:
            record_templates.refresh(layer)
    click.echo(f"{len(written)} schemas in {folder}.")
    _next(_command("check"))


@main.command()
@in_root
@in_format
@at_address
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
def audit(project: Project, site: Path, shape: str, address: str) -> None:
    """Look a built SITE over: dead links, other hosts, scripts, counts, weight."""
    from .audit import audit as look_over

    loaded = _clean(project, "audit")
    found = look_over(site, loaded.playbook, project.settings.name, project.budget_percent)
    closing = f"{_many(len(found), 'problem', 'problems')}."
    _report(replace(loaded, problems=tuple(found)), site, "build", address or project.address, shape, closing)
    if shape == "text":
        _next("publish the folder on any web server")


@main.command(name="export")
@in_root
@click.option("--format", "names", multiple=True, type=click.Choice(list(export.FORMATS)), help="Default: all.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default="exports", show_default=True, help="Folder."
)
@at_address
def write_exports(project: Project, names: tuple[str, ...], out: Path, address: str) -> None:
    """Write checklists and worksheets in the formats of other programs."""
    formats = [one for one in export.FORMATS.values() if (one.name in names if names else one.installed)]
    for one in formats:
        _require(one)
    playbook = _playbook(_clean(project, "export"))
    try:
        made = list(export.files(export.documents(playbook, address or project.address), formats))
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        if error.filename is not None:
            raise
        # WeasyPrint says so when a library of the system is missing
        raise click.ClickException(f"{error}. PDF needs Pango, for example Debian's libpangoft2-1.0-0.") from None
    with surroundings.put_off():  # all of them or none
        for name, content in made:
            path = out / name.removeprefix(f"{export.FOLDER}/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    click.echo(f"{len(made)} files in {out}.")
    _hint_address(project, address or project.address)
    _next("import them where they are needed; the page 'Import' on the site says how")


@main.group()
def links() -> None:
    """Addresses and anchors that were published."""


@links.command()
@in_root
def accept(project: Project) -> None:
    """Record what is new in the links.lock of each layer. From then on it must stay."""
    from .mkdocs_adapter import rehearsal

    built = os.path.lexists(project.settings)  # else there are pages of records alone
    loaded = rehearsal.look(project) if built else load(project)
    if loaded.problems:
        _report(loaded, project.root, "links accept", project.address)
    shares = permalinks.shares(_playbook(loaded), project.by_hand() | loaded.headings)
    paths = [folder / LOCK for folder in project.layers]
    further, changed = [relative(folder, project.root) for folder in project.layers[1:]], []
    for path, share in zip(paths, shares, strict=True):
        others, before = [other for other in paths if other != path], path.read_bytes() if path.exists() else b""
        with surroundings.put_off():
            new_ones = permalinks.accept(path, share, others, further if path == paths[0] else ())
        near = relative(path, project.root)
        if new_ones or len(paths) == 1:
            click.echo(f"{_many(len(new_ones), 'new address or anchor', 'new addresses and anchors')} in {near}.")
        changed += [near] if path.read_bytes() != before else []
    if not changed and len(paths) > 1:
        click.echo("No new addresses or anchors.")
    _refresh_ids(project)
    _next(f"commit {' and '.join(changed)}" if changed else _command("build"))


def _clean(project: Project, command: str) -> Loaded:
    """What the data gives; ends the command where it has problems."""
    loaded = load(project)
    if loaded.problems:
        _report(loaded, project.root, command, project.address)
    return loaded


def _playbook(loaded: Loaded) -> Playbook:
    assert loaded.playbook is not None
    return loaded.playbook


def _report(loaded: Loaded, root: Path, command: str, site: str, shape: str = "text", closing: str = "") -> None:
    """Print problems in a format, and for people what to do about them. Ends the command where there are any.

    command: to be called again once they are fixed.
    """
    click.echo(report.FORMATS[shape](loaded.problems, root, loaded.count, site, closing))
    if shape == "text":
        _next_fix(loaded.problems, command, site)
    if loaded.problems:
        raise SystemExit(1)


def _next_fix(problems: Sequence[Problem], command: str, site: str) -> None:
    """Where there are problems: what to do about them."""
    codes = {problem.code for problem in problems}
    if not codes:
        return
    page = addresses.code(*codes) if len(codes) == 1 else addresses.index(addresses.CODES)
    explained = "Each code has a page" if len(codes) > 1 else "The code has a page"
    what = "these" if len(problems) > 1 else "this"
    where = report.on_site(page, site) + ("" if site else " on the site")
    _next(f"fix {what}, then `{_command(command)}`. {explained}: {where}")


def _hint(project: Project, loaded: Loaded) -> None:
    """Say which addresses nothing protects: whoever removes one later would not be told."""
    near = relative(project.own / LOCK, project.root)
    if not any(os.path.lexists(folder / LOCK) for folder in project.layers):
        click.echo(f"No {near}: nothing protects published addresses. `{_command('links accept')}` writes it.")
    elif loaded.unlisted:
        where = f"the {LOCK} of their layers" if project.layers[1:] else near
        click.echo(
            f"{_many(loaded.unlisted, 'new address or anchor', 'new addresses and anchors')} not protected yet. "
            f"`{_command('links accept')}` enters them in {where}."
        )


def _hint_address(project: Project, address: str) -> None:
    if not address:
        click.echo(
            "Links in the downloads are paths only, because the site's address is not known. "
            f"To complete them, set SITE_URL=https://… or 'site_url' in {project.settings.name}."
        )


def _many(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _unsaid(error: BaseException) -> str:
    """What is left to say of an error that ends a build: MkDocs has logged that of a plugin, and adds its class."""
    from mkdocs.exceptions import BuildError

    return "" if isinstance(error.__context__, BuildError) else f"{error}\n"


def _settings(project: Project) -> Path:
    """The file of settings. Raises OSError where it cannot be read: MkDocs would say that it does not exist."""
    project.settings.open("rb").close()
    return project.settings


def _refresh_ids(project: Project) -> None:
    """Let editors complete the ids that are there now. Only where there are schemas, and where the data is readable."""
    loaded = load(project)
    folder = project.root / json_schemas.FOLDER
    if loaded.playbook is not None and (folder / json_schemas.IDS).is_file():
        with surroundings.put_off():
            json_schemas.write(loaded.playbook, folder, project.layers, ids=True)


def _require(one: export.Format) -> None:
    """End the command where a format needs what is not installed."""
    if not one.installed:
        raise click.UsageError(f"'{one.name}' needs: pip install 'ml-org-playbook[{one.extra}]'.")


def _command(name: str) -> str:
    """How one calls a command of this playbook: with its file of settings, where that was named."""
    named = click.get_current_context().meta.get(_SETTINGS)
    return f"{PLAYBOOK} {name}" + (f" -f {shlex.quote(named)}" if named else "")


def _next(what: str) -> None:
    click.echo(f"Next: {what}")
