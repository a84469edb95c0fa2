"""What `duizhao build` tells when it has built."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.cli.main import main

SETTINGS = (
    '[publication]\ntitle = "港"\n'
    '[products.handout]\nformat = "pdf"\nlayout = "source"\ntemplate = "handout.html"\n'
)


def test_findings_of_no_document_are_counted_beneath_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "duizhao.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.md").write_text("船。\n", "utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "handout.css").write_text("p { colr: red }\n", "utf-8")
    main(["build", "--project", str(tmp_path)])
    said = capsys.readouterr().out
    assert "handout.css:1" in said
    assert "in other files: 1 warning\n" in said
