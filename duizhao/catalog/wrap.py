"""Lays out strings and references in lines exactly as `msgcat --width` does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from duizhao.catalog.entry import Reference
from duizhao.catalog.linebreak import classify, find_breaks, may_break, width_of

# What gettext writes as an escape; all else stands as it is.
_SPECIAL = re.compile(r'[\\"\a\b\f\n\r\t\v]')
_ESCAPES = {
    "\\": r"\\",
    '"': r"\"",
    "\a": r"\a",
    "\b": r"\b",
    "\f": r"\f",
    "\n": r"\n",
    "\r": r"\r",
    "\t": r"\t",
    "\v": r"\v",
}
_PAIR = re.compile(r"\\.", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NO_LIMIT = 1 << 60

WIDE = "一-鿿㐀-䶿ぁ-ゖァ-ヿ、。〈-】〔〕，．：；！？（）％＋－／～０-９Ａ-Ｚａ-ｚ"
"""Characters of two columns that can be treated quickly, as a regular expression."""
NARROW = r" -\[\]-~À-ÿ–—‘’“”…·"
"""The same of one column. A backslash begins an escape, so it is not among them."""
_RUN = re.compile(f"([{NARROW}]+)|([{WIDE}]+)")


# Nearly all Chinese sentences: ASCII, and characters of two columns that take three bytes
# in UTF-8. Of what needs an escape only the quote, since no line can end between a
# backslash and a quote.
_PLAIN = re.compile(
    "[ -\\[\\]-~一-龥ぁ-んァ-ヶ、。〈-】〔〕，．：；！？（）％＋－／～０-９Ａ-Ｚａ-ｚ]*"
)

# The first bytes of the wide ones: without these a plain text has a byte for each column.
_LEADS = bytes(range(0xE0, 0xF0))
_HIGH = bytes(range(0x80, 0x100))

# The last place inside a plain text where a line may perhaps end: not after an opening
# bracket, not before a closing one or a stop, not within a word.
_LAST_CHANCE = re.compile(
    r".+(?<=[^([{〈《「『【〔（])(?=[^ !?！？)\],.:;/}、。〉》」』】〕），．])"
    r"(?!(?<=[#&*<=>@A-Za-z0-9^_`~])[#&*<=>@A-Za-z0-9^_`~])"
)


def wrap_string(name: str, text: str, width: int, prefix: str = "") -> str:
    """Return the lines of `name "text"`, each with `prefix` and its line end.

    `width` is the page width in columns, 79 for gettext; 0 breaks only after a line
    end in the text. A text of more than one line begins with an empty string.
    """
    # Room for both quotes; the prefix stands before every line.
    room = max(width - 2 - len(prefix), 0) if width else _NO_LIMIT
    first = room - len(name) - 1
    if _PLAIN.fullmatch(text):
        if '"' in text:
            text = text.replace('"', r"\"")
        # No character takes more than two columns; only the rest is measured.
        if 2 * len(text) <= first or len(columns := _columns(text)) <= first:
            return f'{prefix}{name} "{text}"\n'
        lines = _break_plain(text, columns, room)
    elif _SPECIAL.search(text):
        portions = _portions(text)
        lines = [line for part in portions for line in _break_portion(part, room)]
        text = lines[0]
    elif 2 * len(text) <= first or _fits(text, first):
        return f'{prefix}{name} "{text}"\n'
    else:
        lines = _break_portion(text, room)
    # A text that cannot be broken stays in the first line, however long.
    if len(lines) == 1 and (
        _fits(text, first) or (first >= 0 and not _has_break(text))
    ):
        return f'{prefix}{name} "{text}"\n'
    between = f'"\n{prefix}"'
    return f'{prefix}{name} ""\n{prefix}"{between.join(lines)}"\n'


def _portions(text: str) -> list[str]:
    """Return the text escaped, cut after each line end."""
    # Cut first: in the escaped text "\\n" may also be a backslash and an n.
    parts = text.split("\n")
    ended = [f"{part}\n" for part in parts[:-1]] + parts[-1:] * bool(parts[-1])
    return [_SPECIAL.sub(lambda found: _ESCAPES[found[0]], part) for part in ended]


def _fits(portion: str, room: int) -> bool:
    """Whether an escaped text is at most `room` columns wide."""
    if 2 * len(portion) <= room:  # no character takes more than two
        return True
    at = 0
    while found := _RUN.match(portion, at):
        each = found.lastindex or 1
        room -= each * (found.end() - at)
        if room < 0:
            return False
        at = found.end()
    return sum(map(width_of, classify(portion[at:]))) <= room


def _break_portion(portion: str, room: int) -> list[str]:
    """Return the lines of an escaped text, none wider than `room` if it can be."""
    if (len(portion) if portion.isascii() else 2 * len(portion)) <= room:
        return [portion]  # the lines of a header, in every catalog
    lines: list[str] = []
    start = at = column = 0
    while found := _RUN.match(portion, at):
        # A run of characters, all of one column or all of two.
        each = found.lastindex or 1
        size = each * (found.end() - at)
        if column + size <= room:
            column += size
            at = found.end()
            continue
        # The first character that does not fit. Blanks count, as in libunistring.
        at += (room - column) // each
        while at > start and not may_break(portion, at):
            at -= 1
        if at == start:
            break  # a piece wider than a line
        lines.append(portion[start:at])
        start, column = at, 0
    if at == len(portion):
        return [*lines, portion[start:]]
    return _break_any(portion, room)


def _columns(text: str) -> bytes:
    """Return a byte for each column of a text that `_PLAIN` matches, escaped or not."""
    return text.encode().translate(None, _LEADS)


def _break_plain(text: str, columns: bytes, room: int) -> list[str]:
    """Do as `_break_portion` for a text that `_PLAIN` matches, escaped.

    `columns` is what `_columns` makes of it.
    """
    lines: list[str] = []
    start = begin = 0
    size, last = len(text), len(columns) - room
    while begin < last:
        narrow = columns[begin : begin + room].translate(None, _HIGH)
        # Half a character at the end does not fit.
        at = full = start + (len(narrow) + room) // 2
        if not _is_han(text, full):
            at = _last_break(text, start, full + 1)
        if at <= start:  # a piece wider than a line has one for itself
            at = max(full, start + 1)
            while at < size and not may_break(text, at):
                at += 1
            if at == size:
                break
        line = text[start:at]
        lines.append(line)
        start = at
        begin += (len(line.encode()) + len(line)) // 2  # one byte of three is no column
    lines.append(text[start:])
    return lines


def _is_han(text: str, at: int) -> bool:
    """Whether Han stands on both sides of `at`, where a line may always end."""
    return "一" <= text[at] <= "龥" and "一" <= text[at - 1] <= "龥"


def _last_break(text: str, start: int, stop: int) -> int:
    """Return where the last line may end between `start` and `stop`, or -1.

    For a text that `_PLAIN` matches, escaped.
    """
    while found := _LAST_CHANCE.match(text, start, stop):
        stop = found.end()
        if _is_han(text, stop) or may_break(text, stop):
            return stop
    return -1


def _breaks(portion: str) -> tuple[list[int], list[bool]]:
    """Return class and width of each character, and whether a line may end before."""
    codes = classify(portion)
    allowed = find_breaks(codes)
    if "\\" in portion:
        pairs = [found.start() for found in _PAIR.finditer(portion)]
        for at in pairs:
            allowed[at + 1] = False
        if portion[pairs[-1] :] == r"\n":
            allowed[-2] = False  # the mark of a line end never stands alone
    return codes, allowed


def _has_break(portion: str) -> bool:
    """Whether a line may end anywhere in the text."""
    if _PLAIN.fullmatch(portion):
        return _last_break(portion, 0, len(portion)) > 0
    found = _RUN.match(portion)
    if found and any(may_break(portion, at) for at in range(1, found.end())):
        return True
    return any(_breaks(portion)[1])


def _break_any(portion: str, room: int) -> list[str]:
    """Break any text, walking through all its characters as libunistring does."""
    codes, allowed = _breaks(portion)
    cuts: list[int] = []
    last = 0  # where the piece at hand begins; 0 for the first
    column = piece = 0
    for at, code in enumerate(codes):
        if portion[at] in "\x85\u2028\u2029":  # lines of the text itself
            if last and column + piece > room:
                cuts.append(last)
            last = column = piece = 0
            continue
        if allowed[at]:
            if last and column + piece > room:
                cuts.append(last)
                column = 0
            last = at
            column += piece
            piece = 0
        piece += width_of(code)
    if last and column + piece > room:
        cuts.append(last)
    return [
        portion[a:z] for a, z in zip([0, *cuts], [*cuts, len(portion)], strict=True)
    ]


def wrap_references(references: Sequence[Reference], width: int) -> str:
    """Return the `#:` lines of an entry, each with its line end."""
    lines = ["#:"]
    column = 2
    for reference in references:
        shown = _shown(*reference)
        # gettext counts bytes here, and not those of the marks around a name.
        length = len(shown.encode()) + 1 - 6 * (shown[:1] == "\u2068")
        if width and column > 2 and column + length > width:
            lines.append("#:")
            column = 2
        lines[-1] += f" {shown}"
        column += length
    return "\n".join(lines) + "\n"


def wrap_reference(reference: Reference) -> str:
    """Return the `#:` line of an entry that stands in one place, as most do."""
    return f"#: {_shown(*reference)}\n"


def _shown(path: str, line: int | None) -> str:
    """Return one reference."""
    return _quoted(path) if line is None else f"{_quoted(path)}:{line}"


@lru_cache(maxsize=64)
def _quoted(path: str) -> str:
    """Return a path, in marks if it holds blanks.

    A control character in a file's name, which would break the line, becomes `?`.
    """
    name = path.removeprefix("./")
    if not name.isprintable():
        name = _CONTROL.sub("?", name)
    return f"\u2068{name}\u2069" if " " in name else name
