"""A publication that is cut into other entries keeps every translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Key, Previous
from duizhao.catalog.notation import entry_notation
from duizhao.catalog.po import read_po, write_po
from duizhao.cli.main import main

HEAD = '[publication]\ntitle = "港"\n'
TAIL = '[products.page]\nformat = "html"\n'
EVERYWHERE = HEAD + 'segmentation = "{}"\n' + TAIL
ONE = HEAD + TAIL + '[documents.a]\nsegmentation = "{}"\n'


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication with one document."""

    root: Path
    settings: str

    def update(self, segmentation: str) -> Catalog:
        text = self.settings.format(segmentation)
        (self.root / "duizhao.toml").write_text(text, "utf-8")
        assert main(["update", "-q", "--project", str(self.root)]) == 0
        return self.read()

    @property
    def path(self) -> Path:
        return self.root / "translations/en/LC_MESSAGES/a.po"

    def read(self) -> Catalog:
        return read_po("a.po", self.path.read_bytes())

    def edit(self, done: dict[str, Entry]) -> Catalog:
        """Put translations, flags, comments and former texts into the live entries, by msgid."""
        old = self.read()
        entries = [
            replace(
                one,
                msgstr=done[one.msgid].msgstr,
                flags=done[one.msgid].flags,
                comments=done[one.msgid].comments,
                previous=done[one.msgid].previous,
            )
            if not one.obsolete and one.msgid in done
            else one
            for one in old.entries
        ]
        made = old.with_entries(entries)
        self.path.write_bytes(write_po(made))
        return self.read()


@contextmanager
def publication(
    paragraphs: Sequence[Sequence[str]], setting: str = EVERYWHERE
) -> Iterator[Publication]:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "source").mkdir()
        text = "".join(f"{''.join(sentences)}\n\n" for sentences in paragraphs)
        (root / "source/a.md").write_text(f"# 海港\n\n{text}", "utf-8")
        yield Publication(root, setting)


def told(catalog: Catalog) -> list[tuple[Key, str, bool]]:
    """Return what a translator sees of the live entries."""
    return [(one.key, one.msgstr, one.fuzzy) for one in catalog.live()]


def is_written(entry: Entry) -> bool:
    return entry.translated and entry_notation(entry) is None


def assert_same(after: Catalog, before: Catalog) -> None:
    """Assert that a translator sees the live entries as they were.

    Where a sentence stands in two entries, the remarks of one may come to the other;
    and where one of them is open, merged or left out, the words too.
    """
    live = list(before.live())
    assert [one.key for one in after.live()] == [one.key for one in live]
    for one, earlier in zip(after.live(), live, strict=True):
        parts = set(parts_of(earlier.msgid))
        others = [x for x in live if x is not earlier and parts & {*parts_of(x.msgid)}]
        if not others or all(map(is_written, (earlier, *others))):
            assert (one.msgstr, one.fuzzy) == (earlier.msgstr, earlier.fuzzy)
        assert set(earlier.comments) <= set(one.comments)


def held(catalog: Catalog) -> str:
    """Return all translations and comments, blanks aside."""
    texts = [text for one in catalog.entries for text in (one.msgstr, *one.comments)]
    return " ".join(" ".join(texts).split())


def english(text: str) -> str:
    """Return a sentence for each sentence, as long as its Chinese lets expect."""
    parts = [one for one in text.split("。") if one]
    return " ".join(
        "It " + " ".join(f"w{ord(char):x}" for char in part) + "." for part in parts
    )


def finished(*msgids: str) -> dict[str, Entry]:
    return {one: Entry(one, english(one), comments=(f"of {one}",)) for one in msgids}


# Unlike one another, so that none is taken for an edit of another.
SENTENCES = [
    "天亮了。",
    "船已经来到港口。",
    "他走很远路。",
    "雨停。",
    "注意安全第一。",
    "河水绿。",
]
sentence = st.sampled_from(SENTENCES)
paragraph = st.lists(sentence, min_size=1, max_size=4)
texts = st.lists(paragraph, min_size=1, max_size=4)
state = st.sampled_from(
    ["done", "done", "done", "fuzzy", "missing", "merged above", "left out"]
)


