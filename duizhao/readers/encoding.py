"""Turns a file's bytes into a text, guessing nothing in silence.

A byte-order mark decides; else the encoding that was declared; else strict UTF-8. For
anything else the reader stops, names the likely encoding, shows a line read so and says
what to write down. (Measured on 198 Big5 files: "UTF-8, else GB18030" reads every one
of them into wrong text without an error.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.errors import SourceError
from duizhao.language import has_han
from duizhao.readers.encoding_judge import CODECS, Verdict, judge
from duizhao.source import LineIndex, Source, document_name

# The mark of UTF-32 little-endian begins with that of UTF-16: the longer comes first.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# What may be declared, by its name in small letters and digits alone. GB 2312 and GBK
# are parts of GB 18030, which therefore reads all three.
_DECLARED = {
    "utf8": "utf-8",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
    "big5": "big5",
    "big5hkscs": "big5",
    "cp950": "big5",
    "utf16": "utf-16",
    "utf16le": "utf-16-le",
    "utf16be": "utf-16-be",
}
ENCODINGS = "utf-8, gb18030 (also gbk, gb2312), big5 (also big5hkscs, cp950), utf-16"
"""The encodings that may be declared, for messages and help texts."""

_SHOWN = 30  # characters of the line that a message shows
_SURE = 0.3  # below this share of common characters a guess is called a guess
_FINDINGS = 100  # places reported of one kind; a binary file has thousands
# Forbidden by XML 1.0 (Char, §2.2), so by DOCX and HTML; lone surrogates stand in no
# file that was decoded, but in texts made by programs.
_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
_REPLACED = "\ufffd"


def decode(path: str, data: bytes, encoding: str | None = None) -> Source:
    """Return the text of the file `path`, whose content is `data`.

    A byte-order mark decides, even against `encoding`, which is what somebody declared
    (see `ENCODINGS`; case, dashes and underlines do not matter; empty means None).
    Without either the text must be UTF-8.

    Raises SourceError where the bytes are not that, where a text that passes for UTF-8
    is plainly UTF-16, and for an encoding that is not known here.

    >>> decode("a.txt", "深圳".encode("gbk"), "GBK").text
    '深圳'
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            body = data[len(mark) :]
            text = _read(path, body, codec, f"{codec}, as its byte-order mark says")
            return Source(path, text, bom=codec == "utf-8", encoding=codec)
    if encoding:
        return _decode_declared(path, data, encoding)
    return _decode_utf8(path, data)


def is_known(encoding: str) -> bool:
    """Return whether `encoding` may be declared."""
    return _declared(encoding) is not None


def _declared(encoding: str) -> str | None:
    """Return our name of a declared encoding, or None where it is not known."""
    return _DECLARED.get(re.sub(r"[-_ ]", "", encoding.lower()))


def _decode_declared(path: str, data: bytes, encoding: str) -> Source:
    """Return `data` read in the declared `encoding`."""
    name = _declared(encoding)
    if name is None:
        message = f"the encoding {encoding!r} is not known here"
        raise SourceError(message, path=path, hint=f"expected one of {ENCODINGS}")
    if name == "utf-16":
        orders = (found for found in judge(data) if "utf-16" in found.encoding)
        message = "UTF-16 without a byte-order mark: the order of its bytes is unknown"
        raise _ask(SourceError(message, path=path), next(orders))
    *others, last = CODECS[name]
    for codec in others:
        try:
            return Source(path, data.decode(codec), encoding=codec)
        except UnicodeDecodeError:
            continue  # the last codec of the name has the last word
    text = _read(path, data, last, f"{name}, as declared")
    return Source(path, text, encoding=last)


def _decode_utf8(path: str, data: bytes) -> Source:
    """Return `data` read as UTF-8, or raise SourceError with the likely encoding."""
    try:
        source = Source.of(path, data)
    except UnicodeDecodeError as error:
        raise _not_utf8(path, data, error) from error
    if source.odd and re.search(_CONTROL, source.text) and (found := _find_utf16(data)):
        message = "valid as UTF-8, but with control characters as UTF-16 has them"
        raise _ask(SourceError(message, path=path), found)
    return source


def _find_utf16(data: bytes) -> Verdict | None:
    """Return how `data`, valid as UTF-8, reads in UTF-16, if it is plainly that.

    Each of 。、“” has a control character for one of its two bytes; those of ，！？
    are not valid in UTF-8. So one sentence in UTF-16 is enough to show.
    """
    if len(data) % 2 or len(data) < 6:
        return None
    best = judge(data)[0]
    if best.encoding.startswith("utf-16") and best.score > _SURE:
        return best
    half = len(data) // 2
    for name, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        # ASCII in UTF-16 is UTF-8 with a NUL beside every letter.
        if high.count(0) * 10 > half * 9 and data.count(0) < half * 3 // 2:
            return Verdict(name, 1.0, data.decode(name, "replace"))
    return None


