"""Lays out strings and references in lines exactly as `msgcat --width` does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

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
_ODD = 3  # the group of `_RUN` for a character that it knows nothing of

WIDE = "一-鿿㐀-䶿ぁ-ゖァ-ヿ、。〈-】〔〕，．：；！？（）％＋－／～０-９Ａ-Ｚａ-ｚ"
"""Characters of two columns that can be treated quickly, as a regular expression."""
NARROW = r" -\[\]-~À-ÿ–—‘’“”…·"
"""The same of one column. A backslash begins an escape, so it is not among them."""
_RUN = re.compile(f"([{NARROW}]+)|([{WIDE}]+)|(.)", re.DOTALL)


# Nearly all Chinese sentences: ASCII, and characters of two columns that take three bytes
# in UTF-8. Of what needs an escape only the quote, since no line can end between a
# backslash and a quote.
_PLAIN = re.compile(
    "[ -\\[\\]-~一-龥ぁ-んァ-ヶ、。〈-】〔〕，．：；！？（）％＋－／～０-９Ａ-Ｚａ-ｚ]*"
)

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
    # Room for both quotes; the prefix stands before every line.
    room = max(width - 2 - len(prefix), 0) if width else _NO_LIMIT
    first = room - len(name) - 1
    if 2 * len(text) > first or not stands_bare(text):
        between = f'"\n{prefix}"'
        if _PLAIN.fullmatch(text):
            lines = _plain_lines(text, first, room)
            text = between.encode().join(lines).decode()
        else:
            text = between.join(_odd_lines(text, first, room))
    return f'{prefix}{name} "{text}"\n'


def rooms(name: str, width: int) -> tuple[int, int]:
    """Return the columns that `wrap_string` has after `name`, and those of a line."""
    room = max(width - 2, 0) if width else _NO_LIMIT
    return room - len(name) - 1, room


def wrap_bytes(text: str, first: int, room: int) -> bytes:
    """Return what `wrap_string` puts between the first quote and the last, encoded.

    `first` and `room` are what `rooms` tells.
    """
    if _PLAIN.fullmatch(text):
        return b'"\n"'.join(_plain_lines(text, first, room))
    return '"\n"'.join(_odd_lines(text, first, room)).encode()


def stands_bare(text: str) -> bool:
    """Whether nothing in `text` needs an escape."""
    return text.isprintable() and not ('"' in text or "\\" in text)


def _odd_lines(text: str, first: int, room: int) -> list[str]:
    """Return the lines of any text, escaped; an empty one first if there are several.

    The first has `first` columns, any other `room`.
    """
    if _SPECIAL.search(text):
        portions = _portions(text)
        lines = [line for part in portions for line in _break_portion(part, room)]
        text = lines[0]
    elif 2 * len(text) <= first or _fits(text, first):
        return [text]
    else:
        lines = _break_portion(text, room)
    # A text that cannot be broken stays in the first line, however long.
    if len(lines) == 1 and (
        _fits(text, first) or (first >= 0 and not _has_break(text))
    ):
        return lines
    return ["", *lines]


def _plain_lines(text: str, first: int, room: int) -> list[bytes]:
    """Do as `_odd_lines` for a text that `_PLAIN` matches.

    A wide character has three bytes: as many columns as bytes and characters by two.
    """
    if '"' in text:
        text = text.replace('"', r"\"")
    data = text.encode()
    size = len(text)
    double = len(data) + size
    if double <= 2 * first:
        return [data]
    columns = data.translate(None, _LEADS).decode("latin-1")
    double -= 2 * room
    lines = [b""]
    # Where a line begins, in characters and in bytes.
    start = begin = 0
    while start + begin < double:
        left = (start + begin) // 2
        # Half a wide character is a byte of its own, and two of them in UTF-8.
        wide = (len(columns[left : left + room].encode()) - room + 1) // 2
        # The first character that does not fit, as half a character does not.
        at = full = start + room - wide
        # Between two Han a line may always end.
        if not ("一" <= text[full] <= "龥" and "一" <= text[full - 1] <= "龥"):
            at = _last_break(text, start, full + 1)
        if at <= start:  # a piece wider than a line has one for itself
            at = max(full, start + 1)
            while at < size and not may_break(text, at):
                at += 1
        line = text[start:at].encode()
        lines.append(line)
        start = at
        begin += len(line)
    if start < size:
        lines.append(data[begin:])
    # A text that cannot be broken stays in the first line, however long.
    if len(lines) == 2 and first >= 0 and _last_break(text, 0, size) < 1:
        return [data]
    return lines


def _last_break(text: str, start: int, stop: int) -> int:
    """Return where the last line may end between `start` and `stop`, or -1.

    For a text that `_PLAIN` matches, escaped.
    """
    while found := _LAST_CHANCE.match(text, start, stop):
        stop = found.end()
        pair = text[stop - 1 : stop + 1]
        if may_break(text, stop) if pair[0] == " " else _MAY_BREAK[pair]:
            return stop
    return -1


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
    for found in _RUN.finditer(portion):
        room -= _each(found) * (found.end() - found.start())
        if room < 0:
            return False
    return True


def _each(found: re.Match[str]) -> int:
    """Return the columns of each character that `_RUN` found."""
    kind = found.lastindex or 0
    return kind if kind < _ODD else width_of(classify(found[0])[0])


def _break_portion(portion: str, room: int) -> list[str]:
    """Return the lines of an escaped text, none wider than `room` if it can be."""
    if (len(portion) if portion.isascii() else 2 * len(portion)) <= room:
        return [portion]  # the lines of a header, in every catalog
    together = _escapes(portion)
    lines: list[str] = []
    start = at = column = 0
    while found := _RUN.match(portion, at):
        # A run of characters, all of one column or all of two, or an odd one.
        if found.lastindex == _ODD and not is_simple(found[0]):
            return _break_any(portion, room)
        each = _each(found)
        size = each * (found.end() - at)
        if column + size <= room:
            column += size
            at = found.end()
            continue
        # The first character that does not fit. Blanks count, as in libunistring.
        at += (room - column) // each
        while at > start and (at in together or not may_break(portion, at)):
            at -= 1
        if at == start:  # a piece wider than a line
            return _break_any(portion, room)
        lines.append(portion[start:at])
        start, column = at, 0
    return [*lines, portion[start:]]


def _escapes(portion: str) -> set[int]:
    """Return the places inside an escape, and where the mark of a line end begins.

    No line ends there: that mark never stands alone.
    """
    if "\\" not in portion:
        return set()
    pairs = [found.start() for found in _PAIR.finditer(portion)]
    places = {at + 1 for at in pairs}
    if portion[pairs[-1] :] == r"\n":
        places.add(pairs[-1])
    return places


def _breaks(portion: str) -> tuple[list[int], list[bool]]:
    """Return class and width of each character, and whether a line may end before."""
    codes = classify(portion)
    allowed = find_breaks(codes)
    for at in _escapes(portion):
        allowed[at] = False
    return codes, allowed


def _has_break(portion: str) -> bool:
    """Whether a line may end anywhere in the text."""
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


def wrap_references(references: Iterable[tuple[str, int | None]], width: int) -> str:
    """Return the `#:` lines of an entry, each with its line end."""
    made = "#:"
    column = 2
    for path, line in references:
        name, length = _quoted(path)
        shown = name if line is None else f"{name}:{line}"
        length += 1 + len(shown) - len(name)
        if width and column > 2 and column + length > width:
            made += "\n#:"
            column = 2
        made += f" {shown}"
        column += length
    return f"{made}\n"


def wrap_reference(reference: Reference) -> str:
    """Return the `#:` line of an entry that stands in one place, as most do."""
    return wrap_references((reference,), 0)


@lru_cache(maxsize=64)
def _quoted(path: str) -> tuple[str, int]:
    """Return a path, in marks if it holds blanks, and its length.

    gettext counts bytes there, and not those of the marks. A control character in a
    file's name, which would break the line, becomes `?`.
    """
    name = path.removeprefix("./")
    if not name.isprintable():
        name = _CONTROL.sub("?", name)
    length = len(name.encode())
    return f"\u2068{name}\u2069" if " " in name else name, length
