from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.document import Link
from duizhao.readers.linkify import linkify
from duizhao.walk import plain_text


def targets(text: str) -> list[str]:
    return [node.target for node in linkify(text) if isinstance(node, Link)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见https://example.org/a?b=1&c=2，谢谢", ["https://example.org/a?b=1&c=2"]),
        ("（https://example.org/x）", ["https://example.org/x"]),
        ("(see https://example.org/x).", ["https://example.org/x"]),
        ("https://example.org/wiki/A_(b)", ["https://example.org/wiki/A_(b)"]),
        ("HTTP://EXAMPLE.ORG!", ["HTTP://EXAMPLE.ORG"]),
        (
            "两个 http://a.example http://b.example。",
            ["http://a.example", "http://b.example"],
        ),
        ("联系hezuo@example.com。", ["mailto:hezuo@example.com"]),
        ("a.b+c@mail.example.cn,", ["mailto:a.b+c@mail.example.cn"]),
        ("http://", []),
        ("https://...", []),
        ("javascript://x file:///etc ftp://a.example", []),
        ("a@b @某人 1@2", []),
        ("user@localhost", []),
    ],
)
def test_bare_addresses_are_found(text: str, expected: list[str]) -> None:
    assert targets(text) == expected


@given(st.text(st.sampled_from("a.@:/()[],，。 \nhttps"), max_size=60) | st.text())
def test_no_character_changes(text: str) -> None:
    assert plain_text(linkify(text)) == text


@given(st.text(st.sampled_from("a.@:/()hp"), max_size=40).map("http://{}".format))
def test_targets_are_http_or_mailto(text: str) -> None:
    assert all(t.startswith(("http://", "mailto:")) for t in targets(text))
