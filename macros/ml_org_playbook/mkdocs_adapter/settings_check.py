"""Settings with which no playbook can be built: each is one problem that names it, before anything comes of it.

In: the settings as MkDocs has them. Out: problems at their place in the file. Problems: setting-refused.
"""

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from ..problems import Location, Problem
from ..reading.project import Project
from ..rendering import print_styles


def check(config: MkDocsConfig, project: Project, *, whole: bool) -> Iterator[Problem]:
    """What cannot work. whole: whether the site is to be published, or only shown."""
    plugins = [name.rpartition("/")[2] for name in config.plugins]
    if "macros" not in plugins:
        what, remedy = "the plugin 'macros' is missing.", "Add it above 'playbook', which registers its macros there."
        yield _refused(project.place("plugins"), what, remedy)
    elif plugins.index("macros") > plugins.index("playbook"):
        what = "'macros' stands after 'playbook', which registers its macros there."
        yield _refused(project.place("plugins", "macros"), what, "Move it above 'playbook'.")
    offline = any(name.endswith("offline") and one.config.get("enabled", True) for name, one in config.plugins.items())
    if not offline and whole:
        what, remedy = "the plugin 'offline' is missing or off, and the search needs it.", "Add it after 'search'."
        yield _refused(project.place("plugins"), what, remedy)
    workers = [str(name) for name in config.extra.get("polyfills", ()) if "iframe-worker" in str(name)]
    if offline and whole and not any("//" not in name for name in workers):
        what = "the plugin 'offline' would load a script for the search from another host."
        remedy = "Write 'polyfills: [assets/js/iframe-worker.js]' under 'extra': it is among the theme's files here."
        yield _refused(project.place("extra", "polyfills"), what, remedy)
    if whole:
        yield from _unfit_to_publish(config, project)
    if not offline and config.use_directory_urls:
        what = "'use_directory_urls' is true, as where nothing is said; addresses of a playbook end in '.html'."
        yield _refused(project.place("use_directory_urls"), what, "Write 'use_directory_urls: false'.")


def _unfit_to_publish(config: MkDocsConfig, project: Project) -> Iterator[Problem]:
    """What the audit would miss on the built pages."""
    if not config.site_description:
        what = "'site_description' is missing, which pages without a description of their own show."
        yield _refused(Location(project.settings.name), what, "Say there in a sentence what the site is.")
    if config.theme.name == "material" and config.theme.get("font"):
        what = "the theme would load its fonts from another host, as it does where 'font' is not false."
        yield _refused(project.place("theme", "font"), what, "Write 'font: false' under 'theme'.")
    for key in ("analytics", "consent"):
        if config.extra.get(key):
            what = f"'{key}' puts scripts into every page, which the Content-Security-Policy refuses."
            yield _refused(project.place("extra", key), what, "Take it out.")
    folders = [Path(config.docs_dir), *map(Path, config.theme.dirs)]
    for key, keys, names in (
        ("extra_css", (), config.extra_css),
        ("extra_javascript", (), config.extra_javascript),
        ("extra", ("polyfills",), config.extra.get("polyfills", ())),
    ):
        for name in map(str, names):
            if "//" not in name and name != print_styles.ADDRESS and not any((one / name).is_file() for one in folders):
                what = f"'{name}' is neither in '{Path(config.docs_dir).name}' nor among the files of the theme."
                remedy = "Correct it, or name the folder of the theme's own files in 'custom_dir', under 'theme'."
                yield _refused(project.place(key, *keys, name), what, remedy)


def _refused(place: Location, what: str, remedy: str) -> Problem:
    return Problem(place, "", what, remedy, "setting-refused")
