"""The files that a PDF for the archive carries along."""

from __future__ import annotations

from duizhao.config import Product
from duizhao.files import MANUSCRIPT_LIMIT
from duizhao.pipeline.workplace import Workplace
from duizhao.project import DocumentFile
from duizhao.render.page import Attached, Layout

_KINDS = {".md": "text/markdown", ".txt": "text/plain"}
_ORIGINAL = frozenset({Layout.SOURCE, Layout.SOURCE_COLUMNS})


def attached_files(
    place: Workplace, file: DocumentFile, product: Product
) -> tuple[Attached, ...]:
    """Return what a product of a document was made of: manuscript and catalog.

    Empty for one that does not go to the archive; a product of the original alone
    carries no catalog.
    """
    if not product.archive:
        return ()
    project = place.project
    data = project.read_bytes(file.path, MANUSCRIPT_LIMIT)
    kind = _KINDS.get(file.path.suffix.lower(), "text/plain")
    found = [Attached(file.path.name, data, kind, "The manuscript")]
    language = project.settings.language(product)
    path = project.po_path(file.name, language)
    place.catalog(path)
    catalog = place.catalog_bytes(path)
    if catalog is not None and product.layout not in _ORIGINAL:
        kind = "text/x-gettext-translation"
        what = f"The translation into {language}, beside the original"
        found.append(Attached(path.name, catalog, kind, what))
    return tuple(found)
