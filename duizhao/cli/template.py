"""Make, check and look at the designs of pages.

A design is a page template with its style sheet, in templates/. Fonts, colours,
sizes, margins, logo, headers and footers stand in templates/theme.toml.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from duizhao.cli.console import Console, count_severities, status_of
from duizhao.cli.options import add_common
from duizhao.cli.session import open_workplace
from duizhao.cli.status import DONE
from duizhao.errors import SettingsError
from duizhao.project import Project

EXAMPLE = """  duizhao template new spring --from magazine   begin a design of your own
  duizhao template check                        look for mistakes in all of them
  duizhao template check spring                 or in one
  duizhao template preview spring               see it in every layout"""

_SHOWN = "none here: the shipped templates are looked at"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `template` takes."""
    parser.add_argument(
        "work",
        choices=("new", "check", "preview"),
        help="new: copy a design under another name; check: fill each with a sample in "
        "every layout and tell what is wrong; preview: make PDF and pictures of every "
        "layout in build/preview/",
    )
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        default="",
        help="a design; check: default all",
    )
    parser.add_argument(
        "--from",
        dest="origin",
        metavar="OTHER",
        default="handout",
        help="new: the design to begin from; default: handout",
    )
    parser.add_argument(
        "--document",
        metavar="DOCUMENT",
        default="",
        help="preview: the text to show; default: the first, else a sample",
    )
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked for; return 1 where a check finds an error."""
    console = Console(arguments.quiet)
    if arguments.work != "check" and not arguments.name:
        message = f"template {arguments.work} takes the name of a design"
        raise SettingsError(message, hint=f"for example:\n{EXAMPLE}")
    work = {"new": _new, "check": _check, "preview": _preview}[arguments.work]
    return work(arguments, console)


def _new(arguments: argparse.Namespace, console: Console) -> int:
    """Make a design, and say how it is used."""
    from duizhao.pipeline.template_new import new_template  # noqa: PLC0415  # heavy

    with open_workplace(arguments, console) as place:
        project, name = place.project, arguments.name
        texts = project.read_templates()
        written = new_template(project, name, arguments.origin, texts)
    for path in written:
        console.say(path)
    console.say("\nNext: change them, and look with")
    console.say(f"  duizhao template preview {name}")
    console.say(
        f'To use it, write template = "{name}.html" under a product in duizhao.toml.'
    )
    return DONE


def _check(arguments: argparse.Namespace, console: Console) -> int:
    """Check one design or all, of a publication or the shipped ones."""
    from duizhao.pipeline.designs import designs_of  # noqa: PLC0415  # heavy
    from duizhao.pipeline.template_check import check_templates  # noqa: PLC0415
    from duizhao.pipeline.template_new import find_design  # noqa: PLC0415
    from duizhao.pipeline.templates import read_templates  # noqa: PLC0415

    project = _project(arguments.project)
    if project is None:
        console.say(f"no duizhao.toml {_SHOWN}")
    templates = read_templates(project)
    names = designs_of(templates.texts)
    if arguments.name:
        names = [find_design(arguments.name, templates.texts)]
    with console.progress() as progress:
        found = check_templates(project, templates, names, progress)
    console.show_diagnostics(found)
    console.say(f"{', '.join(names)}: {count_severities(found)}")
    return status_of(found)


def _preview(arguments: argparse.Namespace, console: Console) -> int:
    """Render a text in every layout, and say where it is."""
    from duizhao.pipeline.template_new import find_design  # noqa: PLC0415  # heavy
    from duizhao.pipeline.template_preview import write_preview  # noqa: PLC0415
    from duizhao.pipeline.templates import templates_for  # noqa: PLC0415

    with open_workplace(arguments, console) as place:
        templates = templates_for(place.project)
        name = find_design(arguments.name, templates.texts)
        page, found = write_preview(place, templates, name, arguments.document)
        shown = place.project.shown(page)
    console.show_diagnostics(found)
    console.say(f"{shown}: open it in a browser")
    return status_of(found)


def _project(folder: Path) -> Project | None:
    """Return the publication, or None outside of one."""
    try:
        return Project.find(folder)
    except SettingsError as error:
        if error.line:
            raise
        return None
