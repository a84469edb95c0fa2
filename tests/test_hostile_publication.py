"""A publication from a stranger: what it holds may not harm who builds it."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from zipfile import ZipFile

import pytest

from duizhao.catalog.po import read_po
from duizhao.cli.main import main
from duizhao.errors import TemplateError
from duizhao.render.patience import TooLongError, at_most
from duizhao.render.templating import fill

ROOT = Path(__file__).parent.parent
PRODUCTS = """
[products.page]
format = "html"
[products.draft]
format = "docx"
"""
SECRET = "TOP-SECRET-OF-ANOTHER-FOLDER"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    folder = tmp_path / "stranger"
    assert main(["init", "--bare", "-q", str(folder)]) == 0
    settings = folder / "duizhao.toml"
    text = settings.read_text("utf-8")
    first, last = text.index("# The English handout"), text.index("[markdown]")
    settings.write_text(text[:first] + PRODUCTS + text[last:], "utf-8")
    (tmp_path / "secret.svg").write_text(SVG.format(f"<text>{SECRET}</text>"), "utf-8")
    return folder


def build(folder: Path, text: str) -> tuple[int, str, bytes, bytes]:
    """Build a manuscript; return status, the page, and two parts of the draft."""
    (folder / "source" / "a.md").write_text(text, "utf-8")
    assert main(["update", "-q", "--project", str(folder)]) == 0
    status = main(["build", "-q", "--project", str(folder)])
    page = (folder / "build" / "page" / "a.html").read_text("utf-8")
    with ZipFile(folder / "build" / "draft" / "a.docx") as word:
        whole = b"".join(word.read(name) for name in word.namelist())
        assert SECRET.encode() not in whole
        links = word.read("word/_rels/document.xml.rels")
        return status, page, links, word.read("word/document.xml")


LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#106;avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "javascript&colon;alert(1)",
    "&#1;javascript:alert(1)",
    "file:///etc/passwd",
    "smb://evil/x",
    "data:text/html,x",
    "ms-word:ofe|u|x",
    "//evil.example/x",
    "\\\\\\\\evil\\\\x",
    "blob:x",
)


def test_links_of_other_schemes_are_in_no_product(stranger: Path) -> None:
    body = "\n\n".join(f"第{n}个[链接](<{url}>)。" for n, url in enumerate(LINKS))
    more = (
        "\n\n又[一][a]、[二][]、<javascript:x>、<smb://evil/y>。"
        "\n\n[a]: javascript:alert(3)\n[二]: &#x64;ata:text/html,x\n"
    )
    _, page, links, _ = build(stranger, f"# 题\n\n{body}{more}")
    targets = re.findall(r'(?:href|src)="([^"]*)"', page)
    assert not [one for one in targets if not one.startswith("#")]
    assert b"TargetMode" not in links


def test_raw_html_and_jinja_are_text_or_nothing(stranger: Path) -> None:
    text = (
        "# 题\n\n<script>alert(1)</script>\n\n"
        '<link rel=attachment href="file:///etc/passwd">\n\n'
        "<style>@import url(http://127.0.0.1:9/x)</style>\n\n"
        '<iframe src="file:///etc/passwd"></iframe>\n\n'
        "行内<img src=x onerror=alert(1)>和<a href=javascript:x>文</a>。\n\n"
        "{{ cycler.__init__.__globals__ }}{% for x in y %}是 {{ 6*7 }}\n"
    )
    _, page, _, word = build(stranger, text)
    assert not re.search(r"<(script|link|iframe|img|base|object)\b", page)
    # The list of what is not translated shows it, escaped.
    assert "&lt;img src=x onerror" in page
    assert "{{ cycler.__init__.__globals__ }}" in page
    assert b"cycler.__init__" in word


def png(width: int, height: int) -> bytes:
    """Return a PNG that says it has this size and holds next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(9))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


