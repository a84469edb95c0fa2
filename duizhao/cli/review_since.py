"""What `review out --since` leaves at home: what is in a review, or in a git revision."""

from __future__ import annotations

from pathlib import Path

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.po import read_po
from duizhao.cli.git import read_at
from duizhao.cli.plain import read_plain
from duizhao.errors import SettingsError
from duizhao.pipeline.review import open_review
from duizhao.pipeline.sent import Since, since_review
from duizhao.pipeline.workplace import Workplace
from duizhao.review.record import Known, known
from duizhao.review.sheet import rows_of


def since(
    place: Workplace, named: str, documents: list[str]
) -> tuple[Since, list[str]]:
    """Return what `named` has, a file or a revision, and the documents to send.

    Raises ReviewError for a file that is not ours, and DuizhaoError where git knows no
    such revision.
    """
    if not (Path(named).is_file() or named.lower().endswith(".docx")):
        return _since_revision(place, named), documents
    back, _ = open_review(place, read_plain(named))
    wanted = [file.name for file in place.documents(documents)]
    if documents and wanted != [back.document]:
        raise SettingsError(
            f"this is a review of '{back.document}' alone",
            path=named,
            hint="name that document, or none",
        )
    return since_review(place, back, named), [back.document]


def _since_revision(place: Workplace, revision: str) -> Since:
    project = place.project

    def seen(document: str, language: str, _: Catalog) -> Known:
        path = project.po_path(document, language).relative_to(project.root).as_posix()
        data = read_at(project.root, revision, [path]).get(path)
        if data is None:
            return {}
        then = read_po(f"{path} ({revision})", data)
        return known(row.anchor for row in rows_of(then))

    return Since(seen)
