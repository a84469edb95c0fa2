"""The page that a reviewer gets, as a Word file.

It is the draft, with a bookmark over every segment. Before it goes out it is read as it
will be when it comes back: a segment that would not come back as it was loses its
bookmark, and stands in a table behind the page instead, with those that the page does
not show. Law: what is anchored comes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from lxml import etree

from duizhao.document import Document, FootnoteMark
from duizhao.language import joins_without_blank
from duizhao.render.docx.draft import write_docx
from duizhao.render.docx.package import save
from duizhao.render.docx.styles import Style, StyleBook
from duizhao.render.page import Page
from duizhao.review.anchor import Where, text_digest
from duizhao.review.captions import Caption
from duizhao.review.flow import Reader
from duizhao.review.looks import Looks
from duizhao.review.markup import Piece, joined, plain_text, shown
from duizhao.review.outgoing import (
    add_properties,
    child_of,
    comment_style,
    properties_of,
    table_of,
    track,
    write_run,
)
from duizhao.review.remarks import one_line
from duizhao.review.running_cluster import Claim, Cluster, clusters_of
from duizhao.review.running_fill import Filler
from duizhao.review.running_marks import (
    caption_words,
    hang,
    links,
    new_paragraph,
    paragraph_beneath,
    plain_tables,
    width_of,
    write_grey,
)
from duizhao.review.running_read import Pieces, read_paper
from duizhao.review.running_store import PAGE, Put, Store, pack_store, write_store
from duizhao.review.sheet import Row, Sheet
from duizhao.review.wording import readings_of
from duizhao.review.words import BEHIND, OURSELVES, RUNNING_GUIDE
from duizhao.values import value
from duizhao.walk import iter_nodes

_DATA: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM: Final = "{6D1F2A5C-3B0E-4E57-9C1B-5A7E0D2F8B41}"  # any, but always the same
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W_: Final = f"{{{_W}}}"
_GREY: Final = "7F7F7F"


@value
class Draft:
    """What a page is made of."""

    document: Document
    """The original's blocks, every segment in them `Marked`."""
    rows: Mapping[int, Row]
    """The segments that are sent, by the number of their `Marked`."""
    others: Mapping[int, Row]
    """Those that are shown only."""
    page: Page
    """How it is rendered."""
    template: bytes
    """The Word template."""
    chinese: bool = False
    """Whether the Chinese stands beneath each paragraph."""


def make_running(sheet: Sheet, draft: Draft) -> bytes:
    """Return the Word file of a review; the same values give the same bytes."""
    filled = Filler(draft.rows, draft.others).fill(draft.document)
    names = _names(draft.rows)
    word, _ = write_docx(filled.document, draft.page, draft.template, names)
    main = word.part
    plain_tables(main)
    press = _Press(main, sheet, filled.captions, _labels(filled.document))
    store = press.prove()
    if draft.chinese:
        press.write_chinese()
    press.write_guide()
    press.write_behind()
    press.ask()
    track(main.part_related_by(RT.SETTINGS).element)
    comment_style(main.part_related_by(RT.STYLES).element)
    values = properties_of(sheet) | {"duizhao.review": "running 1"}
    add_properties(main, values | write_store(store))
    _keep_again(main, store)
    return save(word)


def _keep_again(main: Any, store: Store) -> None:
    """Keep the store in a part of its own, too."""
    space = PAGE[1:].partition("}")[0]
    root = etree.Element(PAGE)
    root.text = pack_store(store)
    blob = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    name = PackURI("/customXml/item1.xml")
    part = Part(name, "application/xml", blob, main.package)
    main.relate_to(part, RT.CUSTOM_XML)
    item = etree.Element(f"{{{_DATA}}}datastoreItem", nsmap={"ds": _DATA})
    item.set(f"{{{_DATA}}}itemID", _ITEM)
    schemas = etree.SubElement(item, f"{{{_DATA}}}schemaRefs")
    etree.SubElement(schemas, f"{{{_DATA}}}schemaRef").set(f"{{{_DATA}}}uri", space)
    blob = etree.tostring(item, encoding="UTF-8", xml_declaration=True, standalone=True)
    name = PackURI("/customXml/itemProps1.xml")
    props = Part(name, CT.OFC_CUSTOM_XML_PROPERTIES, blob, main.package)
    part.relate_to(props, RT.CUSTOM_XML_PROPS)


def _names(rows: Mapping[int, Row]) -> dict[int, str]:
    """Return the bookmarks of the segments, by the number of their `Marked`."""
    seen: dict[int, int] = {}
    found: dict[int, str] = {}
    for key, row in sorted(rows.items()):
        number = row.anchor.number
        found[key] = row.anchor.name(Where.PAGE, seen.get(number, 0))
        seen[number] = seen.get(number, 0) + 1
    return found


