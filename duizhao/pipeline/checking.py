"""check: what is wrong with manuscripts and their translations, and mending it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.difference import unified
from duizhao.catalog.po import read_po
from duizhao.catalog.write import write_po
from duizhao.checks.all import RULES
from duizhao.checks.consistency import across
from duizhao.checks.examine import IGNORE, Examined, Scope, examine, together
from duizhao.checks.fixing import fix_catalog
from duizhao.checks.rule import subject_of
from duizhao.checks.style import Style
from duizhao.config import Headings, Quotes, Settings
from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.errors import DuizhaoError
from duizhao.merging import MergeOptions, merge
from duizhao.pipeline.crew import Crew
from duizhao.pipeline.glossary import load_termbase
from duizhao.pipeline.saving import keep_theirs
from duizhao.pipeline.strays import find_strays
from duizhao.pipeline.workplace import Workplace, no_collection
from duizhao.project import DocumentFile
from duizhao.terms.termbase import Termbase
from duizhao.toml import suggest
from duizhao.values import value

BEYOND = (
    *("markdown.directive", "markdown.front-matter", "markup.block"),
    *("notation.dropped", "notation.heading", "notation.neighbour"),
    *("settings.document", IGNORE),
    "term.glossary",
    *("text.control", "text.furniture", "text.pattern", "text.replacement"),
)
"""What `check` tells that no rule over a catalog finds: in manuscripts, in the settings,
and in a translation that is put into its place."""

KNOWN = frozenset((*(rule.id for rule in RULES), *BEYOND))
"""Every id that `check` may tell."""


@value
class Fixed:
    """A catalog in which something was, or would be, put right."""

    path: str
    """The catalog's path, for messages."""
    data: bytes
    """Its new content."""
    diff: tuple[str, ...]
    """What changed, as the lines of a unified diff."""


def choose_rules(words: Iterable[str]) -> frozenset[str]:
    """Return the ids that `words` name, each an id or a family such as `text`; or all.

    Raises DuizhaoError for a word that is neither.
    """
    chosen: set[str] = set()
    for word in words:
        found = {one for one in KNOWN if one == word or one.startswith(f"{word}.")}
        if not found:
            hint = suggest(word, sorted(KNOWN))
            raise DuizhaoError(f"there is no rule {word!r}", hint=hint)
        chosen |= found
    return frozenset(chosen) or KNOWN


def check_documents(
    place: Workplace,
    names: Sequence[str] = (),
    chosen: frozenset[str] = KNOWN,
) -> Examined:
    """Return what is wrong with the manuscripts and their translations.

    The rules are run over each catalog, and each is merged into its manuscript, which
    tells what would not be printed. Raises SourceError and CatalogError.
    """
    settings = place.project.settings
    files = place.documents(names)
    parts: list[Examined] = []
    if not names:
        told = chosen - settings.disabled("")
        parts.append(_of([one for one in find_strays(place) if one.rule in told]))
    styles, odd = _styles(place)
    parts.append(
        _of([one for one in odd if one.rule in chosen - settings.disabled("")])
    )
    with no_collection(), Crew() as crew:
        between = _between(place, files, styles, chosen)

        def check(file: DocumentFile) -> list[Examined]:
            scope = _scope(chosen - settings.disabled(file.name))
            found = place.manuscript(file).diagnostics
            return [
                _of([one for one in found if one.rule in scope.told]),
                *(
                    _check_translation(place, file, style, scope, between)
                    for style in styles
                ),
            ]

        def tell(done: int) -> None:
            place.progress("check", done, len(files))

        for one in crew.spread(check, files, tell):
            parts += one
    return together(parts)


def _styles(place: Workplace) -> tuple[list[Style], tuple[Diagnostic, ...]]:
    """Return the ways of each translation, and what is odd in the glossaries."""
    settings = place.project.settings
    styles: list[Style] = []
    found: list[Diagnostic] = []
    for language in settings.publication.languages:
        glossary, odd = load_termbase(place.project, language)
        styles.append(style_of(settings, language, glossary))
        found += odd
    return styles, tuple(dict.fromkeys(found))


def _between(
    place: Workplace,
    files: Sequence[DocumentFile],
    styles: Sequence[Style],
    chosen: frozenset[str],
) -> dict[str, list[Diagnostic]]:
    """Return what is not consistent between the documents, by a catalog's path."""
    found: dict[str, list[Diagnostic]] = {}
    for style in styles if len(files) > 1 else ():
        paths = [place.project.po_path(file.name, style.locale) for file in files]
        catalogs = [place.catalog(path) for path in paths]
        subjects = [(it.path, subject_of(it, style)) for it in catalogs if it]
        for one in across(subjects, chosen):
            found.setdefault(one.place.path, []).append(one)
    return found


