"""What an editor may say about how Markdown is read."""

from __future__ import annotations

from duizhao.values import value

FRONT_MATTER_KEYS = (
    "title",
    "subtitle",
    "author",
    "lead",
    "keywords",
    "description",
    "summary",
    # What the designs magazine and notice print.
    *("kicker", "issuer", "number", "to", "signed", "cc"),
)
"""The front matter keys whose values are translated unless the settings say others."""


@value
class MarkdownSettings:
    """The `[markdown]` table of `duizhao.toml`."""

    cjk_emphasis: bool = True
    """Read `**注意。**请` as bold, which CommonMark does not (docs/deviations.md)."""
    cjk_breaks: bool = True
    """Join lines between Han characters with nothing, where CommonMark has a blank."""
    front_matter: tuple[str, ...] = FRONT_MATTER_KEYS
    """The front matter keys whose values are translated."""
