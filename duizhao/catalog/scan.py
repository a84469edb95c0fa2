"""The words of a PO file: strings, keywords and comments, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from duizhao.errors import CatalogError
from duizhao.values import value

KEYWORDS = frozenset({"msgctxt", "msgid", "msgid_plural", "msgstr"})
_QUOTES = "“”„‟＂«»「」『』‘’'"
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


class Kind(StrEnum):
    """What a token is."""

    COMMENT = "comment"
    """A `#` line; its value lacks the `#`."""
    STRING = "string"
    """A quoted string, escapes resolved."""
    KEYWORD = "keyword"
    """msgctxt, msgid, msgid_plural or msgstr."""
    INDEX = "index"
    """The `[1]` of a plural form; its value is the number."""


@value
class Token:
    """One word of the file."""

    kind: Kind
    """What it is."""
    value: str
    """Its text, without marks."""
    start: int
    """The offset of its first character."""
    stop: int
    """The offset after its last character."""
    line: int
    """The one-based line it stands in."""
    obsolete: bool
    """Whether its line begins with `#~`."""
    previous: bool
    """Whether its line begins with `#|` or `#~|`."""


# Possessive repeats: an unterminated string of any length fails in one pass.
_TOKEN = re.compile(
    r"""[ \t\r]*+(?:
      (?P<end>\n)
    | (?P<mark>\#~\|?|\#\|)
    | \#(?P<comment>[^\n]*)
    | "(?P<string>(?:[^"\\\n]++|\\[^\n])*+)"
    | (?P<keyword>[A-Za-z_]\w*+)
    | (?P<index>\[[ \t\r\n]*[0-9]{1,9}[ \t\r\n]*\])
    )""",
    re.VERBOSE | re.ASCII,
)
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]+)|([0-7]{1,3})|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_CONTROL = {"a": "\a", "b": "\b", "f": "\f", "v": "\v"}


def scan(
    text: str, path: str, start: int, line: int, *, obsolete: bool = False
) -> Iterator[Token]:
    """Yield the tokens of `text` from the offset `start`, which is in `line`.

    `obsolete` tells whether a `#~` stands before `start` in that line. Raises
    `CatalogError` at the first character that gettext would refuse too.
    """
    previous = False
    at = start
    while found := _TOKEN.match(text, at):
        at = found.end()
        kind = found.lastgroup
        if kind == "end":
            obsolete = previous = False
            line += 1
        elif kind == "mark":
            obsolete = obsolete or "~" in found["mark"]
            previous = previous or "|" in found["mark"]
        else:
            value = found[str(kind)]
            begin = found.start(str(kind)) - (kind in {"comment", "string"})
            try:
                match kind:
                    case "string":
                        if "\\" in value:
                            value = _unescape(value, path, line)
                    case "comment":
                        value = value.rstrip("\r")
                        _check_comment(value, path, line, previous=previous)
                    case "index":
                        line += value.count("\n")
                        value = value.strip("[] \t\r\n")
                    case _:
                        _check_keyword(text, value, path, line)
            except CatalogError as error:
                error.column += begin - text.rfind("\n", 0, begin)
                raise
            yield Token(Kind(str(kind)), value, begin, at, line, obsolete, previous)
    if text[at:].strip(" \t\r"):
        raise _explain(text, at, path, line)


def _check_comment(value: str, path: str, line: int, *, previous: bool) -> None:
    """Refuse a comment behind `#|`, and one that gettext would join with the next line."""
    if previous:
        raise CatalogError(
            "a comment behind “#|”",
            path=path,
            line=line,
            hint='After #| stands a former msgid: #| msgid "…". Begin a comment with "# ".',
        )
    if value.endswith("\\"):
        raise CatalogError(
            "a comment line ends in a backslash, which joins it with the next line",
            path=path,
            line=line,
            hint="Add a blank after the backslash, or remove it.",
        )


def _check_keyword(text: str, word: str, path: str, line: int) -> None:
    """Refuse a word that opens nothing."""
    if word in KEYWORDS:
        return
    if word == "domain":
        hint = "Give each domain a file of its own, and remove this line."
    else:
        hint = "Expected msgctxt, msgid, msgid_plural or msgstr, or a # comment."
        first = text.lstrip("\ufeff \t\r\n")[:200].lower()
        if first.startswith(("<!doctype", "<html", "<?xml")):
            raise _html(path)
    raise CatalogError(f"unknown word “{word[:40]}”", path=path, line=line, hint=hint)


def _html(path: str) -> CatalogError:
    return CatalogError(
        "this is a web page, not a PO file",
        path=path,
        line=1,
        hint="The download probably led to a login page; fetch the file again.",
    )


def _unescape(value: str, path: str, line: int) -> str:
    """Resolve the escapes of a string as gettext does."""

    def resolve(found: re.Match[str]) -> str:
        hexadecimal, octal, letter = found.groups()
        if letter is None:
            number = int(hexadecimal, 16) if hexadecimal else int(octal, 8)
            # Bytes of a longer character: put together below.
            return chr(number & 255 if number & 255 < 128 else 0xDC00 + (number & 255))
        plain = _PLAIN.get(letter) or _CONTROL.get(letter)
        if plain is None:
            raise CatalogError(
                f"unknown escape “\\{letter}” in a string",
                path=path,
                line=line,
                column=found.start() + 1,
                hint='Write a backslash itself as \\\\; known are \\n \\t \\r \\" \\\\.',
            )
        return plain

    text = _ESCAPE.sub(resolve, value)
    if text.isascii() or not any("\udc80" <= c <= "\udcff" for c in text):
        checked = text
    else:
        try:
            checked = text.encode("utf-8", "surrogateescape").decode("utf-8")
        except UnicodeDecodeError:
            raise CatalogError(
                "octal or hexadecimal escapes that are not UTF-8",
                path=path,
                line=line,
                hint="Write the characters themselves.",
            ) from None
    forbidden = FORBIDDEN.search(checked)
    if forbidden:
        raise CatalogError(
            f"an escape for the control character U+{ord(forbidden[0]):04X}",
            path=path,
            line=line,
            hint="Remove it: no PDF, Word or web page can hold it.",
        )
    return checked


# What XML 1.0 section 2.2 leaves out of its characters; it can be in no product.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _explain(text: str, at: int, path: str, line: int) -> CatalogError:
    """Say in words what is wrong at `at`, where no token begins."""
    start = text.rfind("\n", 0, at) + 1
    stop = text.find("\n", at)
    whole = text[start : stop if stop >= 0 else len(text)]
    at += len(text[at:]) - len(text[at:].lstrip(" \t\r"))
    rest = whole[at - start :]
    column = at - start + 1
    if whole.startswith(_CONFLICT):
        message = f"a git conflict is not resolved here: “{whole[:30]}”"
        hint = (
            "Keep one of the two sides, remove the marker lines, save, run again; or "
            "join both versions: duizhao merge-po BASE.po OURS.po THEIRS.po."
        )
    elif text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<?xml")):
        return _html(path)
    elif rest.startswith('"') and rest.rstrip().endswith("\\"):
        message = "a string ends in a backslash"
        hint = "Write a backslash itself as \\\\ and close the string with a quote."
    elif rest.startswith('"'):
        message = f"a string is not closed in its line: {rest[:40]}"
        hint = 'Close it with "; a line break inside a string is written \\n.'
    elif rest.rstrip() == "\\":
        message = "a backslash that joins this line with the next"
        hint = "Remove it."
    elif rest[:1] in _QUOTES:
        message = f"“{rest[0]}” where a straight quote is expected: {rest[:40]}"
        hint = 'Write " around strings; a word processor may have changed it.'
    else:
        message = f"found “{rest[:40]}”, which begins nothing in a PO file"
        hint = 'Strings stand in straight quotes ("…"), a quote inside them is \\".'
    return CatalogError(message, path=path, line=line, column=column, hint=hint)
