"""Texts left as they were, cut short, pasted; names, links, codes and words broken."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from duizhao.checks.latin import NAME, is_name
from duizhao.checks.links import where
from duizhao.language import HAN
from duizhao.numbers.mask import BLOT, mask_codes
from duizhao.spelling.lexicon import lexicon
from duizhao.spelling.pinyin import is_pinyin

Dice = random.Random


def left_as_it_was(source: str, target: str, dice: Dice) -> str | None:
    """Copy the source, as an editor's key does."""
    del target, dice
    bare = mask_codes(source)
    return source if len(re.findall(f"[{HAN}]", bare)) > 1 else None


def cut_or_pasted(source: str, target: str, dice: Dice) -> str | None:
    """Keep a fifth of a long text; or paste three times as much behind it."""
    plain = mask_codes(target)
    if len(re.findall(f"[{HAN}]", source)) < 24 or BLOT in plain or "\n" in target:
        return None
    if dice.random() < 0.5:
        return target[: len(target) // 5].rstrip(" ,;") + "."
    return " ".join([target] * 4)


def code_off_its_words(source: str, target: str, dice: Dice) -> str | None:
    """Close a link before its words, or let an emphasis and a link cross."""
    del source
    links = list(re.finditer(r"(?<!!)\[([^\[\]^`*]+)\](\([^()\s]+\))", target))
    strong = list(re.finditer(r"\*\*([^*\[\]`<>]+)\*\*", target))
    if links and (not strong or dice.random() < 0.5):
        one = dice.choice(links)
        bad = f"[]{one[2]}{one[1]}"
        if dice.random() < 0.5:
            bad = f"**[{one[1]}**]{one[2]}"
    elif strong:
        one = dice.choice(strong)
        bad = f"****{one[1]}"
        if dice.random() < 0.5:
            bad = f"<b>**{one[1]}</b>**"
    else:
        return None
    return target[: one.start()] + bad + target[one.end() :]


def another_page(source: str, target: str, dice: Dice) -> str | None:
    """Let one link lead to another page."""
    links = list(re.finditer(r"(?<!!)(\[[^\[\]`]+\]\()([^()\s#]{4,})", target))
    links = [one for one in links if one[2] in source]
    if not links:
        return None
    one = dice.choice(links)
    bad = re.sub(r"(\w)(?=\W*$)", r"\1x", one[2], count=1)
    if where(bad) == where(one[2]) or where(bad) in map(
        where, re.findall(r"\(([^()]+)\)", source)
    ):
        return None
    return target[: one.start(2)] + bad + target[one.end(2) :]


def misspelt_name(source: str, target: str, dice: Dice) -> str | None:
    """Drop a letter of a name wherever it stands."""
    names = [
        name
        for name in NAME.findall(mask_codes(source))
        if is_name(name) and name in mask_codes(target) and len(name) > 4
    ]
    if not names:
        return None
    name = dice.choice(names)
    # In small letters it may be another word.
    if target.lower().count(name.lower()) > target.count(name):
        return None
    at = dice.randrange(1, len(name) - 1)
    bad = name[:at] + name[at + 1 :]
    if re.sub(r"[\W_]", "", bad) == re.sub(r"[\W_]", "", name):
        return None
    return target.replace(name, bad)


def figures_of_a_program(source: str, target: str, dice: Dice) -> str | None:
    """Take the commas out of a large figure."""
    del dice
    found = re.search(
        r"(?<![\d.,])[1-9]\d{1,2}(?:,\d{3})+(?![\d.,])", mask_codes(target)
    )
    if found is None or found[0].replace(",", "") in source:
        return None
    return target[: found.start()] + found[0].replace(",", "") + target[found.end() :]


def slip_of_the_pen(source: str, target: str, dice: Dice) -> str | None:
    """Exchange two letters of a word, or lose one."""
    words = [
        word
        for word in re.finditer(r"(?<=[a-z,] )[a-z]{6,}(?=[ ,.;])", mask_codes(target))
        if lexicon().has(word[0]) and not lexicon().spelling(word[0])
    ]
    if not words:
        return None
    word = dice.choice(words)
    at = dice.randrange(1, len(word[0]) - 1)
    said = word[0][:at] + word[0][at + 1] + word[0][at] + word[0][at + 2 :]
    if dice.random() < 0.5:
        said = word[0][:at] + word[0][at + 1 :]
    if lexicon().has(said) or is_pinyin(said) or said in source.lower():
        return None
    return target[: word.start()] + said + target[word.end() :]


DAMAGES: dict[str, Callable[[str, str, Dice], str | None]] = {
    "state.same": left_as_it_was,
    "text.length": cut_or_pasted,
    "markup.order": code_off_its_words,
    "link.target": another_page,
    "name.latin": misspelt_name,
    "style.date": figures_of_a_program,
    "style.spelling": slip_of_the_pen,
}
