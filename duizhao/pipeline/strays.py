"""What is said of documents that are not there, and what is left of them."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.pipeline.workplace import Workplace
from duizhao.project import SETTINGS
from duizhao.toml import suggest
from duizhao.toml_lines import Keys


def find_strays(place: Workplace) -> list[Diagnostic]:
    """Return a warning for each document that the settings name and nobody wrote.

    A name that is misspelt would otherwise change nothing, and nobody would know why.
    """
    names = [file.name for file in place.documents()]
    return [
        Diagnostic(
            "settings.document",
            Severity.WARNING,
            Place(SETTINGS, place.project.settings_line(*keys)),
            f"there is no document {name!r}",
            suggest(name, names[:8]),
        )
        for keys, name in (_strays(place, names) if names else ())
    ]


def _strays(place: Workplace, names: list[str]) -> Iterator[tuple[Keys, str]]:
    """Yield the way to each name that is none, and the name."""
    settings = place.project.settings
    for name in settings.documents:
        if name not in names:
            yield ("documents", name), name
    for product in settings.products.values():
        if not any(map(product.covers, names)):
            for pattern in product.documents:
                yield ("products", product.name, "documents"), pattern


def sweep(place: Workplace) -> None:
    """Remove what was made of documents and products that are there no longer."""
    files = place.documents()
    settings = place.project.settings
    languages = settings.publication.languages
    keys = [
        *(f"pot:{file.name}" for file in files),
        *(
            f"{kind}:{tag}:{file.name}"
            for kind in ("po", "facts")
            for tag in languages
            for file in files
        ),
        *(
            f"product:{name}:{file.name}"
            for name in settings.products
            for file in files
        ),
        "index",
    ]
    for path in place.state.keep(keys):
        # A catalog stays: it may hold somebody's work.
        if path.is_relative_to(place.project.build):
            place.remove(path)
