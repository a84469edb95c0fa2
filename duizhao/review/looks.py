"""How a run of a Word file looks, as far as Markdown knows it."""

from __future__ import annotations

from typing import Any, Final

from duizhao.review.markup import PLAIN, Look

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Word's name space."""
_OFF: Final = frozenset({"0", "false", "off", "none"})
_MONOSPACE: Final = ("consolas", "courier", "menlo", "monaco", "mono ", "monospace")
_DEPTH: Final = 10  # styles based on styles; Word itself allows eleven


class Looks:
    """Reads the properties of runs, with the character styles of the file."""

    def __init__(self, styles: Any | None) -> None:
        """Read with `word/styles.xml`, or without."""
        found = styles.iterfind(f"{W}style") if styles is not None else ()
        self._styles = {
            one.get(f"{W}styleId", ""): one
            for one in found
            if one.get(f"{W}type") == "character"
        }
        self._known: dict[str, Look] = {"": PLAIN}

    def of(self, properties: Any | None, href: str) -> Look:
        """Return the look of a run with these `w:rPr`, inside a link to `href`."""
        if properties is None:
            return Look(href=href) if href else PLAIN
        style = properties.find(f"{W}rStyle")
        base = PLAIN
        if style is not None:
            base = self._of_style(style.get(f"{W}val", ""))
        return _with(base, properties)._replace(href=href)

    def _of_style(self, name: str) -> Look:
        if name in self._known:
            return self._known[name]
        chain: list[Any] = []
        at = name
        while at in self._styles and len(chain) < _DEPTH:
            chain.append(self._styles[at])
            base = chain[-1].find(f"{W}basedOn")
            at = base.get(f"{W}val", "") if base is not None else ""
        look = PLAIN
        for style in reversed(chain):
            properties = style.find(f"{W}rPr")
            look = look if properties is None else _with(look, properties)
        self._known[name] = look
        return look


def _with(look: Look, properties: Any) -> Look:
    """Return `look` with what these properties switch on and off."""
    look = look._replace(
        bold=_on(properties, "b", look.bold),
        italic=_on(properties, "i", look.italic),
        strike=_on(properties, "strike", look.strike),
    )
    fonts = properties.find(f"{W}rFonts")
    if fonts is not None and (face := fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")):
        code = any(word in f"{face.lower()} " for word in _MONOSPACE)
        look = look._replace(code=code)
    raised = properties.find(f"{W}vertAlign")
    if raised is not None:
        look = look._replace(note=raised.get(f"{W}val") == "superscript")
    return look


def _on(properties: Any, tag: str, before: bool) -> bool:  # noqa: FBT001 - as it was
    found = properties.find(f"{W}{tag}")
    return before if found is None else found.get(f"{W}val", "1") not in _OFF
