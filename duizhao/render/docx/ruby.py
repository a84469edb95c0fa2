"""Readings above Chinese characters (`<ruby>汉<rt>hàn</rt></ruby>`) as Word has them."""

from __future__ import annotations

from typing import Final

from lxml import etree
from lxml.etree import _Element as Node

from duizhao.render.docx import names as n

RUBY_BASE: Final = n.w("rubyBase")
RUBY_TEXT: Final = n.w("rt")
_RUBY: Final = n.w("ruby")
_BRACKET: Final = n.w("rp")  # not Word's; it is taken out again
_INSIDE: Final = frozenset({RUBY_BASE, RUBY_TEXT, _BRACKET})
_SIZES: Final = {"hps": "11", "hpsRaise": "20", "hpsBaseText": "21"}  # half points


def lead_ruby(parent: Node, name: str, *, closes: bool) -> Node:
    """Return where what follows a tag of `ruby`, `rt` or `rp` goes, given where it went.

    A word with its reading is a run of its own, with both inside; after a reading, the
    next word begins another. The brackets (`rp`) for programs without ruby are left out.
    """
    inside = parent.tag
    if inside not in _INSIDE:
        return _add_ruby(parent) if name == "ruby" and not closes else parent
    ruby = _parent(parent)
    base = ruby[-1] if ruby[-1].tag == RUBY_BASE else ruby[-2]
    if name == "ruby":
        return _leave(ruby, base) if closes else parent
    if not closes:
        if inside != RUBY_BASE:
            return parent
        return ruby[1] if name == "rt" else etree.SubElement(ruby, _BRACKET)
    if name == "rt" and inside == RUBY_TEXT:
        return _add_ruby(_parent(_parent(ruby)))
    if name == "rp" and inside == _BRACKET:
        ruby.remove(parent)
        return base
    return parent


def _add_ruby(parent: Node) -> Node:
    """Begin a word that is to have a reading; return where its characters go."""
    run = etree.SubElement(parent, n.RUN)
    ruby = etree.SubElement(run, _RUBY)
    properties = etree.SubElement(ruby, n.w("rubyPr"))
    etree.SubElement(properties, n.w("rubyAlign"), {n.VAL: "center"})
    for name, size in _SIZES.items():
        etree.SubElement(properties, n.w(name), {n.VAL: size})
    etree.SubElement(properties, n.w("lid"), {n.VAL: "zh-CN"})
    etree.SubElement(ruby, RUBY_TEXT)
    return etree.SubElement(ruby, RUBY_BASE)


def _leave(ruby: Node, base: Node) -> Node:
    """Return what a word with a reading stands in; one without characters goes."""
    run = _parent(ruby)
    outside = _parent(run)
    if not len(base):
        outside.remove(run)
    return outside


def _parent(node: Node) -> Node:
    parent = node.getparent()
    assert parent is not None, "made by _add_ruby"
    return parent
