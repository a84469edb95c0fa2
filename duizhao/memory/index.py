"""An index over pairs: each found by its text, by its pieces, by what it holds.

Texts are numbered by length, so the pieces of a text lead straight to those texts that
are not too long or too short to be like it. The index is made of TMX files and
catalogs, and never trusted: what it gives out is checked, and a damaged one is made
anew.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from math import ceil, floor
from pathlib import Path
from struct import Struct
from zlib import crc32

from duizhao.interchange.pair import Pair, read_context, write_context
from duizhao.memory.fold import fold, gram_key, grams
from duizhao.memory.pieces import write_pieces
from duizhao.memory.store import DamagedError, Store, Writer, writing

FORMAT = "1"
"""Changed whenever an index made before must not be used."""

_HEAD = Struct("<III")
_FIELD, _ITEM = "\x1f", "\x1e"  # XML can hold neither, so no pair does
_LONGEST = 60_000
_BUDGET = 40_000
# Numbers that one look-up takes from the lists of pieces, some 5 ms; with half of
# them it found as much among a million pairs.
_VERIFIED = 600
# Texts that are compared letter by letter, some 5 ms.


def build_index(path: Path, pairs: Iterable[Pair], key: str) -> None:
    """Write an index of `pairs` to `path`; `key` tells what they were read from.

    Held in memory are the numbers alone, some 350 bytes a pair, not the texts.
    """
    with writing(path) as writer:
        _fill(writer, pairs, key)


def index_of(pairs: Iterable[Pair]) -> Index:
    """Return an index of `pairs` that is held in memory."""
    buffer = BytesIO()
    _fill(Writer(buffer), pairs, "")
    return Index(Store.of(buffer))


def _fill(writer: Writer, pairs: Iterable[Pair], key: str) -> None:
    lengths, sources = _write_pairs(writer, pairs)
    order = array("I", sorted(range(len(lengths)), key=lengths.__getitem__))
    writer.flush("source")
    _write_table(writer, "order", order)
    _write_lengths(writer, lengths)
    write_pieces(writer, _texts(writer, order, sources))
    writer.finish(key)


def _write_pairs(
    writer: Writer, pairs: Iterable[Pair]
) -> tuple[array[int], array[int]]:
    """Write the pairs and their folded texts; return lengths, and places of sources."""
    lengths, exact = array("H"), array("Q")
    places = [array("Q", [0]), array("Q", [0]), array("Q", [0])]
    add = writer.add
    for row, pair in enumerate(pairs):
        folded = fold(pair.source)
        lengths.append(min(len(folded), _LONGEST))
        record, key = _pack(pair)
        exact.append(key << 32 | row)
        source = f"{folded}\n".encode("utf-8", "surrogatepass")
        target = f"{fold(pair.target)}\n".encode("utf-8", "surrogatepass")
        ends = [
            add("pair", record) + len(record),
            add("source", source) + len(source),
            add("target", target) + len(target),
        ]
        for table, end in zip(places, ends, strict=True):
            table.append(end)
    for name, table in zip(("pair", "source", "target"), places, strict=True):
        _write_table(writer, f"{name}.places", table)
    _write_table(writer, "exact", array("Q", sorted(exact)))
    return lengths, places[1]


def _write_lengths(writer: Writer, lengths: array[int]) -> None:
    """Write how many texts are shorter than each length."""
    counts = Counter(lengths)
    total, table = 0, array("I")
    for length in range(max(counts, default=0) + 2):
        table.append(total)
        total += counts[length]
    _write_table(writer, "lengths", table)


def _texts(writer: Writer, order: array[int], places: array[int]) -> Iterator[str]:
    """Yield the folded sources in the order of their numbers."""
    for row in order:
        start = places[row]
        data = writer.read("source", start, places[row + 1] - start - 1)
        yield data.decode("utf-8", "surrogatepass")[:_LONGEST]


def _write_table(writer: Writer, name: str, table: array[int]) -> None:
    writer.add(name, table.tobytes())


def _hash(source: str) -> int:
    return crc32(source.encode("utf-8", "surrogatepass"))


def _pack(pair: Pair) -> tuple[bytes, int]:
    """Return a pair as bytes under a check sum, and the hash of its source."""
    contexts = _ITEM.join(map(write_context, pair.contexts)) if pair.contexts else ""
    said = (
        pair.target,
        pair.language,
        pair.created,
        pair.changed,
        pair.author,
        contexts,
    )
    source = pair.source.encode("utf-8", "surrogatepass")
    body = source + _FIELD.join(said).encode("utf-8", "surrogatepass")
    cut = len(source)
    return _HEAD.pack(len(body), cut, crc32(body, cut)) + body, crc32(source)


def _unpack(data: bytes) -> Pair:
    """Return the pair that `_pack` wrote. Raises DamagedError."""
    if len(data) < _HEAD.size:
        raise DamagedError("pair")
    length, cut, check = _HEAD.unpack_from(data)
    body = data[_HEAD.size :]
    if len(body) != length or crc32(body, cut) != check:
        raise DamagedError("pair")
    rest = body[cut:].decode("utf-8", "surrogatepass").rsplit(_FIELD, 5)
    target, language, created, changed, author, places = rest
    contexts = (read_context(one) for one in places.split(_ITEM))
    return Pair(
        body[:cut].decode("utf-8", "surrogatepass"),
        target,
        language,
        created,
        changed,
        author,
        tuple(one for one in contexts if one is not None),
    )


@dataclass(slots=True)
class Index:
    """An index that is open; its tables are read when first asked for."""

    store: Store
    """Its file."""
    _tables: dict[str, array[int]] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, path: Path) -> Index:
        """Return the index in a file. Raises DamagedError where there is none whole."""
        return cls(Store.open(path))

    def close(self) -> None:
        """Close its file."""
        self.store.close()

    def __len__(self) -> int:
        """Return how many pairs it holds."""
        return len(self._table("order", "I"))

    def pair(self, row: int) -> Pair:
        """Return the pair in a row, from 0. Raises DamagedError."""
        places = self._table("pair.places", "Q")
        if row + 1 >= len(places):
            raise DamagedError("pair")
        start = places[row]
        return _unpack(self.store.read("pair", start, places[row + 1] - start))

    def folded_source(self, row: int) -> str:
        """Return the folded source in a row, unchecked. Raises DamagedError."""
        places = self._table("source.places", "Q")
        if row + 1 >= len(places):
            raise DamagedError("source")
        start = places[row]
        data = self.store.read("source", start, places[row + 1] - start - 1)
        try:
            return data.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise DamagedError("source") from error

    def same(self, source: str) -> list[Pair]:
        """Return the pairs of just this source text. Raises DamagedError."""
        table = self._table("exact", "Q")
        key = _hash(source) << 32
        found = table[bisect_left(table, key) : bisect_right(table, key | 0xFFFFFFFF)]
        pairs = (self.pair(number & 0xFFFFFFFF) for number in found)
        return [pair for pair in pairs if pair.source == source]

    def holding(self, text: str, *, sources: bool, targets: bool) -> Iterator[int]:
        """Yield the rows whose source or target holds `text`, by `fold`.

        In the order of the sources' rows, then those of the targets, each once.
        Raises DamagedError.
        """
        wanted = fold(text).encode("utf-8", "surrogatepass")
        seen: set[int] = set()
        for name in ("source",) * sources + ("target",) * targets:
            for row in self._lines_with(name, wanted) if wanted else ():
                if row not in seen:
                    seen.add(row)
                    yield row

    def _lines_with(self, name: str, wanted: bytes) -> Iterator[int]:
        places = self._table(f"{name}.places", "Q")
        for start, data in self.store.chunks(name):
            at = data.find(wanted)
            while at >= 0:
                row = bisect_right(places, start + at) - 1
                yield row
                at = data.find(wanted, places[row + 1] - start)

    def candidates(self, folded: str, threshold: float) -> list[int]:
        """Return the rows that share most pieces with a text, the best first.

        Only those whose length allows a likeness of `threshold` at all. The rarest
        pieces are looked up first, as far as the budget reaches. Raises DamagedError.
        """
        first, last = self._numbers_like(len(folded), threshold)
        counts: Counter[int] = Counter()
        budget = _BUDGET
        for _, at in sorted(self._lists(folded)):
            numbers = self._numbers(at)
            start = bisect_left(numbers, first)
            stop = bisect_left(numbers, last, start)
            counts.update(numbers[start:stop])
            budget -= stop - start
            if budget < 0:
                break
        order = self._table("order", "I")
        return [order[number] for number in _most(counts, _VERIFIED)]

    def _numbers_like(self, length: int, threshold: float) -> tuple[int, int]:
        """Return the first number of a text that is long enough, and of one too long.

        By 2·c / (a + b) ≥ t, where c is no more than the shorter of a and b.
        """
        shorter = ceil(length * threshold / (2 - threshold) - 1e-9)
        longer = floor(length * (2 - threshold) / threshold + 1e-9)
        lengths, count = self._table("lengths", "I"), len(self)
        first = lengths[shorter] if shorter < len(lengths) else count
        last = lengths[longer + 1] if longer + 1 < len(lengths) else count
        return first, last

    def _lists(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield the size and the place of the list of each piece that is known."""
        keys, starts = self._table("keys", "Q"), self._table("starts", "Q")
        for gram in grams(folded):
            key = gram_key(gram)
            at = bisect_left(keys, key)
            if at < len(keys) and keys[at] == key:
                yield starts[at + 1] - starts[at], at

    def _numbers(self, at: int) -> array[int]:
        starts = self._table("starts", "Q")
        data = self.store.read("numbers", starts[at], starts[at + 1] - starts[at])
        if crc32(data) != self._table("checks", "I")[at]:
            raise DamagedError("numbers")
        numbers = array("I")
        numbers.frombytes(data)
        return numbers

    def _table(self, name: str, code: str) -> array[int]:
        table = self._tables.get(name)
        if table is None:
            table = self._tables[name] = self.store.table(name, code)
        return table


def _most(counts: Counter[int], limit: int) -> list[int]:
    """Return the numbers with the highest counts, about `limit` of them."""
    if len(counts) <= limit:
        return list(counts)
    tally = Counter(counts.values())
    least, taken = max(tally), 0
    while taken + tally[least] <= limit:
        taken += tally[least]
        least -= 1
    sure = [number for number, count in counts.items() if count > least]
    for number, count in counts.items():
        if len(sure) >= limit:
            break
        if count == least:
            sure.append(number)
    return sure
