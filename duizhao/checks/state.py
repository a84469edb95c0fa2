"""`state.missing` and `state.fuzzy`: what is not translated yet."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.diagnostics import Severity


def _missing(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        if not all(entry.msgstr_plural or (entry.msgstr,)):
            yield Finding(entry, "there is no translation", "translate it")


def _fuzzy(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        if entry.fuzzy and entry.msgstr:
            before = entry.previous.msgid if entry.previous else ""
            made_for = f"; it was made for: {before}" if before else ""
            message = f"the translation is fuzzy (needs work){made_for}"
            yield Finding(entry, message, "correct it and take the fuzzy mark off")


MISSING = Rule("state.missing", Severity.INFO, _missing)
FUZZY = Rule("state.fuzzy", Severity.WARNING, _fuzzy)
