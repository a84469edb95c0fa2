"""Runs: characters with their formatting, the hottest part of the renderer."""

from __future__ import annotations

from typing import Final

from lxml import etree
from lxml.etree import _Element as Node

from duizhao.render.docx import names as n
from duizhao.render.docx.samples import Copy, copier
from duizhao.render.docx.styles import Style, StyleBook
from duizhao.render.docx.text import Cleaner, iter_scripts

# A run's formatting is a sum of these: plain integers, since an IntFlag is ten times
# slower and a book has a hundred thousand runs.
BOLD: Final = 1
ITALIC: Final = 2
STRIKE: Final = 4
SUB: Final = 8
SUP: Final = 16
UNDERLINE: Final = 32
LINK: Final = 64
CODE: Final = 128
KEYBOARD: Final = 256
FORMULA: Final = 512
UNTRANSLATED: Final = 1024
FUZZY: Final = 2048
CHINESE: Final = 4096
"""Written in Chinese characters, so that the marks shared with English are wide."""
NOTE: Final = 8192
"""A footnote mark."""
SYMBOL: Final = 16384
"""A character that text faces lack: ☐ and ☑."""
BOXED: Final = 32768
"""In a frame: the words for a picture that is missing."""
READING: Final = 131072
"""The pinyin above a word."""
WAVE: Final = 65536
"""The title of a work: a wavy line below it in Chinese, italics elsewhere."""

# The first that applies wins: a run has one character style.
_STYLES: Final = (
    (NOTE, Style.FOOTNOTE_REFERENCE),
    (UNTRANSLATED, Style.UNTRANSLATED),
    (FUZZY, Style.FUZZY),
    (CODE, Style.CODE),
    (KEYBOARD, Style.KEYBOARD),
    (FORMULA, Style.FORMULA),
    (LINK, Style.HYPERLINK),
)
_MARKED: Final = UNTRANSLATED | FUZZY
_OWN_FACE: Final = CODE | KEYBOARD | FORMULA
_Spec = tuple[tuple[str, dict[str, str]], ...]


class Runs:
    """Writes runs in the template's styles."""

    def __init__(self, book: StyleBook, cleaner: Cleaner, east_asia: str) -> None:
        """Write with the styles of `book`; `east_asia` is the Chinese language's tag."""
        self._book = book
        self._cleaner = cleaner
        self._east_asia = east_asia
        self._samples: dict[int, Copy] = {}
        self._texts: dict[int, Copy] = {}

    def text(self, parent: Node, text: str, flags: int) -> None:
        """Write `text`, which is taken for Chinese where `flags` say so."""
        text = self._cleaner.clean(text)
        if flags & CHINESE or text.isascii():
            self._run(parent, text, flags)
            return
        for part, chinese in iter_scripts(text):
            self._run(parent, part, flags | CHINESE if chinese else flags)

    def lines(self, parent: Node, text: str, flags: int) -> None:
        """Write `text` in one run, its line ends as breaks and its tabs as tabs."""
        run = self.run(parent, flags)
        for index, line in enumerate(self._cleaner.clean(text).splitlines()):
            if index:
                etree.SubElement(run, n.BR)
            for column, piece in enumerate(line.split("\t")):
                if column:
                    etree.SubElement(run, n.TAB)
                if piece:
                    add_text(run, piece)

    def run(self, parent: Node, flags: int) -> Node:
        """Return a new run in `parent`, formatted and empty."""
        copy = self._samples.get(flags)
        if copy is None:
            copy = self._samples[flags] = copier(self._sample(flags))
        # Measured: a copy takes 5 microseconds, building the same 15.
        run = copy()
        parent.append(run)
        return run

    def line_break(self, parent: Node, flags: int) -> None:
        """Write a break of the line."""
        etree.SubElement(self.run(parent, flags), n.BR)

    def field(self, parent: Node, instruction: str, shown: str, flags: int) -> None:
        """Write a field in five runs: WPS does not show one that stands in a single run."""
        self._field_mark(parent, "begin", flags)
        element = etree.SubElement(self.run(parent, flags), n.INSTR_TEXT)
        element.text = f" {instruction} "
        element.set(n.XML_SPACE, "preserve")
        self._field_mark(parent, "separate", flags)
        self._run(parent, shown, flags)
        self._field_mark(parent, "end", flags)

    def _field_mark(self, parent: Node, kind: str, flags: int) -> None:
        run = self.run(parent, flags)
        etree.SubElement(run, n.FLD_CHAR, {n.FLD_CHAR_TYPE: kind})

    def _run(self, parent: Node, text: str, flags: int) -> None:
        if not text:
            return
        copy = self._texts.get(flags)
        if copy is None:
            sample = self._sample(flags)
            etree.SubElement(sample, n.T)
            copy = self._texts[flags] = copier(sample)
        run = copy()
        _set_text(run[-1], text)
        parent.append(run)

    def _sample(self, flags: int) -> Node:
        """Return a run to be copied."""
        run = etree.Element(n.RUN, nsmap={"w": n.W})
        spec = self._spec(flags)
        if spec:
            rpr = etree.SubElement(run, n.R_PR)
            for tag, attributes in spec:
                etree.SubElement(rpr, tag, attributes)
        return run

    def _spec(self, flags: int) -> _Spec:
        """Return the run properties for `flags`, in the order of CT_RPr."""
        spec: list[tuple[str, dict[str, str]]] = []
        styled = 0
        for flag, style in _STYLES:
            if flags & flag and (identifier := self._book.id(style)):
                spec.append((n.R_STYLE, {n.VAL: identifier}))
                styled = flag
                break
        spec += _faces(flags, styled)
        spec += _strokes(flags)
        if flags & READING:
            spec.append((n.w("sz"), {n.VAL: "11"}))
        if (flags & LINK and styled != LINK) or flags & UNDERLINE:
            spec.append((n.w("u"), {n.VAL: "single"}))
        elif flags & WAVE and flags & CHINESE:
            spec.append((n.w("u"), {n.VAL: "wave"}))
        if flags & BOXED:
            frame = {n.VAL: "single", n.w("sz"): "4", n.w("space"): "0"}
            spec.append((n.w("bdr"), {**frame, n.w("color"): "auto"}))
        spec += _marks(flags, styled)
        if flags & CHINESE:
            spec += _emphasis_dots(flags)
            spec.append((n.w("lang"), {n.w("eastAsia"): self._east_asia}))
        return tuple(spec)


