"""What a publication's `duizhao.toml` says, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from fnmatch import fnmatchcase

from duizhao.errors import SettingsError
from duizhao.language import Script
from duizhao.readers.encoding import ENCODINGS, is_known
from duizhao.readers.markdown.settings import MarkdownSettings
from duizhao.readers.text_settings import TextSettings
from duizhao.render.page import Format, Layout, why_not
from duizhao.segments import Segmentation
from duizhao.toml import Value, build, read_toml, suggest
from duizhao.values import value

# Tags become folder names and product names file names: neither may hold a slash.
_TAG = {"shape": (r"[A-Za-z]{2,8}([-_@][A-Za-z0-9]{1,8})*", "a tag like en or zh-Hans")}
_NAME = {"shape": (r"\w[\w.-]{0,63}", "a name of letters, digits, '.', '-' and '_'")}
_FILE = {"shape": (r"(\w[\w.-]{0,63})?", "a file name without a folder")}

# What else stands in `build/`: the index page, what `merge` makes, the indexes, and
# what templates are looked at with.
_TAKEN = ("index.html", "memory", "merged", "preview")


class Extract(StrEnum):
    """Which texts become catalog entries."""

    HAN = "han"
    """Those that hold a Chinese character."""
    ALL = "all"
    """Every text that holds a letter or a digit."""


class Locations(StrEnum):
    """What the `#:` comments of a catalog tell."""

    FULL = "full"
    """File and line."""
    FILE = "file"
    """The file alone: fewer changed lines in version control."""
    NEVER = "never"
    """Nothing: no such comments."""


class Headings(StrEnum):
    """In which case headings are written."""

    ANY = "any"
    """As the translator has it."""
    TITLE = "title"
    """Every Word but the Little Ones Begins with a Capital."""
    SENTENCE = "sentence"
    """Only the first word and names begin with a capital."""


class Quotes(StrEnum):
    """Which quotation marks stand outside, and not within others."""

    ANY = "any"
    """Double ones in American English, else as the translator has it."""
    DOUBLE = "double"
    """“He said ‘go’ to me.”"""
    SINGLE = "single"
    """‘He said “go” to me.’"""


class Stop(StrEnum):
    """Which findings keep a build from making a product that is to be complete."""

    NEVER = "never"
    """None."""
    ERROR = "error"
    """Errors that `check` finds."""


@value
class PublicationSettings:
    """The table `[publication]`."""

    title: str = ""
    """Printed in running heads; empty for none."""
    source_language: str = field(default="zh-Hans", metadata=_TAG)
    """BCP 47 tag of the manuscripts."""
    languages: tuple[str, ...] = field(default=("en",), metadata=_TAG)
    """Tags of the translations, each the name of a folder in `translations/`."""
    segmentation: Segmentation = Segmentation.SENTENCE
    """How much text a catalog entry holds."""
    extract: Extract = Extract.HAN
    """Which texts become catalog entries."""


@value
class Product:
    """A table `[products.NAME]`: one kind of file that a build makes."""

    name: str = field(metadata={"named": True, **_NAME})
    """The table's own name, and that of the product's folder in `build/`."""
    format: Format
    """The kind of file."""
    layout: Layout = Layout.TARGET
    """Which languages it shows."""
    template: str = field(default="", metadata=_FILE)
    """The file in `templates/`; empty for the one that goes with format and layout."""
    threshold: int = field(default=0, metadata={"within": (0, 100)})
    """The least per cent translated at which it is made."""
    reviewed: int = field(default=0, metadata={"within": (0, 100)})
    """The least per cent approved by a reviewer at which it is made."""
    language: str = field(default="", metadata=_TAG)
    """The translation it is made from; empty for the publication's first."""
    documents: tuple[str, ...] = ("*",)
    """Patterns for document names, as in a shell; `*` matches `/` too."""
    fuzzy: bool = False
    """Whether it shows fuzzy translations, marked, instead of the original."""
    archive: bool = False
    """Whether the PDF is made for the archive (PDF/A-3u), its sources attached."""
    script: Script = Script.AS_WRITTEN
    """In which characters its Chinese is printed."""

    def __post_init__(self) -> None:
        """Raise SettingsError for a name that something else in `build/` has."""
        if self.name in _TAKEN:
            raise SettingsError(
                f"build/{self.name} is made already; rename the product"
            )

    def covers(self, document: str) -> bool:
        """Return whether the product is made of the document of this name."""
        return any(fnmatchcase(document, pattern) for pattern in self.documents)


@value
class DocumentSettings:
    """A table `[documents."NAME"]`: what is special about one manuscript."""

    encoding: str = ""
    """The encoding of the file as Python names it; empty for UTF-8 or what a
    byte-order mark says."""
    segmentation: Segmentation | None = None
    """How much text an entry holds; None for what the publication says."""
    text: TextSettings = field(default_factory=TextSettings)
    """How a plain text is read."""
    disable: tuple[str, ...] = ()
    """The rules that are not reported of it, besides those of `[checks]`."""

    def __post_init__(self) -> None:
        """Raise SettingsError for an encoding that is not known."""
        if self.encoding and not is_known(self.encoding):
            message = f"encoding: {self.encoding!r} is not known here"
            raise SettingsError(message, hint=f"expected one of {ENCODINGS}")