def _read(path: str, data: bytes, codec: str, expected: str) -> str:
    """Return `data` read in `codec`, or raise SourceError with the place of the fault.

    `expected` names the encoding and says why it was expected.
    """
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        found = _describe(error)
        line, column = _find_place(data, error.start, codec)
        raise SourceError(
            f"{found} cannot be read as {expected}",
            path=path,
            line=line,
            column=column,
            hint="the file is damaged, or in another encoding; expected "
            f"one of {ENCODINGS}",
        ) from error


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> SourceError:
    """Return what to tell about `data`, in which `error` came up as UTF-8 was read."""
    line, column = _find_place(data, error.start, "utf-8")
    found = _describe(error)
    best = judge(data)[0]
    if best.encoding == "utf-8" or best.score <= 0:
        return SourceError(
            f"{found} is not UTF-8",
            path=path,
            line=line,
            column=column,
            hint="mend that place, or save the whole file as UTF-8; if it is in "
            f"another encoding, declare it: {_how('NAME', path)}",
        )
    return _ask(SourceError(f"{found} is not UTF-8", path=path, line=line), best)


def _ask(error: SourceError, likely: Verdict) -> SourceError:
    """Return `error` with the `likely` encoding, a line read so, and what to do."""
    grade = "looks like" if likely.score > _SURE else "might be"
    name = likely.encoding
    shown = _show(likely.text)
    return SourceError(
        f"{error.message}; the file {grade} {name}, which reads: {shown}",
        path=error.path,
        line=error.line,
        column=error.column,
        hint=f"if that is right, {_how(name, error.path)}; "
        "nothing was guessed, and the file was not read",
    )


def _how(encoding: str, path: str) -> str:
    """Return how `encoding` is declared for the file `path`."""
    document = document_name(path)
    return (
        f'write `encoding = "{encoding}"` under `[documents."{document}"]` in '
        f"duizhao.toml (on plain files: --encoding {encoding})"
    )


def _show(text: str) -> str:
    """Return the first line of `text` with Han, cut short; else its first line."""
    lines = [line.strip() for line in re.split(r"[\r\n]+", text) if line.strip()]
    chosen = next((line for line in lines if has_han(line)), (lines or [""])[0])
    return _cut(chosen)


def _cut(line: str) -> str:
    """Return `line` printable and at most `_SHOWN` characters long."""
    start = "".join(
        char if char.isprintable() else "\ufffd" for char in line[: _SHOWN + 1]
    )
    return start if len(start) <= _SHOWN else f"{start[: _SHOWN - 1]}…"


def _describe(error: UnicodeDecodeError) -> str:
    """Return words for the bytes that `error` is about."""
    found = error.object[error.start : error.end]
    # Python's codecs word it "unexpected end", "incomplete" and "truncated".
    if re.search("unexpected end|incomplete|truncated", error.reason):
        return f"the end of the file (after {_hex(found)})"
    return f"the byte {_hex(found[:1])}"


def _hex(data: bytes) -> str:
    return data.hex(" ").upper()


def _find_place(data: bytes, start: int, codec: str) -> tuple[int, int]:
    """Return line and column, from 1, of the byte `start` of `data` read in `codec`."""
    before = data[:start].decode(codec, "replace").encode("utf-8")
    place = LineIndex("", before).place(len(before))
    return place.line, place.column


def control_characters(source: Source) -> tuple[Diagnostic, ...]:
    """Return a finding for each line with characters that no product can hold.

    `text.control` (error): what XML 1.0 forbids, so NUL and most control characters.
    `text.replacement` (warning): U+FFFD, which a program put for what it could not
    read: a character is lost. Of each, 100 lines are told; one finding counts the rest.
    """
    if not source.odd and _REPLACED not in source.text:
        return ()
    control = Diagnostic(
        "text.control",
        Severity.ERROR,
        Place(source.path),
        "cannot stand in a page or a Word file",
        "delete it: it is invisible, and often left over from a conversion",
    )
    replaced = Diagnostic(
        "text.replacement",
        Severity.WARNING,
        Place(source.path),
        "stands where a program could not read a character",
        "put the right character back from an older copy of the text",
    )
    return (*_find(source, _CONTROL, control), *_find(source, _REPLACED, replaced))


def _find(source: Source, wanted: str, finding: Diagnostic) -> Iterator[Diagnostic]:
    """Yield `finding` for each line of `source` that holds a `wanted` character."""
    pattern = re.compile(wanted)
    if not pattern.search(source.text):
        return
    lines = enumerate(re.split("\r\n|\r|\n", source.text), 1)
    hits = [(number, line) for number, line in lines if pattern.search(line)]
    for number, line in hits[:_FINDINGS]:
        found = pattern.findall(line)
        names = ", ".join(f"U+{ord(char):04X}" for char in sorted(set(found)))
        yield replace(
            finding,
            place=Place(source.path, number, line.index(found[0]) + 1),
            message=f"{names} {finding.message}",
            excerpt=_cut(line),
        )
    if (rest := len(hits) - _FINDINGS) > 0:
        message = f"{rest} more lines hold a character that {finding.message}"
        yield replace(finding, message=message)
