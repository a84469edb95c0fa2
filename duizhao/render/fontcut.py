"""Font files of packages into the files that pages are set with, one for each face.

A variable font is cut to one weight and one optical size: WeasyPrint would do that with
each PDF, slowly. Every file gets a family name of our own, because two fonts of the same
name, one of them installed, print wrong glyphs in WeasyPrint 70; the Open Font License
asks for another name, too, for a font that was changed. No outline is redrawn.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any, Final

from duizhao.values import value

_NAMES: Final = (
    "libharfbuzz-subset.so.0",
    "libharfbuzz-subset.0.dylib",
    "libharfbuzz-subset-0.dll",
)
_ALL: Final = (0, 1, 6)  # HB_SUBSET_SETS: glyphs, characters, features of layout
_FLAGS: Final = 0x40 | 0x80  # the box of a missing glyph, and the glyphs' names
_PLAIN: Final = {1, 2, 3, 4, 5, 6, 13, 14}  # name IDs: names, version, licence
_VARYING: Final = ("STAT", "DSIG", "fvar", "avar", "gvar", "HVAR", "MVAR", "VVAR")


class CutError(ValueError):
    """A font that cannot be cut here."""


@value
class Face:
    """One family, weight and style: one file."""

    family: str
    """The private name of the family."""
    weight: int
    """As in style sheets: 400 is regular, 700 bold."""
    italic: bool = False
    """Whether it slants."""
    package: str = ""
    """The Python package that holds the original."""
    file: str = ""
    """The original's path in the package."""
    axes: tuple[tuple[str, float], ...] = ()
    """Where to cut a variable font; empty for any other."""
    script: str = ""
    """The OpenType language whose shapes are made the ordinary ones, such as `ZHS `."""

    @property
    def name(self) -> str:
        """The name of the file: `duizhao-serif-600-italic`."""
        slant = "-italic" if self.italic else ""
        return f"{self.family.lower().replace(' ', '-')}-{self.weight}{slant}"


