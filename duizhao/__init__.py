r"""Publish Chinese texts in English.

The small surface for scripts; the verbs stand in `duizhao.pipeline`. Names are loaded
when first asked for, so that the command line starts without them.

>>> import duizhao
>>> duizhao.split_sentences("天亮了。他说：“走吧。”我们就走了。")
['天亮了。', '他说：“走吧。”', '我们就走了。']
>>> manuscript = duizhao.read_text("note.md", "# 春天\n\n天亮了。**走吧。**\n")
>>> [entry.msgid for entry in duizhao.extract(manuscript)]
['春天', '天亮了。', '**走吧。**']
>>> catalog = duizhao.Catalog(
...     "en.po",
...     duizhao.Entry(""),
...     (
...         duizhao.Entry("春天", "Spring"),
...         duizhao.Entry("天亮了。", "Day breaks."),
...         duizhao.Entry("**走吧。**", "**Let’s go.**"),
...     ),
... )
>>> print(duizhao.merge(manuscript, catalog).text)
# Spring
<BLANKLINE>
Day breaks. **Let’s go.**
<BLANKLINE>
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duizhao.catalog.catalog import Catalog
    from duizhao.catalog.entry import Entry
    from duizhao.catalog.po import read_po
    from duizhao.catalog.update import update
    from duizhao.catalog.write import write_po
    from duizhao.extraction import extract
    from duizhao.manuscripts import read_text
    from duizhao.merging import merge
    from duizhao.numbers.report import compare_numbers
    from duizhao.segment import split_sentences

__all__ = [
    "Catalog",
    "Entry",
    "compare_numbers",
    "extract",
    "merge",
    "read_po",
    "read_text",
    "split_sentences",
    "update",
    "write_po",
]

_MODULES = {
    "Catalog": "duizhao.catalog.catalog",
    "Entry": "duizhao.catalog.entry",
    "compare_numbers": "duizhao.numbers.report",
    "extract": "duizhao.extraction",
    "merge": "duizhao.merging",
    "read_po": "duizhao.catalog.po",
    "read_text": "duizhao.manuscripts",
    "split_sentences": "duizhao.segment",
    "update": "duizhao.catalog.update",
    "write_po": "duizhao.catalog.write",
}


def __getattr__(name: str) -> object:
    """Load a public name (PEP 562)."""
    if name not in _MODULES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(importlib.import_module(_MODULES[name]), name)
