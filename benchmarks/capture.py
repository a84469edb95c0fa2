"""Runs `duizhao render` and keeps the page that it hands to WeasyPrint.

python -m benchmarks.capture PAGE.html IN.md -o OUT.pdf
"""

from __future__ import annotations

import re
import sys
from base64 import b64encode
from pathlib import Path

from duizhao.cli.main import main
from duizhao.diagnostics import Diagnostic
from duizhao.render import pdf
from duizhao.render.page import Page, Pages, no_pages

_render_pdf = pdf.render_pdf


def keep_page(
    html: str, page: Page, progress: Pages = no_pages
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Write the page down, its pictures in it, and go on."""

    def inline(match: re.Match[str]) -> str:
        asset = pdf.find_asset(match[0], page)
        return f"data:{asset.media_type};base64,{b64encode(asset.data).decode()}"

    whole = re.sub(r"asset:[^\"'\s)]+", inline, html)
    Path(sys.argv[1]).write_text(whole, "utf-8")
    return _render_pdf(html, page, progress)


pdf.render_pdf = keep_page
sys.exit(main(["render", *sys.argv[2:]]))
