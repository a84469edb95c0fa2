"""The publication's glossary: found in `translations/`, read, looked up."""

from __future__ import annotations

from pathlib import Path

from duizhao.diagnostics import Diagnostic
from duizhao.errors import FileError
from duizhao.files import MEGABYTE
from duizhao.project import Project
from duizhao.readers.encoding_judge import as_big5
from duizhao.terms.table import Table, read_table
from duizhao.terms.termbase import Termbase

GLOSSARY = "glossary.csv"
"""Its name: in `translations/`, or in the folder of a language, which goes first."""
LIMIT = 50 * MEGABYTE
"""The largest glossary that is read, in bytes."""


def glossary_path(project: Project, language: str) -> Path:
    """Return where the glossary of a translation is, or would be."""
    own = project.translations / language / GLOSSARY
    return own if own.is_file() else project.translations / GLOSSARY


def load_table(project: Project, language: str) -> Table | None:
    """Return the glossary of a translation, or None. Raises FileError."""
    path = glossary_path(project, language)
    if not path.exists():
        return None
    return table_of(project.shown(path), project.read_bytes(path, LIMIT))


def table_of(path: str, data: bytes) -> Table:
    """Return the glossary in a table. Raises FileError, also for one in Big5."""
    if text := as_big5(data):
        shown = " ".join(text.split())[:40]
        message = f"this table looks like Big5, which reads: {shown}…"
        hint = "save it as UTF-8; in Excel: Save As, CSV UTF-8 (Comma delimited)"
        raise FileError(message, path=path, hint=hint)
    return read_table(path, data)


def load_termbase(
    project: Project, language: str
) -> tuple[Termbase | None, tuple[Diagnostic, ...]]:
    """Return the glossary of a translation ready for look-ups, and what is odd in it.

    Raises FileError for a glossary that cannot be read.
    """
    table = load_table(project, language)
    if table is None:
        return None, ()
    return Termbase(table.glossary), table.findings
