"""`style.heading`: headings in another case than the publication's.

Told only where `[checks] headings` is `title` (Every Great Word) or `sentence` (Only the
first word and names). Small words are those of the Chicago Manual; it lets prepositions
of four letters and more be written either way, and so do we.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.diagnostics import Severity
from duizhao.numbers.mask import BLOT
from duizhao.spelling.lexicon import lexicon

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:['’][A-Za-z]+)*")
# Not in the middle: after a colon, an end mark or an opening quote a new sentence begins.
_BEGINS = re.compile(r"(?:^|[:.?!—–…]\s*|[“\"‘]\s*|\d[.)]\s*)[*_~]*$")
_EDGE = 20  # characters before a word that say whether it begins something
_MIDDLE = re.compile(r"(?<=[a-z,;] )[A-Za-z][a-z]+")
_LOW = "a an the and but or nor of to in on at by for"
_FREE = (
    "as if so yet off out up per via vs than that from with into onto over upon about above"
    " across after against along among around before behind below beneath beside between"
    " beyond despite down during except inside like near outside past since through"
    " throughout till toward towards under underneath until unto within without versus"
    " amid de la le van von der und"
)
_SMALL = frozenset(_LOW.split())
_EITHER = frozenset(_FREE.split())


# Behind these a word may be written either way.
_JOINED = ("-", "\u2011", "’", "'", "(", "[")


def _headings(subject: Subject) -> Iterator[Finding]:
    style = subject.style
    if style.headings not in ("title", "sentence") or style.locale[:2] != "en":
        return
    headings = [pair for pair in subject.pairs if _is_heading(pair)]
    names = _names(subject) if style.headings == "sentence" and headings else set()
    look = _title if style.headings == "title" else _sentence
    for pair in headings:
        wrong = list(look(pair, names))
        if not wrong:
            continue
        said = pair.target
        for start, end, word in reversed(wrong):
            said = said[:start] + word + said[end:]
        words = ", ".join(pair.target[start:end] for start, end, _ in wrong)
        message = f"a heading not in {style.headings} case: {words}"
        yield Finding(pair.entry, message, f"write: {said}", *wrong[0][:2])


def _is_heading(pair: Pair) -> bool:
    return pair.role.startswith(("heading", "title")) and not pair.fuzzy


def _words(pair: Pair) -> Iterator[tuple[re.Match[str], bool, bool]]:
    """Yield each word that has a case of its own, whether it begins, whether it ends.

    Names such as iPhone or TiDB, and what stands so in the source, are left out.
    """
    text = pair.plain
    found = list(_WORD.finditer(text))
    for word in found:
        said = word[0]
        if (
            said[1:] != said[1:].lower()
            or not said.replace("’", "'").replace("'", "").isalpha()
        ):
            continue
        if len(said) > 1 and said in pair.source:
            continue
        at = word.start()
        before = text[:at] if at < _EDGE else "x" + text[at - _EDGE : at]
        begins = bool(_BEGINS.search(before))
        yield word, begins, word is found[-1] and BLOT not in text[word.end() :]


def _title(pair: Pair, _: set[str]) -> Iterator[tuple[int, int, str]]:
    text = pair.plain
    for word, begins, ends in _words(pair):
        said = word[0]
        small = said.lower()
        inner = text[: word.start()].endswith(_JOINED)
        if said[0].isupper():
            if small in _SMALL and not (begins or ends or inner) and said != "A":
                yield word.start(), word.end(), small
        elif begins or ends or not (small in _SMALL or small in _EITHER or inner):
            yield word.start(), word.end(), said[0].upper() + said[1:]


def _sentence(pair: Pair, names: set[str]) -> Iterator[tuple[int, int, str]]:
    for word, begins, _ in _words(pair):
        said = word[0]
        if begins:
            if said[0].islower():
                yield word.start(), word.end(), said[0].upper() + said[1:]
        elif said[0].isupper() and len(said) > 1 and said not in names:
            small = said.lower()
            if lexicon().has(small.partition("'")[0].partition("’")[0]):
                yield word.start(), word.end(), small


def _names(subject: Subject) -> set[str]:
    """Return the words that have a capital wherever they stand in mid-sentence."""
    found: set[str] = set()
    for pair in subject.pairs:
        if not _is_heading(pair):
            found.update(_MIDDLE.findall(pair.plain))
    return {"I"} | {
        word for word in found if word[0].isupper() and word.lower() not in found
    }


HEADING = Rule("style.heading", Severity.WARNING, _headings)