def cut_face(data: bytes, face: Face) -> bytes:
    """Return the file of `face`, made of the original's bytes; the same ones each time.

    Raises CutError where HarfBuzz's subset library is missing or knows no variable
    fonts, and for a damaged font.
    """
    from fontTools.ttLib import (  # type: ignore[import-untyped]  # noqa: PLC0415  # heavy
        TTFont,
        TTLibError,
    )

    if face.axes:
        data = _pin(data, dict(face.axes))
    out = BytesIO()
    try:
        font = TTFont(BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
        for table in _VARYING:
            if table in font:
                del font[table]
        if face.axes:
            _mend(font)
        if face.script:
            _prefer(font, face.script)
        _name(font, face)
        font.save(out, reorderTables=False)
    except (TTLibError, KeyError, AssertionError) as error:
        raise CutError(f"{face.file} is damaged: {error}") from error
    return out.getvalue()


def _mend(font: Any) -> None:
    """Put right the places of glyphs that HarfBuzz 6 wrote into too few bits.

    It writes halves of them in 16 bits even where the last glyphs end beyond 131,070.
    """
    places = font["loca"].locations
    above = last = 0
    for index, place in enumerate(places):
        above += 0x20000 * (place + above < last)
        last = places[index] = place + above
    assert font["glyf"].glyphs  # reads them, so that they are written anew


def _name(font: Any, face: Face) -> None:
    """Write the names and the marks by which programs tell faces apart."""
    style = "Italic" if face.italic else "Regular"
    words = {
        1: face.family,
        2: style if face.weight == 400 else f"{face.weight} {style}",
        3: f"duizhao:{face.name}",
        4: f"{face.family} {face.weight} {style}",
        6: face.name,
    }
    names = font["name"]
    names.names = [
        record
        for record in names.names
        if record.nameID in _PLAIN - set(words) and record.isUnicode()
    ]
    for number, text in words.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = face.weight
    bold = face.weight >= 700
    font["OS/2"].fsSelection = (
        face.italic | bold << 5 | (not (face.italic or bold)) << 6
    )
    font["head"].macStyle = bold | face.italic << 1


def _prefer(font: Any, script: str) -> None:
    """Let characters lead to the shapes of one language, in text of any language."""
    table = font["GSUB"].table
    shapes: dict[str, str] = {}
    for record in table.ScriptList.ScriptRecord:
        for language in record.Script.LangSysRecord:
            if record.ScriptTag == "hani" and language.LangSysTag == script:
                for index in language.LangSys.FeatureIndex:
                    shapes |= _singles(table, index)
    for held in font["cmap"].tables:
        if held.isUnicode() and hasattr(held, "cmap"):
            held.cmap = {c: shapes.get(glyph, glyph) for c, glyph in held.cmap.items()}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "locl":
            record.Feature.LookupListIndex = []
            record.Feature.LookupCount = 0


def _singles(table: Any, index: int) -> dict[str, str]:
    """Return which glyphs a feature `locl` puts in the place of which."""
    record = table.FeatureList.FeatureRecord[index]
    found: dict[str, str] = {}
    if record.FeatureTag == "locl":
        for number in record.Feature.LookupListIndex:
            for subtable in table.LookupList.Lookup[number].SubTable:
                found |= getattr(subtable, "ExtSubTable", subtable).mapping
    return found


def _pin(data: bytes, axes: Mapping[str, float]) -> bytes:
    """Return a variable font at one place of its axes, by HarfBuzz: 30 ms of CPU.

    fontTools takes 24 s for the same (measured: Source Serif 4).
    """
    library = _library()
    blob = library.hb_blob_create(data, len(data), 1, None, None)  # 1: read only
    face = library.hb_face_create(blob, 0)
    order = library.hb_subset_input_create_or_fail()
    made = None
    try:
        for kind in _ALL:
            everything = library.hb_subset_input_set(order, kind)
            library.hb_set_clear(everything)
            library.hb_set_invert(everything)
        library.hb_subset_input_set_flags(order, _FLAGS)
        for name, place in axes.items():
            tag = int.from_bytes(name.encode("ascii"), "big")
            if not library.hb_subset_input_pin_axis_location(order, face, tag, place):
                raise CutError(f"the font has no axis {name}")
        made = library.hb_subset_or_fail(face, order)
        if not made:
            raise CutError("HarfBuzz cannot cut the font")
        return _bytes_of(library, made)
    finally:
        library.hb_face_destroy(made)
        library.hb_subset_input_destroy(order)
        library.hb_face_destroy(face)
        library.hb_blob_destroy(blob)


def _bytes_of(library: Any, face: int) -> bytes:
    blob = library.hb_face_reference_blob(face)
    length = ctypes.c_uint()
    start = library.hb_blob_get_data(blob, ctypes.byref(length))
    data = ctypes.string_at(start, length.value)
    library.hb_blob_destroy(blob)
    return data


@cache
def _library() -> Any:
    """Return HarfBuzz's subset library, with the types of what is called of it."""
    pointer, number, whole = ctypes.c_void_p, ctypes.c_uint, ctypes.c_int
    types: dict[str, tuple[Any, ...]] = {  # what comes back, then what goes in
        "hb_blob_create": (pointer, ctypes.c_char_p, number, whole, pointer, pointer),
        "hb_blob_destroy": (None, pointer),
        "hb_blob_get_data": (pointer, pointer, ctypes.POINTER(number)),
        "hb_face_create": (pointer, pointer, number),
        "hb_face_destroy": (None, pointer),
        "hb_face_reference_blob": (pointer, pointer),
        "hb_set_clear": (None, pointer),
        "hb_set_invert": (None, pointer),
        "hb_subset_input_create_or_fail": (pointer,),
        "hb_subset_input_destroy": (None, pointer),
        "hb_subset_input_set": (pointer, pointer, whole),
        "hb_subset_input_set_flags": (None, pointer, number),
        "hb_subset_input_pin_axis_location": (
            *(whole, pointer, pointer),
            *(ctypes.c_uint32, ctypes.c_float),
        ),
        "hb_subset_or_fail": (pointer, pointer, pointer),
    }
    for name in _NAMES:
        try:
            library = ctypes.CDLL(name)
            for function, (result, *arguments) in types.items():
                found = getattr(library, function)
                found.restype, found.argtypes = result, arguments
        except (OSError, AttributeError):
            continue
        return library
    raise CutError("HarfBuzz 6 or newer with its subset library is not here")