def worked(msgid: str, how: str) -> Entry:
    """Return an entry in one of the states that a translator leaves one in."""
    match how:
        case "done":
            return Entry(msgid, english(msgid), comments=(f"of {msgid}",))
        case "fuzzy":
            return Entry(msgid, english(msgid), flags=("fuzzy",))
        case "missing":
            return Entry(msgid)
        case _:
            return Entry(msgid, f"[{how}]")


def parts_of(text: str) -> list[str]:
    return [f"{part}。" for part in text.split("。") if part]


@settings(max_examples=15, deadline=None)
@given(texts, st.data(), st.sampled_from([EVERYWHERE, ONE]))
def test_there_and_back_changes_no_live_entry(
    paragraphs: list[list[str]], data: st.DataObject, setting: str
) -> None:
    ways = data.draw(st.permutations(["sentence", "paragraph"]))
    with publication(paragraphs, setting) as place:
        first = place.update(ways[0])
        done = {
            one.msgid: worked(one.msgid, data.draw(state, one.msgid))
            for one in first.live()
        }
        before = place.edit(done)
        place.update(ways[1])
        after = place.update(ways[0])
        assert_same(after, before)
        place.update(ways[1])
        assert_same(place.update(ways[0]), before)


def test_remarks_on_paragraphs_that_share_a_sentence_come_back() -> None:
    shared = [
        ["天亮了。", "雨停。"],
        ["雨停。", "河水绿。"],
        ["天亮了。"],
        ["河水绿。"],
    ]
    with publication(shared) as place:
        live = list(place.update("paragraph").live())
        states = {one.msgid: worked(one.msgid, "done") for one in live}
        states["河水绿。"] = Entry("河水绿。")
        before = place.edit(states)
        place.update("sentence")
        assert_same(place.update("paragraph"), before)


def test_a_fuzzy_text_keeps_what_it_was_translated_from() -> None:
    with publication([["天亮了。", "雨停。"]]) as place:
        place.update("sentence")
        made = {
            text: Entry(text, f"[{text}]", flags=("fuzzy",), previous=Previous(former))
            for text, former in {"天亮了。": "天黑了。", "雨停。": "雪停。"}.items()
        }
        place.edit(made)
        whole = place.update("paragraph").find("天亮了。雨停。")
        assert whole is not None
        assert whole.previous == Previous("天黑了。雪停。")


