"""The one door to git: which catalogs each revision changed, and what they said."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from duizhao.errors import DuizhaoError
from duizhao.pipeline.history import Revision

# A stranger's repository may name programs in its settings, and may lack parts that git
# would fetch: none is run, nothing is fetched.
_SETTINGS = (
    "core.fsmonitor=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "protocol.allow=never",
)
_COMMAND = ("git", "--no-pager", *(word for one in _SETTINGS for word in ("-c", one)))
_HINT = "history is read from git; leave --history out, or begin one with: git init"
# In another language its messages could not be told apart.
_ENVIRONMENT = {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}


def read_revisions(root: Path, folder: str) -> list[Revision]:
    """Return the revisions that changed files in `folder`, the oldest first.

    Paths are relative to `root`. Of merges only what they changed on the main line is
    seen. Raises DuizhaoError where there is no git, no repository or no revision.
    """
    words = ["log", "--first-parent", "-m", "--reverse", "--raw", "--no-abbrev", "-z"]
    words += ["--no-renames", "--no-ext-diff", "--relative", "--format=%x01%H %ct"]
    out = _run(root, [*words, "--", folder])
    found: list[Revision] = []
    # Commit lines begin with U+0001, which is in no name of an object.
    for part in out.split(b"\x01")[1:]:
        head, *fields = part.split(b"\0")
        commit, _, time = head.decode().strip().partition(" ")
        lines = [one.strip(b"\n") for one in fields]
        files = tuple(_files([one for one in lines if one]))
        found.append(Revision(commit, int(time), files))
    if not found:
        raise DuizhaoError(f"git has no revision of {folder}/", hint=_HINT)
    return found


def _files(fields: Sequence[bytes]) -> Iterator[tuple[str, str]]:
    """Yield path and blob of each `:100644 100644 OLD NEW M`, PATH."""
    for said, path in zip(fields[::2], fields[1::2], strict=False):
        new = said.split()[3].decode()
        yield os.fsdecode(path), "" if not new.strip("0") else new


def read_blobs(root: Path, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each of `names` with its content; one that is not there is left out."""
    if not names:
        return
    asked = "\n".join(names).encode() + b"\n"
    out = memoryview(_run(root, ["cat-file", "--batch"], asked))
    at = 0
    for name in names:
        line = bytes(out[at : at + 200]).split(b"\n", 1)[0]
        at += len(line) + 1
        words = line.split()
        if len(words) < 3:
            continue  # `NAME missing`
        size = int(words[2])
        yield name, bytes(out[at : at + size])
        at += size + 1


def read_at(root: Path, revision: str, paths: Sequence[str]) -> dict[str, bytes]:
    """Return those of the files, relative to `root`, that stood in a revision.

    Raises DuizhaoError where there is no git or no such revision.
    """
    hint = "give a review file, or a revision as git knows it: HEAD~3, v1.2, 3f9a2c1"
    words = ["rev-parse", "--verify", "--quiet", "--end-of-options"]
    try:
        out = _run(root, [*words, f"{revision}^{{commit}}"])
    except DuizhaoError as error:
        if not error.message.endswith("git failed"):
            raise
        message = f"git knows no revision {revision!r}"
        raise DuizhaoError(message, hint=hint) from None
    commit = out.decode().strip()
    names = [f"{commit}:./{path}" for path in paths if "\n" not in path]
    return {name.partition(":./")[2]: data for name, data in read_blobs(root, names)}


def _run(root: Path, words: Sequence[str], given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - the words are ours, and no shell reads them
            [*_COMMAND, *words],
            cwd=root,
            input=given,
            capture_output=True,
            check=False,
            env={**os.environ, **_ENVIRONMENT},
        )
    except FileNotFoundError:
        raise DuizhaoError("git is not installed", hint=_HINT) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise DuizhaoError(_reason(said[0] if said else "git failed"), hint=_HINT)
    return done.stdout


def _reason(said: str) -> str:
    if "not a git repository" in said:
        return "the publication is in no git repository"
    if "does not have any commits" in said:
        return "the git repository has no revision yet"
    return f"git could not tell the history: {said.removeprefix('fatal: ')}"
