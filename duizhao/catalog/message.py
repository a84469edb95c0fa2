"""Reads one entry of a PO file, in any form that gettext takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from duizhao.catalog.comments import read_comments
from duizhao.catalog.entry import Entry, Previous
from duizhao.catalog.scan import Kind, Token, scan
from duizhao.errors import CatalogError

# The parts of an entry in the only order that gettext takes.
_ORDER = (
    "#| msgctxt",
    "#| msgid",
    "#| msgid_plural",
    "msgctxt",
    "msgid",
    "msgid_plural",
    "msgstr",
)
_MSGCTXT, _MSGID, _PLURAL, _MSGSTR = 3, 4, 5, 6

_LINE_END = re.compile(r"[ \t\r]*+(?:\n|\Z)")


@dataclass(slots=True)
class _Draft:
    """What was gathered of an entry so far."""

    line: int = 0
    comments: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    forms: list[str] = field(default_factory=list)
    obsolete: bool = False
    rank: int = -1
    stop: int = 0
    at: int = 0
    """The offset of the word at hand."""
    wants: str = ""
    """What must come next: an index, a string, or nothing in particular."""


def read_entry(
    path: str, text: str, at: int, line: int, *, obsolete: bool = False
) -> tuple[Entry, int] | None:
    """Return the entry that begins at `at`, in `line`, and the offset after it.

    None where only blank lines and comments follow. `obsolete` tells of an entry that
    begins in the middle of a line whether that line is marked `#~`. The offset is that
    of the next line, or in the same one if another entry or a comment follows there.
    Raises `CatalogError`.
    """
    draft = _Draft()
    try:
        entry = _read(path, scan(text, path, at, line, obsolete=obsolete), draft)
    except CatalogError as error:
        if not error.column:
            _set_column(error, text, at, line, draft)
        raise
    if entry is None:
        return None
    end = _LINE_END.match(text, draft.stop)
    return entry, draft.stop if end is None else end.end()


def _read(path: str, tokens: Iterable[Token], draft: _Draft) -> Entry | None:
    """Return the entry that `tokens` begin with; None where only comments follow."""
    name = ""
    for token in tokens:
        draft.at = token.start
        if draft.wants == "string" and token.kind not in (Kind.STRING, Kind.INDEX):
            raise _wrong(path, token.line, f"no string after “{name}”")
        if draft.rank == _MSGSTR and _begins_next(token):
            break
        match token.kind:
            case Kind.COMMENT:
                _check_between(path, token, draft)
                draft.comments.append("#" + token.value)
            case Kind.KEYWORD:
                name = _open_part(path, token, draft)
            case Kind.INDEX:
                _open_form(path, token, draft)
            case Kind.STRING:
                _add_string(path, token, draft, name)
        draft.stop = token.stop if token.kind is not Kind.COMMENT else draft.stop
    if draft.rank < 0:
        return None
    if draft.wants:
        raise _wrong(path, draft.line, f"no string after “{name}”")
    return _finish(path, draft)


def _set_column(
    error: CatalogError, text: str, at: int, line: int, draft: _Draft
) -> None:
    """Tell the column of the word at fault; of another line than its, the first word."""
    if line + text.count("\n", at, draft.at) != error.line:
        for _ in range(error.line - line):
            at = text.find("\n", at) + 1
        draft.at = at + len(text[at:]) - len(text[at:].lstrip(" \t\r#~|"))
    error.column = draft.at - text.rfind("\n", 0, draft.at)


def _begins_next(token: Token) -> bool:
    """Whether a token after a msgstr belongs to the entry that follows."""
    match token.kind:
        case Kind.COMMENT:
            return True
        case Kind.KEYWORD:
            return token.value != "msgstr" or token.previous
        case _:
            return False


def _open_part(path: str, token: Token, draft: _Draft) -> str:
    """Begin a part of the entry, and return its name."""
    name = f"#| {token.value}" if token.previous else token.value
    rank = _ORDER.index(name) if name in _ORDER else -1
    if draft.rank < 0:
        draft.obsolete = token.obsolete
    elif token.obsolete != draft.obsolete:
        raise _wrong(path, token.line, "“#~” on some lines of an entry, not on all")
    if name == "msgstr" and draft.rank == _MSGSTR:
        # Of a plural each has a number.
        unnumbered = draft.wants == "index"
        if draft.forms and "msgid_plural" in draft.parts and not unnumbered:
            draft.wants = "index"
            return name
        raise _wrong(path, token.line, "a second msgstr in one entry")
    if rank <= draft.rank:
        raise _wrong(
            path,
            token.line,
            f"“{name}” where the msgstr of the entry in line {draft.line} is expected"
            if draft.rank >= _MSGID
            else f"“{name}” is out of order",
        )
    if rank > _MSGID and "msgid" not in draft.parts:
        raise _wrong(path, token.line, f"“{name}” without a msgid before it")
    draft.rank = rank
    if rank == _MSGID or not draft.line:
        draft.line = token.line
    draft.parts[name] = ""
    plural = name == "msgstr" and "msgid_plural" in draft.parts
    draft.wants = "index" if plural else "string"
    return name


def _open_form(path: str, token: Token, draft: _Draft) -> None:
    """Begin the next form of a plural translation."""
    if draft.wants != "index":
        raise _wrong(path, token.line, "a plural index without a msgid_plural")
    if int(token.value) != len(draft.forms):
        raise _wrong(
            path,
            token.line,
            f"msgstr[{token.value}] where msgstr[{len(draft.forms)}] is expected",
        )
    draft.forms.append("")
    draft.wants = "string"


def _add_string(path: str, token: Token, draft: _Draft, name: str) -> None:
    """Add a string to the part that is open."""
    previous = name.startswith("#|")
    if not name:
        raise _wrong(path, token.line, "a string without a keyword before it")
    if token.obsolete != draft.obsolete or token.previous != previous:
        raise _wrong(path, token.line, "a string whose line has another mark (#~, #|)")
    if draft.wants == "index":
        expected = f"msgstr[{len(draft.forms)}]"
        raise _wrong(path, token.line, f"{expected} is expected after a msgid_plural")
    draft.wants = ""
    if draft.forms:
        draft.forms[-1] += token.value
    draft.parts[name] += token.value


def _check_between(path: str, token: Token, draft: _Draft) -> None:
    """Refuse a comment inside an entry: some programs lose a translation there."""
    if draft.rank >= 0:
        raise CatalogError(
            "a comment inside an entry",
            path=path,
            line=token.line,
            hint="Move it above the msgid; an entry without msgstr may end here too.",
        )


def _finish(path: str, draft: _Draft) -> Entry:
    """Return the entry, or say what it lacks."""
    parts = draft.parts
    if "msgstr" not in parts:
        raise _wrong(path, draft.line, "an entry without a msgstr")
    previous = None
    if "#| msgid" in parts:
        previous = Previous(
            parts["#| msgid"], parts.get("#| msgctxt"), parts.get("#| msgid_plural")
        )
    elif any(name.startswith("#|") for name in parts):
        raise _wrong(path, draft.line, "“#| msgctxt” without a “#| msgid”")
    flags, comments, extracted, references = read_comments(draft.comments)
    return Entry(
        parts["msgid"],
        draft.forms[0] if draft.forms else parts["msgstr"],
        parts.get("msgctxt"),
        flags,
        comments,
        extracted,
        references,
        previous,
        draft.obsolete,
        parts.get("msgid_plural"),
        tuple(draft.forms),
        draft.line,
    )


def _wrong(path: str, line: int, message: str) -> CatalogError:
    """Return the error of an entry that is not whole."""
    hint = (
        "An entry is: comments, then msgid, then msgstr, each with its strings in "
        'straight quotes. Complete it (msgstr "" is enough) or delete it.'
    )
    return CatalogError(message, path=path, line=line, hint=hint)
