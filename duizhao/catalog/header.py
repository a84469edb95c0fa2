"""The header fields of a catalog, in gettext's order and words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from duizhao.catalog.entry import Entry
from duizhao.values import value
from duizhao.version import VERSION

_UNSET_DATE = "YEAR-MO-DA HO:MI+ZONE"
_UNSET_NAME = "FULL NAME <EMAIL@ADDRESS>"


@value
class Project:
    """What the header says about the publication."""

    name: str = "PACKAGE VERSION"
    """Its name and edition (Project-Id-Version)."""
    bugs_to: str = ""
    """Where to write about errors in the source text."""
    source_language: str = "zh_CN"
    """The language of the msgids, as gettext writes it (X-Source-Language)."""
    team: str = ""
    """The translators' group (Language-Team); empty for the language's code."""
    translator: str = ""
    """Name and address (Last-Translator); empty where not known yet."""


def format_time(time: datetime) -> str:
    """Return `time` as headers want it; a time without a zone is taken for UTC."""
    return f"{time:%Y-%m-%d %H:%M}{f'{time:%z}' or '+0000'}"


def read_time(value: str) -> datetime | None:
    """Return the time that a header field tells, or None where it tells none.

    >>> read_time("2026-11-22 08:00+0800")
    datetime.datetime(2026, 11, 22, 0, 0, tzinfo=datetime.timezone.utc)
    >>> read_time("YEAR-MO-DA HO:MI+ZONE") is None
    True
    """
    try:
        return datetime.strptime(value, "%Y-%m-%d %H:%M%z").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def pot_header(project: Project, time: datetime) -> Entry:
    """Return the header entry of a pot, whose language is not set."""
    return _header(
        {
            "Project-Id-Version": project.name,
            "Report-Msgid-Bugs-To": project.bugs_to,
            "POT-Creation-Date": format_time(time),
            "PO-Revision-Date": _UNSET_DATE,
            "Last-Translator": _UNSET_NAME,
            "Language-Team": "LANGUAGE <LL@li.org>",
            "Language": "",
            **_ENCODING,
            "X-Generator": f"duizhao {VERSION}",
            "X-Source-Language": project.source_language,
        },
        flags=("fuzzy",),
    )


def po_header(project: Project, pot_date: str, language: str, time: datetime) -> Entry:
    """Return the header entry of a translation into `language`."""
    return _header(
        {
            "Project-Id-Version": project.name,
            "Report-Msgid-Bugs-To": project.bugs_to,
            "POT-Creation-Date": pot_date,
            "PO-Revision-Date": format_time(time),
            "Last-Translator": project.translator or _UNSET_NAME,
            "Language-Team": project.team or language,
            "Language": language,
            **_ENCODING,
            "Plural-Forms": plural_forms(language),
            "X-Generator": f"duizhao {VERSION}",
            "X-Source-Language": project.source_language,
        }
    )


_ENCODING = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


def plural_forms(language: str) -> str:
    """Return the Plural-Forms of `language`, of English for one that is unknown."""
    # Babel loads its locale data, some 30 ms: only a new catalog needs it.
    from babel.messages.plurals import get_plural  # noqa: PLC0415

    return str(get_plural(language.replace("-", "_")).plural_forms)


def _header(fields: Mapping[str, str], flags: tuple[str, ...] = ()) -> Entry:
    # Names come from settings: a line end in one would make a field of its own.
    lines = (f"{name}: {' '.join(value.split())}\n" for name, value in fields.items())
    return Entry("", "".join(lines), flags=flags)