_NOTHING_SPECIAL = DocumentSettings()  # of 500 documents most are asked for thrice


@value
class CatalogSettings:
    """The table `[catalog]`: how catalogs are written."""

    width: int | None = field(default=None, metadata={"within": (0, 10_000)})
    """The columns of a line, a Han character taking two; 0 for no wrapping, None for
    what a file has, and 79 in a new one."""
    locations: Locations = Locations.FULL
    """What `#:` tells."""


@value
class CheckSettings:
    """The table `[checks]`."""

    disable: tuple[str, ...] = ()
    """The rules that are not reported."""
    headings: Headings = Headings.ANY
    """In which case headings are to be."""
    quotes: Quotes = Quotes.ANY
    """Which quotation marks are to stand outside."""
    stop: Stop = Stop.NEVER
    """What keeps products with a `threshold` or `reviewed` from being made."""


@value
class MemorySettings:
    """The table `[memory]`: where former translations are looked up."""

    paths: tuple[str, ...] = ()
    """TMX files of other publications, from this publication's folder."""
    penalty: int = field(default=5, metadata={"within": (0, 50)})
    """Per cent taken off what those offer; their translations are never taken over
    without being looked at, also with 0."""


@value
class Settings:
    """Everything that `duizhao.toml` says, with defaults for what it leaves out."""

    publication: PublicationSettings = PublicationSettings()
    """Title and languages."""
    products: Mapping[str, Product] = field(default_factory=dict)
    """The products by name, in the order of the file."""
    documents: Mapping[str, DocumentSettings] = field(default_factory=dict)
    """What is special, by document name."""
    markdown: MarkdownSettings = MarkdownSettings()
    """How Markdown is read."""
    theme: Mapping[str, str] = field(default_factory=dict)
    """Values for the page templates, over those of `templates/theme.toml`."""
    catalog: CatalogSettings = CatalogSettings()
    """How catalogs are written."""
    checks: CheckSettings = CheckSettings()
    """Which findings are reported."""
    memory: MemorySettings = MemorySettings()
    """Where former translations are looked up."""

    def document(self, name: str) -> DocumentSettings:
        """Return what is special about the document of this name."""
        return self.documents.get(name, _NOTHING_SPECIAL)

    def segmentation(self, name: str) -> Segmentation:
        """Return how much text an entry of the document of this name holds."""
        return self.document(name).segmentation or self.publication.segmentation

    def disabled(self, name: str) -> frozenset[str]:
        """Return the rules that are not reported of the document of this name."""
        return frozenset((*self.checks.disable, *self.document(name).disable))

    def language(self, product: Product) -> str:
        """Return the tag of the translation that `product` is made from."""
        return product.language or self.publication.languages[0]


def read_settings(path: str, text: str) -> Settings:
    """Return what `text`, the content of the file `path`, says.

    Raises SettingsError, with the line, for what is not TOML, for a key, type or value
    that is not known, for a product in a language that the publication lacks, and for
    one in a layout that its format has not.
    """
    value = read_toml(path, text)
    settings = build(Settings, value)
    _check_languages(settings, value)
    _check_layouts(settings, value)
    if settings.theme:
        _check_theme(settings.theme, value.at("theme"))
    return settings


def _check_theme(theme: Mapping[str, str], value: Value) -> None:
    """Raise SettingsError where a value is not what pages take."""
    from duizhao.render.theme_values import check_value  # noqa: PLC0415 - few say one

    for name, said in theme.items():
        try:
            check_value(name, said)
        except SettingsError as error:
            raise value.at(name).error(error.message, error.hint) from error


def _check_languages(settings: Settings, value: Value) -> None:
    """Raise SettingsError where languages are lacking, doubled or not declared."""
    languages = settings.publication.languages
    if len(set(languages)) != len(languages) or not languages:
        place = value.at("publication").at("languages")
        found = ", ".join(languages) or "none"
        raise place.error(f"at least one language, each once, expected; found {found}")
    for name, product in settings.products.items():
        if product.language and product.language not in languages:
            place = value.at("products").at(name).at("language")
            raise _unknown_language(place, product.language, languages)


def _check_layouts(settings: Settings, value: Value) -> None:
    """Raise SettingsError for a product whose format cannot show its layout."""
    for name, product in settings.products.items():
        if wrong := why_not(product.format, product.layout):
            raise value.at("products").at(name).at("layout").error(*wrong)
        if product.archive and product.format is not Format.PDF:
            message = f"archive: only a PDF goes to the archive, not {product.format}"
            place = value.at("products").at(name).at("archive")
            raise place.error(message, 'say format = "pdf", or take archive out')


def _unknown_language(
    place: Value, language: str, languages: tuple[str, ...]
) -> SettingsError:
    """Return the error for a product in a `language` that is not one of `languages`."""
    message = f"the publication is not translated into {language!r}"
    hint = f"{suggest(language, languages)}; or add it to languages in [publication]"
    return place.error(message, hint)
