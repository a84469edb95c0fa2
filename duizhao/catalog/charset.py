"""The encoding of a PO file: UTF-8, or an error that says what it seems to be."""

from __future__ import annotations

import re

from duizhao.catalog.entry import Entry
from duizhao.errors import CatalogError

# The commonest characters of simplified and of traditional print: the encoding under
# which a text shows more of them is the likelier one.
_COMMON = frozenset(
    "的一是了我不在人有他这上们来到时大地为子中你说生国年着就那和要的這們來時為說國著"
)
_BOMS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
# The first one anywhere in the header, in small letters, as gettext takes it.
_CHARSET = re.compile(r"charset=([^ \t\n]*)")
_CHARSET_BYTES = re.compile(
    rb"""^(?:msgstr[ \t]*)?"Content-Type:[^"\n]*charset=([\w-]+)\\n"\s*$""",
    re.MULTILINE | re.ASCII,
)
# What gettext takes besides; other names are not even looked up.
_KNOWN = {
    *(f"ISO-8859-{number}" for number in (*range(1, 10), 13, 14, 15)),
    *(f"CP{number}" for number in (*range(1250, 1259), 932, 949, 950)),
    *("KOI8-R", "KOI8-U", "GB2312", "GBK", "GB18030", "BIG5", "BIG5-HKSCS"),
    *("EUC-JP", "EUC-KR", "SHIFT_JIS", "JOHAB", "TIS-620"),
}


def decode(path: str, data: bytes) -> str:
    """Return the text of `data`, which must be UTF-8; a byte-order mark stays in it."""
    for mark, name in _BOMS.items():
        if data.startswith(mark):
            raise CatalogError(
                f"the file is in {name}, but a PO file is in UTF-8",
                path=path,
                line=1,
                hint=_advice(name),
            )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(path, data, error) from None


def check_declared(path: str, header: Entry, *, ascii_only: bool) -> None:
    """Refuse a header that names another encoding than the file is in."""
    found = _CHARSET.search(header.msgstr)
    name = found[1] if found and found[1] else "none"
    if name.upper() in {"UTF-8", "UTF8"}:
        return
    if ascii_only and name.upper() in {"NONE", "CHARSET", "ASCII", "US-ASCII"}:
        return
    raise CatalogError(
        f"the header declares charset={name}, but the file is in UTF-8"
        if name != "none"
        else "the header declares no charset",
        path=path,
        line=header.line,
        hint='Write "Content-Type: text/plain; charset=UTF-8\\n" in the header.',
    )


def _advice(name: str) -> str:
    return (
        f"Convert it: iconv -f {name} -t UTF-8 OLD.po > NEW.po, "
        "and write charset=UTF-8 in the header."
    )


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> CatalogError:
    """Say where the bytes stop being UTF-8, and what they may be."""
    line = data.count(b"\n", 0, error.start) + 1
    start = data.rfind(b"\n", 0, error.start) + 1
    column = len(data[start : error.start].decode("utf-8", "replace")) + 1
    if declared := _declared(data):
        message = f"the file is in {declared}, as it says, but a catalog is in UTF-8"
        hint = "Convert it: msgconv -t UTF-8 OLD.po -o NEW.po"
    elif error.end == len(data) and "unexpected end" in error.reason:
        message = "the file breaks off in the middle of a character"
        hint = "It was not written to its end; restore it from a backup."
    elif name := _guess(data):
        message = f"the file is not in UTF-8, it looks like {name}"
        hint = _advice(name)
    else:
        message = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        hint = "Retype the damaged character in this line, or restore a backup."
    return CatalogError(message, path=path, line=line, column=column, hint=hint)


def _declared(data: bytes) -> str:
    """Return the encoding that the header declares, if the bytes can be in it.

    One byte for each character fits any bytes: then only what it says can be told.
    """
    found = _CHARSET_BYTES.search(data)
    name = found[1].decode("ascii") if found else ""
    if name.upper() not in _KNOWN:
        return ""
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return ""
    return name


def _guess(data: bytes) -> str:
    """Return the encoding under which the bytes read most like Chinese; "" for none."""
    best, most = "", 0
    if 4 * data.count(0) > len(data):
        return "UTF-16"
    for name in ("GBK", "GB18030", "Big5"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        score = sum(
            2 if char in _COMMON else 1 for char in text if "一" <= char <= "鿿"
        )
        strange = sum(char >= "\ue000" for char in text if char < "\uff00")
        if score - strange > most:
            best, most = name, score - strange
    return best
