"""gettext and the reader judge damaged files alike."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.fuzz_po import STRICTER, disagreements

# For each of the two tests; a hundred thousand in all with `make fuzz`.
NUMBER = int(os.environ.get("DUIZHAO_FUZZ", "500"))


@pytest.mark.skipif(shutil.which("msgcat") is None, reason="gettext is not installed")
@pytest.mark.parametrize("seed", [1, 2])
def test_gettext_judges_damaged_files_alike(seed: int) -> None:
    found = [
        f"{reason}\n{data.decode('utf-8', 'replace')}"
        for data, reason in disagreements(NUMBER, seed)
    ]
    assert not found, found[0]


def test_every_other_judgement_is_explained() -> None:
    page = (
        Path(__file__).parents[1].joinpath("docs", "deviations.md").read_text("utf-8")
    )
    assert [one for one in STRICTER.values() if f"**{one}" not in page] == []