def add_text(run: Node, text: str) -> None:
    """Add `text`, already clean, to `run`; blanks at its ends are kept."""
    _set_text(etree.SubElement(run, n.T), text)


def _set_text(element: Node, text: str) -> None:
    element.text = text
    if text[0].isspace() or text[-1].isspace() or "  " in text:
        element.set(n.XML_SPACE, "preserve")


def _faces(flags: int, styled: int) -> _Spec:
    fonts: dict[str, str] = {}
    if flags & SYMBOL:
        names = (n.w("ascii"), n.w("hAnsi"), n.w("eastAsia"), n.w("cs"))
        fonts = dict.fromkeys(names, "Segoe UI Symbol")
    elif flags & (CODE | KEYBOARD) and not styled & _OWN_FACE:
        fonts = {n.w("ascii"): "Consolas", n.w("hAnsi"): "Consolas"}
    if flags & CHINESE:
        fonts = {n.w("hint"): "eastAsia", **fonts}
    return ((n.w("rFonts"), fonts),) if fonts else ()


def _strokes(flags: int) -> _Spec:
    on: dict[str, str] = {}
    spec: list[tuple[str, dict[str, str]]] = []
    if flags & BOLD:
        spec += [(n.w("b"), on), (n.w("bCs"), on)]
    if flags & (ITALIC | WAVE) and not flags & CHINESE:
        spec += [(n.w("i"), on), (n.w("iCs"), on)]
    if flags & STRIKE:
        spec.append((n.w("strike"), on))
    return tuple(spec)


def _marks(flags: int, styled: int) -> _Spec:
    if flags & NOTE and styled == NOTE:
        return ()  # the style raises it
    if flags & (SUP | NOTE):
        return ((n.w("vertAlign"), {n.VAL: "superscript"}),)
    if flags & SUB:
        return ((n.w("vertAlign"), {n.VAL: "subscript"}),)
    return ()


def _emphasis_dots(flags: int) -> _Spec:
    """Return dots under the characters: Chinese has no italics."""
    return ((n.w("em"), {n.VAL: "underDot"}),) if flags & ITALIC else ()
