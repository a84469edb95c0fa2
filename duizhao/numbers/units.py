"""Measures by what they measure and how large they are, in both languages."""

from __future__ import annotations

from typing import NamedTuple


class Unit(NamedTuple):
    """A unit of measure."""

    name: str
    """A short name, such as `km`."""
    dimension: str
    """What it measures."""
    size: float
    """How many of the dimension's first unit it is."""


_TABLE = """
m2      area    1         平方米 平米        | square metres square meters sq m sqm m2 m²
km2     area    1e6       平方公里 平方千米  | square kilometres square kilometers sq km km2 km²
mu      area    666.6667  亩                 | mu
ha      area    1e4       公顷               | hectares ha
acre    area    4046.86   英亩               | acres
sqft    area    0.092903  平方英尺           | square feet sq ft
km      length  1000      公里 千米          | kilometres kilometers km kms
m       length  1         米 公尺            | metres meters m
cm      length  0.01      厘米 公分          | centimetres centimeters cm
mm      length  0.001     毫米               | millimetres millimeters mm
nm      length  1e-9      纳米               | nanometres nanometers nm
li      length  500       里 华里            | li
mile    length  1609.344  英里               | miles mi
foot    length  0.3048    英尺               | feet foot ft
inch    length  0.0254    英寸 吋            | inches inch
nmi     length  1852      海里               | nautical miles
tonne   mass    1000      吨 公吨            | tonnes tons ton metric tons
kg      mass    1         公斤 千克          | kilograms kilogrammes kilos kg
g       mass    0.001     克                 | grams grammes g
mg      mass    1e-6      毫克               | milligrams mg
jin     mass    0.5       斤 市斤            | jin catties
liang   mass    0.05      两                 | liang taels
pound   mass    0.453592  磅                 | pounds lb lbs
ounce   mass    0.0283495 盎司               | ounces oz
litre   volume  1         升 公升            | litres liters
ml      volume  0.001     毫升               | millilitres milliliters ml
m3      volume  1000      立方米             | cubic metres cubic meters
kwh     energy  1         千瓦时 度电        | kilowatt-hours kilowatt hours kwh
mwh     energy  1e3       兆瓦时             | megawatt-hours megawatt hours mwh
gwh     energy  1e6       吉瓦时             | gigawatt-hours gigawatt hours gwh
twh     energy  1e9       太瓦时             | terawatt-hours terawatt hours twh
kw      power   1         千瓦               | kilowatts kw
mw      power   1e3       兆瓦               | megawatts mw
gw      power   1e6       吉瓦               | gigawatts gw
khz     waves   1e3       千赫               | kilohertz khz
mhz     waves   1e6       兆赫               | megahertz mhz
ghz     waves   1e9       吉赫 千兆赫        | gigahertz ghz
pixel   pixels  1         像素               | pixels
mp      pixels  1e6       兆像素             | megapixels mp
degf    heat    1         华氏度 ℉ °F        | degrees fahrenheit ℉ °f
celsius warmth  1         摄氏度 ℃ °C        | degrees celsius ℃ °c
"""


def _read() -> tuple[dict[str, Unit], dict[str, Unit]]:
    chinese: dict[str, Unit] = {}
    english: dict[str, Unit] = {}
    for line in _TABLE.strip().splitlines():
        left, _, right = line.partition("|")
        name, dimension, size, *words = left.split()
        unit = Unit(name, dimension, float(size))
        chinese.update(dict.fromkeys(words, unit))
        for word in _english_words(right):
            english[word] = unit
    return chinese, english


def _english_words(text: str) -> list[str]:
    """Return the English names; a name of several words begins with a known one."""
    found: list[str] = []
    first = ("square", "sq", "cubic", "nautical", "metric", "degrees", "kilowatt")
    watts = ("megawatt", "gigawatt", "terawatt")
    for word in text.split():
        if found and found[-1] in (*first, *watts):
            found[-1] += f" {word}"
        else:
            found.append(word)
    singular = [one[:-1] for one in found if len(one) > 3 and one.endswith("s")]
    return found + singular


CHINESE, ENGLISH = _read()
"""The units by their Chinese and by their English names."""
BY_NAME = {unit.name: unit for unit in CHINESE.values()}
"""The units by their short names."""
