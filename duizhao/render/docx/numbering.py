"""Lists that Word numbers itself: one numbering instance for each ordered list."""

from __future__ import annotations

from typing import Final

from lxml import etree
from lxml.etree import _Element as Node

from duizhao.diagnostics import Diagnostic, Severity
from duizhao.render.docx import names as n
from duizhao.render.docx.styles import TEMPLATE_PLACE, Style, StyleBook
from duizhao.values import value

LEVELS: Final = 9
"""How many list levels Word knows; what is deeper stands at the last."""

LEVEL_TWIPS: Final = 397
"""The indent of one level in our own numbering: 7 mm."""

MAX_NUMBER: Final = 2**31 - 1
"""The largest number the format can store."""


@value
class Number:
    """What makes a paragraph a list item."""

    num_id: int
    """The numbering instance."""
    level: int
    """The level in it, from 0."""


class Numbering:
    """The template's numbering part, to which instances are added."""

    def __init__(self, numbering: Node, styles: Node, book: StyleBook) -> None:
        """Find what the styles List Bullet and List Number are numbered by.

        Where they are not, our own definitions are added and a finding tells it.
        """
        self._root = numbering
        self._next = 1 + max(_integers(numbering, n.NUM, n.NUM_ID), default=0)
        self.findings: list[Diagnostic] = []
        """What the template lacks."""
        bullets = self._definition(styles, book, Style.BULLET_1)
        self._numbers = self._definition(styles, book, Style.NUMBER_1)
        self._bullets = self._add(bullets)
        self._bullet_indents = self._indents(bullets)
        self._number_indents = self._indents(self._numbers)

    def bullet(self, level: int) -> Number:
        """Return the number of an item of an unordered list; all lists share one."""
        return Number(self._bullets, min(level, LEVELS - 1))

    def ordered(self, start: int, level: int) -> Number:
        """Return the number of the items of a new ordered list that begins at `start`."""
        level = min(level, LEVELS - 1)
        return Number(self._add(self._numbers, start, level), level)

    def indent(self, level: int, *, ordered: bool) -> tuple[int, int]:
        """Return a level's indent and its hanging part, both in twips."""
        indents = self._number_indents if ordered else self._bullet_indents
        return indents[min(level, LEVELS - 1)]

    def _add(self, definition: int, start: int | None = None, level: int = 0) -> int:
        num = etree.Element(n.NUM, {n.NUM_ID: str(self._next)})
        etree.SubElement(num, n.ABSTRACT_NUM_ID, {n.VAL: str(definition)})
        if start is not None:
            override = etree.SubElement(num, n.w("lvlOverride"), {n.ILVL: str(level)})
            first = str(min(max(start, 0), MAX_NUMBER))
            etree.SubElement(override, n.w("startOverride"), {n.VAL: first})
        tail = self._root.find(n.w("numIdMacAtCleanup"))
        if tail is None:
            self._root.append(num)
        else:
            tail.addprevious(num)
        self._next += 1
        return self._next - 1

    def _definition(self, styles: Node, book: StyleBook, style: Style) -> int:
        found = self._from_style(styles, book.id(style)) if book.has(style) else None
        if found is not None:
            return found
        self.findings.append(
            Diagnostic(
                "docx.numbering",
                Severity.WARNING,
                TEMPLATE_PLACE,
                f"the template's style “{style}” has no list numbering of its own",
                "give it one in Word: Modify Style, Format, Numbering",
            )
        )
        return self._own_definition(ordered=style is Style.NUMBER_1)

    def _from_style(self, styles: Node, style_id: str) -> int | None:
        for element in styles.iterfind(n.w("style")):
            if element.get(n.w("styleId")) == style_id:
                num_id = element.find(f"{n.P_PR}/{n.NUM_PR}/{n.NUM_ID}")
                if num_id is not None:
                    return self._abstract_of(num_id.get(n.VAL, ""))
        return None

    def _abstract_of(self, num_id: str) -> int | None:
        known = set(_integers(self._root, n.ABSTRACT_NUM, n.ABSTRACT_NUM_ID))
        for num in self._root.iterfind(n.NUM):
            abstract = num.find(n.ABSTRACT_NUM_ID)
            if num.get(n.NUM_ID) == num_id and abstract is not None:
                found = _integer(abstract.get(n.VAL, ""))
                return found if found in known else None
        return None

    def _own_definition(self, *, ordered: bool) -> int:
        ids = _integers(self._root, n.ABSTRACT_NUM, n.ABSTRACT_NUM_ID)
        new = 1 + max(ids, default=0)
        element = abstract_num(new, ordered=ordered)
        first = self._root.find(n.NUM)
        if first is None:
            self._root.append(element)
        else:
            first.addprevious(element)
        return new

    def _indents(self, definition: int) -> tuple[tuple[int, int], ...]:
        indents = [(LEVEL_TWIPS * (level + 1), LEVEL_TWIPS) for level in range(LEVELS)]
        for element in self._root.iterfind(n.ABSTRACT_NUM):
            if element.get(n.ABSTRACT_NUM_ID) == str(definition):
                for level in element.iterfind(n.w("lvl")):
                    ind = level.find(f"{n.P_PR}/{n.IND}")
                    index = _integer(level.get(n.ILVL, ""))
                    if ind is not None and 0 <= index < LEVELS:
                        left = ind.get(n.LEFT) or ind.get(n.w("start")) or ""
                        hanging = max(_integer(ind.get(n.HANGING, "")), 0)
                        indents[index] = (max(_integer(left), 0), hanging)
        return tuple(indents)


def abstract_num(
    identifier: int, *, ordered: bool, styles: tuple[str, ...] = ()
) -> Node:
    """Return a numbering definition of nine levels; the first are tied to `styles`."""
    root = etree.Element(n.ABSTRACT_NUM, {n.ABSTRACT_NUM_ID: str(identifier)})
    etree.SubElement(root, n.w("multiLevelType"), {n.VAL: "multilevel"})
    for level in range(LEVELS):
        lvl = etree.SubElement(root, n.w("lvl"), {n.ILVL: str(level)})
        etree.SubElement(lvl, n.w("start"), {n.VAL: "1"})
        kind = "decimal" if ordered else "bullet"
        etree.SubElement(lvl, n.w("numFmt"), {n.VAL: kind})
        if level < len(styles):
            etree.SubElement(lvl, n.P_STYLE, {n.VAL: styles[level]})
        mark = f"%{level + 1}." if ordered else "•–▪"[level % 3]
        etree.SubElement(lvl, n.w("lvlText"), {n.VAL: mark})
        etree.SubElement(lvl, n.w("lvlJc"), {n.VAL: "left"})
        ppr = etree.SubElement(lvl, n.P_PR)
        left = {n.LEFT: str(LEVEL_TWIPS * (level + 1)), n.HANGING: str(LEVEL_TWIPS)}
        etree.SubElement(ppr, n.IND, left)
        if not ordered:
            rpr = etree.SubElement(lvl, n.R_PR)
            fonts = dict.fromkeys(
                (n.w("ascii"), n.w("hAnsi"), n.w("eastAsia"), n.w("cs")), "Arial"
            )
            etree.SubElement(rpr, n.w("rFonts"), fonts)
    return root


def _integers(root: Node, tag: str, attribute: str) -> list[int]:
    return [_integer(element.get(attribute, "")) for element in root.iterfind(tag)]


def _integer(text: str) -> int:
    """Return the number, or -1 where a foreign template holds none."""
    return int(text) if text.isascii() and text.lstrip("-").isdigit() else -1
