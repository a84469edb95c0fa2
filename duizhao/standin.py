"""Stand-ins for modules: a library is imported without what it hardly ever uses.

While the library is imported, a stand-in takes the place of each such module. It imports
the real one when something of it is first used, so that nothing is lost but the time.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any


class StandIn(ModuleType):
    """Looks like a module, and imports it when something of it is wanted."""

    def __getattr__(self, name: str) -> Any:
        """Return what the real module has under `name`."""
        if name.startswith("__"):  # asked for by the import system itself
            raise AttributeError(name)
        return getattr(_real(self.__name__), name)


class _Alike(StandIn):
    """Gives what another module has under the same name, and only the rest is real."""

    def __init__(self, name: str, other: ModuleType) -> None:
        super().__init__(name)
        self._other = other

    def __getattr__(self, name: str) -> Any:
        found = vars(self._other).get(name)
        return super().__getattr__(name) if found is None else found


class Named:
    """Stands for a function or class that the library imports by its name."""

    def __init__(self, module: str, name: str) -> None:
        """Stand for `name` of `module`."""
        self._module = module
        self.__name__ = name

    def __call__(self, *values: Any, **named: Any) -> Any:
        """Call the real one."""
        return getattr(_real(self._module), self.__name__)(*values, **named)

    def __getattr__(self, name: str) -> Any:
        """Return what the real one has under `name`."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(getattr(_real(self._module), self.__name__), name)


@contextmanager
def standing_in(
    modules: Mapping[str, tuple[str, ...] | ModuleType],
) -> Iterator[None]:
    """Put stand-ins among the loaded modules, and take them out at the end.

    `modules` has with each what the library imports from it by name, or a module that
    has the same under the same names. A module that is loaded already is left alone; so
    nothing happens on a second call.
    """
    mine = [name for name in modules if name not in sys.modules]
    for name in mine:
        sys.modules[name] = _stand_in(name, modules[name])
    try:
        yield
    finally:
        for name in mine:
            _take_out(name)


def _stand_in(name: str, wanted: tuple[str, ...] | ModuleType) -> StandIn:
    if isinstance(wanted, ModuleType):
        return _Alike(name, wanted)
    module = StandIn(name)
    for one in wanted:
        setattr(module, one, Named(name, one))
    return module


def _real(name: str) -> ModuleType:
    _take_out(name)  # else the stand-in would be found again
    return importlib.import_module(name)


def _take_out(name: str) -> None:
    if isinstance(sys.modules.get(name), StandIn):
        del sys.modules[name]
