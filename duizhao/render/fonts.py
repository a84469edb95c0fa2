"""The faces that pages are set in: from Python packages, under names of our own.

They are cut once (`fontcut`), when the project is set up or the first PDF is made, into
a folder beside the program or in the user's cache; fontconfig keeps its own notes there,
so that a PDF does not pay for their thirty thousand glyphs. Fonts of the system are
asked for what these lack, and for names that a theme says.
"""

from __future__ import annotations

import importlib.metadata
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from duizhao.render.fontcut import CutError, Face, cut_face

SERIF, SANS, MONO = "Duizhao Serif", "Duizhao Sans", "Duizhao Mono"
SERIF_ZH, SANS_ZH = "Duizhao Serif ZH", "Duizhao Sans ZH"
SERIF_HANT, SANS_HANT = "Duizhao Serif Hant", "Duizhao Sans Hant"

_MAKING: Final = 4
"""To be raised when `fontcut` makes other files of the same fonts."""

_GENERIC: Final[Mapping[str, tuple[str, ...]]] = {
    "serif": (SERIF, SERIF_ZH),
    "sans-serif": (SANS, SANS_ZH),
    "monospace": (MONO, SANS_ZH),
}
_ALL_STYLES: Final = "400 400i 600 600i 700 700i"
_ZH, _HANT = "pylopdf_fonts_zh_cn", "pylopdf_fonts_zh_tw"
_BLACK, _BLACK_FILE = "cvttf_NotoSansCJK_Bold", "NotoSansCJKtc-Bold.otf"


def _latin(family: str, name: str, weights: str = _ALL_STYLES) -> Iterator[Face]:
    """Yield the faces of one variable font; a weight that ends in `i` is italic."""
    stem, package = name.replace(" ", ""), name.lower().replace(" ", "_")
    for said in weights.split():
        weight, italic = int(said.rstrip("i")), said.endswith("i")
        yield Face(
            family,
            weight,
            italic,
            package=f"fontpkg_{package}",
            file=f"files/{stem}{'-Italic' * italic}[wght].ttf",
            axes=(("wght", float(weight)),),
        )


FACES: Final[tuple[Face, ...]] = (
    # Source Serif is larger and darker: English would outweigh the Chinese beside it.
    *_latin(SERIF, "EB Garamond"),
    *_latin(SANS, "Source Sans 3"),
    *_latin(MONO, "Source Code Pro"),
    # The bold of a Chinese serif is the black sans: so Chinese books have it.
    Face(SERIF_ZH, 400, package=_ZH, file="NotoSerifSC-Regular.otf"),
    Face(SERIF_ZH, 700, package=_BLACK, file=_BLACK_FILE, script="ZHS "),
    Face(SANS_ZH, 400, package=_ZH, file="NotoSansSC-Regular.otf"),
    Face(SANS_ZH, 700, package=_BLACK, file=_BLACK_FILE, script="ZHS "),
)
"""Every face of the house."""

TRADITIONAL: Final[tuple[Face, ...]] = (
    Face(SERIF_HANT, 400, package=_HANT, file="NotoSerifTC-Regular.otf"),
    Face(SERIF_HANT, 700, package=_BLACK, file=_BLACK_FILE),
    Face(SANS_HANT, 400, package=_HANT, file="NotoSansTC-Regular.otf"),
    Face(SANS_HANT, 700, package=_BLACK, file=_BLACK_FILE),
)
"""The faces of traditional characters; used where their package is installed."""


class NoFontsError(ValueError):
    """The faces cannot be had: a package is missing, or there is no place to write."""


@cache
def find_folder() -> Path:
    """Return the folder that holds every face, cut if need be.

    Raises NoFontsError.
    """
    faces = FACES + (TRADITIONAL if find_spec(_HANT) else ())
    places = {face: _source(face) for face in faces}
    folders = [base / f"fonts-{_digest(places)}" for base in _bases()]
    for folder in folders:
        if (folder / "ready").is_file():
            return folder
    trouble = ""
    for folder in folders:
        try:
            _fill(folder, places)
        except OSError as error:
            trouble = str(error)
        except CutError as error:
            raise NoFontsError(str(error)) from error
        else:
            return folder
    raise NoFontsError(f"they cannot be written: {trouble}")


def _bases() -> Iterator[Path]:
    """Yield where the folder may be: with the program, or in the user's cache."""
    yield Path(sys.prefix) / "share" / "duizhao"
    cached = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    yield Path(cached) / "duizhao"


def _source(face: Face) -> Path:
    """Return the original of a face; raise NoFontsError where its package is not."""
    spec = find_spec(face.package)
    for base in (spec and spec.submodule_search_locations) or ():
        path = Path(base) / face.file
        if path.is_file():
            return path
    raise NoFontsError(f"the Python package {face.package} with {face.file} is missing")


def _digest(places: Mapping[Face, Path]) -> str:
    """Return what tells this set of files from that of another version."""
    sizes = [place.stat().st_size for place in places.values()]
    tools = importlib.metadata.version("fonttools")
    said = repr((_MAKING, list(places), sizes, tools))
    return sha256(said.encode()).hexdigest()[:12]


def _fill(folder: Path, places: Mapping[Face, Path]) -> None:
    """Cut every face into a folder; others may do the same at the same time."""
    folder.mkdir(parents=True, exist_ok=True)
    shaped: dict[tuple[Path, str], bytes] = {}
    for face, place in places.items():
        key = (place, face.script)
        if made := shaped.get(key):  # shaping takes seconds, and there are two names
            made = cut_face(made, replace(face, script=""))
        else:
            made = cut_face(place.read_bytes(), face)
        if face.script:
            shaped[key] = made
        _write(folder / (face.name + place.suffix), made)
    _write(folder / "ready", b"")


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)


def configured(fonts: ModuleType, folder: Path) -> Any:
    """Return a configuration of WeasyPrint that knows the faces of a folder.

    `fonts` is `weasyprint.text.fonts`. The families that style sheets call by kind,
    such as `serif`, are ours in it. Raises NoFontsError where fontconfig refuses.
    """
    made = fonts.FontConfiguration()
    ffi, library = fonts.ffi, fonts.fontconfig
    if not hasattr(library, "FcConfigAppFontAddDir"):
        ffi.cdef("FcBool FcConfigAppFontAddDir (FcConfig *, const FcChar8 *);")
    config = made._config  # noqa: SLF001  # there is no other way to it
    library.FcConfigParseAndLoadFromMemory(config, _settings(folder), 1)
    if not library.FcConfigAppFontAddDir(config, str(folder).encode()):
        raise NoFontsError(f"fontconfig cannot read {folder}")
    fonts.pangoft2.pango_fc_font_map_config_changed(
        ffi.cast("PangoFcFontMap *", made.font_map)
    )
    return made


def _settings(folder: Path) -> bytes:
    """Return what fontconfig is told: where to keep notes, and whom names mean."""
    rules = "".join(
        f'<match target="pattern"><test qual="any" name="family"><string>{kind}</string>'
        '</test><edit name="family" mode="prepend" binding="same">'
        + "".join(f"<string>{family}</string>" for family in families)
        + "</edit></match>"
        for kind, families in _GENERIC.items()
    )
    cached = str(folder / "notes").replace("&", "&amp;").replace("<", "&lt;")
    head = (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
    )
    return (
        f"{head}<fontconfig><cachedir>{cached}</cachedir>{rules}</fontconfig>".encode()
    )
