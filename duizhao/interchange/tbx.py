"""Reads and writes TBX (ISO 30042), the interchange format of termbases.

Written is TBX-Basic, version 3 in the style DCA or version 2 (`martif`); both are read,
and version 3 in the style DCT, too. A concept with several Chinese terms gives a term
for each. Law: what `write_tbx` writes, `read_tbx` reads as the same glossary, as far as
its rows are such as a table can hold.

TBX-Basic has no place for the case rule, the first-use form, other columns, and parts of
speech of our own: they stand in notes that begin with a word in square brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from duizhao.errors import CatalogError, FileError
from duizhao.interchange.tags import best_tag
from duizhao.interchange.xml import (
    LANGUAGE,
    children,
    indent,
    line_of,
    local,
    parse,
    plain_text,
    to_bytes,
)
from duizhao.language import CONTROL
from duizhao.terms.model import Case, Glossary, Term

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_PARTS = frozenset({"noun", "verb", "adjective", "adverb", "other"})
_NAMES = frozenset({"name", "place", "person", "company", "product", "title"})
_MARK = re.compile(r"\[(?P<what>[^\]\n]{1,60})\] ?(?P<text>.*)", re.DOTALL)
_CASE, _FIRST, _PART, _NOTE, _COLUMN = "case", "first use", "part", "note", "column "
_STATES = {
    "preferredterm-admn-sts": "preferred",
    "standardizedterm-admn-sts": "preferred",
    "preferredterm": "preferred",
    "preferred": "preferred",
    "standardizedterm": "preferred",
    "deprecatedterm-admn-sts": "forbidden",
    "supersededterm-admn-sts": "forbidden",
    "deprecatedterm": "forbidden",
    "supersededterm": "forbidden",
    "notrecommended": "forbidden",
    "obsolete": "forbidden",
}
_CONCEPTS = ("conceptEntry", "termEntry")
_LANGUAGES = ("langSec", "langSet")
_TERMS = ("termSec", "tig", "ntig")


def read_tbx(
    path: str, data: bytes, source: str = "zh-Hans", target: str = "en"
) -> Glossary:
    """Return the terms of a TBX file between two languages.

    A concept without either language is passed over. Raises FileError for what is no
    TBX, has entities, or knows neither language.
    """
    try:
        root = parse(path, data)
    except CatalogError as error:
        raise FileError(
            error.message,
            path=path,
            line=error.line,
            column=error.column,
            hint=error.hint,
        ) from None
    if local(root) not in {"tbx", "martif", "TBX"}:
        message = f"this is no TBX file: its root is <{local(root)}>"
        hint = "a termbase has <tbx> or <martif> there; export it as TBX-Basic"
        raise FileError(message, path=path, line=line_of(root), hint=hint)
    concepts = [one for one in root.iter() if local(one) in _CONCEPTS]
    tags = dict.fromkeys(_tag(one) for each in concepts for one in _sections(each))
    mine, other = (best_tag(wanted, list(tags)) for wanted in (source, target))
    if concepts and (mine is None or other is None):
        lacking = source if mine is None else target
        found = ", ".join(tags) or "none"
        message = f"there is no term in {lacking}; the languages are: {found}"
        hint = "export the termbase with Chinese and English"
        raise FileError(message, path=path, line=line_of(root), hint=hint)
    return Glossary(
        tuple(
            term for one in concepts for term in _terms_of(one, mine or "", other or "")
        )
    )


def _sections(concept: etree._Element) -> Iterator[etree._Element]:
    yield from children(concept, *_LANGUAGES)


def _tag(section: etree._Element) -> str:
    return str(section.get(LANGUAGE) or section.get("lang") or "")


def _terms_of(concept: etree._Element, source: str, target: str) -> Iterator[Term]:
    """Yield a term for each term of a concept in the source language."""
    notes = [text for one in _of_type(concept, "note") if (text := _text(one))]
    definitions = [_text(one) for one in _of_type(concept, "definition")]
    mine: list[etree._Element] = []
    others: list[etree._Element] = []
    for section in _sections(concept):
        definitions += [_text(one) for one in _of_type(section, "definition")]
        if _tag(section) == source:
            mine += children(section, *_TERMS)
        elif _tag(section) == target:
            others += children(section, *_TERMS)
    ranked: dict[str, list[str]] = {"preferred": [], "": [], "forbidden": []}
    for one in others:
        if term := _term(one):
            ranked[_state(one)].append(term)
    targets = tuple(dict.fromkeys((*ranked["preferred"], *ranked[""])))
    forbidden = tuple(
        text for text in dict.fromkeys(ranked["forbidden"]) if text not in targets
    )
    for one in mine:
        text = _term(one)
        if text and (targets or forbidden):
            own = [note for each in _of_type(one, "note") if (note := _text(each))]
            kind = _part(one) or next(filter(None, map(_part, others)), "")
            yield _made(text, targets, forbidden, kind, [*definitions, *notes, *own])


def _made(
    source: str,
    targets: tuple[str, ...],
    forbidden: tuple[str, ...],
    part: str,
    notes: Sequence[str],
) -> Term:
    """Return a term; notes with a word in brackets are ours."""
    told: dict[str, str] = {}
    free: list[str] = []
    for note in notes:
        found = _MARK.fullmatch(note)
        what = found["what"] if found else ""
        if found and what == _NOTE:
            free.append(found["text"])
        elif found and (what in {_CASE, _FIRST, _PART} or what.startswith(_COLUMN)):
            told.setdefault(what, found["text"])
        elif note and note not in free:
            free.append(note)
    case = told.get(_CASE, "")
    extra = tuple(
        (what.removeprefix(_COLUMN), text)
        for what, text in told.items()
        if what.startswith(_COLUMN)
    )
    return Term(
        source,
        targets,
        forbidden,
        told.get(_PART, part),
        "; ".join(free),
        Case(case) if case in set(Case) else Case.ANY,
        told.get(_FIRST, ""),
        extra,
    )


def _of_type(element: etree._Element, kind: str) -> Iterator[etree._Element]:
    """Yield what says `kind` of an element, in whichever style: DCA, DCT, in a group."""
    for one in element:
        name = local(one)
        if name.endswith("Grp"):
            yield from _of_type(one, kind)
        elif name == kind or one.get("type") == kind:
            yield one


def _text(element: etree._Element) -> str:
    return plain_text(element).strip()


def _term(element: etree._Element) -> str:
    held = next((one for one in element.iter() if local(one) == "term"), None)
    return " ".join(_text(held).split()) if held is not None else ""


def _state(element: etree._Element) -> str:
    for kind in ("administrativeStatus", "normativeAuthorization", "termType"):
        for one in _of_type(element, kind):
            found = _STATES.get(_text(one).replace(" ", "").lower())
            if found:
                return found
    return ""


def _part(element: etree._Element) -> str:
    word = next((_text(one) for one in _of_type(element, "partOfSpeech")), "")
    plain = {"propernoun": "name", "proper noun": "name"}.get(word.lower(), word)
    return "" if plain.lower() == "other" else plain


def write_tbx(
    glossary: Glossary, source: str = "zh-Hans", target: str = "en", *, version: int = 3
) -> bytes:
    """Return a glossary as TBX-Basic of version 3 (DCA) or 2.

    Raises FileError for a text that XML cannot hold.
    """
    form = _Form(version)
    root, body = form.begin(source)
    for number, term in enumerate(glossary, 1):
        _check(term)
        concept = form.add(body, form.concept)
        concept.set("id", f"c{number}")
        section = form.add(concept, form.language)
        section.set(LANGUAGE, source)
        held = form.term(section, term.source, term.part_of_speech)
        for note in _notes(term):
            form.add(held, "note").text = note
        section = form.add(concept, form.language)
        section.set(LANGUAGE, target)
        states = ["preferredTerm-admn-sts"] + ["admittedTerm-admn-sts"] * len(
            term.targets
        )
        for text, state in zip(term.targets, states, strict=False):
            form.term(section, text, term.part_of_speech, state)
        for text in term.forbidden:
            form.term(section, text, term.part_of_speech, "deprecatedTerm-admn-sts")
        form.lay_out(concept)
    form.end(root, body)
    return to_bytes(root)


def _notes(term: Term) -> Iterator[str]:
    """Yield what TBX-Basic has no place for, and the note."""
    if term.note:
        yield f"[{_NOTE}] {term.note}" if _MARK.fullmatch(term.note) else term.note
    if term.case is not Case.ANY:
        yield f"[{_CASE}] {term.case}"
    if term.first_use:
        yield f"[{_FIRST}] {term.first_use}"
    if term.part_of_speech and _basic(term.part_of_speech) != term.part_of_speech:
        yield f"[{_PART}] {term.part_of_speech}"
    for column, text in term.extra:
        yield f"[{_COLUMN}{column}] {text}"


def _basic(part: str) -> str:
    """Return the part of speech as TBX-Basic knows it."""
    return (
        part
        if part in _PARTS - {"other"}
        else "properNoun"
        if part in _NAMES
        else "other"
    )


def _check(term: Term) -> None:
    texts = (
        *(term.source, *term.targets, *term.forbidden, term.part_of_speech, term.note),
        *(term.first_use, *(cell for pair in term.extra for cell in pair)),
    )
    for text in texts:
        if found := re.search(CONTROL, text):
            raise FileError(
                f"no TBX file can hold the character U+{ord(found[0]):04X} "
                f"in “{term.source}”",
                hint="remove it from the glossary",
            )


class _Form:
    """The names that a version has for the parts of a file."""

    def __init__(self, version: int) -> None:
        self.old = version == 2
        self.concept = "termEntry" if self.old else "conceptEntry"
        self.language = "langSet" if self.old else "langSec"
        self.held = "tig" if self.old else "termSec"
        self.space = "" if self.old else f"{{{_NAMESPACE}}}"

    def add(self, parent: etree._Element, name: str) -> etree._Element:
        """Put an element into another, at its end."""
        return etree.SubElement(parent, f"{self.space}{name}")

    def begin(self, source: str) -> tuple[etree._Element, etree._Element]:
        """Return the root of a file and its body."""
        if self.old:
            root = etree.Element("martif", {"type": "TBX-Basic", LANGUAGE: source})
            header = self.add(root, "martifHeader")
        else:
            spaces: Any = {None: _NAMESPACE}
            said = {"type": "TBX-Basic", "style": "dca", LANGUAGE: source}
            root = etree.Element(f"{self.space}tbx", said, nsmap=spaces)
            header = self.add(root, "tbxHeader")
        described = self.add(self.add(header, "fileDesc"), "sourceDesc")
        self.add(described, "p").text = "A glossary of duizhao"
        return root, self.add(self.add(root, "text"), "body")

    def term(
        self, section: etree._Element, text: str, part: str, state: str = ""
    ) -> etree._Element:
        """Put a term into a section; return what holds it."""
        held = self.add(section, self.held)
        self.add(held, "term").text = text
        if part:
            self._typed(held, "partOfSpeech", _basic(part))
        if state:
            self._typed(held, "administrativeStatus", state)
        return held

    def _typed(self, held: etree._Element, kind: str, text: str) -> None:
        note = self.add(held, "termNote")
        note.set("type", kind)
        note.text = text

    def lay_out(self, concept: etree._Element) -> None:
        """Set the parts of a concept on lines of their own."""
        for section in concept:
            for held in section:
                indent(held, 5)
            indent(section, 4)
        indent(concept, 3)

    def end(self, root: etree._Element, body: etree._Element) -> None:
        """Set the rest on lines of its own."""
        indent(body, 2)
        for part in root:
            indent(part, 1)
        indent(root, 0)
