"""Settings with which no playbook can be built: each is one problem that names it, before anything comes of it.

In: the settings as MkDocs has them. Out: problems at their place in the file. Problems: setting-refused.
"""

from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig

from ..problems import Location, Problem
from ..reading.project import Project


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
    if not offline and config.use_directory_urls:
        what = "'use_directory_urls' is true, as where nothing is said; addresses of a playbook end in '.html'."
        yield _refused(project.place("use_directory_urls"), what, "Write 'use_directory_urls: false'.")


def _refused(place: Location, what: str, remedy: str) -> Problem:
    return Problem(place, "", what, remedy, "setting-refused")
