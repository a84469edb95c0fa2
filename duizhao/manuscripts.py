"""A manuscript of any kind read: what extraction needs, and nothing of documents."""

from __future__ import annotations

from duizhao.errors import SourceError
from duizhao.readers.markdown.settings import MarkdownSettings
from duizhao.readers.markdown.units import read_markdown
from duizhao.readers.text_settings import TextSettings
from duizhao.segments import SegmentRules
from duizhao.source import Source
from duizhao.units import Manuscript
from duizhao.values import value


@value
class Profile:
    """How one document is read."""

    language: str = "zh-Hans"
    """BCP 47 tag of the manuscript."""
    rules: SegmentRules = SegmentRules()
    """How it is cut into segments."""
    markdown: MarkdownSettings = MarkdownSettings()
    """How Markdown is read."""
    text: TextSettings = TextSettings()
    """How a plain text is read."""


_USUAL = Profile()


def read_manuscript(source: Source, profile: Profile) -> Manuscript:
    """Return the units of a manuscript; its file name's suffix says what it is.

    Raises SourceError for a suffix that no reader knows.
    """
    if is_text(source.path):
        # With the documents it brings, it takes 30 ms to import.
        from duizhao.readers import text as plain_text  # noqa: PLC0415

        return plain_text.read_text(source, profile.text)
    check_suffix(source.path)
    return read_markdown(source, profile.markdown)


def check_suffix(path: str) -> None:
    """Raise SourceError for a file that is no manuscript by its name's suffix."""
    if not path.lower().endswith((".txt", ".md", ".markdown")):
        raise SourceError(
            "the kind of this manuscript is not known",
            path=path,
            hint="its name must end in .md (Markdown) or .txt (plain text)",
        )


def read_text(path: str, text: str, profile: Profile = _USUAL) -> Manuscript:
    """Return the units of a manuscript whose text is at hand; see `read_manuscript`.

    A byte-order mark at its beginning is not part of the text.
    """
    bom = text.startswith("\ufeff")
    return read_manuscript(Source(path, text.removeprefix("\ufeff"), bom), profile)


def is_text(path: str) -> bool:
    """Say whether the manuscript at `path` is plain text."""
    return path.lower().endswith(".txt")
