"""A sentence and its translation, as translation memories hold them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True, order=True)
class Context:
    """Where a pair was found: its document and its neighbours."""

    document: str = ""
    """The document's name."""
    section: str = ""
    """The heading above, as the extraction shows it; empty for none."""
    before: str = ""
    """The `mark_of` the source text before it; empty at the beginning."""
    after: str = ""
    """The `mark_of` the source text after it; empty at the end."""

    def same_place(self, other: Context) -> bool:
        """Whether both stand between the same neighbours, or under the same heading."""
        if self.document == other.document and self.section:
            return self.section == other.section or self._same_neighbours(other)
        return self._same_neighbours(other)

    def _same_neighbours(self, other: Context) -> bool:
        both = bool(self.before or self.after)
        return both and (self.before, self.after) == (other.before, other.after)


@dataclass(frozen=True, slots=True)
class Pair:
    """A source text with one translation of it."""

    source: str
    """The source text, inline markup as it stands in a catalog."""
    target: str
    """The translation."""
    language: str = "en"
    """The tag of the translation's language."""
    created: str = ""
    """When it was first seen, as TMX writes it: `20261122T081500Z`; empty if unknown."""
    changed: str = ""
    """When it was last accepted; likewise."""
    author: str = ""
    """Who made it; empty if unknown."""
    contexts: tuple[Context, ...] = ()
    """Where it stands, sorted; empty for a memory that does not tell."""

    @property
    def date(self) -> str:
        """The later of the two dates."""
        return max(self.created, self.changed)


def mark_of(text: str) -> str:
    """Return eight letters by which a neighbour is known again; empty for no text."""
    if not text:
        return ""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def write_context(context: Context) -> str:
    """Return a context on one line: `1a2b3c4d 5e6f7a8b feature#Heading`."""
    document = context.document.replace("%", "%25").replace("#", "%23")
    place = f"{document}#{context.section}"
    return f"{context.before or '-'} {context.after or '-'} {place}"


def read_context(text: str) -> Context | None:
    """Return what `write_context` wrote; None for anything else."""
    before, _, rest = text.partition(" ")
    after, _, place = rest.partition(" ")
    if not place or not before or not after:
        return None
    document, _, section = place.partition("#")
    document = document.replace("%23", "#").replace("%25", "%")
    return Context(document, section, _mark(before), _mark(after))


def _mark(word: str) -> str:
    return "" if word == "-" else word
