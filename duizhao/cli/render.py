"""Make a page of one manuscript, with its translation or as it is."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from duizhao.cli.console import Console
from duizhao.cli.options import add_quiet
from duizhao.cli.plain import (
    add_output,
    add_reading,
    finish,
    keep_inputs,
    profile_of,
    read_plain,
    take,
)
from duizhao.diagnostics import Diagnostic
from duizhao.errors import SettingsError
from duizhao.language import Script
from duizhao.pipeline.paging import counting
from duizhao.pipeline.places import place_findings
from duizhao.pipeline.plain import picture_targets, plain_edition, render_plain
from duizhao.pipeline.rendering import Edition, Order, Templates
from duizhao.pipeline.templates import templates_for
from duizhao.project import Project, now
from duizhao.render.page import Asset, Format, Layout
from duizhao.source import LineIndex

EXAMPLE = """  duizhao render IN.md -o OUT.pdf          the manuscript as it is
  duizhao render IN.md IN.po -o OUT.docx   its translation
  duizhao render IN.md IN.po -o OUT.pdf --layout side-by-side"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `render` takes."""
    parser.add_argument(
        "documents", metavar="IN", nargs="+", help="a manuscript, and its catalog"
    )
    add_output(parser, required=True)
    parser.add_argument(
        "--format",
        choices=[str(one) for one in Format],
        help="the kind of file; default: as the output's name ends",
    )
    parser.add_argument(
        "--layout",
        metavar="LAYOUT",
        choices=[str(one) for one in Layout],
        default=str(Layout.TARGET),
        help="which languages the page shows: target (the translation; the default), "
        "source, side-by-side, interleaved; in a PDF also facing, columns, "
        "source-columns",
    )
    parser.add_argument("--template", default="", help="a file of the templates")
    parser.add_argument(
        "--script",
        metavar="SCRIPT",
        choices=[str(one) for one in Script],
        default=str(Script.AS_WRITTEN),
        help="in which characters Chinese is printed: as-written (the default), "
        "traditional, taiwan, hong-kong, simplified",
    )
    parser.add_argument(
        "--project",
        metavar="DIR",
        type=Path,
        help="take templates and theme of this publication; default: the shipped ones",
    )
    add_reading(parser)
    add_quiet(parser)


def run(arguments: argparse.Namespace) -> int:
    """Render, and show what was odd about the manuscript."""
    words = take(arguments.documents, 1, 2, "a manuscript, and its catalog or none")
    keep_inputs(arguments.output, words)
    file = read_plain(words[0], arguments.encoding)
    po = read_plain(words[1]) if words[1:] else None
    edition, manuscript, found = plain_edition(file, po, profile_of(arguments))
    original = Layout(arguments.layout) in (Layout.SOURCE, Layout.SOURCE_COLUMNS)
    shown = edition.source if original else edition.target
    pictures, missing = _pictures(Path(words[0]), edition, shown.language)
    theirs, _ = _pictures(Path(words[0]), edition, edition.source.language)
    templates, theme = _templates(arguments)
    order = Order(
        _format(arguments),
        Layout(arguments.layout),
        arguments.template,
        identifier=Path(words[0]).stem,
        theme=theme,
        script=Script(arguments.script),
    )
    console = Console(quiet=arguments.quiet)
    with console.progress() as progress:
        pages = counting(progress, words[0], 0, 1)
        data, odd = render_plain(
            edition, order, templates, (pictures, theirs), now(), pages
        )
    texts = [LineIndex(po.path, po.data)] if po else []
    odd = place_findings(odd, lambda: [*texts, manuscript.lines])
    return finish(arguments, data, (*found, *missing, *odd))


def _format(arguments: argparse.Namespace) -> Format:
    """Return the kind of file that is wanted."""
    if arguments.format:
        return Format(arguments.format)
    suffix = arguments.output.suffix.lower().removeprefix(".")
    if suffix in list(Format):
        return Format(suffix)
    raise SettingsError(
        "the name of the output does not tell what kind of file is wanted",
        path=str(arguments.output),
        hint=f"end it in {', '.join(f'.{one}' for one in Format)}, or say --format",
    )


def _templates(arguments: argparse.Namespace) -> tuple[Templates, Mapping[str, str]]:
    """Return the templates and the theme: a publication's or the shipped ones."""
    project = Project.find(arguments.project) if arguments.project else None
    return templates_for(project), project.settings.theme if project else {}


def _pictures(
    path: Path, edition: Edition, language: str
) -> tuple[dict[str, Asset], list[Diagnostic]]:
    """Return a manuscript's pictures in a language, all in its folder, and misses."""
    targets = picture_targets(edition)
    if not targets:
        return {}, []
    # With the readers of XML that it brings, it takes 5 ms to import.
    from duizhao.assets import PictureName, load_asset  # noqa: PLC0415

    root = path.parent.resolve()
    pictures: dict[str, Asset] = {}
    missing: list[Diagnostic] = []
    for target in targets:
        name = PictureName(root, path.name, target, language, path.parent)
        found = load_asset(name)
        if isinstance(found, Asset):
            pictures[target] = found
        else:
            missing.append(found)
    return pictures, missing