ENTITIES = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
PICTURES = {
    "big.png": png(30_000, 30_000),
    "none.png": png(0, 0),
    "laugh.svg": f'<!DOCTYPE svg [<!ENTITY a "lol">{ENTITIES}]>'
    f"{SVG.format('<text>&i;</text>')}",
    "use.svg": SVG.format(
        '<g id="g0"/>'
        + "".join(
            f'<g id="g{n + 1}">{f"<use href={chr(34)}#g{n}{chr(34)}/>" * 10}</g>'
            for n in range(9)
        )
    ),
    "deep.svg": SVG.format("<g>" * 500 + "</g>" * 500),
}
OUTSIDE = (
    "../../secret.svg",
    "%2e%2e/%2e%2e/secret.svg",
    "..%2f..%2fsecret.svg",
    "link.svg",
    "FILE:///etc/passwd",
    "http://127.0.0.1:9/x.png",
    "//127.0.0.1:9/x.png",
    "data:image/svg+xml,%3Csvg/%3E",
    "/dev/zero",
    "zero.png",
    "%00.png",
)


def test_pictures_are_files_of_the_publication_and_bounded(
    stranger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = stranger / "source"
    for name, data in PICTURES.items():
        (source / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    os.mkfifo(source / "pipe.png")
    (source / "zero.png").symlink_to("/dev/zero")
    (source / "link.svg").symlink_to(stranger.parent / "secret.svg")
    names = [*PICTURES, "pipe.png", *OUTSIDE]
    body = "\n\n".join(f"![图{n}](<{name}>)" for n, name in enumerate(names))
    _, page, _, _ = build(stranger, f"# 题\n\n{body}\n")
    assert "<img" not in page
    assert SECRET not in page
    shown = capsys.readouterr().out
    refused = set(
        re.findall(r"a\.md:(\d+):\d+: error \[picture\.(?:refused|out)", shown)
    )
    # `//host` is found where `http://host` says it first.
    assert len(refused) >= len(names) - 1


def test_a_picture_reaches_nothing_outside_itself(stranger: Path) -> None:
    (stranger / "source" / "x.svg").write_text(
        SVG.format(
            '<image href="../../secret.svg" width="9" height="9"/>'
            '<script>x</script><rect onclick="x()" width="9" height="9"/>'
        ),
        "utf-8",
    )
    _, page, _, _ = build(stranger, "# 题\n\n![图](x.svg)\n")
    # Browsers run and load nothing in <img>, and the page's policy forbids the rest.
    assert 'src="data:image/svg+xml;base64,' in page
    assert "default-src 'none'" in page
    with ZipFile(stranger / "build" / "draft" / "a.docx") as word:
        for name in word.namelist():
            if name.endswith(".svg"):
                data = word.read(name)
                assert b"secret" not in data
                assert b"script" not in data
                assert b"onclick" not in data


@pytest.mark.parametrize("depth", [200, 1000])
def test_deep_lists_and_quotes_are_all_there(stranger: Path, depth: int) -> None:
    items = "".join(f"{'  ' * n}- 第{n}层。\n" for n in range(depth))
    _, page, _, word = build(stranger, f"# 深\n\n{items}\n{'> ' * depth}到底。\n")
    for text in (page, word.decode()):
        assert f"第{depth - 1}层" in text
        assert "到底" in text


@pytest.mark.parametrize(
    "front",
    [
        "title: &a [*a, *a]",
        "a: &b [x, x]\nb: &c [*b, *b]\ntitle: *c",
        'title: !!python/object/apply:os.system ["touch pwned"]',
        f"title: {'[' * 5000}",
        'title: "</title><script>alert(1)</script>"',
        "title: {{ 6*7 }}",
    ],
)
def test_front_matter_runs_nothing(stranger: Path, front: str) -> None:
    _, page, _, _ = build(stranger, f"---\n{front}\n---\n\n正文在此。\n")
    assert "正文在此" in page
    assert "<script" not in page
    assert not list(stranger.rglob("pwned"))


TRANSLATIONS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![p](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "https://evil.example/phish",
    "# Heading\\n\\nnew block",
    "</title></style><script>1</script>",
    "$x$ `</code><script>`",
)


@pytest.mark.parametrize("english", TRANSLATIONS)
def test_a_translation_brings_no_markup_of_its_own(
    stranger: Path, english: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (stranger / "source" / "a.md").write_text("一段文字。\n", "utf-8")
    main(["update", "-q", "--project", str(stranger)])
    path = stranger / "translations" / "en" / "LC_MESSAGES" / "a.po"
    text = path.read_text("utf-8")
    path.write_text(f'{text.removesuffix(chr(10))[:-2]}"{english}"\n', "utf-8")
    (entry,) = read_po("a.po", path.read_bytes()).live()
    assert entry.msgstr
    assert main(["check", "--project", str(stranger)]) == 1
    assert "[markup." in capsys.readouterr().out
    main(["build", "-q", "--project", str(stranger)])
    page = (stranger / "build" / "page" / "a.html").read_text("utf-8")
    assert "一段文字" in page
    assert not re.search(r"<(script|img|iframe)\b|evil|passwd\"", page)


@pytest.mark.parametrize("odd", ["\x0b", "\x1b", "\x00", "\ufffe"])
def test_a_control_character_is_told_with_its_line_and_stops_no_update(
    stranger: Path, odd: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, page, _, _ = build(stranger, f"# 题\n\n一{odd}段。\n")
    assert status == 0
    assert odd not in page
    assert f"source/a.md:3:2: error [text.control] U+{ord(odd):04X}" in (
        capsys.readouterr().out
    )


def test_links_in_build_lead_no_writing_outside(stranger: Path) -> None:
    mine = stranger.parent / "mine"
    for name in (".lock", ".state.json"):
        mine.write_text("precious", "utf-8")
        path = stranger / "build" / name
        path.unlink(missing_ok=True)
        path.symlink_to(mine)
        (stranger / "source" / "a.md").write_text(f"# 题{name}\n", "utf-8")
        main(["build", "-q", "--project", str(stranger)])
        assert mine.read_text("utf-8") == "precious"
        path.unlink(missing_ok=True)
    shutil.rmtree(stranger / "build")
    (stranger / "build").symlink_to(stranger.parent)
    assert main(["build", "-q", "--project", str(stranger)]) == 2
    assert not (stranger.parent / ".lock").exists()


def test_a_link_among_templates_or_manuscripts_is_not_followed(
    stranger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, name in (("source", "l.md"), ("templates", "page.html")):
        path = stranger / folder / name
        path.unlink(missing_ok=True)
        path.symlink_to("/etc/passwd")
        (stranger / "source" / "a.md").write_text("# 题\n", "utf-8")
        assert main(["build", "-q", "-u", "--project", str(stranger)]) == 2
        assert f"{folder}/{name}: this leads outside" in capsys.readouterr().err
        path.unlink()


@pytest.mark.parametrize(
    "attack",
    [
        "{{ cycler.__init__.__globals__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{% include '../../secret.svg' %}",
        "{% include '/etc/passwd' %}",
        "{{ [].append(1) }}",
    ],
)
def test_a_template_gets_at_nothing(attack: str) -> None:
    with pytest.raises(TemplateError):
        fill({"a.html": attack}, "a.html", {})


@pytest.mark.parametrize("name", ["../x", "/tmp/x", "a/b", "index.html", "merged", ""])
def test_a_product_stays_in_its_own_folder(
    stranger: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with (stranger / "duizhao.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'[products."{name}"]\nformat = "html"\n')
    assert main(["build", "--project", str(stranger)]) == 2
    assert re.search(r"duizhao\.toml:\d+: ", capsys.readouterr().err)


def work_for_ever() -> None:
    """Work on whatever happens, as libraries do."""
    while True:
        try:
            sum(range(1000))
        except Exception:  # noqa: BLE001 - that is the point
            continue


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(TooLongError), at_most(0.05):
        work_for_ever()


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_a_build_opens_no_connection_and_no_strange_file(stranger: Path) -> None:
    text = (
        "# 题\n\n![图](../../secret.svg)\n\n![网](http://127.0.0.1:9/x.png)\n\n正文。\n"
    )
    (stranger / "source" / "a.md").write_text(text, "utf-8")
    log = stranger.parent / "log"
    done = subprocess.run(
        [
            *("strace", "-f", "-qq", "-e", "trace=openat,open,connect", "-o", str(log)),
            *(sys.executable, "-c", "from duizhao.cli.main import run; run()"),
            *("build", "-u", "-q", "--project", str(stranger)),
        ],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if b"PTRACE" in done.stderr or not log.read_text("utf-8", "replace"):
        pytest.skip("this machine does not let strace trace")
    calls = log.read_text("utf-8", "replace")
    assert "connect(" not in calls
    successful = r'open(?:at)?\((?:\w+, )?"([^"]+)"[^\n]*= \d+$'
    opened = set(re.findall(successful, calls, re.MULTILINE))
    assert any(path.endswith("source/a.md") for path in opened)
    assert not any("secret" in path for path in opened)
