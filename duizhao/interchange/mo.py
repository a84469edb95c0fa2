"""Compiled catalogs: `.mo` as msgfmt writes it to the byte, and read back."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from itertools import accumulate, count

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.errors import CatalogError
from duizhao.interchange.exchanged import Item, Part, Sent

_MAGIC = 0x950412DE
_HEAD = struct.Struct("<7I")
_CHARSET = re.compile(r"charset=\s*([^\s;]+)", re.IGNORECASE)
# The encodings that catalogs of Chinese and English texts come in.
_ENCODINGS = frozenset(
    ("utf-8", "utf8", "ascii", "us-ascii", "gbk", "gb2312", "gb18030", "big5")
)


def write_mo(catalog: Catalog) -> Sent:
    """Return the `.mo` of `catalog`: its finished translations, as programs load them.

    Fuzzy, empty and obsolete entries are left out, as msgfmt does; so is the date of
    the pot, that equal translations make equal files.
    """
    pairs = sorted(_pairs(catalog))
    strings = [one for pair in zip(*pairs, strict=True) for one in pair]
    number = len(pairs)
    table = _hash_table([key for key, _ in pairs])
    start = _HEAD.size + 16 * number + 4 * len(table)
    lengths = [len(one) for one in strings]
    offsets = accumulate((length + 1 for length in lengths), initial=start)
    places = [value for pair in zip(lengths, offsets, strict=False) for value in pair]
    head = _HEAD.pack(
        _MAGIC,
        0,
        number,
        _HEAD.size,
        _HEAD.size + 8 * number,
        len(table),
        _HEAD.size + 16 * number,
    )
    words = struct.pack(f"<{len(places) + len(table)}I", *places, *table)
    data = head + words + b"".join(one + b"\0" for one in strings)
    headed = bool(pairs) and not pairs[0][0]
    return Sent(data, number - headed)


def _pairs(catalog: Catalog) -> Iterator[tuple[bytes, bytes]]:
    """Yield what is looked up and what is found, the header too."""
    lines = catalog.header.msgstr.splitlines(keepends=True)
    fields = (line for line in lines if not line.startswith("POT-Creation-Date:"))
    if header := "".join(fields):
        yield b"", header.encode()
    for entry in catalog.live():
        forms = entry.msgstr_plural or (entry.msgstr,)
        # msgfmt looks at the first form only.
        if forms[0] and not entry.fuzzy:
            yield _key(entry), "\0".join(forms).encode("utf-8", "surrogatepass")


def _key(entry: Entry) -> bytes:
    context = "" if entry.context is None else f"{entry.context}\x04"
    plural = "" if entry.msgid_plural is None else f"\0{entry.msgid_plural}"
    return f"{context}{entry.msgid}{plural}".encode("utf-8", "surrogatepass")


def _hash_table(keys: Sequence[bytes]) -> list[int]:
    """Return the table by which C programs look up, as gettext's write-mo.c makes it."""
    size = max(3, _next_prime(len(keys) * 4 // 3))
    table = [0] * size
    for number, key in enumerate(keys, 1):
        value = _hash(key.partition(b"\0")[0])
        at = value % size
        step = 1 + value % (size - 2)
        while table[at]:
            at = (at + step) % size
        table[at] = number
    return table


def _hash(text: bytes) -> int:
    """Return P. J. Weinberger's hash of 32 bits."""
    value = 0
    for byte in text:
        value = ((value << 4) + byte) & 0xFFFFFFFF
        if top := value & 0xF0000000:
            value ^= top >> 24
            value ^= top
    return value


def _next_prime(number: int) -> int:
    return next(odd for odd in count(number | 1, 2) if _is_prime(odd))


def _is_prime(odd: int) -> bool:
    # gettext takes 3 for none: it tries that divisor without a look at its size.
    return odd != 3 and all(odd % divisor for divisor in range(3, int(odd**0.5) + 1, 2))


def read_mo(path: str, data: bytes) -> Part:
    """Return the translations in a `.mo` file. Raises CatalogError."""
    order = {_MAGIC.to_bytes(4, "little"): "<", _MAGIC.to_bytes(4, "big"): ">"}
    sign = order.get(data[:4])
    if sign is None:
        raise _broken(path, "this is no .mo file: its first bytes are others")
    if len(data) < _HEAD.size:
        raise _broken(path, "the file breaks off in its head")
    revision, number, keys, values = struct.unpack_from(f"{sign}4I", data, 4)
    if revision >> 16 > 1:
        raise _broken(path, f"an unknown revision, {revision >> 16}")
    pairs = list(
        zip(
            _strings(path, data, keys, number, sign),
            _strings(path, data, values, number, sign),
            strict=True,
        )
    )
    header = next((value for key, value in pairs if not key), b"")
    encoding = _encoding(path, header)
    found = (
        (_text(path, k, encoding), _text(path, v, encoding)) for k, v in pairs if k
    )
    items = tuple(_item(key, value) for key, value in found)
    language = re.search(rb"^Language:[ \t]*(\S+)", header, re.MULTILINE)
    return Part(
        path, items, language=language[1].decode("ascii", "replace") if language else ""
    )


def _strings(path: str, data: bytes, at: int, number: int, sign: str) -> list[bytes]:
    """Return the strings of a table of lengths and offsets."""
    if at + 8 * number > len(data):
        raise _broken(path, "a table reaches beyond the end of the file")
    numbers = struct.unpack_from(f"{sign}{2 * number}I", data, at)
    strings: list[bytes] = []
    for length, offset in zip(numbers[::2], numbers[1::2], strict=True):
        if offset + length > len(data):
            raise _broken(path, "a text reaches beyond the end of the file")
        strings.append(data[offset : offset + length])
    if sum(map(len, strings)) > len(data):
        raise _broken(path, "texts lie over each other")
    return strings


def _encoding(path: str, header: bytes) -> str:
    found = _CHARSET.search(header.decode("latin-1"))
    name = found[1].lower() if found else "utf-8"
    if name not in _ENCODINGS:
        raise _broken(path, f"the header declares an unknown charset, {name[:40]!r}")
    return "gb18030" if name.startswith("gb") else name


def _text(path: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise _broken(path, f"a text is not in {encoding}, as declared") from None


def _item(key: str, value: str) -> Item:
    context, parted, rest = key.rpartition("\x04")
    msgid, plural, more = rest.partition("\0")
    forms = tuple(value.split("\0"))
    entry = Entry(
        msgid,
        forms[0],
        context if parted else None,
        msgid_plural=more if plural else None,
        msgstr_plural=forms if plural else (),
    )
    return Item(entry)


def _broken(path: str, message: str) -> CatalogError:
    return CatalogError(message, path=path, hint="Compile it again from its .po.")
