"""Cuts a translation at its sentences, and joins translations into one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from duizhao.language import joins_without_blank
from duizhao.segment import split_sentences

_SKEW = 2.5
# How far a sentence's length in English may stray from what its Chinese lets expect.


def deal(translations: Sequence[str], msgids: Sequence[str]) -> tuple[list[str], bool]:
    """Return the translation of each msgid, and whether the cut is beyond doubt.

    `translations` together say what `msgids` together say. As many sentences as there
    are msgids are dealt out one by one, beyond doubt where each is as long as its msgid
    lets expect; more are dealt by length, a guess; fewer cannot be cut, nor can what is
    translated in part only: then each msgid gets the whole.

    >>> deal(["It dawned. The river is green."], ["天亮了。", "河水很绿。"])
    (['It dawned.', 'The river is green.'], True)
    >>> deal(["At dawn the river is green."], ["天亮了。", "河水很绿。"])
    (['At dawn the river is green.', 'At dawn the river is green.'], False)
    >>> deal(["It dawned.", "The river is green."], ["天亮了。河水很绿。"])
    (['It dawned. The river is green.'], True)
    """
    whole = join(one for one in translations if one)
    if len(msgids) == 1:
        return [whole], all(translations)
    sentences = [part for one in translations for part in split_sentences(one)]
    if len(sentences) < len(msgids) or not all(translations):
        return [whole] * len(msgids), False
    if len(sentences) == len(msgids):
        return sentences, _even(sentences, msgids)
    return _dealt(sentences, msgids), False


def _even(sentences: Sequence[str], msgids: Sequence[str]) -> bool:
    """Whether each sentence is about as long as its msgid lets expect."""
    usual = sum(map(len, sentences)) / sum(map(len, msgids))
    skews = (len(a) / len(b) / usual for a, b in zip(sentences, msgids, strict=True))
    return all(1 / _SKEW <= skew <= _SKEW for skew in skews)


def _dealt(sentences: Sequence[str], msgids: Sequence[str]) -> list[str]:
    """Return the sentences in as many runs as there are msgids, by their lengths."""
    usual = sum(map(len, sentences)) / sum(map(len, msgids))
    pieces: list[str] = []
    start, wanted, dealt = 0, 0.0, 0
    for at, msgid in enumerate(msgids):
        wanted += len(msgid) * usual
        stop = start + 1
        dealt += len(sentences[start])
        most = len(sentences) - (len(msgids) - at - 1)
        while stop < most and (
            at == len(msgids) - 1 or dealt + len(sentences[stop]) / 2 <= wanted
        ):
            dealt += len(sentences[stop])
            stop += 1
        pieces.append(join(sentences[start:stop]))
        start = stop
    return pieces


def join(parts: Iterable[str]) -> str:
    """Return the parts as one text, with a blank between where the script has them.

    >>> join(["It dawned.", "The river is green."]), join(["天亮了。", "河水很绿。"])
    ('It dawned. The river is green.', '天亮了。河水很绿。')
    """
    whole = ""
    for part in parts:
        if whole:
            part = part.lstrip()  # noqa: PLW2901 - the blank is ours
            whole = whole.rstrip()
            blank = "" if joins_without_blank(whole[-1:], part[:1]) else " "
            whole += blank
        whole += part
    return whole
