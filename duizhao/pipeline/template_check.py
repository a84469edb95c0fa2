"""template check: every template filled with a sample in every layout, and laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.errors import DuizhaoError
from duizhao.pipeline.crew import Crew
from duizhao.pipeline.designs import format_of, layouts_of
from duizhao.pipeline.rendering import Order, Templates, render, warm_up
from duizhao.pipeline.samples import Sample, read_sample, sample_for
from duizhao.pipeline.templates import check_logos
from duizhao.pipeline.workplace import Progress, no_progress
from duizhao.project import SETTINGS, Project
from duizhao.render.page import Format
from duizhao.render.templating import compile_all
from duizhao.render.theme_values import DEFAULTS
from duizhao.toml_lines import find_lines

# A value that is missing is told by its name.
_EMPTY = re.compile(r"Ignored `[\w-]+: *`")
_IDENTIFIER = "sample"
_TIME = datetime(2026, 1, 1, tzinfo=UTC)


def check_templates(
    project: Project | None,
    templates: Templates,
    names: Sequence[str],
    progress: Progress = no_progress,
) -> list[Diagnostic]:
    """Return what is wrong with the templates called `names`, or with all.

    Each is filled with a sample in each layout and laid out. Every template is
    compiled, so that one run tells all that does not compile.
    """
    found = [_told(error) for error in compile_all(templates.texts)]
    try:
        check_logos(templates, project)
    except DuizhaoError as error:
        found.append(_told(error))
    if found:
        return found
    theme = project.settings.theme if project else {}
    jobs = [
        (name, sample_for(templates.texts[name]), layout)
        for name in names
        for layout in layouts_of(format_of(name, templates.texts))
    ]
    samples = {name: read_sample(name) for name in {job[1] for job in jobs}}
    with Crew() as crew:
        tasks = []
        for step, (name, sample, layout) in enumerate(jobs):
            progress(f"{name} {layout}", step, len(jobs))
            form = format_of(name, templates.texts)
            order = Order(
                form, layout, name, samples[sample].publication, _IDENTIFIER, theme
            )
            if form is Format.PDF:
                warm_up()
            work = partial(_try, samples[sample], order, templates)
            tasks.append((name, crew.start(work)))
        for name, task in tasks:
            found += [
                _placed(item, name)
                for item in task.result()
                if not _EMPTY.search(item.message)
            ]
    found += _undeclared(templates.texts)
    if project is not None:
        found += _unused(project, templates.texts)
    return list(dict.fromkeys(found))


def _try(sample: Sample, order: Order, templates: Templates) -> list[Diagnostic]:
    """Return what is odd about one page, or the error that keeps it from being made."""
    try:
        _, odd = render(sample.edition, order, templates, sample.pictures, _TIME)
    except DuizhaoError as error:
        return [_told(error)]
    return list(odd)


def _told(error: DuizhaoError) -> Diagnostic:
    """Return an error as a finding."""
    place = Place(error.path, error.line, error.column)
    message, hint = error.message, error.hint
    return Diagnostic("template.broken", Severity.ERROR, place, message, hint)


def _placed(found: Diagnostic, name: str) -> Diagnostic:
    """Return a finding on the page itself with the template that it is about."""
    if found.place.path != _IDENTIFIER:
        return found
    return replace(found, place=Place(f"templates/{name}"))


def _undeclared(texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield a finding for each `var(--name)` that nobody gives a value."""
    sheets = {n: t for n, t in texts.items() if n.endswith((".css", ".html"))}
    declared = {name.replace("_", "-") for name in _named_values(texts)}
    for text in sheets.values():
        declared |= set(re.findall(r"--([\w-]+)\s*:", text))
    for name, text in sheets.items():
        for match in re.finditer(r"var\(\s*--([\w-]+)\s*\)", text):
            if match[1] not in declared:
                place = Place(
                    f"templates/{name}", text.count("\n", 0, match.start()) + 1
                )
                yield Diagnostic(
                    "template.theme",
                    Severity.WARNING,
                    place,
                    f"var(--{match[1]}) has no value",
                    "give it one in templates/theme.toml, in the table [own]",
                )


def _named_values(texts: Mapping[str, str]) -> set[str]:
    """Return the names of all values of the theme, those of the table [own] too."""
    lines = find_lines(texts.get("theme.toml", ""))
    return {*DEFAULTS, *(keys[-1] for keys in lines)}


def _unused(project: Project, texts: Mapping[str, str]) -> Iterable[Diagnostic]:
    """Yield a finding for each key of [theme] that no template knows."""
    odd = [key for key in project.settings.theme if key not in _named_values(texts)]
    used = "\n".join(texts.values())
    odd = [k for k in odd if f"theme.{k}" not in used and f"--{k}" not in used]
    for key in odd:
        yield Diagnostic(
            "template.theme",
            Severity.WARNING,
            Place(SETTINGS, project.settings_line("theme", key)),
            f"no template uses the key {key!r} of [theme]",
            f"known are: {', '.join(DEFAULTS)}",
        )
