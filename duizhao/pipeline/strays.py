"""Finds what `duizhao.toml` says of documents that are not there."""

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
