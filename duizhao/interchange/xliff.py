"""Reads XLIFF of either version."""

from __future__ import annotations

from duizhao.errors import CatalogError
from duizhao.interchange.exchanged import Part
from duizhao.interchange.xliff1 import read_xliff1
from duizhao.interchange.xliff2 import read_xliff2
from duizhao.interchange.xml import line_of, local, parse


def read_xliff(path: str, data: bytes) -> list[Part]:
    """Return what came back in the XLIFF file `data`. Raises CatalogError."""
    root = parse(path, data)
    version = root.get("version", "")
    if local(root) != "xliff":
        message = f"this is no XLIFF: its root is <{local(root)[:40]}>"
    elif version.startswith("2."):
        return read_xliff2(path, root)
    elif version.startswith("1."):
        return read_xliff1(path, root)
    else:
        message = f"XLIFF of an unknown version, “{version[:20]}”"
    raise CatalogError(
        message,
        path=path,
        line=line_of(root),
        hint="Known are XLIFF 1.2 (and 1.1, 1.0) and 2.0 (and 2.1).",
    )
