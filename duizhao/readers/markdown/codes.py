"""The codes of a text: the inline markup that a translation has to keep."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from duizhao.language import has_han
from duizhao.readers.markdown.dollars import hide_money
from duizhao.readers.markdown.parser import RawEvent, probe_events

# What neither holds one of these nor a line feed has no code.
# One class of characters is looked for much more quickly than several patterns.
_SUSPECT = re.compile(r"[`\[\]<>!$&\n@]")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_BARE_URL = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9./?=&%#_~:@!$+-]*[A-Za-z0-9/#_~=-]"
)
_LINE_ENDS = str.maketrans("\r\n\0", "   ")
_SCHEME = re.compile(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.\x00-\x20-]*):")
_WEB, _HOST = "http:", "//"
# Stands for a dollar sign that is money while codes are read; nobody writes it.
_MONEY = "\uf8ff"


@dataclass(slots=True)
class Codes:
    """How often each code stands in a text. Order is free: languages differ."""

    links: Counter[str] = field(default_factory=Counter)
    """Targets of links, of autolinks and of bare URLs. Only their kinds are compared: a
    page has another address in English."""
    images: Counter[str] = field(default_factory=Counter)
    """Targets of pictures."""
    notes: Counter[str] = field(default_factory=Counter)
    """Labels of footnote marks."""
    spans: Counter[str] = field(default_factory=Counter)
    """Contents of code spans; one that holds Han may be translated, so counts as ``."""
    tags: Counter[str] = field(default_factory=Counter)
    """Raw HTML tags as written."""
    formulas: Counter[str] = field(default_factory=Counter)
    """Contents of formulas, likewise."""
    breaks: Counter[str] = field(default_factory=Counter)
    """Hard line breaks, under one key."""

    def add(self, other: Codes) -> None:
        """Count the codes of another text in, too."""
        for name in _WORDS:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def remove(self, other: Codes) -> None:
        """Count the codes of a part no more."""
        for name in _WORDS:
            setattr(self, name, getattr(self, name) - getattr(other, name))

    def allow_breaks_of(self, target: Codes) -> None:
        """Let a translation have fewer line breaks: sentences were merged in it."""
        if target.breaks.total() <= self.breaks.total():
            self.breaks = target.breaks


_ANY = ""
_CHINESE = re.compile(r"</?(?:ruby|rt|rp|u|cite)>", re.IGNORECASE)
_WORDS = {
    "links": "link",
    "images": "picture",
    "notes": "footnote mark",
    "spans": "code span",
    "tags": "HTML tag",
    "formulas": "formula",
    "breaks": "line break",
}


def may_hold_codes(text: str) -> bool:
    """Say whether a look at the codes of `text` could find any; cheap."""
    return _SUSPECT.search(text) is not None or "://" in text or "www." in text


def difference(source: Codes, target: Codes) -> str:
    """Return in words which codes `target` lacks or adds; empty where they agree."""
    said: list[str] = []
    for name, word in _WORDS.items():
        before, after = getattr(source, name), getattr(target, name)
        # As plain tables: a Counter looks for every code in both. They mostly agree.
        if dict.__eq__(before, after) or before == after:
            continue
        if name == "links" and _kinds(before) == _kinds(after):
            continue
        missing = before - after
        added = after - before
        if name == "tags":  # pinyin and name marks: English has other means
            missing = Counter(
                t for t in missing.elements() if not _CHINESE.fullmatch(t)
            )
        # Each code that may be translated stands for one other of its kind.
        free = missing.pop(_ANY, 0)
        said += [f"{word} `{code}` is missing" for code in missing.elements()]
        surplus = list(added.elements())[min(free, added.total()) :]
        said += [f"{word} `{code}` is not in the source" for code in surplus]
        said += [f"a {word} is missing"] * (free - added.total())
    return "; ".join(said)


def read_codes(texts: Sequence[str], labels: Collection[str]) -> list[Codes]:
    """Return the codes of each text, all read in one pass.

    `labels` are the case-folded labels of the manuscript's link definitions, so that
    `[words][label]` counts as a link.
    """
    found = [Codes() for _ in texts]
    suspects = [index for index, text in enumerate(texts) if may_hold_codes(text)]
    if not suspects:
        return found
    # Each text becomes a heading: a line of its own in which nothing can open a block.
    lines = [f"# {texts[index].translate(_LINE_ENDS)}" for index in suspects]
    notes = {label for index in suspects for label in _NOTE.findall(texts[index])}
    definitions = [f"[^{label}]: x" for label in sorted(notes)]
    page = hide_money("\n\n".join(lines + definitions) + "\n", _MONEY)
    targets = iter([found[index] for index in suspects])
    _collect(probe_events(page, _resolver(labels)), targets)
    for index in suspects:
        if breaks := texts[index].count("\n"):
            found[index].breaks["\\n"] = breaks
    return found


def _resolver(labels: Collection[str]) -> Callable[[str], str | None]:
    def resolve(label: str) -> str | None:
        folded = " ".join(label.split()).casefold()
        return f"[{folded}]" if folded in labels else None

    return resolve


def _money(text: str) -> str:
    return text.replace(_MONEY, "$")


def _kinds(links: Counter[str]) -> Counter[str]:
    return Counter(_kind(target) for target in links.elements())


def _kind(target: str) -> str:
    """Return what must stay of a link: where it leads may change with the language."""
    scheme = _SCHEME.match(target)
    if scheme is None:
        return target if target.startswith("[") else _HOST if target[:2] == "//" else ""
    name = scheme[1].lower()
    return _WEB if name in ("http", "https") else f"{name}:"


def _collect(events: Iterable[RawEvent], targets: Iterable[Codes]) -> None:
    waiting = iter(targets)
    codes = Codes()
    inside_link = 0
    for event, _ in events:
        match event:
            case {"Start": {"Heading": _}}:
                codes = next(waiting)
            case {"Start": {"FootnoteDefinition": _}}:
                codes = Codes()
            case {"Start": {"Link": {"dest_url": target}}}:
                codes.links[_money(target)] += 1
                inside_link += 1
            case {"End": "Link"}:
                inside_link -= 1
            case {"Start": {"Image": {"dest_url": target}}}:
                codes.images[_money(target)] += 1
            case {"FootnoteReference": label}:
                codes.notes[label] += 1
            case {"Code": value}:
                codes.spans["" if has_han(value) else _money(value)] += 1
            case {"InlineHtml": tag}:
                codes.tags[_money(tag)] += 1
            case {"InlineMath": tex} | {"DisplayMath": tex}:
                codes.formulas["" if has_han(tex) else _money(tex)] += 1
            case {"Text": text} if not inside_link and (
                "://" in text or "www." in text
            ):
                codes.links.update(_BARE_URL.findall(_money(text)))
            case _:
                pass
