"""Lays out strings and references in lines exactly as `msgcat --width` does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import accumulate

from duizhao.catalog.entry import Reference
from duizhao.catalog.linebreak import (
    classify,
    find_breaks,
    is_simple,
    may_break,
    width_of,
)

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

# Nearly all Chinese sentences: ASCII, and characters of two columns that take three bytes
# in UTF-8. Of what needs an escape only the quote, since no line can end between a
# backslash and a quote.
_PLAIN = re.compile(
    "[ -\\[\\]-~一-龥ぁ-んァ-ヶ、。〈-】〔〕，．：；！？（）％＋－／～０-９Ａ-Ｚａ-ｚ]*"
)

# What else is simple, of one column, and frequent.
_NARROW = re.compile("[À-ÿ–—‘’“”…·]")

# The first bytes of the wide ones: without these a plain text has a byte for each column.
_LEADS = bytes(range(0xE0, 0xF0))

# The last place inside a plain text where a line may perhaps end: not after an opening
# bracket, not before a closing one or a stop, not within a word.
_LAST_CHANCE = re.compile(
    r".+(?<=[^([{〈《「『【〔（])(?=[^ !?！？)\],.:;/}、。〉》」』】〕），．])"
    r"(?!(?<=[#&*<=>@A-Za-z0-9^_`~])[#&*<=>@A-Za-z0-9^_`~])"
)


class _Pairs(dict[str, bool]):
    """Pairs of characters seen so far, and whether a line may end between the two."""

    def __missing__(self, pair: str) -> bool:
        result = self[pair] = may_break(pair, 1)
        return result


_MAY_BREAK = _Pairs()


def wrap_string(name: str, text: str, width: int, prefix: str = "") -> str:
    """Return the lines of `name "text"`, each with `prefix` and its line end.

    `width` is the page width in columns, 79 for gettext; 0 breaks only after a line
    end in the text. A text of more than one line begins with an empty string.
    """
    first, room = rooms(name, width, prefix)
    if 2 * len(text) > first or not stands_bare(text):
        between = f'"\n{prefix}"'
        if _PLAIN.fullmatch(text):
            lines = _plain_lines(text, first, room)
            text = between.encode().join(lines).decode()
        else:
            text = between.join(_odd_lines(text, first, room))
    return f'{prefix}{name} "{text}"\n'


def wrap_bytes(text: str, first: int, room: int) -> bytes:
    """Return what `wrap_string` puts between the first quote and the last, encoded.

    `first` and `room` are what `rooms` tells.
    """
    if _PLAIN.fullmatch(text):
        return b'"\n"'.join(_plain_lines(text, first, room))
    return '"\n"'.join(_odd_lines(text, first, room)).encode()


def rooms(name: str, width: int, prefix: str = "") -> tuple[int, int]:
    """Return the columns that a text has after `name`, and those of its other lines."""
    # Room for both quotes; the prefix stands before every line.
    room = max(width - 2 - len(prefix), 0) if width else _NO_LIMIT
    return room - len(name) - 1, room


def stands_bare(text: str) -> bool:
    """Whether nothing in `text` needs an escape."""
    return text.isprintable() and not ('"' in text or "\\" in text)


def _plain_lines(text: str, first: int, room: int) -> list[bytes]:
    """Return the lines of a text that `_PLAIN` matches, escaped.

    The first has `first` columns, any other `room`; it is empty if there are several. A
    text that cannot be broken stays in it, however long.
    """
    if '"' in text:
        text = text.replace('"', r"\"")
    data = text.encode()
    # A wide character has three bytes.
    if len(data) + len(text) <= 2 * first:
        return [data]
    lines = _break_simple(text, text, data, room)
    if len(lines) == 1 and first >= 0 and _last_break(text, 0, len(text)) < 1:
        return lines
    return [b"", *lines]


def _odd_lines(text: str, first: int, room: int) -> list[str]:
    """Do as `_plain_lines` for any text."""
    lines = [line for part in _portions(text) for line in _break(part, room)]
    return lines if len(lines) == 1 and _stays(lines[0], first) else ["", *lines]


def _stays(line: str, first: int) -> bool:
    """Whether an only line is one of `first` columns, or cannot be broken."""
    if 2 * len(line) <= first:  # no character takes more than two
        return True
    shown = _stand_in(line)
    if shown is None:
        return _width(line) <= first or (first >= 0 and not any(_breaks(line)[1]))
    return _simple_width(shown) <= first or (
        first >= 0 and _last_break(line, 0, len(line), _escapes(line)) < 1
    )


def _portions(text: str) -> list[str]:
    """Return the text escaped, cut after each line end."""
    # Cut first: in the escaped text "\\n" may also be a backslash and an n.
    parts = text.split("\n")
    ended = [f"{part}\n" for part in parts[:-1]] + parts[-1:] * bool(parts[-1])
    return [_SPECIAL.sub(lambda found: _ESCAPES[found[0]], part) for part in ended]


def _width(text: str) -> int:
    """Return the columns of any text."""
    return sum(map(width_of, classify(text)))


def _break(portion: str, room: int) -> list[str]:
    """Return the lines of an escaped text, none wider than `room` if it can be."""
    if (len(portion) if portion.isascii() else 2 * len(portion)) <= room:
        return [portion]  # the lines of a header, in every catalog
    shown = _stand_in(portion)
    if shown is None:
        return _break_any(portion, room)
    lines = _break_simple(portion, shown, shown.encode(), room, _escapes(portion))
    ends = list(accumulate(len(line.decode()) for line in lines))
    return [portion[a:z] for a, z in zip([0, *ends], ends, strict=False)]


def _stand_in(text: str) -> str | None:
    """Return a text that `_PLAIN` matches and whose characters are as wide.

    None if there is none, or if the text has a character that is not simple.
    """
    shown = _NARROW.sub("-", text)
    at = 0
    while found := _PLAIN.match(shown, at):
        at = found.end()
        if at == len(text):
            return shown
        (code,) = classify(text[at])
        if not (is_simple(code) and width_of(code)):
            return None
        shown = shown.replace(text[at], "-あ"[width_of(code) - 1])
    return None


def _escapes(portion: str) -> Collection[int]:
    """Return the places inside an escape, and where the mark of a line end begins.

    No line ends there: that mark never stands alone.
    """
    if "\\" not in portion:
        return ()
    pairs = [found.start() for found in _PAIR.finditer(portion)]
    places = {at + 1 for at in pairs}
    if portion[pairs[-1] :] == r"\n":
        places.add(pairs[-1])
    return places


def _break_simple(
    text: str, shown: str, data: bytes, room: int, inside: Collection[int] = ()
) -> list[bytes]:
    """Return the lines of `data`, none wider than `room` if it can be.

    `data` is in UTF-8 what is `shown` for a text of simple characters: itself, or what
    stands in for it. A line ends before no place that is `inside`.
    """
    # A character for each column: one of ASCII, or half of a wide one.
    columns = data.translate(None, _LEADS).decode("latin-1")
    last = len(columns) - room
    lines: list[bytes] = []
    start = left = begin = 0  # of a line, in characters, columns and bytes
    while left < last:
        # In UTF-8 half a wide character is a byte more. The first character that does
        # not fit, as half of one does not.
        halves = len(columns[left : left + room].encode()) - room
        at = full = start + room - (halves + 1) // 2
        left += room - halves % 2
        end = 2 * left - full  # in bytes: a wide one has three
        # Between two Han, by their first bytes, a line may always end.
        if not (0xE4 <= data[end] <= 0xE9 and 0xE4 <= data[end - 3] <= 0xE9):
            at = _last_break(text, start, full + 1, inside)
        if at <= start:  # a piece wider than a line has one for itself
            at = max(full, start + 1)
            while at < len(text) and (at in inside or not may_break(text, at)):
                at += 1
            end += len(shown[full:at].encode())
        elif at < full:
            end -= len(shown[at:full].encode())
        lines.append(data[begin:end])
        start, begin = at, end
        left = (start + begin) // 2
    if start < len(text):
        lines.append(data[begin:])
    return lines


def _simple_width(text: str) -> int:
    """Return the columns of a text that `_PLAIN` matches: a wide one has three bytes."""
    return (len(text.encode()) + len(text)) // 2


def _last_break(text: str, start: int, stop: int, inside: Collection[int] = ()) -> int:
    """Return where the last line may end between `start` and `stop`, or -1.

    For a text of simple characters.
    """
    while found := _LAST_CHANCE.match(text, start, stop):
        stop = found.end()
        pair = text[stop - 1 : stop + 1]
        if (
            may_break(text, stop) if pair[0] == " " else _MAY_BREAK[pair]
        ) and stop not in inside:
            return stop
    return -1


def _breaks(portion: str) -> tuple[list[int], list[bool]]:
    """Return class and width of each character, and whether a line may end before."""
    codes = classify(portion)
    allowed = find_breaks(codes)
    for at in _escapes(portion):
        allowed[at] = False
    return codes, allowed


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


def wrap_references(references: Iterable[tuple[str, int | None]], width: int) -> str:
    """Return the `#:` lines of an entry, each with its line end."""
    made = "#:"
    column = 2
    limit = width or _NO_LIMIT
    for path, line in references:
        name, more = _quoted(path)
        shown = f" {name}" if line is None else f" {name}:{line}"
        length = len(shown) + more
        if column + length > limit and column > 2:
            made += "\n#:"
            column = 2
        made += shown
        column += length
    return f"{made}\n"


def wrap_reference(reference: Reference) -> str:
    """Return the `#:` line of an entry that stands in one place, as most do."""
    return wrap_references((reference,), 0)


@lru_cache(maxsize=64)
def _quoted(path: str) -> tuple[str, int]:
    """Return a path, in marks if it holds blanks, and how much longer gettext has it:
    that counts bytes here, and not those of the marks.

    A control character in a file's name, which would break the line, becomes `?`.
    """
    name = path.removeprefix("./")
    if not name.isprintable():
        name = _CONTROL.sub("?", name)
    more = len(name.encode()) - len(name)
    return (f"\u2068{name}\u2069", more - 2) if " " in name else (name, more)
