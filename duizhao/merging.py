"""A catalog laid over a manuscript: the translated manuscript, its skeleton untouched."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from duizhao.carrying import Carried, Trouble, carry
from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Key
from duizhao.catalog.notation import entry_notation
from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.document import SegmentState
from duizhao.language import spaced, without_surrogates
from duizhao.readers.markdown.parser import definition_labels
from duizhao.readers.markdown.skeleton import Bone, read_skeleton
from duizhao.refusal import refused_codes, refused_together
from duizhao.segments import Segment, SegmentRules, segment_manuscript, unit_texts
from duizhao.splice import Choice, Splicer
from duizhao.units import Manuscript, Syntax
from duizhao.values import value


@value
class Piece:
    """A segment in the merged text. Offsets are bytes of its UTF-8 form."""

    unit: int
    """The unit's index in the manuscript."""
    start: int
    """Its first byte."""
    stop: int
    """The first byte after it."""
    state: SegmentState
    """What stands there."""
    key: int
    """The segment's number in the document, from 1."""
    msgid: str
    """Its source text."""
    context: str | None = None
    """Its msgctxt in the catalog."""


@value
class Merged:
    """A translated manuscript."""

    text: str
    """The whole text; equal to the source's where nothing is translated."""
    pieces: tuple[Piece, ...]
    """Every segment that is translatable, in order."""
    units: tuple[tuple[int, int], ...]
    """Where each unit stands in the merged text, in bytes."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Why a translation was not used."""
    hollow: tuple[int, ...] = ()
    """The units of which nothing is printed: merged into others, or left out."""

    @property
    def finished(self) -> bool:
        """Whether every segment is translated."""
        return all(piece.state is SegmentState.TRANSLATED for piece in self.pieces)


@value
class MergeOptions:
    """How a catalog is laid over a manuscript."""

    language: str = "en"
    """BCP 47 tag of the translation: says whether sentences join with a blank."""
    fuzzy: bool = False
    """Whether fuzzy translations are used (and marked) instead of the source text."""
    cjk_emphasis: bool = True
    """How the manuscript was read: see `MarkdownSettings`."""


def merge(
    manuscript: Manuscript,
    catalog: Catalog,
    rules: SegmentRules | None = None,
    options: MergeOptions | None = None,
) -> Merged:
    """Return `manuscript` with every usable translation of `catalog` in its place.

    A translation is used when it is not empty, not fuzzy (but see
    `MergeOptions.fuzzy`), holds the same codes as its source, and opens no block. What
    is not used stays in the source language and is told by a diagnostic that names the
    catalog's line. Where a translation equals its source, or there is none, not a byte
    changes.
    """
    rules = rules or SegmentRules()
    options = options or MergeOptions()
    texts = unit_texts(manuscript, rules)
    segments = segment_manuscript(manuscript, texts, rules)
    entries = [find_entry(catalog, segment.key) for segment in segments]
    choices = [
        _choose(segment, entry, options)
        for segment, entry in zip(segments, entries, strict=True)
    ]
    carried = carry(
        manuscript,
        choices,
        [
            None
            if entry is None or entry.fuzzy or entry.obsolete
            else entry_notation(entry)
            for entry in entries
        ],
    )
    blanks = spaced(options.language)
    if any(choice.text is not None for choice in choices):
        labels = definition_labels(manuscript.source.text)
    else:
        labels = frozenset()
    refused = refused_codes(manuscript, choices, carried, labels)
    _take_back(choices, carried.together(refused))
    jointly = refused_together(choices, texts, carried, labels, blanks=blanks)
    _take_back(choices, carried.together(jointly))
    refused |= jointly
    splicer = Splicer(manuscript, texts, blanks=blanks)
    merged, broken = _sound(splicer, choices, options, carried)
    messages = {index: f"the markup differs: {why}" for index, why in refused.items()}
    messages |= dict.fromkeys(broken, _BROKEN)
    troubles = {
        index: Trouble(
            "markup.block" if message is _BROKEN else "markup.codes",
            Severity.ERROR,
            message,
            "correct the translation; until then the source text is printed",
        )
        for index, message in messages.items()
    }
    found = _diagnostics(catalog, segments, entries, carried.troubles | troubles)
    return replace(merged, diagnostics=tuple(found))


_BROKEN = (
    "the translation would change the page's structure (it opens or closes a block)"
)


def find_entry(catalog: Catalog, key: Key) -> Entry | None:
    """Return the entry whose translation is printed for the segment of `key`."""
    # A catalog from before the context was needed still serves.
    return catalog.find(key) or catalog.find(Key(None, key.msgid))


