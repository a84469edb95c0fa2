"""The examples on the pages of the rules: what is shown is what is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from duizhao.catalog.entry import Entry
from duizhao.catalog.po import read_po
from duizhao.checks.all import RULES
from duizhao.checks.examine import IGNORE, Scope, examine
from duizhao.checks.style import Style
from duizhao.cli.console import finding_lines
from duizhao.pipeline import checking
from tests.check_samples import samples_of
from tests.good_pairs import our_pairs

CHECKS = Path(__file__).parent.parent / "docs" / "checks"
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
_BLOCK = re.compile(r"```po\n(.*?)```\s+```text\n(.*?)```", re.DOTALL)
_UNSEEN = re.compile(r"\\u([0-9a-f]{4})")  # how a page shows what nobody sees
_PLACE = re.compile(r"^[\w/.-]+\.po:\d+|\bline \d+", re.MULTILINE)
KNOWN = frozenset(rule.id for rule in RULES) | {IGNORE}


def example_of(rule: str) -> tuple[str, str] | None:
    page = (CHECKS / f"{rule}.md").read_text("utf-8")
    part = page.partition("\n## Example\n")[2].partition("\n## ")[0]
    found = _BLOCK.search(part)
    return (found[1], found[2]) if found else None


def told(rule: str, po: str) -> str:
    """Return what is told of a catalog, as at a terminal, the rule's findings alone."""
    seen = _UNSEEN.sub(lambda found: chr(int(found[1], 16)), f"{HEAD}{po}")
    catalog = read_po("en.po", seen.encode())
    # Beside them good ones: some rules tell by the others how it is to be.
    others = (Entry(one.source, one.target) for one in our_pairs())
    catalog = catalog.with_entries((*catalog.entries, *others))
    scope = Scope(RULES, KNOWN, KNOWN)
    found = examine(catalog, scope, style_of(rule)).found
    lines = [
        line
        for one in found
        if one.rule == rule and one.place.line
        for line in finding_lines(one)
    ]
    return "".join(f"{line}\n" for line in lines)


def style_of(rule: str) -> Style:
    """Return the ways that a rule's first sample asks for: a glossary, a locale."""
    path = Path(__file__).parent / "data" / "checks" / f"{rule}.txt"
    return samples_of(rule)[0].style if path.exists() else Style()


@pytest.mark.parametrize("rule", sorted(rule for rule in KNOWN if example_of(rule)))
def test_an_example_is_what_is_really_told(rule: str) -> None:
    example = example_of(rule)
    assert example is not None
    assert _PLACE.sub("en.po:N", told(rule, example[0])) == _PLACE.sub(
        "en.po:N", example[1]
    )


def test_check_knows_what_the_pages_say_that_it_tells() -> None:
    said = {
        path.stem
        for path in CHECKS.glob("*.md")
        if re.search(r"Told by: [^\n]*`duizhao check`", path.read_text("utf-8"))
    }
    assert said == checking.KNOWN
