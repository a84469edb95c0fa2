"""A returned page opened: its paragraphs, with the labels of its footnotes."""

from __future__ import annotations

from typing import Any

from duizhao.review.archive import Archive
from duizhao.review.back import links_of
from duizhao.review.flow import Reader
from duizhao.review.looks import Looks, W
from duizhao.review.remarks import one_line
from duizhao.review.running_cluster import clusters_of
from duizhao.review.running_read import Paper, notes_of, read_paper
from duizhao.review.running_store import Store


def paper_of(archive: Archive, store: Store) -> Paper:
    """Return the paragraphs of a file, the marks of its footnotes known."""
    looks = Looks(archive.root("word/styles.xml"))
    readers = (
        Reader(links_of(archive, "document"), looks),
        Reader(links_of(archive, "footnotes"), looks),
    )
    notes = archive.root("word/footnotes.xml")
    labels = _labels(notes, readers[1], store)
    return read_paper(archive.root("word/document.xml"), notes, readers, labels)


def _labels(notes: Any | None, reader: Reader, store: Store) -> dict[str, str]:
    """Return the labels of the footnotes by the ids that they have now."""
    ids = [note.get(f"{W}id", "") for note in notes_of(notes)]
    paper = read_paper(None, notes, (reader, reader), {})
    by_number = {n: label for label, numbers in store.notes for n in numbers}
    texts = {
        one_line(put.text): put.number
        for puts in store.paragraphs
        for put in puts
        if put.number in by_number and len(put.text) > 1
    }
    found: dict[str, str] = {}
    for one in clusters_of(paper.paragraphs):
        numbers = [claim.key[0] for claim in one.claims if claim.key[0] in by_number]
        if not numbers and (same := texts.get(one_line(one.text))):
            numbers.append(same)
        if numbers:
            found.setdefault(one.paragraph.part, by_number[numbers[0]])
    if len(ids) == len(store.notes):
        for number, (label, _) in zip(ids, store.notes, strict=True):
            if label not in found.values():
                found.setdefault(number, label)
    return found
