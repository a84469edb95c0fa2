"""The errors meant for people: one root, shown as a message, exit code 2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class DuizhaoError(Exception):
    """Something in the user's files or machine that stops the work.

    The command line shows it as `path:line:column: message`, the hint on a line of
    its own, and leaves with exit code 2. Any other exception is a bug of ours and
    shows its traceback.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str = "",
        line: int = 0,
        column: int = 0,
        hint: str = "",
    ) -> None:
        """Hold `message` (what was found, what was expected) with its place.

        `line` and `column` are one-based; 0 means unknown. `hint` says what to do.
        """
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.hint = hint

    def __str__(self) -> str:
        """Return the whole message with its place and, on a second line, the hint."""
        numbers = [str(number) for number in (self.line, self.column) if number]
        place = ":".join([self.path, *numbers]) if self.path else ""
        first = f"{place}: {self.message}" if place else self.message
        return f"{first}\n  {self.hint}" if self.hint else first


class CombinedError(DuizhaoError):
    """Several mistakes that were found in one go, so that one run shows them all."""

    def __init__(self, errors: Sequence[DuizhaoError]) -> None:
        """Hold `errors`, at least one."""
        super().__init__("\n".join(map(str, errors)))
        self.errors = tuple(errors)


def combined(errors: Iterable[DuizhaoError]) -> DuizhaoError:
    """Return one error for `errors`, at least one: the only one as it is."""
    found = list(errors)
    return CombinedError(found) if found[1:] else found[0]


class SourceError(DuizhaoError):
    """A manuscript that cannot be read: its encoding, its size, its kind of file."""


class CatalogError(DuizhaoError):
    """A catalog that cannot be read whole; a half-read one would lose work."""


class SettingsError(DuizhaoError):
    """A `duizhao.toml` or command line that says something unknown or impossible."""


class TemplateError(DuizhaoError):
    """A page template that does not compile or asks for what is not there."""


class RenderError(DuizhaoError):
    """A product that cannot be made: a missing system library, a broken template."""


class FileError(DuizhaoError):
    """A file that cannot be read or written: missing, in the way, too large."""


class ChangedError(FileError):
    """A file that somebody else saved after it was read; it was left alone."""