def _labels(document: Document) -> dict[str, str]:
    """Return the labels of the footnotes by the ids that the draft gives them."""
    metadata = document.metadata
    front = (metadata.title, metadata.subtitle, metadata.lead, metadata.author)
    marks = (
        node.label
        for node in iter_nodes((front, document.blocks))
        if isinstance(node, FootnoteMark) and node.label in document.footnotes
    )
    return {str(at): label for at, label in enumerate(dict.fromkeys(marks), start=1)}


@dataclass(slots=True)
class _Press:
    """What is done to a draft to make a review of it."""

    main: Any
    sheet: Sheet
    captions: Mapping[int, Caption]
    labels: Mapping[str, str]
    """The labels of the footnotes by their ids, in order."""
    rows: dict[int, Row] = field(init=False)
    """Every segment by its number."""
    anchored: set[int] = field(default_factory=set)
    """The numbers of those on the page."""
    styles: StyleBook = field(init=False)
    _mark: int = 0

    def __post_init__(self) -> None:
        self.rows = {row.anchor.number: row for row in self.sheet.rows}
        self.styles = StyleBook(self.main.part_related_by(RT.STYLES).element)
        ids = (one.get(f"{_W_}id", "0") for one in self._starts())
        self._mark = max(map(int, ids), default=0)

    @property
    def body(self) -> Any:
        """The text."""
        return self.main.element.body

    @property
    def notes(self) -> Any:
        """The footnotes."""
        return self.main.part_related_by(RT.FOOTNOTES).element

    def _starts(self) -> Iterator[Any]:
        for root in (self.main.element, self.notes):
            yield from root.iter(f"{_W_}bookmarkStart")

    # --- the proof --------------------------------------------------------------------

    def prove(self) -> Store:
        """Take off the bookmarks of what would not come back; return the page."""
        styles = self.main.part_related_by(RT.STYLES).element
        looks = Looks(styles)
        readers = (
            Reader(links(self.main), looks),
            Reader(links(self.main.part_related_by(RT.FOOTNOTES)), looks),
        )
        labels = self.labels
        paper = read_paper(self.main.element, self.notes, readers, labels)
        clusters = clusters_of(paper.paragraphs)
        wrong = {
            claim.key[0]
            for one in clusters
            for claim in one.claims
            if one.paragraph.count > 1 or not self._comes_back(one, claim)
        }
        self._take_off(wrong)
        paragraphs: list[tuple[Put, ...]] = []
        others: list[str] = []
        found: dict[str, list[int]] = {}
        for one in clusters:
            puts = self._puts(one, wrong)
            numbers = [put.number for put in puts if put.number]
            self.anchored.update(numbers)
            if one.paragraph.part:
                found.setdefault(one.paragraph.part, []).extend(numbers)
            if numbers:
                paragraphs.append(tuple(puts))
            elif words := one_line(one.text):
                others.append(text_digest(words))
        notes = tuple((label, tuple(found.get(at, ()))) for at, label in labels.items())
        return Store(tuple(paragraphs), tuple(others), notes)

    def _comes_back(self, cluster: Cluster, claim: Claim) -> bool:
        row = self.rows[claim.key[0]]
        pieces = Pieces(cluster.paragraph.pieces).cut(claim.start, claim.stop)
        words = plain_text(pieces)
        caption = self.captions.get(claim.key[0])
        if caption is not None:
            return words == caption.text
        if not row.target:
            return words.strip() == plain_text(shown(row.source).pieces).strip()
        if words != words.strip():
            return False  # an odd blank at its edge, such as U+0085, is not kept
        if joined(pieces) == joined(shown(row.target).pieces):
            return True  # read so, it is written so: the law of `shown`
        read = readings_of(pieces, row.target, row.source, row.anchor.sent)
        return text_digest(read) == row.anchor.sent

    def _take_off(self, numbers: set[int]) -> None:
        gone: set[str] = set()
        for root in (self.main.element, self.notes):
            for start in list(root.iter(f"{_W_}bookmarkStart")):
                name = start.get(f"{_W_}name", "")
                if name.startswith("dz_") and int(name[3:8]) in numbers:
                    gone.add(start.get(f"{_W_}id", ""))
                    start.getparent().remove(start)
            for end in list(root.iter(f"{_W_}bookmarkEnd")):
                if end.get(f"{_W_}id", "") in gone:
                    end.getparent().remove(end)

    def _puts(self, cluster: Cluster, wrong: set[int]) -> list[Put]:
        """Return what stands in a paragraph, the words between segments, too."""
        found: list[Put] = []
        text, at = cluster.text, 0
        claims = [one for one in cluster.claims if one.key[0] not in wrong]
        for claim in claims:
            if words := text[at : claim.start].strip():
                found.append(Put(words))
            number, again = claim.key
            caption = self.captions.get(number)
            around = (caption.before, caption.after) if caption else ("", "")
            words = text[claim.start : claim.stop].strip()
            found.append(Put(words, number, again, *around))
            at = claim.stop
        if claims and (words := text[at:].strip()):
            found.append(Put(words))
        return found

    # --- what is added ----------------------------------------------------------------

    def write_guide(self) -> None:
        """Write what a reviewer is to do above the text."""
        style = self.styles.id(Style.NOTICE)
        lines = (self.sheet.title, *RUNNING_GUIDE)
        for at, line in enumerate(lines):
            paragraph = new_paragraph(style)
            child_of(
                paragraph[0], "spacing", after="60" if line != lines[-1] else "240"
            )
            write_run(paragraph, Piece(line))
            self.body.insert(at, paragraph)

    def write_chinese(self) -> None:
        """Write the Chinese of each paragraph beneath it."""
        style = self.styles.id(Style.SOURCE_TEXT)
        caption = self.styles.id(Style.CAPTION)
        done: set[int] = set()
        for root in (self.main.element, self.notes):
            for paragraph in list(root.iter(f"{_W_}p")):
                names = (
                    one.get(f"{_W_}name", "")
                    for one in paragraph.iter(f"{_W_}bookmarkStart")
                )
                numbers = [int(one[3:8]) for one in names if one.startswith("dz_")]
                rows = [self.rows[one] for one in numbers if one not in done]
                rows = [row for row in rows if row.target]
                done.update(numbers)
                if rows:
                    beneath = paragraph_beneath(paragraph, style, caption)
                    self._chinese(beneath, rows)
                    paragraph.addnext(beneath)

    def _chinese(self, paragraph: Any, rows: Sequence[Row]) -> None:
        before = ""
        for row in rows:
            caption = self.captions.get(row.anchor.number)
            words = plain_text(shown(row.source).pieces).replace("\n", " ")
            if caption is not None:
                words = caption_words(row) or words
            if before and not joins_without_blank(before[-1:], words[:1]):
                write_grey(paragraph, " ")
            self._mark += 1
            name = row.anchor.name(Where.SOURCE)
            child_of(paragraph, "bookmarkStart", id=str(self._mark), name=name)
            write_grey(paragraph, words)
            child_of(paragraph, "bookmarkEnd", id=str(self._mark))
            before = words

    def write_behind(self) -> None:
        """Write the table of the segments that the page does not show."""
        rows = [
            row for row in self.sheet.rows if row.anchor.number not in self.anchored
        ]
        if not rows:
            return
        last = self.body.find(f"{_W_}sectPr")
        heading = new_paragraph(self.styles.id(Style.HEADING_1), new_page=True)
        write_run(heading, Piece(BEHIND))
        last.addprevious(heading)
        section = self.main.element.body.find(f"{_W_}sectPr")
        table = table_of(self.main, rows, width_of(section), self._mark)
        last.addprevious(table)
        last.addprevious(new_paragraph(""))

    def ask(self) -> None:
        """Write the translator's questions as comments on the English."""
        root = etree.Element(f"{_W_}comments", nsmap={"w": _W})
        places = self._places()
        for row in self.sheet.rows:
            place = places.get(row.anchor.number)
            if place is None:
                continue
            for question in row.questions:
                number = str(len(root))
                comment = child_of(root, "comment", id=number, author=OURSELVES)
                comment.set(f"{_W_}date", f"{self.sheet.sent:%Y-%m-%dT%H:%M:%SZ}")
                comment.set(f"{_W_}initials", "DZ")
                write_run(child_of(comment, "p"), Piece(question))
                hang(place, number)
        if len(root):
            part = XmlPart(
                PackURI("/word/comments.xml"),
                CT.WML_COMMENTS,
                cast("Any", root),
                self.main.package,
            )
            self.main.relate_to(part, RT.COMMENTS)

    def _places(self) -> dict[int, tuple[Any, Any]]:
        """Return the bookmarks over the segments: their starts and ends.

        Footnotes have no comments in Word: there a question stays at home.
        """
        ends = {
            one.get(f"{_W_}id"): one
            for one in self.main.element.iter(f"{_W_}bookmarkEnd")
        }
        found: dict[int, tuple[Any, Any]] = {}
        for start in self.main.element.iter(f"{_W_}bookmarkStart"):
            name = start.get(f"{_W_}name", "")
            end = ends.get(start.get(f"{_W_}id"))
            if name.startswith("dz_") and name[32:33] != "z" and end is not None:
                found.setdefault(int(name[3:8]), (start, end))
        return found
