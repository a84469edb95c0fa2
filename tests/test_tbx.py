"""TBX of other programs, and hostile ones."""

from __future__ import annotations

import pytest

from duizhao.errors import FileError
from duizhao.interchange.tbx import read_tbx, write_tbx
from duizhao.terms.model import Glossary, Term

VERSION_2 = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
<termEntry id="1"><descrip type="definition">a border crossing</descrip>
<langSet xml:lang="zh-CN"><tig><term>口岸</term></tig></langSet>
<langSet xml:lang="en-US"><ntig><termGrp><term>port</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
<tig><term>border
 crossing</term></tig>
<tig><term>checkpoint</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
<termNote type="partOfSpeech">noun</termNote></tig></langSet>
<langSet xml:lang="de"><tig><term>Grenze</term></tig></langSet>
</termEntry></body></text></martif>"""

DCT = """<tbx xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min"
 xmlns:basic="http://www.tbxinfo.net/ns/basic" type="TBX-Basic" style="dct" xml:lang="en">
<text><body><conceptEntry id="c1">
<langSec xml:lang="zh-Hans"><termSec><term>万科</term></termSec>
<termSec><term>万科企业</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>Vanke</term>
<min:partOfSpeech>properNoun</min:partOfSpeech>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>Wanke</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec>
</langSec></conceptEntry></body></text></tbx>"""


def test_version_2_is_read() -> None:
    (term,) = read_tbx("t.tbx", VERSION_2.encode())
    assert term == Term(
        "口岸",
        ("checkpoint", "border crossing"),
        ("port",),
        "noun",
        "a border crossing",
    )


def test_the_style_of_tags_is_read_and_synonyms_are_terms() -> None:
    vanke, company = read_tbx("t.tbx", DCT.encode())
    assert vanke == Term("万科", ("Vanke",), ("Wanke",), "name")
    assert company.source == "万科企业"


def test_an_empty_termbase_is_an_empty_glossary() -> None:
    assert read_tbx("t.tbx", write_tbx(Glossary())) == Glossary()


@pytest.mark.parametrize(
    "data",
    [
        b"<html/>",
        b"<tbx",
        b"",
        b'<!DOCTYPE tbx [<!ENTITY x "y">]><tbx>&x;</tbx>',
        b'<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tbx>&x;</tbx>',
        VERSION_2.replace("zh-CN", "ja").encode(),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(FileError) as caught:
        read_tbx("t.tbx", data)
    assert caught.value.path == "t.tbx"


def test_a_character_that_xml_forbids_is_refused() -> None:
    with pytest.raises(FileError, match="U\\+0001"):
        write_tbx(Glossary((Term("甲", ("a\x01",)),)))
