"""A review knows what was sent before, and asks who wins."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.catalog.entry import Entry, Previous
from duizhao.catalog.po import read_po
from duizhao.cli.main import main
from duizhao.cli.review_sides import sides
from duizhao.language import width
from duizhao.review.archive import ReviewError, open_archive
from duizhao.review.compare import compare
from duizhao.review.record import Record, read_records, roll_of, with_record
from duizhao.review.returned import read_return
from duizhao.review.settle import Fate, Take, Terms, settle
from duizhao.review.sheet import rows_of
from tests.markdown_cases import catalog
from tests.test_review import edited, retype, sent, track
from tests.test_review_formats import without, without_anchors

COMMAND = [sys.executable, "-c", "from duizhao.cli.main import run; run()"]
CHINESE = ("你好。", "世界。", "天亮了。")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "magazine"
    assert main(["init", "--bare", "--quiet", str(made)]) == 0
    (made / "source" / "a.md").write_text("".join(CHINESE) + "\n", "utf-8")
    assert run(made, "update", "--quiet") == 0
    for chinese, english in zip(CHINESE, ("Hello.", "World.", "Dawn."), strict=True):
        translate(made, chinese, english)
    return made


def run(folder: Path, *words: str) -> int:
    return main([*words, "--project", str(folder)])


def po(folder: Path) -> Path:
    return folder / "translations" / "en" / "LC_MESSAGES" / "a.po"


def translate(folder: Path, chinese: str, english: str) -> None:
    """Translate a sentence as in an editor."""
    head, _, rest = po(folder).read_text("utf-8").partition(f'msgid "{chinese}"\n')
    _, _, tail = rest.partition("\n")
    po(folder).write_text(
        f'{head}msgid "{chinese}"\nmsgstr "{english}"\n{tail}', "utf-8"
    )


def english_of(folder: Path) -> list[str]:
    return [one.msgstr for one in read_po("a.po", po(folder).read_bytes()).live()]


def review(folder: Path) -> Path:
    return folder / "build" / "review" / "a.docx"


def sent_again(folder: Path, *words: str) -> list[str]:
    """Return the Chinese that goes out; none where no file is written."""
    review(folder).unlink(missing_ok=True)
    assert run(folder, "review", "out", "--quiet", *words) == 0
    if not review(folder).exists():
        return []
    found = read_return(open_archive(review(folder).read_bytes(), "a"), "a")
    return [row.source for row in found.rows]


def test_what_was_sent_stays_at_home_until_it_changes(folder: Path) -> None:
    assert sent_again(folder, "--only", "changed") == list(CHINESE)
    assert sent_again(folder, "--only", "changed") == []
    translate(folder, "世界。", "The world.")
    assert sent_again(folder, "--only", "changed") == ["世界。"]
    (folder / "source" / "a.md").write_text("你好。世界。天快亮了。\n", "utf-8")
    run(folder, "update", "--quiet")
    assert sent_again(folder, "--only", "changed") == ["天快亮了。"]


def test_emptying_build_forgets_nothing(folder: Path) -> None:
    sent_again(folder)
    shutil.rmtree(folder / "build")
    assert sent_again(folder, "--only", "changed") == []


def test_what_she_wrote_need_not_go_out_to_her_again(folder: Path) -> None:
    sent_again(folder)
    back = folder / "back.docx"
    data = edited(review(folder).read_bytes(), lambda root: retype(root, 2, "Worlds."))
    back.write_bytes(data)
    translate(folder, "天亮了。", "Day broke.")
    assert sent_again(folder, "--since", str(back)) == ["天亮了。"]
    assert run(folder, "review", "back", "--quiet", str(back)) == 0
    assert english_of(folder)[1] == "Worlds."
    assert sent_again(folder, "--only", "changed") == []
    assert sent_again(folder, "--since", str(back)) == ["天亮了。"]


def test_since_a_revision_of_git(folder: Path) -> None:
    words = ["git", "-c", "user.name=a", "-c", "user.email=a@b"]
    for more in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "one"]):
        subprocess.run([*words, *more], cwd=folder, check=True)
    assert sent_again(folder, "--since", "HEAD") == []
    translate(folder, "你好。", "Hi.")
    assert sent_again(folder, "--since", "HEAD") == ["你好。"]
    for odd in ("nothing", "--all", "HEAD\nHEAD"):
        assert run(folder, "review", "out", f"--since={odd}") == 2


@pytest.mark.parametrize(("later", "status"), [(3600, 0), (10, 1)])
def test_a_file_without_properties_is_known_by_what_was_kept_beside(
    folder: Path, later: int, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    sent_again(folder)

    def change(root: Any) -> None:
        without_anchors(root)
        retype(root, 1, "Hi there.")

    data = edited(review(folder).read_bytes(), change)
    back = folder / "renamed.docx"
    back.write_bytes(without(data, "docProps/custom.xml"))
    translate(folder, "世界。", "The world.")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{1795305600 + later}")
    sent_again(folder)
    # Where two were sent in one minute, nothing tells which of them this was.
    assert run(folder, "review", "back", "--quiet", str(back)) == status
    assert english_of(folder) == ["Hi there.", "The world.", "Dawn."]


def test_a_record_that_is_damaged_is_told_with_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent_again(folder)
    path = folder / "translations" / "en" / "reviews" / "a.jsonl"
    path.write_text(path.read_text() + "<<<<<<< ours\n")
    assert run(folder, "review", "out", "--only", "changed") == 2
    assert "translations/en/reviews/a.jsonl:2" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line", ["[]", "{}", '{"sent": 1, "segments": 2}', "[" * 10**5]
)
def test_no_line_of_a_record_does_harm(line: str) -> None:
    with pytest.raises(ReviewError):
        read_records(line.encode(), "x")


def test_old_records_stay_while_they_alone_know_a_segment() -> None:
    first, *others = (
        rows_of(catalog(Entry(f"第{n}句。", "x"))) for n in (0, *[1] * 30)
    )
    records: tuple[Record, ...] = ()
    for number, rows in enumerate((first, *others)):
        records = with_record(records, Record(f"{number:02}", (rows[0].anchor,)))
    assert [one.time for one in records] == ["00", *(f"{n}" for n in range(19, 31))]


def test_without_a_time_a_text_that_was_sent_in_two_ways_is_left_open() -> None:
    old, new = (
        rows_of(catalog(Entry("天亮了。", text), Entry("下雪了。", "Snow.")))
        for text in ("Dawn.", "Day broke.")
    )
    records = [
        Record(f"2026-11-2{number}T10:00:00+00:00", tuple(row.anchor for row in rows))
        for number, rows in enumerate((old, new))
    ]
    assert roll_of(records, "")[1].sent == ""
    assert roll_of(records, "")[2] == new[1].anchor
    assert roll_of(records, "2026-11-20T10:00")[1] == old[0].anchor
    assert roll_of(records, "2026-11-25T10:00") == {}


def test_a_proposal_stays_fuzzy_and_is_taken_once() -> None:
    old = Previous("天晴了。")
    made = catalog(
        Entry("天亮了。", "It dawned."),
        Entry("下雪了。", "Snow.", flags=("fuzzy",), previous=old),
    )

    def change(root: Any) -> None:
        track(root, 1, "dawned", "grew light")
        track(root, 2, "Snow", "It snowed")

    back = read_return(open_archive(edited(sent(made), change), "x"), "x")
    settled = settle(made, back, Terms(propose=True))
    assert [one.fate for one in settled.outcomes] == [Fate.PROPOSED] * 2
    first, second = settled.catalog.entries
    assert (first.msgstr, first.fuzzy) == ("It grew light.", True)
    assert (second.msgstr, second.flags, second.previous) == (
        "It snowed.",
        ("fuzzy",),
        old,
    )
    again = settle(settled.catalog, back, Terms(propose=True))
    assert again.catalog is settled.catalog


def test_a_decision_holds_for_the_wording_that_was_shown() -> None:
    made = catalog(Entry("天亮了。", "It dawned."))
    data = edited(sent(made), lambda root: retype(root, 1, "Day broke."))
    back = read_return(open_archive(data, "x"), "x")
    asked = settle(catalog(Entry("天亮了。", "Dawn.")), back).outcomes[0]
    terms = Terms(chosen={asked.question: Take.REVIEWER})
    newer = catalog(Entry("天亮了。", "Daybreak."))
    assert settle(newer, back, terms).catalog is newer


def test_whoever_is_asked_in_a_pipe_is_told_instead(folder: Path) -> None:
    sent_again(folder)
    data = edited(review(folder).read_bytes(), lambda root: retype(root, 1, "Hi."))
    (folder / "back.docx").write_bytes(data)
    translate(folder, "你好。", "Good day.")
    before = po(folder).read_bytes()
    root = Path(__file__).parent.parent
    words = ["review", "back", str(folder / "back.docx"), "--json"]
    done = subprocess.run(
        [*COMMAND, *words, "--project", str(folder)],
        cwd=root,
        input="r\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    told = json.loads(done.stdout)["rows"]
    assert [one["fate"] for one in told] == ["conflict", "kept", "kept"]
    assert po(folder).read_bytes() == before


TEXTS = st.text("ab 天，é\n\x1b[31m", max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_are_in_the_stretches_that_are_compared(old: str, new: str) -> None:
    steps = list(compare(old, new))
    assert "".join(step.old for step in steps) == old
    assert "".join(step.new for step in steps) == new


@given(TEXTS, TEXTS, st.integers(20, 130))
def test_no_line_of_two_sides_is_too_long_or_steers_the_terminal(
    old: str, new: str, columns: int
) -> None:
    plain = list(sides(("ours", old), ("hers", new), columns, colour=False))
    assert all(width(line) <= columns for line in plain)
    assert not any("\x1b" in line for line in plain)
