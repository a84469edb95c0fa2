"""Loads WeasyPrint without what it hardly ever uses: a fifth of its start (measured).

WeasyPrint 70 imports all of fontTools' subsetter, instancer and WOFF2 reader, 0.2 s,
and then lets HarfBuzz subset the fonts. While WeasyPrint is imported, stand-ins take
the place of these modules. A stand-in imports the real module when something of it is
first used (no HarfBuzz subsetter on the machine, a WOFF2 font, a variable font embedded
whole), so that every PDF is the same, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Final

from duizhao.standin import standing_in

_LATER: Final[Mapping[str, tuple[str, ...]]] = {
    "fontTools.subset": (),
    "fontTools.ttLib.woff2": (),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}
"""The modules, each with the functions that WeasyPrint imports from it by name."""


def deferred() -> AbstractContextManager[None]:
    """Put the stand-ins among the loaded modules, and take them out at the end."""
    return standing_in(_LATER)
