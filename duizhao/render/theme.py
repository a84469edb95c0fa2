"""The looks that an editor chose, as templates and style sheets take them.

They come from the house's own values, then from `templates/theme.toml` (its top, then
the table of the design), then from `[theme]` in `duizhao.toml`; the last word wins.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from types import MappingProxyType

from markupsafe import Markup

from duizhao.errors import SettingsError
from duizhao.render.theme_values import (
    CHINESE,
    DEFAULTS,
    DESIGNS,
    PLACEHOLDERS,
    Kind,
    check_value,
    kind_of,
)
from duizhao.toml import Value, read_toml

THEME_FILE = "theme.toml"
"""The file in `templates/` that holds the looks."""

OWN = "own"
"""The table of that file whose keys are free."""

_PATH = f"templates/{THEME_FILE}"
# The placeholders that only the PDF engine can fill in.
_ENGINE = {
    "page": "counter(page)",
    "pages": "counter(pages)",
    "section": "string(section)",
}
_VERSO = {**_ENGINE, "page": "counter(verso)", "section": "string(section-source)"}


def read_theme(
    settings: Mapping[str, str], templates: Mapping[str, str], design: str = ""
) -> Mapping[str, Markup]:
    """Return every value, checked and fit for a style sheet.

    `settings` is `[theme]` in `duizhao.toml`; of `templates`, texts by file name,
    `theme.toml` is read; `design` is the name of the page's template. Raises
    SettingsError, with file and line where they are known, for what is no TOML, for an
    unknown key or table and for a value that cannot be.
    """
    own = said_of(templates)
    name = design.removesuffix(".html")
    values = {
        **DEFAULTS,
        **own.get("", {}),
        **DESIGNS.get(name, {}),
        **own.get(OWN, {}),
        **own.get(name, {}),
    }
    for key, said in settings.items():
        try:
            values[key] = check_value(key, said)
        except SettingsError as error:
            hint = error.hint or f"mend {key} under [theme], or remove the line"
            message = f"[theme] {error.message}"
            raise SettingsError(message, path="duizhao.toml", hint=hint) from error
    return MappingProxyType({key: Markup(said) for key, said in values.items()})  # noqa: S704  # checked above


def said_of(templates: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    """Return what `theme.toml` says: the values of its top by "", of each table by name.

    Raises SettingsError with file and line.
    """
    names = tuple(sorted(name for name in templates if name.endswith(".html")))
    return _read_file(templates.get(THEME_FILE, ""), names)


def theme_css(theme: Mapping[str, Markup]) -> Markup:
    """Return the theme as CSS custom properties: `serif_zh` becomes `--serif-zh`."""
    lines = [
        f"  --{name.replace('_', '-')}: {said};\n"
        for name, said in sorted(theme.items())
        if said and kind_of(name) not in (Kind.TEXT, Kind.PICTURE)
    ]
    return Markup(f":root {{\n{''.join(lines)}}}\n")  # noqa: S704  # values were checked


def running_texts(
    theme: Mapping[str, Markup],
    words: Mapping[str, str],
    quote: Callable[[str], Markup],
    *,
    chinese: bool,
    verso: bool = False,
) -> Mapping[str, Markup]:
    """Return the texts of headers and footers as the `content` of a style sheet.

    `words` are the values of the placeholders that are known before the layout, and
    `quote` writes a text as a string of a style sheet. `verso` is for the left pages of
    facing ones, which have a counter and sections of their own. An empty text gives
    `none`.
    """
    engine = _VERSO if verso else _ENGINE
    found: dict[str, Markup] = {}
    for name in DEFAULTS:
        if kind_of(name) is not Kind.TEXT or name.endswith(CHINESE):
            continue
        said = theme[name]
        if chinese:
            said = theme.get(f"{name}{CHINESE}", said)
        found[name] = _content(str(said), words, quote, engine)
    return MappingProxyType(found)


def _content(
    text: str,
    words: Mapping[str, str],
    quote: Callable[[str], Markup],
    engine: Mapping[str, str],
) -> Markup:
    """Return one text as `content`: strings, counters and the section's name."""
    parts: list[Markup] = []
    for part in re.split(rf"(\{{(?:{'|'.join(PLACEHOLDERS)})\}})", text):
        word = part[1:-1]
        if part.startswith("{") and word in engine:
            parts.append(Markup(engine[word]))  # noqa: S704  # from the tables above
        elif said := words.get(word, "") if part.startswith("{") else part:
            # Blanks that an editor typed are meant: a style sheet would join them.
            parts.append(
                quote(re.sub(" {2,}", lambda m: "\u2003" * (len(m[0]) - 1), said))
            )
    return Markup(" ").join(parts) or Markup("none")


@lru_cache(maxsize=8)
def _read_file(
    text: str, templates: tuple[str, ...]
) -> Mapping[str, Mapping[str, str]]:
    """Return what the text of `theme.toml` says, checked."""
    root = read_toml(_PATH, text)
    designs = [name.removesuffix(".html") for name in templates]
    found: dict[str, dict[str, str]] = {"": {}}
    for key, content in root.content.items():
        value = root.at(key)
        if not isinstance(content, dict):
            found[""][key] = _read_value(value, DEFAULTS)
        elif key in (OWN, *designs, *DESIGNS):
            known = None if key == OWN else DEFAULTS
            found[key] = {name: _read_value(value.at(name), known) for name in content}
        else:
            expected = ", ".join((*designs, OWN))
            message = f"there is no design {key!r}"
            raise value.error(message, f"{_near(key, designs)}expected: {expected}")
    return found


def _read_value(value: Value, known: Collection[str] | None) -> str:
    """Return one value of the file; raise SettingsError with its line."""
    name = value.keys[-1]
    text = kind_of(name) is Kind.TEXT  # each may have a Chinese form
    if known is not None and name not in known and not text:
        hint = f"{_near(name, known)}values of your own stand in a table [{OWN}]"
        raise value.error(f"unknown key {name!r}", hint)
    if not isinstance(value.content, str):
        raise value.error(f"{name} must be in quotes, found {value.content!r}")
    try:
        return check_value(name, value.content)
    except SettingsError as error:
        raise value.error(error.message, error.hint) from error


def _near(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean {near[0]!r}? " if near else ""
