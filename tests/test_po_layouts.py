"""Files as any program or person lays them out: no byte moves, no word is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog.po import read_po, write_po

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: en\\n"\n"X-Own: kept\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n'
)
_SPELLED = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t"}


@dataclass(frozen=True)
class Laid:
    """A text and the way it is written in a file."""

    text: str
    lines: str


@st.composite
def strings(draw: st.DrawFn, mark: str, *, empty: bool = True) -> Laid:
    """Draw a text, escaped here and there more than needed, cut anywhere."""
    pieces = draw(
        st.lists(
            st.sampled_from(
                ["你好", "，", "a b", '"', "\\", "\n", "\t", "é", "。", " "]
            ),
            min_size=0 if empty else 1,
            max_size=7,
        )
    )
    spelled = "".join(_SPELLED.get(piece, piece) for piece in pieces)
    cut = spelled
    for piece in ("你好", "a b", "。"):
        if draw(st.booleans()):
            cut = cut.replace(piece, f'{piece}"\n{mark}"', 1)
    first = draw(st.sampled_from(["", f'""\n{mark}', '"" ']))
    return Laid("".join(pieces), f'{first}"{cut}"')


NOTES = (
    *("# note", "#", "#tight", "#. said", "#.said", "#: a.md:3 b.md", "#, fuzzy"),
    *("#, my-flag, range: 0..3", "#: \u2068a b.md\u2069:7", "#= sticky", "#  two"),
)
COMMENTS = st.lists(st.sampled_from(NOTES), max_size=3)


@st.composite
def blocks(draw: st.DrawFn, number: int) -> tuple[str, str, str]:
    """Draw an entry: its lines, its msgid and its translation."""
    mark = draw(st.sampled_from(["", "", "#~ "]))
    blank = draw(st.sampled_from([" ", " ", "  ", "\t"]))
    msgid = draw(strings(mark, empty=False))
    msgstr = draw(strings(mark))
    lines = draw(COMMENTS)
    if draw(st.booleans()):
        previous = mark.strip() or "#"
        lines.append(f'{previous}| msgid "old"')
    lines.append(f'{mark}msgctxt "{number}"')
    lines.append(f"{mark}msgid{blank}{msgid.lines}")
    if draw(st.integers(0, 4)) == 0:
        lines.append(f'{mark}msgid_plural "many"')
        lines.append(f"{mark}msgstr[0] {msgstr.lines}")
        lines.append(f'{mark}msgstr[1] "x"')
    else:
        lines.append(f"{mark}msgstr{blank}{msgstr.lines}")
    return "\n".join(lines), msgid.text, msgstr.text


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, list[tuple[str, str]]]:
    """Draw a file and what it says."""
    count = draw(st.integers(0, 5))
    text, said = HEADER, []
    for number in range(count):
        lines, msgid, msgstr = draw(blocks(number))
        text += draw(st.sampled_from(["\n", "\n", "", "\n\n \n"])) + lines + "\n"
        said.append((msgid, msgstr))
    text += draw(st.sampled_from(["", "", "\n", "# the end\n", "\n#~\n"]))
    if draw(st.booleans()):
        text = text.rstrip("\n")
    data = text.encode()
    match draw(st.sampled_from(["lf", "lf", "crlf", "mixed"])):
        case "crlf":
            data = data.replace(b"\n", b"\r\n")
        case "mixed":
            data = data.replace(b"\n\n", b"\r\n\n")
    bom = draw(st.sampled_from([b"", b"", b"\xef\xbb\xbf"]))
    return bom + data, said


@given(files())
@settings(max_examples=60, deadline=None)
def test_any_layout_is_kept_to_the_byte(
    drawn: tuple[bytes, list[tuple[str, str]]],
) -> None:
    data, said = drawn
    catalog = read_po("t.po", data)
    assert write_po(catalog) == data
    assert [(one.msgid, one.msgstr) for one in catalog.entries] == said
    assert catalog.headers["X-Own"] == "kept"
    # Looked at or not, they are written the same.
    assert write_po(catalog) == data


@given(files(), st.integers(0, 4))
@settings(max_examples=40, deadline=None)
def test_a_change_keeps_the_bytes_of_all_others(
    drawn: tuple[bytes, list[tuple[str, str]]], number: int
) -> None:
    catalog = read_po("t.po", drawn[0])
    entries = list(catalog.entries)
    if number >= len(entries):
        return
    # An empty translation is never written as fuzzy.
    entries[number] = replace(entries[number], comments=("changed",), flags=())
    again = read_po("t.po", write_po(catalog.with_entries(entries)))
    assert list(again.entries) == entries
    for at, (one, other) in enumerate(zip(entries, again.entries, strict=True)):
        if at != number:
            assert (one.raw or "").strip() == (other.raw or "").strip()


def test_a_large_file_is_written_to_the_byte() -> None:
    text = HEADER + "".join(
        f'\nmsgid "第{number}句"\nmsgstr "Sentence {number}"\n'
        for number in range(2500)
    )
    for mark, tail in (("\ufeff", "\n# the end\n"), ("", "# the end"), ("", "")):
        data = f"{mark}{text}{tail}".replace("\n", "\r\n").encode()
        catalog = read_po("a.po", data)
        assert write_po(catalog) == data
        changed = [*catalog.entries[:-1], replace(catalog.entries[-1], msgstr="Other")]
        other = text.replace('"Sentence 2499"', '"Other"')
        made = f"{mark}{other}{tail}".replace("\n", "\r\n").encode()
        assert write_po(catalog.with_entries(changed)) == made
