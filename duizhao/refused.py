"""What the system says of a file that it does not let us read or write, with advice."""

from __future__ import annotations

import errno

from duizhao.errors import FileError

_STANDS = "no file was left half-written"
_ROOM = f"make room on the disk, then run the command again; {_STANDS}"
_RIGHTS = (
    "you need the right to write to the file and to its folder: the new text is "
    "written beside the old one and then takes its name"
)
_HINTS = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: f"the system allows no file of this size; {_STANDS}",
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EROFS: "this disk cannot be written to now; mount it for writing, or copy the "
    "publication elsewhere",
    errno.EIO: "the disk reports a failure: copy the publication to another one before "
    f"anything else; {_STANDS}",
}
"""What to do where a file cannot be written, by what the system says."""
_READING = {
    errno.ENOENT: "look at its name, and at the folder it should be in",
    errno.ENOTDIR: "look at its name: a part of it is a file, no folder",
    errno.EISDIR: "name a file in this folder",
    errno.EACCES: "you have no right to read it; on Unix: chmod u+r FILE",
    errno.EIO: "the disk reports a failure: copy what there is to another one",
}
"""The same where a file cannot be read."""


def written_error(error: OSError, name: str) -> FileError:
    """Return the error for people about a file that cannot be written."""
    return _explain("written", error, name, _HINTS)


def read_error(error: OSError, name: str) -> FileError:
    """Return the error for people about a file that could not be read."""
    return _explain("read", error, name, _READING)


def _explain(verb: str, error: OSError, name: str, hints: dict[int, str]) -> FileError:
    reason = (error.strerror or str(error)).lower()
    hint = hints.get(error.errno or 0, "")
    return FileError(f"this file cannot be {verb}: {reason}", path=name, hint=hint)
