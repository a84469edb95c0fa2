"""The files shipped with the package: page templates, and a publication to begin with."""

from __future__ import annotations

from pathlib import Path

from duizhao.errors import FileError
from duizhao.files import (
    MEGABYTE,
    iter_files,
    make_folder,
    read_file,
    remove_leftovers,
    write_atomic,
)

SAMPLE_MARK = "# --- the sample's own "
"""From this line on, `duizhao.toml` speaks of the sample manuscripts only."""

_LIMIT = 20 * MEGABYTE
_PACKAGE = Path(__file__).resolve().parent
_SAMPLE = ("source", "translations")
_SETTINGS = "duizhao.toml"
# Written by hand: hidden files are easily lost on the way into a package.
_GITIGNORE = b"*\n!.gitignore\n"


def starter_root() -> Path:
    """Return the folder of the shipped templates and of what `init` copies.

    It stands in the installed package; run from a checkout, it is the checkout.
    """
    shipped = _PACKAGE / "starter"
    if shipped.is_dir():
        return shipped
    checkout = _PACKAGE.parent
    if (checkout / "templates").is_dir() and (checkout / "duizhao.toml").is_file():
        return checkout
    raise FileError(
        "the files that belong to duizhao are missing here",
        path=str(shipped),
        hint="install duizhao again",
    )


def read_shipped_templates() -> dict[str, bytes]:
    """Return the shipped templates by file name."""
    folder = starter_root() / "templates"
    return {
        path.relative_to(folder).as_posix(): read_file(path, _LIMIT)
        for path in sorted(iter_files(folder))
    }


def read_shipped_samples() -> dict[str, bytes]:
    """Return the sample texts that templates are tried with, by file name."""
    folder = starter_root() / "docs" / "gallery" / "samples"
    return {path.name: read_file(path, _LIMIT) for path in sorted(iter_files(folder))}


def read_shipped_page(rule: str) -> str | None:
    """Return the page of a rule, in Markdown; None where there is none of that name."""
    folder = starter_root() / "docs" / "checks"
    known = {path.stem: path for path in iter_files(folder)}
    found = known.get(rule) if rule != "README" else None
    return read_file(found, MEGABYTE).decode() if found else None


def copy_starter(folder: Path, *, bare: bool = False) -> tuple[Path, ...]:
    """Make a publication in `folder`; return the files made.

    `bare` leaves out the sample manuscripts with their translations and settings. What
    a run that was stopped has made of it is gone on with; raises FileError where
    anything else is in the folder. The settings come last: where they are, all is.
    """
    files = dict(_iter_starter(starter_root(), bare=bare))
    _check_ours(folder, files)
    for name in _SAMPLE:
        make_folder(folder / name)
    names = sorted(files, key=lambda name: (name == _SETTINGS, name))
    for name in names:
        write_atomic(folder / name, files[name])
    return tuple(folder / name for name in names)


def _check_ours(folder: Path, files: dict[str, bytes]) -> None:
    """Raise FileError where `folder` holds what is not of an unfinished publication."""
    if folder.exists() and not (folder.is_dir() and _is_unfinished(folder, files)):
        raise FileError(
            "there is something here already",
            path=str(folder),
            hint="name a new folder, or an empty one",
        )


def _is_unfinished(folder: Path, files: dict[str, bytes]) -> bool:
    """Whether `folder` holds some of `files`, without the last, and nothing else."""
    remove_leftovers(folder, deep=False)
    # A stranger's folder may be large: only what is called like ours is looked into.
    tops = {name.partition("/")[0] for name in files} | set(_SAMPLE)
    if not {path.name for path in folder.iterdir()} <= tops - {_SETTINGS}:
        return False
    remove_leftovers(folder)
    plain = (path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
    there = {path.relative_to(folder).as_posix(): path for path in plain}
    return there.keys() <= files.keys() and all(
        read_file(path, _LIMIT) == files[name] for name, path in there.items()
    )


def _iter_starter(root: Path, *, bare: bool) -> list[tuple[str, bytes]]:
    """Return name and content of each file of a new publication."""
    files = [("build/.gitignore", _GITIGNORE)]
    for part in ("templates",) if bare else ("templates", *_SAMPLE):
        for path in iter_files(root / part):
            name = path.relative_to(root).as_posix()
            files.append((name, read_file(path, _LIMIT)))
    own = iter_files(root / "publication")
    files.extend((path.name, read_file(path, _LIMIT)) for path in own)
    settings = read_file(root / "duizhao.toml", _LIMIT).decode()
    if bare:
        settings = _strip_sample(settings)
    return [*files, (_SETTINGS, settings.encode())]


def _strip_sample(settings: str) -> str:
    """Return the settings without what they say of the sample."""
    kept = settings.partition(SAMPLE_MARK)[0].rstrip() + "\n"
    lines = kept.splitlines(keepends=True)
    titles = [line for line in lines if line.startswith("title = ")]
    return kept.replace(titles[0], 'title = ""\n', 1) if titles else kept