@settings(max_examples=15, deadline=None)
@given(texts, st.data())
def test_whatever_is_edited_in_between_nothing_is_dropped(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    seen: set[str] = set()
    with publication(paragraphs) as place:
        for turn, way in enumerate(["sentence", "paragraph"] * 2):
            before = held(place.read()) if turn else ""
            typed = [one for one in seen if one in before]
            made = place.update(way)
            assert [one for one in typed if one not in held(made)] == []
            for one in made.live():
                how = data.draw(st.sampled_from(["keep", "done", "fuzzy"]), one.msgid)
                if how != "keep":
                    words = [
                        part.replace("It ", f"Turn {turn} ", 1)
                        for part in map(english, parts_of(one.msgid))
                    ] or ["Port"]
                    hers = replace(worked(one.msgid, how), msgstr=" ".join(words))
                    place.edit({one.msgid: hers})
                    seen.update(words)


def test_what_was_finished_with_its_neighbour_needs_no_look() -> None:
    with publication(
        [["天亮了。", "船来了。", "人也来了。"], ["注意。", "雨停了。"]]
    ) as place:
        place.update("sentence")
        done = finished("天亮了。", "船来了。", "雨停了。")
        done["人也来了。"] = Entry("人也来了。", "[merged above]")
        done["注意。"] = Entry("注意。", "[left out]")
        place.edit(done)
        made = {one.msgid: one for one in place.update("paragraph").live()}
    first = made["天亮了。船来了。人也来了。"]
    assert first.msgstr == f"{english('天亮了。')} {english('船来了。')}"
    assert not first.fuzzy
    assert not made["注意。雨停了。"].fuzzy


def test_a_paragraph_that_is_left_out_is_so_as_a_whole() -> None:
    with publication([["天亮了。", "船来了。"]]) as place:
        place.update("sentence")
        place.edit({one: Entry(one, "[left out]") for one in ("天亮了。", "船来了。")})
        one = list(place.update("paragraph").live())[1]
    assert entry_notation(one)
    assert (one.msgstr, one.fuzzy) == ("[left out]", False)


@pytest.mark.parametrize("setting", [EVERYWHERE, ONE])
def test_what_is_newer_wins_and_what_is_older_stands_beside(setting: str) -> None:
    with publication([["天亮了。", "船来了。"]], setting) as place:
        place.update("sentence")
        place.edit(finished("天亮了。", "船来了。"))
        (_, whole) = place.update("paragraph").live()
        newer = whole.msgstr.replace("It", "Now it", 1)
        place.edit({whole.msgid: replace(whole, msgstr=newer)})
        _, first, second = place.update("sentence").live()
    assert first.msgstr == english("天亮了。").replace("It", "Now it")
    assert f"also: {english('天亮了。')}" in first.comments
    assert second.msgstr == english("船来了。")
    assert not any(text.startswith("also:") for text in second.comments)


def test_what_was_confirmed_as_a_paragraph_is_confirmed_as_sentences() -> None:
    with publication([["天亮了。", "船来了。"]]) as place:
        place.update("sentence")
        done = finished("天亮了。", "船来了。")
        done["船来了。"] = replace(done["船来了。"], flags=("fuzzy",))
        place.edit(done)
        (_, whole) = place.update("paragraph").live()
        assert whole.fuzzy
        place.edit({whole.msgid: replace(whole, flags=())})
        _, first, second = place.update("sentence").live()
    assert not first.fuzzy
    assert not second.fuzzy


def test_one_sentence_in_english_comes_back_as_one() -> None:
    with publication([["天亮了。", "船来了。"]]) as place:
        place.update("paragraph")
        whole = "At dawn the ships come."
        place.edit({"天亮了。船来了。": Entry("天亮了。船来了。", whole)})
        _, first, second = place.update("sentence").live()
        assert [(one.msgstr, one.fuzzy) for one in (first, second)] == [
            (whole, True)
        ] * 2
        (_, back) = place.update("paragraph").live()
    assert (back.msgstr, back.fuzzy) == (whole, False)


def test_a_repeated_sentence_with_other_words_keeps_both() -> None:
    with publication([["天亮了。", "船来了。"], ["天亮了。", "雨停了。"]]) as place:
        place.update("paragraph")
        place.edit(
            {
                "天亮了。船来了。": Entry("天亮了。船来了。", "It dawned. Ships came."),
                "天亮了。雨停了。": Entry("天亮了。雨停了。", "Day broke. Rain ended."),
            }
        )
        before = told(place.read())
        _, dawn, ships, rain = place.update("sentence").live()
        assert (dawn.msgstr, dawn.fuzzy) == ("It dawned.", True)
        assert "also: Day broke." in dawn.comments
        assert [ships.fuzzy, rain.fuzzy] == [False, False]
        assert told(place.update("paragraph")) == before


def test_a_missing_sentence_gets_its_part_of_a_finished_paragraph() -> None:
    with publication([["天亮了。"], ["天亮了。", "船已经来到港口。"]]) as place:
        place.update("paragraph")
        both = "天亮了。船已经来到港口。"
        before = place.edit(finished("海港", both))
        _, dawn, ship = place.update("sentence").live()
        assert (dawn.msgstr, ship.msgstr) == (
            english("天亮了。"),
            english("船已经来到港口。"),
        )
        assert told(place.update("paragraph"))[2] == told(before)[2]
