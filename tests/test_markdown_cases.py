from __future__ import annotations

import pytest

from tests.markdown_cases import FOLDER, SHOWN, Case, decoded, iter_cases

CASES = [
    pytest.param(name, case, id=f"{name}: {case.title}")
    for name in SHOWN
    for case in iter_cases(name)
]


def test_every_file_of_cases_is_read() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(SHOWN)
    assert len(CASES) > 70


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_manuscript_is_read_as_its_case_says(name: str, case: Case) -> None:
    assert SHOWN[name](decoded(case.text)) == case.expected
