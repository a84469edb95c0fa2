"""Make the sample template: python -m duizhao.render.docx > templates/draft.docx."""

from __future__ import annotations

import sys

from duizhao.render.docx.template import make_template

sys.stdout.buffer.write(make_template())
