"""The templates of a publication, or the shipped ones: texts, Word files, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from duizhao.config import Product
from duizhao.diagnostics import Place
from duizhao.errors import TemplateError
from duizhao.pipeline.rendering import Templates, check_template
from duizhao.project import SETTINGS, TEMPLATE_BINARIES, Project
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
    pictures = _pictures(files)
    words = {name: data for name, data in files.items() if name.endswith(".docx")}
    return Templates(texts, words, pictures)


def templates_for(
    project: Project | None, products: Iterable[Product] = ()
) -> Templates:
    """Return the templates of `project`; raise TemplateError where a product's is none.

    The error names the line of `duizhao.toml`. Raises what `read_templates` and
    `check_logos` raise.
    """
    templates = read_templates(project)
    check_logos(templates, project)
    for product in products:
        if project and product.template:
            line = project.settings_line("products", product.name, "template")
            place = Place(SETTINGS, line)
            check_template(product.template, product.format, templates, place)
    return templates


def check_logos(templates: Templates, project: Project | None) -> None:
    """Raise SettingsError for a logo that the theme or the settings name in vain.

    So it does for a theme that cannot be.
    """
    # Not needed to see that all is fresh.
    from duizhao.render.logo import no_logo  # noqa: PLC0415
    from duizhao.render.theme import THEME_FILE, said_of  # noqa: PLC0415
    from duizhao.toml_lines import find_lines  # noqa: PLC0415

    texts, pictures = templates.texts, templates.pictures
    for table, values in said_of(texts).items():
        name = values.get("logo")
        if name and name not in pictures:
            lines = find_lines(texts[THEME_FILE])
            line = lines[(table, "logo") if table else ("logo",)]
            raise no_logo(name, pictures, Place(f"templates/{THEME_FILE}", line))
    name = project.settings.theme.get("logo") if project else ""
    if project and name and name not in pictures:
        line = project.settings_line("theme", "logo")
        raise no_logo(name, pictures, Place(SETTINGS, line))


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
