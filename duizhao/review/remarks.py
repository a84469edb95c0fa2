"""The comments of a returned file: who says what, of which words, in answer to what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from duizhao.review.anchor import text_digest
from duizhao.review.archive import Archive
from duizhao.review.flow import Flow, Reader, change_of
from duizhao.review.looks import Looks, W
from duizhao.review.markup import plain_text
from duizhao.review.words import OURSELVES
from duizhao.values import value

_LONGEST: Final = 10_000  # characters of a remark; a catalog is no place for a book


@value
class Remark:
    """A comment of the reviewer."""

    author: str
    """Who wrote it."""
    date: str
    """As `2026-11-22`; empty where it is not told."""
    text: str
    """What it says."""
    on: str = ""
    """The words it hangs on; empty for a remark on the whole."""
    resolved: bool = False
    """Whether somebody has marked it as done."""
    answers: str = ""
    """The comment that it answers; empty for one that begins a thread."""


class Remarks:
    """The comments of a file by their numbers."""

    def __init__(self, archive: Archive, asked: frozenset[str]) -> None:
        """Read the comments; `asked` has the digests of the questions we sent."""
        self._asked = asked
        self._by_number: dict[str, Remark] = {}
        self._given: set[str] = set()
        root = archive.root("word/comments.xml")
        found = list(root.iterfind(f"{W}comment")) if root is not None else []
        reader = Reader({}, Looks(None))
        texts = [one_line(plain_text(reader.read(one).pieces)) for one in found]
        ids = [_paragraph_ids(one) for one in found]
        by_id = {
            one: text for names, text in zip(ids, texts, strict=True) for one in names
        }
        done, parents = _threads(archive)
        for comment, text, names in zip(found, texts, ids, strict=True):
            by = change_of(comment)
            parent = next((parents[one] for one in names if one in parents), "")
            self._by_number[comment.get(f"{W}id", "")] = Remark(
                by.author,
                by.date,
                cut(text),
                "",
                any(one in done for one in names),
                by_id.get(parent, ""),
            )

    def of(self, flow: Flow) -> Iterator[Remark]:
        """Yield the comments that hang on a flow, with the words they hang on."""
        for number, words in flow.comments:
            found = self._by_number.get(number)
            if found is None or number in self._given:
                continue
            self._given.add(number)
            if self._hers(found):
                on = one_line(words)
                yield Remark(
                    found.author,
                    found.date,
                    found.text,
                    on,
                    found.resolved,
                    found.answers,
                )

    def rest(self) -> Iterator[Remark]:
        """Yield the comments that hang on no row."""
        for number, found in self._by_number.items():
            if number not in self._given and self._hers(found):
                yield found

    def _hers(self, found: Remark) -> bool:
        """Whether it says anything, and is no question of ours as we have sent it."""
        if not found.text:
            return False
        return found.author != OURSELVES or text_digest(found.text) not in self._asked


def _paragraph_ids(comment: Any) -> tuple[str, ...]:
    return tuple(
        value
        for paragraph in comment.iter(f"{W}p")
        for name, value in paragraph.attrib.items()
        if name.endswith("}paraId")
    )


def _threads(archive: Archive) -> tuple[set[str], dict[str, str]]:
    """Return the paragraphs of comments that are done, and those that answer others."""
    root = archive.root("word/commentsExtended.xml")
    done: set[str] = set()
    parents: dict[str, str] = {}
    for one in root if root is not None else ():
        values = {name.rpartition("}")[2]: text for name, text in one.attrib.items()}
        name = values.get("paraId", "")
        if values.get("done") in {"1", "true"}:
            done.add(name)
        if "paraIdParent" in values:
            parents[name] = values["paraIdParent"]
    return done, parents


def cut(text: str) -> str:
    """Return a text no longer than a comment in a catalog may be; it says what is left."""
    left = len(text) - _LONGEST
    return text if left <= 0 else f"{text[:_LONGEST]} [… and {left:,} characters more]"


def one_line(text: str) -> str:
    """Return a text with single blanks."""
    return " ".join(text.split())
