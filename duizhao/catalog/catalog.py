"""A gettext catalog as a value: its header, its entries, and how its file is laid out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from duizhao.catalog.entry import Entry, Key, keep_raw
from duizhao.values import value


@value
class Layout:
    """What a file holds beside its entries, so that it is written back to the byte."""

    line_end: str = "\n"
    """`"\\n"`, or `"\\r\\n"` where every line of the file ends so."""
    bom: bool = False
    """Whether the file began with a UTF-8 byte-order mark."""
    tail: str = ""
    """What follows the last entry: comments that belong to none, blank lines."""
    header_at: int = 0
    """How many entries stand before the header; 0 in all but odd files."""
    joined: frozenset[tuple[Key, Key | None]] = frozenset()
    """Entries of which one begins in the line where the other ends; None is the tail.
    Empty in all but odd files."""
    read: tuple[Entry, ...] = field(default=(), compare=False, repr=False)
    """The entries as they were read, which tell how the file breaks its lines, also
    when none of them is left as it was.
    """


@value
class Catalog:
    r"""The entries of one `.po` or `.pot` file.

    >>> from duizhao.catalog.entry import Entry
    >>> header = Entry("", "Language: en\nX-Generator: Poedit\n")
    >>> catalog = Catalog("en.po", header, (Entry("你好", "Hello"),))
    >>> catalog.headers["Language"]
    'en'
    >>> catalog.find("你好").msgstr
    'Hello'
    >>> catalog.find("再见") is None
    True
    """

    path: str
    """The file, as messages name it."""
    header: Entry
    """The entry of the empty msgid, whose msgstr holds the header fields."""
    entries: tuple[Entry, ...] = ()
    """All other entries, live and obsolete, in the order of the file."""
    layout: Layout = field(default=Layout(), repr=False)
    """How the file is laid out around them."""
    _index: dict[Key | str, Entry] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def find(self, key: Key | str) -> Entry | None:
        """Return the entry of `key`, live or obsolete; a bare msgid has no context."""
        if isinstance(key, Key) and key.context is None:
            key = key.msgid
        return self._indexed().get(key)

    def same(self, entries: Iterable[Entry]) -> list[Entry | None]:
        """Return for each of `entries` the one of the same key, live or obsolete."""
        index = self._indexed()
        return [index.get(brief_key(one)) for one in entries]

    def _indexed(self) -> dict[Key | str, Entry]:
        if not self._index:  # built once, at the first question
            self._index.update({brief_key(one): one for one in self.entries})
        return self._index

    def live(self) -> Iterator[Entry]:
        """Yield the entries that are not obsolete."""
        return (entry for entry in self.entries if not entry.obsolete)

    @property
    def headers(self) -> dict[str, str]:
        """The header fields by name, in order; of a repeated one the first."""
        fields: dict[str, str] = {}
        for line in self.header.msgstr.split("\n"):
            name, colon, value = line.partition(":")
            if colon:
                fields.setdefault(name.strip(), value.strip())
        return fields

    def with_entries(self, entries: Iterable[Entry]) -> Catalog:
        """Return the catalog with other entries under the same header."""
        found = tuple(entries)
        at = min(self.layout.header_at, len(found))
        tail = self.layout.tail
        if not tail.strip() and found[-1:] != self.entries[-1:]:
            tail = ""  # blank lines that followed another entry
        layout = replace(self.layout, header_at=at, tail=tail)
        return replace(self, entries=found, layout=layout)

    def with_header(self, name: str, value: str) -> Catalog:
        """Return the catalog with one header field set; a new one goes last."""
        if self.headers.get(name) == value:
            return self
        lines = self.header.msgstr.splitlines()
        new, raw = f"{name}: {value}", None
        for at, line in enumerate(lines):
            if line.partition(":")[0].strip() == name:
                raw = _with_line(self.header.raw, line, new)
                lines[at] = new
                break
        else:
            lines.append(new)
        header = replace(self.header, msgstr="\n".join(lines) + "\n")
        return replace(self, header=header if raw is None else keep_raw(header, raw))

    def afresh(self) -> Catalog:
        """Return the catalog with nothing of the layout that its file had.

        Line ends, a byte-order mark and what follows the last entry are kept.
        """
        return replace(
            self,
            header=replace(self.header),
            entries=tuple(replace(entry) for entry in self.entries),
            layout=replace(self.layout, joined=frozenset(), read=()),
        )


def brief_key(entry: Entry) -> Key | str:
    """Return the key of an entry, or its msgid alone where it has no context.

    To make a pair for each of 70,000 entries takes longer than to look them up.
    """
    return entry.msgid if entry.context is None else Key(entry.context, entry.msgid)


def _with_line(raw: str | None, old: str, new: str) -> str | None:
    """Return the lines of a header with one field changed, the others as they stand.

    None where the field is not in a line of its own, or too long for one.
    """
    before, after = f'"{old}\\n"', f'"{new}\\n"'
    plain = not set(old + new) & set('\\"\t') and len(after) < 78 and after.isascii()
    if raw is None or not plain or raw.count(f"\n{before}") != 1:
        return None
    return raw.replace(f"\n{before}", f"\n{after}")
