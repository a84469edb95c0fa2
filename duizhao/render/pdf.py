"""HTML pages into PDF files by WeasyPrint, which nothing else here knows.

Two runs over the same values give the same bytes. Nothing is read but the HTML and
the page's own pictures: no file, no network.
"""

from __future__ import annotations

import gc
import logging
import re
import threading
import warnings
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.errors import RenderError
from duizhao.render.fonts import NoFontsError, configured, find_folder
from duizhao.render.page import Asset, Layout, Page, Pages, no_pages
from duizhao.render.patience import TooLongError, at_most, patience
from duizhao.render.pdfarchive import (
    VARIANT,
    attach,
    claim_both,
    close_profile,
)
from duizhao.render.pdfchapters import lay_out_apart
from duizhao.render.pdfchinese import set_chinese
from duizhao.render.pdfcolumns import keep_foot
from duizhao.render.pdffacing import (
    count_halves,
    open_at_twos,
    share_foot,
)
from duizhao.render.pdffloats import let_figures_float
from duizhao.render.pdfhyphens import hyphenate_american
from duizhao.render.pdflazy import deferred
from duizhao.render.pdfmissing import find_missing, find_rare, put_geta, tell_missing
from duizhao.render.pdfopacity import draw_faint
from duizhao.render.pdfpaint import finish_pages
from duizhao.render.pdfpatch import keep_footnotes, keep_lines
from duizhao.render.pdfpress import Press
from duizhao.render.pdfquick import quicken
from duizhao.render.pdfrhythm import set_rhythm
from duizhao.render.pdftags import write_own_tags

