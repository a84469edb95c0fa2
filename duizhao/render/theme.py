"""The values that `[theme]` in `duizhao.toml` gives to the style sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup

from duizhao.errors import SettingsError

DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        "accent": "#9a2a1e",
        "ink": "#1d1b19",
        "muted": "#6c675f",
        "hairline": "#c9c3b8",
        "tint": "#f6f2ea",
        "serif": "'Linux Libertine O', 'Libertinus Serif', 'Charis SIL'",
        "serif_zh": "'Noto Serif CJK SC', 'Source Han Serif SC', 'Songti SC'",
        "sans": "'Lato', 'Carlito', 'Open Sans'",
        "sans_zh": "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC'",
        "mono": "'DejaVu Sans Mono', 'Liberation Mono'",
        "size": "11pt",
        "size_zh": "10pt",
        "leading": "15pt",
        "leading_zh": "17pt",
        "indent": "1.3em",
        "indent_zh": "2em",
        "paper": "A4",
        "margin_top": "27mm",
        "margin_bottom": "27mm",
        "margin_inner": "50mm",
        "margin_outer": "28mm",
        "margin_parallel": "24mm",
        "hang": "20mm",
    }
)
"""Every value that the templates of the house use, with what it is if left alone."""

_LONGEST = 200  # characters; no font stack is longer
_FUNCTIONS = frozenset({"rgb", "rgba", "hsl", "hsla", "calc", "min", "max"})


def read_theme(settings: Mapping[str, str]) -> Mapping[str, Markup]:
    """Return the defaults overlaid by `settings`, checked and fit for a style sheet.

    Raises SettingsError for a name that is not of small letters, digits, `_` and `-`,
    and for a value that might end its declaration or load something.
    """
    values = dict(DEFAULTS)
    for name, value in settings.items():
        if not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", name):
            raise SettingsError(
                f"[theme] has a key {name!r}; a key is of small letters, digits, _ and -",
                hint="Rename it, in duizhao.toml and in the templates that use it.",
            )
        values[name] = _checked(name, value)
    return MappingProxyType({name: Markup(v) for name, v in values.items()})  # noqa: S704  # checked above


def theme_css(theme: Mapping[str, Markup]) -> Markup:
    """Return the theme as CSS custom properties: `serif_zh` becomes `--serif-zh`."""
    lines = [f"  --{n.replace('_', '-')}: {v};\n" for n, v in sorted(theme.items())]
    return Markup(f":root {{\n{''.join(lines)}}}\n")  # noqa: S704  # values were checked


def _checked(name: str, value: str) -> str:
    """Return a value with single quotes, or refuse it."""
    text = value.strip().replace('"', "'")
    allowed = re.fullmatch(r"[\w#.,%()'\- ]*", text) and len(text) <= _LONGEST
    bare = re.sub(r"'[^']*'", "", text)
    functions = set(re.findall(r"([\w-]*)\(", bare.lower()))
    balanced = "'" not in bare and _balanced(bare)
    if not (allowed and balanced and functions <= _FUNCTIONS):
        raise SettingsError(
            f"[theme] {name} = {value[:80]!r} cannot be a value of a style sheet: "
            "letters, digits, # . , % - blanks, closed quotes and rgb(…) are expected",
            hint=f"Mend {name} under [theme] in duizhao.toml, or remove the line.",
        )
    return text


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0
