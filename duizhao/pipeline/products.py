"""build: every product of every document that is not fresh."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from duizhao.assets import PictureName, load_asset
from duizhao.config import Product, Stop
from duizhao.diagnostics import Diagnostic, from_json, to_json
from duizhao.document import Document
from duizhao.errors import DuizhaoError
from duizhao.pipeline.approval import percent_reviewed
from duizhao.pipeline.archive import attached_files
from duizhao.pipeline.crew import Crew, Done, Task
from duizhao.pipeline.editions import Facts, Press, facts_of
from duizhao.pipeline.glossary import glossary_path
from duizhao.pipeline.index import write_index
from duizhao.pipeline.paging import counting
from duizhao.pipeline.places import place_findings
from duizhao.pipeline.rendering import Edition, Order, Templates, render, warm_up
from duizhao.pipeline.rows import Made, Row
from duizhao.pipeline.strays import find_strays, sweep
from duizhao.pipeline.templates import templates_for
from duizhao.pipeline.workplace import Workplace
from duizhao.project import DocumentFile, fixed_time
from duizhao.render.page import BILINGUAL, Asset, Format, Pages, no_pages
from duizhao.source import LineIndex
from duizhao.walk import iter_images


@dataclass(slots=True)
class Report:
    """What a build did."""

    rows: list[Row] = field(default_factory=list)
    """A row a document."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    """Everything found, also in what was fresh."""

    @property
    def changed(self) -> bool:
        """Whether anything was made."""
        return any(made.changed for row in self.rows for made in row.products)

    @property
    def complete(self) -> bool:
        """Whether no product was refused."""
        return not any(made.refused for row in self.rows for made in row.products)


def build_documents(
    place: Workplace, names: Sequence[str] = (), products: Sequence[str] = ()
) -> Report:
    """Make every product that is not fresh of the documents called `names`, or of all.

    A product below its threshold is not made, and an earlier file of it is removed: it
    would show another text. Findings of fresh products are told again. Raises what
    the readers and renderers raise; files made before that stay.
    """
    files = place.documents(names)
    report = Report()
    with Crew(prepare=warm_up) as crew:
        maker = _Maker(place, _chosen(place, products), crew)
        steps = sum(len(maker.of(file)) for file in files)
        begun: deque[_Begun] = deque()
        try:
            for file in files:
                begun.append(maker.begin(file, steps))
                while begun and begun[0].done:
                    maker.finish(begun.popleft(), report)
        finally:
            # Also where a later document cannot be read: what was begun is good.
            while begun:
                maker.finish(begun.popleft(), report)
    if not names and not products:
        write_index(place, report.rows)
        sweep(place)
        report.diagnostics.extend(find_strays(place))
    place.progress("build", steps, steps)
    disabled = place.project.settings.checks.disable
    told = dict.fromkeys(report.diagnostics)
    report.diagnostics[:] = [item for item in told if item.rule not in disabled]
    return report


def _chosen(place: Workplace, names: Iterable[str]) -> tuple[Product, ...]:
    products = place.project.settings.products
    wanted = list(names) or list(products)
    unknown = [name for name in wanted if name not in products]
    if unknown:
        known = ", ".join(products) or "none yet"
        message = f"there is no product {unknown[0]!r}"
        raise DuizhaoError(message, hint=f"duizhao.toml has: {known}")
    return tuple(products[name] for name in products if name in wanted)


@dataclass(slots=True)
class _Sheet:
    """A product that is being made."""

    product: Product
    """What it is."""
    path: Path
    """Its file."""
    task: Task[tuple[bytes, tuple[Diagnostic, ...]]]
    """Gives its bytes, and what was odd about them."""
    missing: list[Diagnostic]
    """The pictures that could not be read."""
    pictures: list[Path]
    """Those that were looked for."""
    written: bool = False
    """Whether the file is there."""

    def write(self, place: Workplace) -> tuple[Diagnostic, ...]:
        """Wait for the file and write it, once; return what was odd about it."""
        data, odd = self.task.result()
        if not self.written:
            place.write(self.path, data)
            self.written = True
        return odd


@dataclass(slots=True)
class _Begun:
    """A document whose products are made, or being made."""

    file: DocumentFile
    """Its manuscript."""
    facts: Facts
    """What a table says of it."""
    sheets: list[Made | _Sheet]
    """Its products in order."""
    found: list[Diagnostic]
    """What was found in those that were fresh."""

    @property
    def done(self) -> bool:
        """Whether nothing is waited for."""
        return all(isinstance(one, Made) or one.task.done for one in self.sheets)


@dataclass(slots=True)
class _Maker:
    """Makes products, reading templates and manuscripts only where one is not fresh."""

    place: Workplace
    products: Sequence[Product]
    crew: Crew
    press: Press = field(init=False)
    templates: Templates | None = None
    template_paths: list[Path] = field(init=False)
    count: int = 0
    pages: Pages = no_pages

    def __post_init__(self) -> None:
        project = self.place.project
        self.press = Press(self.place)
        self.template_paths = [
            project.template_path(name) for name in project.template_names()
        ]

    def of(self, file: DocumentFile) -> list[Product]:
        """Return the products that are made of a document."""
        return [product for product in self.products if product.covers(file.name)]

    def begin(self, file: DocumentFile, steps: int) -> _Begun:
        """Begin every product of a document that is not fresh."""
        found: list[Diagnostic] = []
        sheets: dict[str, Made | _Sheet] = {}
        # Two languages take longest: the last of all should be short.
        for product in sorted(self.of(file), key=_is_short):
            task = f"{product.name} {file.name}"
            self.place.progress(task, self.count, steps)
            self.pages = counting(self.place.progress, task, self.count, steps)
            self.count += 1
            sheets[product.name] = self.make(file, product, found)
            # Who watches a page should not wait for the others.
            for sheet in sheets.values():
                if isinstance(sheet, _Sheet) and sheet.task.done:
                    sheet.write(self.place)
        made = [sheets[product.name] for product in self.of(file)]
        return _Begun(file, facts_of(self.press, file), made, found)

    def make(
        self, file: DocumentFile, product: Product, found: list[Diagnostic]
    ) -> Made | _Sheet:
        """Begin one product of one document, or leave it where it is fresh."""
        state = self.place.state
        key = f"product:{product.name}:{file.name}"
        path = self.place.project.product_path(file.name, product)
        note = state.note(key)
        if note is not None and state.fresh(key, self.inputs(file, product, note)):
            found += _diagnostics_of(note["found"])
            return Made(product.name, *note["made"])
        edition = self.press.edition(file, product)
        if why := self.shortfall(file, product, edition):
            return self.refuse(file, product, path, why)
        pictures, paths, missing = self.pictures(file, product, edition)
        order, templates = self.order(file, product), self.read_templates()
        time = fixed_time() or edition.time or self.place.time
        work = partial(render, edition, order, templates, pictures, time, self.pages)
        # Only pages are worth a process of their own.
        if product.format is Format.PDF:
            return _Sheet(product, path, self.crew.share(work), missing, paths)
        return _Sheet(product, path, Done(work()), missing, paths)

    def finish(self, begun: _Begun, report: Report) -> None:
        """Write what was made of a document, and report it."""
        place, file = self.place, begun.file
        made: list[Made] = []
        found = [*begun.facts.diagnostics, *begun.found]
        for sheet in begun.sheets:
            if isinstance(sheet, Made):
                made.append(sheet)
                continue
            product = sheet.product
            odd = place_findings(sheet.write(place), partial(self.texts, file, product))
            told = [*sheet.missing, *odd]
            found += told
            made.append(
                Made(product.name, place.project.shown(sheet.path), changed=True)
            )
            note = _note(made[-1], told, sheet.pictures)
            key = f"product:{product.name}:{file.name}"
            inputs = self.inputs(file, product, note)
            place.state.record(key, inputs, [sheet.path], note=note)
        report.rows.append(_row(file, begun.facts, made))
        silent = place.project.settings.disabled(file.name)
        report.diagnostics.extend(one for one in found if one.rule not in silent)

    def texts(self, file: DocumentFile, product: Product) -> list[LineIndex]:
        """Return the files whose words a product shows: the manuscript, the catalog.

        A character of the manuscript is in the catalog's msgid, too.
        """
        project = self.place.project
        path = project.po_path(file.name, project.settings.language(product))
        data = self.place.catalog_bytes(path) or b""
        shown = LineIndex(project.shown(path), data)
        return [self.place.manuscript(file).lines, shown]

    def shortfall(self, file: DocumentFile, product: Product, edition: Edition) -> str:
        """Return why a document has not come far enough for a product; empty if not."""
        if product.threshold > edition.percent:
            return f"{edition.percent} % translated, {product.threshold} % wanted"
        project = self.place.project
        language = project.settings.language(product)
        if product.reviewed:
            _, merged = self.press.merged(file, language, fuzzy=product.fuzzy)
            catalog = self.place.catalog(project.po_path(file.name, language))
            percent = percent_reviewed(merged, catalog)
            if product.reviewed > percent:
                return f"{percent} % reviewed, {product.reviewed} % wanted"
        stop = project.settings.checks.stop is Stop.ERROR
        if stop and (product.threshold or product.reviewed):
            # Loaded here: few publications ask for it.
            from duizhao.pipeline.checking import count_errors  # noqa: PLC0415

            if errors := count_errors(self.place, file, language):
                return f"{errors} error{'s' if errors > 1 else ''} found by check"
        return ""

    def refuse(
        self, file: DocumentFile, product: Product, path: Path, why: str
    ) -> Made:
        """Leave a product unmade, and remove the file of an earlier text."""
        self.place.remove(path)
        made = Made(product.name, "", refused=why)
        note = _note(made, [], [])
        key = f"product:{product.name}:{file.name}"
        self.place.state.record(key, self.inputs(file, product, note), note=note)
        return made

    def inputs(
        self, file: DocumentFile, product: Product, note: Mapping[str, Any]
    ) -> list[Path]:
        """Return every file that a product depends on."""
        project = self.place.project
        language = project.settings.language(product)
        glossary = glossary_path(project, language)
        asked = project.settings.checks.stop is Stop.ERROR and glossary.exists()
        return [
            file.path,
            project.po_path(file.name, language),
            self.place.settings_path,
            *([glossary] if asked else ()),
            *self.template_paths,
            *(project.root / name for name in note["pictures"]),
        ]

    def order(self, file: DocumentFile, product: Product) -> Order:
        """Return what the settings say of a product."""
        settings = self.place.project.settings
        return Order(
            product.format,
            product.layout,
            product.template,
            settings.publication.title,
            f"{product.name}/{file.name}",
            settings.theme,
            product.script,
            archive=product.archive,
            attached=attached_files(self.place, file, product),
        )

    def read_templates(self) -> Templates:
        """Return the templates, read once."""
        if self.templates is None:
            self.templates = templates_for(self.place.project, self.products)
        return self.templates

    def pictures(
        self, file: DocumentFile, product: Product, edition: Edition
    ) -> tuple[
        tuple[Mapping[str, Asset], Mapping[str, Asset]], list[Path], list[Diagnostic]
    ]:
        """Return the pictures of both languages, the files looked for, the misses."""
        target = self.place.project.settings.language(product)
        paths: list[Path] = []
        missing: list[Diagnostic] = []
        sides: list[Mapping[str, Asset]] = []
        for language, document in ((target, edition.target), ("", edition.source)):
            side: dict[str, Asset] = {}
            for name in _names(self.place, file, language, document):
                paths += name.iter_paths()
                asset = load_asset(name)
                if isinstance(asset, Asset):
                    side[name.target] = asset
                else:
                    missing.append(asset)
            sides.append(side)
        return (sides[0], sides[1]), paths, missing


def _is_short(product: Product) -> bool:
    return product.layout not in BILINGUAL


def _row(file: DocumentFile, facts: Facts, made: Sequence[Made]) -> Row:
    """Return what is to be said of a document."""
    return Row(
        file.name,
        facts.title,
        facts.target_title,
        facts.percent,
        facts.hanzi,
        facts.words,
        tuple(made),
    )


def _names(
    place: Workplace, file: DocumentFile, language: str, document: Document
) -> list[PictureName]:
    shown = place.project.shown(file.path)
    targets = dict.fromkeys(image.target for image in iter_images(document.blocks))
    targets |= dict.fromkeys(i.target for i in iter_images(document.footnotes))
    return [
        PictureName(place.project.root, shown, target, language) for target in targets
    ]


def _note(
    made: Made, found: Sequence[Diagnostic], pictures: Sequence[Path]
) -> dict[str, Any]:
    return {
        "made": [made.path, False, made.refused],
        "found": [to_json(item) for item in found],
        "pictures": sorted({str(path) for path in pictures}),
    }


def _diagnostics_of(values: Iterable[Mapping[str, Any]]) -> list[Diagnostic]:
    return [from_json(value) for value in values]
