"""WeasyPrint loaded without its font tools makes the same PDF."""

from __future__ import annotations

import subprocess
import sys

import pytest

_RENDER = """
import hashlib, sys
from datetime import UTC, datetime
{before}
from duizhao.render.page import Layout, Page
from duizhao.render.pdf import render_pdf
TIME = datetime(2025, 9, 1, tzinfo=UTC)
def render(word):
    html = f"<html lang=en><title>A</title><p>The word {{word}}, and <b>more</b>."
    data, _ = render_pdf(html, Page(Layout.TARGET, "en", "P", TIME, "a", {{}}))
    return hashlib.sha256(data).hexdigest()
print(render("深圳"), "fontTools.subset" in sys.modules)
{after}
"""

# Without HarfBuzz; in Latin letters, for fontTools takes 5 s for a Chinese font.
_OLD_MACHINE = """
import warnings
from weasyprint.pdf import fonts
fonts.harfbuzz_subset = None
warnings.simplefilter("ignore")
print(render("Shenzhen"), "fontTools.subset" in sys.modules)
"""


def _run(before: str = "", after: str = "") -> list[list[str]]:
    script = _RENDER.format(before=before, after=after)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return [line.split() for line in done.stdout.splitlines()]


@pytest.fixture(scope="module", autouse=True)
def _needs_weasyprint() -> None:
    pytest.importorskip("weasyprint", exc_type=OSError)


def test_the_font_tools_come_when_they_are_wanted_and_the_bytes_are_the_same() -> None:
    later = _run(after=_OLD_MACHINE)
    at_once = _run(before="import weasyprint")
    assert later[0][0] == at_once[0][0]
    assert [loaded for _, loaded in later] == ["False", "True"]
    assert [loaded for _, loaded in at_once] == ["True"]
