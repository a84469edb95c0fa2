"""What WeasyPrint 70 makes of the same thing twice, kept for the next page.

Style sheets are parsed, fonts cut down to the glyphs of a text and streams compressed
once; who watches a page gets it back sooner, since most of it is as before. All of it
is looked up by content: a page comes out the same, byte for byte, in whatever order
pages are made. In another version of WeasyPrint, where a name is not there, nothing is
kept.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from copy import copy
from hashlib import blake2b
from types import ModuleType
from typing import Any, Final, Generic, TypeVar

Value = TypeVar("Value")

_MARK: Final = "is_kept"
_SHEETS: Final = 16
_FONTS: Final = 32  # of some hundred kilobytes each
_STREAMS: Final = 128
_HEAD: Final = 1024
_LEAST: Final = 2048  # bytes: a shorter stream is compressed at once
# What a sheet does to more than itself; a sheet with any of them is parsed each time.
_FAR: Final = ("@import", "@font-face", "@color-profile", "@layer")


class Kept(Generic[Value]):
    """The last results of something, by what they were made of."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.values: dict[Hashable, Value] = {}

    def get(self, key: Hashable) -> Value | None:
        """Return what was kept, which makes it the newest."""
        value = self.values.pop(key, None)
        if value is not None:
            self.values[key] = value
        return value

    def put(self, key: Hashable, value: Value) -> Value:
        """Keep a value, and let go of the oldest where there are too many."""
        if len(self.values) >= self.most:
            del self.values[next(iter(self.values))]
        self.values[key] = value
        return value


def keep_results(weasyprint: ModuleType) -> bool:
    """Mend the loaded engine; say whether all of it was done. Twice is as good as once."""
    done = [
        _keep_sheets(weasyprint.css),
        _keep_fonts(weasyprint.pdf.fonts),
        _keep_streams(weasyprint.pdf.pydyf),
    ]
    return all(done)


def _keep_sheets(css: Any) -> bool:
    """Parse a style sheet once."""
    parse = getattr(css, "CSS", None)
    if parse is None or not hasattr(css, "preprocess_stylesheet"):
        return False
    if hasattr(parse, _MARK):
        return True
    kept: Kept[tuple[Any, dict[str, Any]]] = Kept(_SHEETS)

    def make_sheet(**named: Any) -> Any:
        text = named.get("string")
        if text is None or any(word in text for word in _FAR):
            return parse(**named)
        styles, key = named["counter_style"], (text, named["media_type"])
        if (found := kept.get(key)) is None:
            known = dict(styles)
            own = {"page_rules": [], "layers": [], "counter_style": type(styles)(known)}
            with _counting() as complaints:
                sheet = parse(**{**named, **own})
            new = {k: v for k, v in own["counter_style"].items() if known.get(k) != v}
            found = (sheet, new)
            if not complaints:
                kept.put(key, found)
        sheet, new = found
        styles.update({name: dict(style) for name, style in new.items()})
        named["page_rules"].extend(sheet.page_rules)
        sheet = copy(sheet)
        sheet.page_rules, sheet.layers = named["page_rules"], named["layers"]
        return sheet

    setattr(make_sheet, _MARK, True)
    css.CSS = make_sheet
    return True


class _Counter(logging.Handler):
    """Counts what is complained of: it must be told of each page."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002  # how many is enough
        self.count += 1

    def __bool__(self) -> bool:
        return self.count > 0


@contextmanager
def _counting() -> Iterator[_Counter]:
    logger, counter = logging.getLogger("weasyprint"), _Counter()
    logger.addHandler(counter)
    try:
        yield counter
    finally:
        logger.removeHandler(counter)


def _keep_fonts(fonts: Any) -> bool:
    """Cut a font down to the same glyphs once."""
    kind = getattr(fonts, "Font", None)
    cut = getattr(kind, "_harfbuzz_subset", None)
    if kind is None or cut is None:
        return False
    if hasattr(cut, _MARK):
        return True
    kept: Kept[bytes] = Kept(_FONTS)

    def cut_kept(font: Any, glyphs: Any, hinting: Any) -> None:
        # The head of a font file has the check sums of all that is in it.
        head = font.file_content[:_HEAD], len(font.file_content)
        key = (head, font.index, tuple(sorted(glyphs)), hinting, bool(font.missing))
        if found := kept.get(key):
            font.file_content = found
            return
        whole = font.file_content
        cut(font, glyphs, hinting)
        if font.file_content is not whole:
            kept.put(key, font.file_content)

    setattr(cut_kept, _MARK, True)
    kind._harfbuzz_subset = cut_kept  # noqa: SLF001  # there is no public door
    return True


class _Zlib:
    """What pydyf uses of the module `zlib`."""

    def __init__(self) -> None:
        self.kept: Kept[bytes] = Kept(_STREAMS)

    compress = staticmethod(zlib.compress)

    def compressobj(self, level: int) -> _Compressor:
        """Return what compresses one stream."""
        return _Compressor(self.kept, level)


class _Compressor:
    """Compresses a stream that is given in one piece."""

    def __init__(self, kept: Kept[bytes], level: int) -> None:
        self.kept, self.level = kept, level

    def compress(self, data: bytes) -> bytes:
        """Return all of it."""
        if len(data) < _LEAST:
            return zlib.compress(data, self.level)
        key = (self.level, blake2b(data, digest_size=16).digest())
        found = self.kept.get(key)
        return found or self.kept.put(key, zlib.compress(data, self.level))

    def flush(self) -> bytes:
        """Return nothing: it has been returned."""
        return b""


def _keep_streams(pydyf: Any) -> bool:
    """Compress a stream once."""
    if isinstance(getattr(pydyf, "zlib", None), ModuleType):
        pydyf.zlib = _Zlib()
    return isinstance(getattr(pydyf, "zlib", None), _Zlib)
