"""English without a country is hyphenated as in America, as its dates are written there.

WeasyPrint asks Pyphen for the patterns of `en`, and Pyphen gives the first English ones
by the alphabet: those of Great Britain (know-ledge; knowl-edge is American).
"""

from __future__ import annotations

from types import ModuleType


def hyphenate_american(line_break: ModuleType) -> bool:
    """Tell Pyphen, as `weasyprint.text.line_break` has it, which patterns `en` has.

    Say whether it is told; a Pyphen without such patterns is left as it is.
    """
    known = getattr(getattr(line_break, "pyphen", None), "LANGUAGES", {})
    if "en" not in known or "en_US" not in known:
        return False
    known["en"] = known["en_US"]
    return True