_MEDIA_TYPES = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"}
)
_LARGEST_DATA = 32 * 1024 * 1024  # characters of a `data:` URL
_APT = (
    "sudo apt-get install --no-install-recommends "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
# WeasyPrint logs to one logger for the whole process.
_NO_FONTS = "no fonts of our own: "
_THREADED = 15100  # Pango 1.51.0, as it tells its version
_LOST = re.compile(r"No anchor (#\S+)")
_PICTURE = re.compile(r"\basset:(?:source|target)/([^\s'\"]+)")
_LOCK = threading.Lock()
_OPTIONS = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
_LINE = (
    '<html lang="en"><title>A</title><style>p { hyphens: auto }</style>'
    '<p>A word, <b>bold</b> <i>italic</i><p lang="zh-Hans">一个字，<b>重</b>。</html>'
)
_PROBE = '<html lang="zh-Hans"><title>A</title><p>{}</p></html>'
_ARCHIVE = {"pdf_variant": VARIANT, "pdf_tags": True}


class AssetRefusedError(ValueError):
    """An address that a page may not load; WeasyPrint leaves the thing out."""


def render_pdf(
    html: str, page: Page, progress: Pages = no_pages
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return `html` as a tagged PDF (PDF/UA-1), with what the engine complained of.

    `html` is what `render_html` gives for `Medium.PRINT`. Missing glyphs, pictures that
    cannot be drawn and unknown CSS come back as diagnostics whose place is
    `page.identifier`. `progress` hears of the pages of a long text while they are
    laid out. Raises RenderError where the engine's system library is missing
    or the layout cannot be made.
    """
    weasyprint = load_engine()
    missing: tuple[str, ...] = ()
    if rare := find_rare(html):
        # A page of these alone tells at once what would have the whole made twice.
        missing = find_missing(_make(weasyprint, _PROBE.format(rare), page)[1])
    made, complaints = _make(weasyprint, put_geta(html, missing), page, progress)
    if others := find_missing(complaints):
        # Only now is it known which characters no font has: they are made again as 〓.
        missing = (*missing, *others)
        gc.collect()  # nobody else may, and a book takes room
        made, complaints = _make(weasyprint, put_geta(html, missing), page, progress)
    told = tell_missing(missing, Place(page.identifier), page.theme)
    return made, (*told, *_diagnostics(complaints, page))


def _make(
    weasyprint: ModuleType, html: str, page: Page, progress: Pages = no_pages
) -> tuple[bytes, list[str]]:
    """Return the file, and what the engine complained of."""
    seconds = patience(html)
    with _LOCK, _listening() as records, _without_collector():
        fonts = _fonts(weasyprint)
        try:
            with at_most(seconds):
                options = _ARCHIVE if page.archive else _OPTIONS
                source = weasyprint.HTML(string=html, url_fetcher=_fetcher(page))
                press = Press(weasyprint, page, options, seconds)
                document = press.lay_out(source, fonts, records, progress)
                if page.archive:
                    claim_both(document.metadata)
                content = document.write_pdf(
                    pdf_identifier=page.identifier.encode("utf-8", "replace"),
                    finisher=partial(_finish, weasyprint, page),
                    **options,
                )
        except TooLongError as error:
            raise RenderError(
                "the PDF engine came to no end in a reasonable time",
                path=page.identifier,
                hint="Very wide tables, words of thousands of letters, hundreds of "
                "notes in a paragraph and lists hundreds deep do that.",
            ) from error
        except (RecursionError, MemoryError, ArithmeticError, LookupError) as error:
            raise _unmade(error, page) from error
        except (AssertionError, TypeError, ValueError, SyntaxError) as error:
            # What WeasyPrint raises on style sheets that it did not foresee.
            raise _unmade(error, page) from error
        finally:
            _leave_no_folder(fonts)
    return bytes(content), records


def _fonts(weasyprint: ModuleType) -> object:
    """Return the engine's configuration of fonts, with our own faces."""
    try:
        return _configured(weasyprint.text.fonts, find_folder())
    except NoFontsError as error:
        logging.getLogger("weasyprint").warning("%s%s", _NO_FONTS, error)
        return None


def _leave_no_folder(fonts: Any) -> None:
    """Remove the folder that WeasyPrint makes for `@font-face`, which loads nothing here.

    WeasyPrint does so when the configuration goes; this one is kept until the end.
    """
    if folder := getattr(fonts, "_folder", None):
        with suppress(OSError):
            folder.rmdir()
        fonts._folder = None  # noqa: SLF001  # there is no public door


@lru_cache(1)
def _configured(fonts: ModuleType, folder: Path) -> object:
    """Return the configuration of a folder; reading it takes longer than a short page.

    No page adds to it: a page loads no fonts of its own.
    """
    return configured(fonts, folder)


def _finish(weasyprint: ModuleType, page: Page, _document: object, pdf: Any) -> None:
    """Put into a file what WeasyPrint has no word for, just before it is written."""
    if page.layout is Layout.FACING:
        open_at_twos(pdf)
    if page.archive:
        attach(pdf, page, weasyprint.pdf.pydyf)


def draws_in_threads() -> bool:
    """Say whether a process that has made a page cannot be forked any more.

    Loads the engine, nothing else. Pango looks up fonts in a thread of its own since
    1.51, for which a fork would wait without end.
    """
    version: int = load_engine().text.ffi.pango.pango_version()
    return version >= _THREADED


def warm_engine() -> None:
    """Set a line in each language: processes forked afterwards have the fonts at hand.

    Raises RenderError where the engine cannot be loaded.
    """
    weasyprint = load_engine()
    with _LOCK, _listening(), _without_collector():
        weasyprint.HTML(string=_LINE).write_pdf(
            font_config=_fonts(weasyprint), **_OPTIONS
        )


def find_asset(url: str, page: Page) -> Asset:
    """Return the picture at `asset:SIDE/KEY` or in a `data:` URL of an image type.

    Raises AssetRefusedError for every other address and for an unknown key.
    """
    scheme, _, rest = url.partition(":")
    match scheme:
        case "asset":
            side, _, key = rest.partition("/")
            held: Mapping[str, Mapping[str, Asset]] = {
                "target": page.assets,
                "source": page.source_assets,
                "template": page.decor,
            }
            asset = held.get(side, {}).get(unquote(key))
            if asset is None or asset.media_type not in _MEDIA_TYPES:
                raise AssetRefusedError(f"no picture of this document: {url[:200]}")
            return asset
        case "data":
            return _decode(rest)
        case _:
            raise AssetRefusedError(
                f"a page loads only its document's pictures, not {url[:200]}"
            )


def _decode(rest: str) -> Asset:
    """Return the picture inside a `data:` URL, given what follows the colon."""
    head, comma, body = rest.partition(",")
    media_type, *parameters = head.lower().split(";")
    if not comma or media_type not in _MEDIA_TYPES or len(rest) > _LARGEST_DATA:
        raise AssetRefusedError(f"not a picture: data:{head[:80]}")
    try:
        plain = unquote_to_bytes(body)
        data = b64decode(plain, validate=True) if "base64" in parameters else plain
    except Base64Error as error:
        raise AssetRefusedError(f"damaged base64: data:{head[:80]}") from error
    return Asset("data", data, media_type, 0, 0)


def load_engine() -> ModuleType:
    """Import WeasyPrint, which takes a second and needs Pango; return it.

    Raises RenderError where Pango is missing.
    """
    try:
        with deferred(), _without_collector(), warnings.catch_warnings():
            # The fonts are ours: a system without any will do.
            warnings.filterwarnings("ignore", r".*[Ff]ont[Cc]onfig", UserWarning)
            import weasyprint  # noqa: PLC0415  # heavy: only for those who make a PDF
            from weasyprint import layout  # noqa: PLC0415  # likewise
            from weasyprint.layout import (  # noqa: PLC0415  # likewise
                block,
                column,
                inline,
                page,
                preferred,
            )
            from weasyprint.text import line_break  # noqa: PLC0415  # likewise
    except OSError as error:
        raise RenderError(
            f"the PDF engine needs the Pango library, which is not here ({error})",
            hint=f"On Debian and Ubuntu: {_APT}",
        ) from error
    quicken(weasyprint)
    keep_footnotes(block)
    keep_lines(inline)
    set_rhythm(block, line_break.strut)
    let_figures_float(block)
    hyphenate_american(line_break)
    keep_foot(column, block, line_break)
    set_chinese(inline, preferred, line_break, weasyprint.draw)
    draw_faint(weasyprint.draw, weasyprint.pdf.stream.Stream)
    write_own_tags(weasyprint.pdf)
    close_profile(weasyprint.pdf)
    share_foot(layout, page)
    count_halves(layout)
    finish_pages(weasyprint)
    lay_out_apart(weasyprint)
    with suppress(NoFontsError):
        find_folder()  # once, before processes part
    return weasyprint  # type: ignore[no-any-return]


def _fetcher(page: Page) -> object:
    """Return the one way by which WeasyPrint gets at anything."""
    from weasyprint.urls import (  # noqa: PLC0415  # heavy
        URLFetcher,
        URLFetcherResponse,
    )

    class Fetcher(URLFetcher):  # type: ignore[misc]  # untyped library
        """Gives the page's pictures and refuses everything else."""

        def fetch(self, url: str, headers: object = None) -> object:  # noqa: ARG002
            asset = find_asset(url, page)
            kind = {"Content-Type": asset.media_type}
            return URLFetcherResponse(url, asset.data, kind)

        def open(self, *_: object, **__: object) -> object:
            raise AssetRefusedError("a page opens no address")

    return Fetcher(allowed_protocols={"asset", "data"})


def _unmade(error: BaseException, page: Page) -> RenderError:
    kind = type(error).__name__
    return RenderError(
        f"the PDF engine stopped with {kind}: {str(error)[:200]}",
        path=page.identifier,
        hint="Very deep nesting and odd values in templates/*.css or [theme] do that.",
    )


class _Collector(logging.Handler):
    """Keeps the warnings of the engine's logger."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Yield a list that fills with what WeasyPrint warns of."""
    logger = logging.getLogger("weasyprint")
    # fontTools tells about every table it drops while it subsets; nobody needs that.
    collector, spreads = _Collector(), logger.propagate
    level, silenced = logger.level, logger.disabled
    logger.addHandler(collector)
    logger.setLevel(logging.WARNING)
    # `logging.config` of some other library may have switched it off.
    logger.propagate = logger.disabled = False
    try:
        yield collector.messages
    finally:
        logger.removeHandler(collector)
        logger.propagate, logger.disabled = spreads, silenced
        logger.setLevel(level)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the garbage collector still: a layout makes millions of boxes that live.

    Measured: a tenth of the time of a long side-by-side page.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _diagnostics(messages: list[str], page: Page) -> tuple[Diagnostic, ...]:
    """Return one diagnostic for each thing complained of, in order of appearance."""
    place = Place(page.identifier)
    return tuple(_complaint(text, place) for text in dict.fromkeys(messages))


def _complaint(text: str, place: Place) -> Diagnostic:
    if text.startswith(_NO_FONTS):
        return Diagnostic(
            rule="pdf.fonts",
            severity=Severity.WARNING,
            place=place,
            message=f"set in whatever fonts this system has: {text[len(_NO_FONTS) :]}",
            hint="Install the Python packages of requirements.lock (make does).",
        )
    picture = "image" in text.lower()
    if anchor := _LOST.search(text):
        text = f"a link leads to “{anchor[1]}”, which nothing on the page has"
    named = anchor or _PICTURE.search(text)
    return Diagnostic(
        rule="pdf.picture" if picture else "pdf.layout",
        severity=Severity.ERROR if picture else Severity.WARNING,
        place=place,
        message=text if anchor else f"the PDF engine says: {text[:300]}",
        hint=""
        if picture or anchor
        else "Look at templates/*.css and [theme] in duizhao.toml.",
        excerpt=unquote(named[1]) if named else "",
    )
