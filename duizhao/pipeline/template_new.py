"""template new: a design of one's own, begun from another."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from duizhao.errors import FileError, TemplateError
from duizhao.pipeline.designs import designs_of
from duizhao.project import Project
from duizhao.render.theme import THEME_FILE, said_of
from duizhao.render.theme_values import DEFAULTS, DESIGNS

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def find_design(name: str, templates: Mapping[str, str]) -> str:
    """Return the template that `name` means, with or without `.html`.

    Raises TemplateError, which names the nearest, where there is none.
    """
    known = designs_of(templates)
    file = name if name.endswith(".html") else f"{name}.html"
    if file in known:
        return file
    stems = [one.removesuffix(".html") for one in known]
    near = difflib.get_close_matches(name, stems, n=1)
    meant = f"did you mean {near[0]!r}? " if near else ""
    message = f"there is no template {name!r}"
    raise TemplateError(message, hint=f"{meant}there are: {', '.join(stems)}")


def new_template(
    project: Project, name: str, origin: str, templates: Mapping[str, str]
) -> list[str]:
    """Begin the template `name` as a copy of `origin`; return the files written.

    Its page, its style sheet and its table in `theme.toml` are made in the
    publication's own templates. Raises FileError for a name that cannot be or is taken.
    """
    if not _NAME.fullmatch(name):
        message = f"a template cannot be called {name!r}"
        raise FileError(message, hint="small letters, digits, - and _, as in: spring")
    old = find_design(origin, templates).removesuffix(".html")
    page = templates[f"{old}.html"].replace(f'"{old}.css"', f'"{name}.css"')
    files = {f"{name}.html": page}
    if f"{old}.css" in templates:
        files[f"{name}.css"] = templates[f"{old}.css"]
    for file in files:
        if (project.templates / file).exists() or file in templates:
            message = "this is there already; nothing is written"
            raise FileError(
                message, path=f"templates/{file}", hint="choose another name"
            )
    files[THEME_FILE] = _with_table(templates.get(THEME_FILE, ""), name, old, templates)
    for file, text in files.items():
        project.write(project.templates / file, text.encode())
    return [project.shown(project.templates / file) for file in files]


def _with_table(text: str, name: str, old: str, templates: Mapping[str, str]) -> str:
    """Return `theme.toml` with a table of the new design that says what the old has."""
    said = said_of(templates)
    values = {**DESIGNS.get(old, {}), **said.get(old, {})}
    if name in said or not (values or text):
        return text
    lines = [f'{key} = "{values[key]}"\n' for key in DEFAULTS if key in values]
    lines += [f'{k} = "{v}"\n' for k, v in values.items() if k not in DEFAULTS]
    gap = "" if not text or text.endswith("\n\n") else "\n"
    return f"{text}{gap}# --- {name}: begun from {old}\n[{name}]\n{''.join(lines)}"
