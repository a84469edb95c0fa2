"""Products that are made only of what a reviewer has approved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from duizhao.catalog.entry import Entry
from duizhao.catalog.po import read_po
from duizhao.catalog.reviewed import with_review
from duizhao.catalog.write import write_po
from duizhao.cli.main import main
from duizhao.merging import merge
from duizhao.pipeline.approval import percent_reviewed
from tests.markdown_cases import catalog, read

DAY = date(2026, 11, 22)
ONE, TWO = Entry("天亮了。", "Day breaks."), Entry("走吧。", "[merged above]")


@pytest.mark.parametrize(
    ("approved", "percent"), [((), 0), ((ONE,), 60), ((ONE, TWO), 100)]
)
def test_what_is_printed_and_approved_is_weighed_by_hanzi(
    approved: tuple[Entry, ...], percent: int
) -> None:
    entries = [
        with_review(one, "Bo", DAY) if one in approved else one for one in (ONE, TWO)
    ]
    made = catalog(*entries)
    merged = merge(read("天亮了。走吧。\n"), made)
    assert percent_reviewed(merged, made) == percent


def test_nothing_to_print_needs_no_approval() -> None:
    assert percent_reviewed(merge(read("x\n"), catalog()), None) == 100
    assert percent_reviewed(merge(read("一\n"), catalog()), None) == 0


def test_a_product_waits_until_all_is_approved(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "source" / "a.md").write_text("天亮了。\n", "utf-8")
    settings = '[products.web]\nformat = "html"\nreviewed = 100\n'
    (tmp_path / "duizhao.toml").write_text(settings, "utf-8")
    folder = ["-q", "--project", str(tmp_path)]
    assert main(["update", *folder]) == 0
    path = tmp_path / "translations" / "en" / "LC_MESSAGES" / "a.po"
    found = read_po("a.po", path.read_bytes())
    entry = Entry("天亮了。", "Day breaks.")
    page = tmp_path / "build" / "web" / "a.html"
    for one, status in ((entry, 1), (with_review(entry, "Bo", DAY), 0)):
        path.write_bytes(write_po(found.with_entries([one])))
        assert main(["build", *folder]) == status
        assert page.exists() is (status == 0)
