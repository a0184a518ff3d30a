"""The navigation of the site: placeholders for the pages of a kind, where pages of records belong in it, and
pages of kinds that it lacks.

In: the navigation of mkdocs.yml. Out: one with pages instead of placeholders, for MkDocs.
"""

from collections.abc import Iterator, Mapping
from logging import LoggerAdapter
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from ..pages.page import Page

OMITTED: Final = "The page of a kind is not included in the 'nav' configuration: "
"""What is said of one; then comes the name under which MkDocs knows it."""


def expanded(nav: Any, pages: Mapping[str, Page]) -> Any:
    """The navigation with each `@kind` replaced by the pages of that kind, in their order.

    pages: by the name under which MkDocs knows them.
    Raises: PluginError where one stands for no pages.
    """
    if isinstance(nav, dict):
        return {title: expanded(part, pages) for title, part in nav.items()}
    if not isinstance(nav, list):
        return nav
    out: list[Any] = []
    for part in nav:
        if isinstance(part, str) and part.startswith("@"):
            of_kind = [{page.title: uri} for uri, page in pages.items() if page.folder == part[1:]]
            if not of_kind:
                raise PluginError(f"nav: '{part}' stands for no pages.")
            out += of_kind
        else:
            out.append(expanded(part, pages))
    return out


def labels(nav: Any) -> Iterator[tuple[str, str]]:
    """Label and source of each page in a navigation; no label where that is the page's title."""
    for part in nav if isinstance(nav, list) else [nav]:
        for label, inner in part.items() if isinstance(part, dict) else [("", part)]:
            if isinstance(inner, str):
                yield label, inner
            elif inner is not None:
                yield from labels(inner)


def warn_of_omitted(uri: str, config: MkDocsConfig, log: LoggerAdapter[Any]) -> None:
    """Say that the navigation lacks the page of a kind, as loud as MkDocs says it of hand-written pages."""
    if config.nav is not None and not (config.not_in_nav and config.not_in_nav.match_file(uri)):
        log.log(config.validation.nav.omitted_files, "%s%s", OMITTED, uri)


def put_under_index(files: Files, uri: str, page: Page) -> None:
    """Let a record's page count as part of its index in the navigation, so that its section is shown as open."""
    file = files.get_file_from_path(uri)
    index = files.get_file_from_path(page.index.removesuffix(".html") + ".md") if page.index else None
    if file and file.page and index and index.page and file.page.parent is None:
        file.page.parent = index.page  # type: ignore[assignment]
