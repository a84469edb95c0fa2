"""The publication's sign on a page: a picture that lies among the templates."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

from markupsafe import Markup

from duizhao.errors import SettingsError
from duizhao.render.escape import clean
from duizhao.render.page import Page
from duizhao.render.side import Medium
from duizhao.render.theme import THEME_FILE


def draw_logo(theme: Mapping[str, Markup], page: Page, medium: Medium) -> Markup:
    """Return the logo as an `img`, read out as the publication's title; or nothing.

    Raises SettingsError where the theme names a picture that is not there.
    """
    name = str(theme["logo"])
    if not name:
        return Markup()
    asset = page.decor.get(name)
    if asset is None:
        known = ", ".join(sorted(page.decor)) or "none"
        message = f"logo: there is no picture {name!r} in templates/"
        hint = f"put it there, or say logo = ''; there are: {known}"
        raise SettingsError(message, path=f"templates/{THEME_FILE}", hint=hint)
    address = f"asset:template/{name}"
    if medium is Medium.SCREEN:
        coded = b64encode(asset.data).decode("ascii")
        address = f"data:{asset.media_type};base64,{coded}"
    image = Markup('<img class="logo" src="{}" alt="{}">')
    return image.format(address, clean(page.publication) or "Logo")
