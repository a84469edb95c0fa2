"""The command `duizhao`: finds the verb, loads its module alone, and shows errors."""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn, Protocol, cast

from duizhao.cli.status import INTERRUPTED, NOT_POSSIBLE, PIPE_CLOSED
from duizhao.cli.visible import visible
from duizhao.errors import DuizhaoError
from duizhao.version import VERSION

if TYPE_CHECKING:
    import argparse

VERBS = {
    "init": "make a new publication in a folder",
    "extract": "collect the sentences of manuscripts into catalogs (.pot)",
    "update": "bring translations (.po) up to date with the manuscripts",
    "leverage": "fill empty entries from former translations",
    "memory": "keep and search former translations",
    "export": "send translations out as XLIFF, TMX, CSV or .mo",
    "import": "take translations back from other programs",
    "review": "send a translation to a reviewer in Word, and take it back",
    "merge": "put translations into manuscripts",
    "merge-po": "join two versions of a catalog, for git or by hand",
    "render": "make a page of one manuscript: PDF, Word or HTML",
    "build": "make every product of the publication",
    "template": "make, check and look at the designs of pages",
    "stats": "tell how much is translated",
    "check": "look for mistakes in translations",
    "terms": "show which terms the texts use, propose new ones",
    "why": "tell why a stretch of the output is still Chinese",
}
"""Each verb, whose module has its name, with the line that `--help` shows."""

MODULES = {"import": "import_", "merge-po": "merge_po"}
"""The verbs whose modules need another name: Python keeps this word for itself."""

_EPILOG = """duizhao VERB --help tells more of a verb and shows an example.
A first publication, with a sample to try: duizhao init magazine"""


class _Verb(Protocol):
    """What the module of a verb offers."""

    EXAMPLE: str
    """Shown at the end of its help."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Tell the parser what the verb takes."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do the work; return 0 for done, 1 for findings, 2 for not possible."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with the words `argv`, else those of the process.

    Returns 0 for done, 1 for findings or for less than a threshold asked for, 2 for
    what cannot be done. Only errors meant for people are caught.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        status = _status(words)
        sys.stdout.flush()
    except DuizhaoError as error:
        _tell(f"duizhao: {error}")
        return NOT_POSSIBLE
    except BrokenPipeError:
        # Python would complain when it closes a stream that nobody reads any more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        print("duizhao: stopped", file=sys.stderr)
        return INTERRUPTED
    return status


def _tell(text: str) -> None:
    """Show an error, in lines that fit into the terminal."""
    from duizhao.cli.folding import columns_of, folded  # noqa: PLC0415 - for errors alone

    room = columns_of(sys.stderr)
    for line in visible(text).splitlines():
        print("\n".join(folded(line, room)), file=sys.stderr)


def run() -> NoReturn:
    """Run the command and leave the process with its status."""
    # Nearly all that is made lives to the end: looking for garbage every 700 objects
    # (Python's usual) finds none. (Worth 2 to 4 % of a PDF.)
    gc.set_threshold(100_000, 50, 50)
    # Of the standard library's own imports these are hardly ever used: for a class
    # without a docstring, for deep copies, for `file:` addresses. They take 12 ms; and
    # 3 ms to find that Python has no translation of argparse.
    from duizhao.cli import untranslated  # noqa: PLC0415 - a command's, not a script's
    from duizhao.standin import standing_in  # noqa: PLC0415 - likewise

    rare = {"inspect": (), "copy": (), "urllib.parse": ("quote_from_bytes",)}
    with standing_in({**rare, "gettext": untranslated}):
        for name in ("dataclasses", "pathlib", "argparse"):
            importlib.import_module(name)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal in an encoding without Chinese shows \u5b57, and no traceback.
            stream.reconfigure(errors="backslashreplace")
    status = main()
    # Python would free each object by itself, the system frees all at once: a tenth of
    # the time of a PDF. Nothing waits for the end; files are closed where they are used.
    sys.stderr.flush()
    os._exit(status)


def _status(words: list[str]) -> int:
    """Run the verb; return its status, also where argparse leaves after a word of its own."""
    try:
        return _run(words)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0


def _run(words: list[str]) -> int:
    """Find the verb and run it on the words after it."""
    if not words or words[0].startswith("-"):
        _main_parser().parse_args(words or ["--help"])
        return 0
    verb, *rest = words
    if verb == "help":
        return _run([*rest[:1], "--help"])
    if verb not in VERBS:
        raise _unknown(verb)
    name = MODULES.get(verb, verb)
    module = cast("_Verb", importlib.import_module(f"duizhao.cli.{name}"))
    import argparse  # noqa: PLC0415 - see `run`

    from duizhao.cli.options import HelpFormatter  # noqa: PLC0415 - the verb has it

    parser = argparse.ArgumentParser(
        prog=f"duizhao {verb}",
        description=module.__doc__,
        epilog=f"example:\n{module.EXAMPLE}",
        formatter_class=HelpFormatter,
        allow_abbrev=False,
    )
    module.add_arguments(parser)
    return module.run(parser.parse_args(rest))


def _main_parser() -> argparse.ArgumentParser:
    """Return the parser of the words before a verb."""
    import argparse  # noqa: PLC0415 - see `run`

    lines = [f"  {verb:10}{line}" for verb, line in VERBS.items()]
    parser = argparse.ArgumentParser(
        prog="duizhao",
        usage="duizhao VERB [paths] [options]",
        description="Publish Chinese texts in English.\n\nverbs:\n" + "\n".join(lines),
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"duizhao {VERSION}")
    return parser


def _unknown(verb: str) -> DuizhaoError:
    """Return the error for a word that is no verb."""
    import difflib  # noqa: PLC0415 - only ever needed for a mistake

    near = difflib.get_close_matches(verb, VERBS, n=1)
    hint = f"did you mean: duizhao {near[0]}" if near else f"verbs: {' '.join(VERBS)}"
    return DuizhaoError(f"unknown verb {verb!r}", hint=hint)