def _choose(segment: Segment, entry: Entry | None, options: MergeOptions) -> Choice:
    if entry is None or entry.obsolete or not entry.msgstr.strip():
        return Choice(segment, SegmentState.UNTRANSLATED)
    if entry.fuzzy and not options.fuzzy:
        return Choice(segment, SegmentState.FUZZY)
    if entry_notation(entry) is not None:
        kind = SegmentState.FUZZY if entry.fuzzy else SegmentState.UNTRANSLATED
        return Choice(segment, kind)  # `carry` sees to those that are finished
    state = SegmentState.FUZZY if entry.fuzzy else SegmentState.TRANSLATED
    if entry.msgstr == segment.key.msgid:
        return Choice(segment, state)
    # A carriage return would end the line in Markdown and in YAML.
    lines = "\n".join(re.split(r"\r\n|\r|\n", entry.msgstr.strip()))
    return Choice(segment, state, without_surrogates(lines))


def _take_back(choices: list[Choice], refused: Iterable[int]) -> None:
    for index in refused:
        choices[index] = choices[index].refused()


def _sound(
    splicer: Splicer, choices: list[Choice], options: MergeOptions, carried: Carried
) -> tuple[Merged, set[int]]:
    """Return the merge, and the choices that had to be taken back to keep the skeleton.

    The tool proves its own output: the merged text is read again. Where a block differs
    the last translation before the place is taken back, until nothing differs.
    """
    manuscript = splicer.manuscript
    taken_back: set[int] = set()
    if all(unit.syntax is not Syntax.MARKDOWN for unit in manuscript.units):
        return _merge_with(splicer, choices), taken_back
    wanted: list[Bone] | None = None
    while True:
        merged = _merge_with(splicer, choices)
        if merged.text == manuscript.source.text:
            return merged, taken_back
        emphasis = options.cjk_emphasis
        if wanted is None:
            wanted = read_skeleton(manuscript.source.text, cjk_emphasis=emphasis)
        bones = read_skeleton(merged.text, cjk_emphasis=emphasis)
        if bones == wanted:
            unit = _defining(merged, manuscript, choices)
            if unit is None:
                return merged, taken_back
        else:
            unit = _culprit(merged, choices, _first_difference(wanted, bones))
        guilty = [
            index
            for index, choice in enumerate(choices)
            if choice.segment.unit == unit and choice.text is not None
        ]
        _take_back(choices, carried.together(guilty))
        taken_back.update(guilty)


def _defining(
    merged: Merged, manuscript: Manuscript, choices: Sequence[Choice]
) -> int | None:
    """Return a unit whose translation defines a link's target, if there is one.

    A definition leaves no trace in the skeleton, but gives targets to other texts.
    """
    text = manuscript.source.text
    if merged.text.count("]:") == text.count("]:"):
        return None
    if definition_labels(merged.text) == definition_labels(text):
        return None
    guilty = (c.segment.unit for c in choices if c.text is not None and "]:" in c.text)
    return next(guilty, None)


def _first_difference(wanted: Sequence[Bone], bones: Sequence[Bone]) -> int:
    """Return the byte in the merged text where the skeletons part."""
    for before, after in zip(wanted, bones, strict=False):
        if before != after:
            return after.start
    return bones[len(wanted)].start if len(bones) > len(wanted) else 2**62


def _culprit(merged: Merged, choices: Sequence[Choice], offset: int) -> int:
    translated = sorted({c.segment.unit for c in choices if c.text is not None})
    before = [unit for unit in translated if merged.units[unit][0] <= offset]
    return before[-1] if before else translated[0]


def _merge_with(splicer: Splicer, choices: Sequence[Choice]) -> Merged:
    result = splicer.splice(choices)
    pieces = tuple(
        Piece(
            choice.segment.unit,
            start,
            stop,
            choice.state,
            number,
            choice.segment.key.msgid,
            choice.segment.key.context,
        )
        for number, (choice, (start, stop)) in enumerate(
            zip(choices, result.places, strict=True), 1
        )
    )
    text = result.data.decode("utf-8", "surrogatepass")
    return Merged(text, pieces, result.units, hollow=result.hollow)


def _diagnostics(
    catalog: Catalog,
    segments: Sequence[Segment],
    entries: Sequence[Entry | None],
    troubles: Mapping[int, Trouble],
) -> Iterator[Diagnostic]:
    said: dict[Key, set[str]] = defaultdict(set)
    for index, trouble in sorted(troubles.items()):
        entry = entries[index]
        key = segments[index].key
        if entry is None or trouble.message in said[key]:
            continue
        said[key].add(trouble.message)
        yield Diagnostic(
            trouble.rule,
            trouble.severity,
            Place(catalog.path, entry.line),
            trouble.message,
            trouble.hint,
            entry.msgid if entry_notation(entry) else entry.msgstr,
        )
