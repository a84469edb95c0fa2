"""The words of ours in a reviewer's file."""

from __future__ import annotations

from typing import Final

HEADS: Final = ("#", "中文原文", "English", "Comment 备注", "Status")
"""The heads of the columns."""
GUIDE: Final = (
    "Please edit the English column; Track Changes is on. Leave the grey columns as they are.",
    "请直接修改英文一栏，修订功能已打开；灰色两栏请勿改动。意见可写批注，也可写在备注栏。",
    "Remarks: a Word comment on the words, or the Comment column. Save as .docx and send it back.",
)
"""The three lines above the table."""
RUNNING_GUIDE: Final = (
    "Please edit the English; Track Changes is on. Remarks: a Word comment on the words.",
    "Yellow is to be checked; red is untranslated: write over it. Save as .docx, send it back.",
    "请直接修改英文，修订功能已打开；意见请写批注。黄底待定，红底未译，可直接改写成英文。",
    "存为 .docx 寄回即可。灰色小字是中文原文，请勿改动。",
)
"""The lines above the page of the running layout."""
BEHIND: Final = "Not on the page above 正文中未显示"
"""The heading of the table behind it."""
MISSING: Final = "missing 未译"
"""The status of a segment without translation."""
FUZZY: Final = "fuzzy 待定"
"""The status of a segment that somebody still has to look at."""
STATES: Final = frozenset({MISSING, FUZZY})
"""What we write in the last column."""
OURSELVES: Final = "duizhao"
"""The author of our questions."""
