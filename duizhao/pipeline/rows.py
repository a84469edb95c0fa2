"""What a build says of a document and of each of its products."""

from __future__ import annotations

from duizhao.values import value


@value
class Made:
    """A product of a document."""

    product: str
    """The product's name."""
    path: str
    """Its file, for messages; empty where it was not made."""
    changed: bool = False
    """Whether it was made now."""
    refused: str = ""
    """Why it was not made; empty where it was."""


@value
class Row:
    """What a build says of one document."""

    document: str
    """The document's name."""
    title: str
    """Its title in the original."""
    target_title: str
    """Its title in translation."""
    percent: int
    """How much is translated into the first language, rounded down."""
    hanzi: int
    """The 字 of its translatable text."""
    words: int
    """The words of what is translated."""
    products: tuple[Made, ...] = ()
    """The products, in the order of the settings."""