def _check_translation(
    place: Workplace,
    file: DocumentFile,
    style: Style,
    scope: Scope,
    between: Mapping[str, Sequence[Diagnostic]],
) -> Examined:
    language = style.locale
    path = place.project.po_path(file.name, language)
    catalog = place.catalog(path)
    if catalog is None:
        missing = _no_catalog(place.project.shown(path), file.name)
        return _of([missing] if missing.rule in scope.told else [])
    profile = place.profile(file)
    options = MergeOptions(language, cjk_emphasis=profile.markdown.cjk_emphasis)
    merged = merge(place.manuscript(file), catalog, profile.rules, options)
    more = (*merged.diagnostics, *between.get(catalog.path, ()))
    odd = [one for one in more if one.rule in scope.told]
    return examine(catalog, scope, style, odd)


def count_errors(place: Workplace, file: DocumentFile, language: str) -> int:
    """Return how many errors `check` finds in a translation. Raises CatalogError."""
    settings = place.project.settings
    scope = _scope(KNOWN - settings.disabled(file.name))
    style = style_of(settings, language, load_termbase(place.project, language)[0])
    found = _check_translation(place, file, style, scope, {}).found
    return sum(one.severity is Severity.ERROR for one in found)


def check_file(
    path: str,
    data: bytes,
    settings: Settings,
    chosen: frozenset[str] = KNOWN,
    glossary: Termbase | None = None,
) -> Examined:
    """Return what the rules find in a catalog that belongs to no manuscript.

    Raises CatalogError.
    """
    with no_collection():
        catalog = read_po(path, data)
        # What only merging tells is not looked for: none of its silences is idle.
        ruled = {IGNORE, *(rule.id for rule in RULES)}
        scope = _scope(chosen & ruled - settings.disabled(""))
        style = style_of(settings, _language_of(catalog), glossary)
        return examine(catalog, scope, style)


def fix_documents(
    place: Workplace,
    names: Sequence[str] = (),
    chosen: frozenset[str] = KNOWN,
    *,
    dry: bool = False,
) -> list[Fixed]:
    """Put right what is certain in the translations; return what was changed.

    With `dry` nothing is written. What an editor saves meanwhile is kept. All catalogs
    are read before the first is written. Raises CatalogError.
    """
    settings = place.project.settings
    styles, _ = _styles(place)
    work: list[tuple[Path, Callable[[], Fixed | None]]] = []
    for file in place.documents(names):
        scope = _scope(chosen - settings.disabled(file.name))
        for style in styles:
            path = place.project.po_path(file.name, style.locale)
            if place.catalog(path) is not None:
                work.append(
                    (path, partial(_fix_in_place, place, path, scope, style, dry=dry))
                )
    done = (keep_theirs(place, path, each) for path, each in work)
    return [one for one in done if one is not None]


def fix_file(
    path: str,
    data: bytes,
    settings: Settings,
    chosen: frozenset[str] = KNOWN,
    glossary: Termbase | None = None,
) -> Fixed | None:
    """Return a catalog that belongs to no manuscript with what is certain put right.

    None where there is nothing to put right. Raises CatalogError.
    """
    catalog = read_po(path, data)
    scope = _scope(chosen - settings.disabled(""))
    style = style_of(settings, _language_of(catalog), glossary)
    return _fix(catalog, scope, style, settings.catalog.width)


def _fix_in_place(
    place: Workplace, path: Path, scope: Scope, style: Style, *, dry: bool
) -> Fixed | None:
    catalog = place.catalog(path)
    if catalog is None:
        return None
    before = place.catalog_bytes(path) or b""
    fixed = _fix(catalog, scope, style, place.project.settings.catalog.width)
    if fixed is not None and not dry:
        place.write(path, fixed.data, before=before)
    return fixed


def _fix(
    catalog: Catalog, scope: Scope, style: Style, width: int | None
) -> Fixed | None:
    made = fix_catalog(catalog, scope.rules, style)
    if made is catalog:
        return None
    data = write_po(made, width=width)
    diff = unified(catalog, read_po(catalog.path, data))
    return Fixed(catalog.path, data, tuple(diff))


def style_of(
    settings: Settings, language: str, glossary: Termbase | None = None
) -> Style:
    """Return what the rules must know of a publication's translation."""
    headings, quotes = settings.checks.headings, settings.checks.quotes
    return Style(
        language,
        "" if headings is Headings.ANY else str(headings),
        "" if quotes is Quotes.ANY else str(quotes),
        glossary,
    )


def _scope(told: Collection[str]) -> Scope:
    rules = tuple(rule for rule in RULES if rule.id in told)
    return Scope(rules, frozenset(told), KNOWN)


def _of(found: Iterable[Diagnostic]) -> Examined:
    return Examined(tuple(found))


def _language_of(catalog: Catalog) -> str:
    return catalog.headers.get("Language", "").replace("_", "-") or "en"


def _no_catalog(path: str, name: str) -> Diagnostic:
    message = "this translation has not been begun"
    hint = f"make its catalog with: duizhao update {name}"
    return Diagnostic("state.missing", Severity.WARNING, Place(path), message, hint)
