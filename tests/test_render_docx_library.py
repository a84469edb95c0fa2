"""python-docx loaded without what drafts hardly ever use is still whole python-docx."""

from __future__ import annotations

import json
import subprocess
import sys

_DRAFT = """
import hashlib, json, sys
{before}
from duizhao.render.docx import render_docx
from duizhao.render.docx.template import make_template
from duizhao.render.page import Layout
from tests.docx_sample import BOTH, page
names = "docx.document", "docx.image.image", "docx.styles.styles", "docx.enum.style"
loaded = [name for name in names if name in sys.modules]
data, _ = render_docx(BOTH, page(Layout.INTERLEAVED), make_template())
print(json.dumps([hashlib.sha256(data).hexdigest(), loaded]))
"""

# What a person does with python-docx, after duizhao has loaded it.
_BY_HAND = """
import io, json
import duizhao.render.docx
import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
word = docx.Document()
paragraph = word.add_paragraph("one ", style="Quote")
run = paragraph.add_run("two")
run.font.highlight_color = WD_COLOR_INDEX.YELLOW
word.styles.add_style("Mine", WD_STYLE_TYPE.CHARACTER)
run.style = "Mine"
word.add_table(1, 2).rows[0].height_rule = None
word.sections[0].footer.paragraphs[0].text = "foot"
word.add_comment(run, "why", "Ann", "A")
stream = io.BytesIO()
word.save(stream)
again = docx.Document(stream)
mine = again.styles["Mine"].type == WD_STYLE_TYPE.CHARACTER
print(json.dumps([again.paragraphs[0].text, mine, len(again.tables), len(again.comments)]))
"""


def _run(script: str) -> list[object]:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    found: list[object] = json.loads(done.stdout)
    return found


def test_a_draft_has_the_same_bytes_with_all_of_the_library_loaded() -> None:
    later, nothing = _run(_DRAFT.format(before=""))
    at_once, everything = _run(_DRAFT.format(before="import docx"))
    assert later == at_once
    assert nothing == []
    assert isinstance(everything, list)
    assert len(everything) == 4


def test_the_library_works_by_hand_after_a_draft() -> None:
    assert _run(_BY_HAND) == ["one two", True, 1, 1]
