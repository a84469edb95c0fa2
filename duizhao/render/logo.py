"""The publication's sign on a page: a picture that lies among the templates."""

from __future__ import annotations

import difflib
from base64 import b64encode
from collections.abc import Collection, Mapping

from markupsafe import Markup

from duizhao.diagnostics import Place
from duizhao.errors import SettingsError
from duizhao.render.escape import clean
from duizhao.render.page import Page
from duizhao.render.side import Medium
from duizhao.render.theme import THEME_FILE


def no_logo(name: str, pictures: Collection[str], place: Place) -> SettingsError:
    """Return the error for a logo that is not among the pictures of the templates."""
    near = difflib.get_close_matches(name, list(pictures), n=1)
    meant = f"did you mean {near[0]!r}? " if near else ""
    known = ", ".join(sorted(pictures)) or "none"
    return SettingsError(
        f"logo: there is no picture {name!r} in templates/",
        path=place.path,
        line=place.line,
        hint=f'{meant}put it there, or say logo = ""; there are: {known}',
    )


def draw_logo(theme: Mapping[str, Markup], page: Page, medium: Medium) -> Markup:
    """Return the logo as an `img`, read out as the publication's title; or nothing.

    Raises SettingsError where the theme names a picture that is not there.
    """
    name = str(theme["logo"])
    if not name:
        return Markup()
    asset = page.decor.get(name)
    if asset is None:
        raise no_logo(name, page.decor, Place(f"templates/{THEME_FILE}"))
    address = f"asset:template/{name}"
    if medium is Medium.SCREEN:
        coded = b64encode(asset.data).decode("ascii")
        address = f"data:{asset.media_type};base64,{coded}"
    image = Markup('<img class="logo" src="{}" alt="{}">')
    return image.format(address, clean(page.publication) or "Logo")
