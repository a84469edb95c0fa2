"""The sample texts of the house: a feature and a notice, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from duizhao.pictures import measure
from duizhao.pipeline.plain import PlainFile, picture_targets, plain_edition
from duizhao.pipeline.rendering import Edition
from duizhao.reading import Profile
from duizhao.render.page import Asset
from duizhao.shipped import read_shipped_samples
from duizhao.values import value

FEATURE, NOTICE = "feature", "notice"
"""The names of the sample texts."""

PUBLICATION = "Duizhao Quarterly"
"""What the publication of the samples is called."""


@value
class Sample:
    """A text to look at a template with."""

    name: str
    """What it is called, in messages and file names."""
    edition: Edition
    """It and its translation."""
    pictures: tuple[Mapping[str, Asset], Mapping[str, Asset]]
    """Its pictures: those of the translation, those of the original."""
    publication: str = PUBLICATION
    """The publication's title."""


def read_sample(name: str) -> Sample:
    """Return the sample text of the house called `name`."""
    files = read_shipped_samples()
    text = PlainFile(f"{name}.md", files[f"{name}.md"])
    catalog = PlainFile(f"{name}.po", files[f"{name}.po"])
    edition, _, _ = plain_edition(text, catalog, Profile())
    pictures = {
        target: _asset(target, files[target])
        for target in picture_targets(edition)
        if target in files
    }
    return Sample(name, edition, (pictures, pictures))


def sample_for(template: str) -> str:
    """Return the name of the sample that shows most of a template, given its text."""
    return NOTICE if "issuer" in template else FEATURE


def _asset(name: str, data: bytes) -> Asset:
    size = measure(data)
    return Asset(PurePath(name).name, data, size.media_type, size.width, size.height)
