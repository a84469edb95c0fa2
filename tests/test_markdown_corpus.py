from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from duizhao.catalog.entry import Entry
from duizhao.diagnostics import Diagnostic
from duizhao.document import (
    Code,
    CodeBlock,
    Document,
    Image,
    Math,
    MathBlock,
    Text,
)
from duizhao.extraction import extract
from duizhao.language import HAN
from duizhao.merging import merge
from duizhao.readers.markdown.parser import parse_events
from duizhao.readers.markdown.skeleton import read_skeleton
from duizhao.reading import Profile, source_document
from duizhao.segments import SegmentRules
from duizhao.walk import iter_nodes
from tests.markdown_cases import catalog, read
from tests.shared import SHARED

SAMPLE = 12  # every twelfth file of the large collection

pytestmark = pytest.mark.skipif(
    SHARED is None, reason="the collection of Markdown files stands in ../shared"
)
RULES = SegmentRules(everything=True)


def specs() -> Iterator[tuple[str, str]]:
    assert SHARED is not None
    for name in ("commonmark_spec", "gfm_spec"):
        path = SHARED / "corpus" / "markdown" / f"{name}.json"
        for one in json.loads(path.read_text("utf-8")):
            yield f"{name} {one['example']}", one["markdown"]


def files(folder: str, step: int = 1) -> Iterator[tuple[str, str]]:
    assert SHARED is not None
    found = sorted((SHARED / "corpus" / "markdown" / folder).rglob("*.md"))
    for path in found[::step]:
        yield path.name, Path(path).read_bytes().decode("utf-8-sig", "replace")


def every() -> list[tuple[str, str]]:
    return [*specs(), *files("real/dev"), *files("large", SAMPLE)]


def pseudo(text: str) -> str:
    return re.sub(f"[{HAN}]+", lambda found: "Zh" * len(found[0]), text)


def test_the_collections_are_there() -> None:
    assert len(list(specs())) > 1200
    assert len(list(files("real/dev"))) >= 100
    assert len(list(files("large", SAMPLE))) > 40


def test_the_identity_changes_no_byte_of_any_file() -> None:
    changed = []
    for name, text in every():
        manuscript = read(text)
        entries = extract(manuscript, RULES)
        same = [Entry(e.msgid, e.msgid, context=e.context) for e in entries]
        merged = merge(manuscript, catalog(*same), RULES)
        if merged.text != text or merged.diagnostics:
            changed.append(name)
    assert changed == []


def test_visible_english_keeps_the_skeleton_of_every_file() -> None:
    changed: list[str] = []
    refused: list[tuple[str, Diagnostic]] = []
    pieces = 0
    for name, text in every():
        manuscript = read(text)
        entries = extract(manuscript, RULES)
        said = [Entry(e.msgid, pseudo(e.msgid), context=e.context) for e in entries]
        merged = merge(manuscript, catalog(*said), RULES)
        if read_skeleton(merged.text) != read_skeleton(text):
            changed.append(name)
        refused += [(name, found) for found in merged.diagnostics]
        pieces += len(merged.pieces)
    assert changed == []
    # Link targets and tags with Han in them are destroyed by this pseudo-English.
    assert len(refused) < pieces / 100


def test_every_file_becomes_a_document() -> None:
    for _, text in every():
        source_document(read(text), Profile())


def test_every_chinese_character_of_the_text_is_in_the_document() -> None:
    lost = {}
    for name, text in every():
        missing = parsed_han(text) - shown_han(source_document(read(text), Profile()))
        if missing:
            lost[name] = missing
    assert lost == {}


def parsed_han(text: str) -> Counter[str]:
    """The Han characters of the parser's texts and codes, front matter left out."""
    found: Counter[str] = Counter()
    in_front_matter = False
    for event, _ in parse_events(text):
        match event:
            case {"Start": {"MetadataBlock": _}}:
                in_front_matter = True
            case {"End": {"MetadataBlock": _}} | {"End": "MetadataBlock"}:
                in_front_matter = False
            case (
                {"Text": value}
                | {"Code": value}
                | {"InlineMath": value}
                | {"DisplayMath": value}
            ) if not in_front_matter:
                found.update(re.findall(f"[{HAN}]", value))
            case _:
                pass
    return found


def shown_han(document: Document) -> Counter[str]:
    parts = (document.blocks, document.footnotes, document.metadata.title)
    found: Counter[str] = Counter()
    for node in iter_nodes(parts):
        match node:
            case Text(text) | Code(text) | Math(text, _) | MathBlock(text):
                found.update(re.findall(f"[{HAN}]", text))
            case CodeBlock(text, _) | Image(_, text, _):
                found.update(re.findall(f"[{HAN}]", text))
            case _:
                pass
    return found
