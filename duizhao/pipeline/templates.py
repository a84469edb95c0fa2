"""The templates of a publication, or the shipped ones: texts, Word files, pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from duizhao.errors import TemplateError
from duizhao.pipeline.rendering import Templates
from duizhao.project import TEMPLATE_BINARIES, Project
from duizhao.render.page import Asset
from duizhao.shipped import read_shipped_templates

_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")


def read_templates(project: Project | None) -> Templates:
    """Return the templates of `project`, or the shipped ones without it.

    Raises FileError for what cannot be read or is not UTF-8, and TemplateError for a
    picture that is none.
    """
    if project is None:
        files = read_shipped_templates()
        texts = {
            name: data.decode("utf-8-sig")
            for name, data in files.items()
            if not name.lower().endswith(TEMPLATE_BINARIES)
        }
    else:
        names = project.template_names()
        binary = [name for name in names if name.lower().endswith(TEMPLATE_BINARIES)]
        texts = dict(project.read_templates())
        files = {name: project.read_template(name) for name in binary}
    return Templates(
        texts,
        {name: data for name, data in files.items() if name.endswith(".docx")},
        _pictures(files),
    )


def _pictures(files: Mapping[str, bytes]) -> dict[str, Asset]:
    """Return the pictures among `files`, each looked at as those of manuscripts are."""
    found = {n: data for n, data in files.items() if n.lower().endswith(_PICTURES)}
    if not found:
        return {}
    # With the readers of XML that they bring, they take 5 ms to import.
    from duizhao.pictures import measure  # noqa: PLC0415
    from duizhao.svg import PictureError  # noqa: PLC0415

    assets: dict[str, Asset] = {}
    for name, data in found.items():
        try:
            size = measure(data)
        except PictureError as error:
            message = f"this picture cannot be taken: {error}"
            hint = "save it anew as SVG or PNG, or remove it"
            raise TemplateError(message, path=f"templates/{name}", hint=hint) from error
        kind, wide, high = size.media_type, size.width, size.height
        assets[name] = Asset(PurePath(name).name, data, kind, wide, high)
    return assets
