"""The languages that a product shows, each with its footnotes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Node

from duizhao.document import Block
from duizhao.render.page import Asset
from duizhao.values import value


class Notes:
    """The footnotes of one language in the order of their first marks."""

    def __init__(self, definitions: Mapping[str, tuple[Block, ...]]) -> None:
        """Know what the labels stand for."""
        self.definitions = definitions
        """The blocks by label."""
        self.seen: dict[str, Note] = {}
        """The notes referred to so far, by label."""
        self.marks: dict[str, Node] = {}
        """The run of each note's first mark."""
        self.nested: list[str] = []
        """Labels that only the footnote being written refers to."""
        self._told: set[str] = set()

    def nest(self, label: str) -> None:
        """Ask for a note inside the one being written: Word has no notes on notes."""
        if label not in self.seen and label not in self._told:
            self._told.add(label)
            self.nested.append(label)

    def unused(self) -> tuple[str, ...]:
        """Return the labels that nothing refers to, in order."""
        used = self.seen.keys() | self._told
        return tuple(label for label in self.definitions if label not in used)


@value
class Side:
    """One of the languages that a product shows."""

    language: str
    """Its BCP 47 tag."""
    chinese: bool
    """Whether it is written in Chinese characters."""
    notes: Notes
    """Its footnotes."""
    assets: Mapping[str, Asset]
    """Its pictures by target."""
    beside: bool = False
    """Whether it is the original in a product of both languages."""


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """A footnote that the text refers to."""

    number: int
    """Its id, which is also the number that Word prints."""
    label: str
    """Its label in the manuscript."""
    side: Side
    """The language that it is in."""


class Queue:
    """The notes of all languages in the order of their marks."""

    def __init__(self) -> None:
        """Start without any."""
        self.notes: list[Note] = []
        """Those that have been added."""

    def add(self, label: str, side: Side) -> Note:
        """Return a new note with the next number: its text is written at the end."""
        note = Note(len(self.notes) + 1, label, side)
        self.notes.append(note)
        return note
