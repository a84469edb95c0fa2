"""Reads a TOML text into frozen dataclasses; each mistake is named with its line.

The dataclass is the schema: a field's name is the key, its type says what may stand
there, its default what holds where the key is missing. Three things more stand in a
field's `metadata`: `within` (lowest and highest number), `shape` (a pattern and what
to call it) and `named` (the field takes the name of its own table).
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from duizhao.errors import SettingsError
from duizhao.values import value

T = TypeVar("T")

_WORDS = {bool: "true or false", int: "a whole number", str: "a text in quotes"}


@value
class Value:
    """Something that stands in a TOML text, with the way to it."""

    path: str
    """The file, for messages."""
    text: str
    """The whole file; in it the line of a key is looked for, of what is told."""
    keys: tuple[str, ...]
    """The way from the top of the file to this value."""
    content: Any
    """What `tomllib` read."""

    @property
    def name(self) -> str:
        """The dotted key as it would be written."""
        return ".".join(
            key if re.fullmatch(r"[\w-]+", key, re.ASCII) else f'"{key}"'
            for key in self.keys
        )

    def at(self, key: str) -> Value:
        """Return the value below this one that is called `key`."""
        content = self.content[key]
        return dataclasses.replace(self, keys=(*self.keys, key), content=content)

    def error(self, message: str, hint: str = "") -> SettingsError:
        """Return an error that names this value's line, or its nearest parent's."""
        from duizhao.toml_lines import find_lines  # noqa: PLC0415 - for mistakes alone

        lines = find_lines(self.text)
        keys = self.keys
        while keys and keys not in lines:
            keys = keys[:-1]
        line = lines.get(keys, 0)
        return SettingsError(message, path=self.path, line=line, hint=hint)


def read_toml(path: str, text: str) -> Value:
    """Return the whole of `text`; raise SettingsError where it is not TOML."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from duizhao.toml_errors import explain  # noqa: PLC0415 - for mistakes alone

        raise explain(path, text, str(error)) from error
    except RecursionError as error:
        raise SettingsError("nested too deep to be read", path=path) from error
    return Value(path, text, (), content)


def build(cls: type[T], value: Value) -> T:
    """Return an instance of the dataclass `cls` with what `value`, a table, says."""
    table = _expect(value, dict, f"a table [{value.name}]")
    hints = get_type_hints(cls)
    known = {item.name: item for item in dataclasses.fields(cast("Any", cls))}
    given: dict[str, Any] = {}
    for name, item in list(known.items()):
        if item.metadata.get("named"):
            given[name] = value.keys[-1]
            _check_shape(value.keys[-1], item, value)
            del known[name]
    for key in table:
        if key not in known:
            where = f" in [{value.name}]" if value.keys else ""
            message = f"unknown key {key!r}{where}"
            raise value.at(key).error(message, suggest(key, known))
        given[key] = _convert(hints[key], value.at(key), known[key])
    for name, item in known.items():
        required = item.default is item.default_factory is dataclasses.MISSING
        if required and name not in given:
            raise value.error(f"[{value.name}] does not say its {name}")
    try:
        return cls(**given)
    except SettingsError as error:
        raise _place(error, value) from error


def _place(error: SettingsError, value: Value) -> SettingsError:
    """Return an error that a dataclass raised about its own values, with its line.

    Its message may begin with the field at fault and a colon.
    """
    key = error.message.partition(":")[0]
    at = value.at(key) if key in value.content else value
    return at.error(error.message, error.hint)


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a hint: the known word nearest to `word`, if any is near, and all."""
    import difflib  # noqa: PLC0415 - for mistakes alone

    words = list(known)
    near = difflib.get_close_matches(word, words, n=1)
    question = f"did you mean {near[0]!r}? " if near else ""
    return f"{question}known here: {', '.join(words) or 'nothing'}"


def _convert(kind: Any, value: Value, item: dataclasses.Field[Any]) -> Any:
    """Return what `value` says as the type `kind` of the field `item`."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (inner,) = (argument for argument in arguments if argument is not NoneType)
        return _convert(inner, value, item)
    if origin in (tuple, Sequence):
        hint = f'write ["{value.content}"]' if isinstance(value.content, str) else ""
        _expect(value, list, "a list in square brackets", hint)
        parts = [
            dataclasses.replace(value, content=content) for content in value.content
        ]
        return tuple(_convert(arguments[0], part, item) for part in parts)
    if origin is Mapping:
        _expect(value, dict, f"a table [{value.name}]")
        return {
            key: _convert(arguments[1], value.at(key), item) for key in value.content
        }
    if dataclasses.is_dataclass(kind):
        return build(cast("type[Any]", kind), value)
    if issubclass(kind, StrEnum):
        return _convert_word(kind, value)
    found = _expect(value, kind, _WORDS[kind], _written_as(kind, value.content))
    _check_shape(found, item, value)
    return found


def _convert_word(kind: type[StrEnum], value: Value) -> StrEnum:
    """Return the member of the closed set `kind` that `value` names."""
    words = [str(member) for member in kind]
    found = _expect(value, str, f"one of {', '.join(words)}")
    if found not in words:
        message = f"{value.name} cannot be {found!r}"
        raise value.error(message, suggest(found, words))
    return kind(found)


def _expect(value: Value, kind: type[T], expected: str, hint: str = "") -> T:
    """Return the content of `value`, which must be of exactly the type `kind`."""
    if type(value.content) is not kind:
        found = repr(value.content)
        shown = found if len(found) < 60 else f"{found[:57]}…"
        message = f"{value.name} must be {expected}, found {shown}"
        raise value.error(message, hint)
    content: T = value.content
    return content


def _written_as(kind: type[Any], found: object) -> str:
    """Return how what is of another type would be written, where that is plain."""
    if isinstance(found, dict | list):
        return ""
    if kind is str:
        said = str(found).lower() if isinstance(found, bool) else str(found)
        return f'put it in quotes: "{said}"'
    pattern = r"true|false" if kind is bool else r"\d+"
    if isinstance(found, str) and re.fullmatch(pattern, found.strip()):
        return f"take the quotes away: {found.strip()}"
    return ""


def _check_shape(found: Any, item: dataclasses.Field[Any], value: Value) -> None:
    """Raise SettingsError where `found` is not what the field's metadata asks for."""
    if within := item.metadata.get("within"):
        low, high = within
        if not low <= found <= high:
            message = f"{value.name} must be from {low} to {high}, found {found}"
            raise value.error(message)
    if shape := item.metadata.get("shape"):
        pattern, called = shape
        if not re.fullmatch(pattern, found):
            raise value.error(f"{value.name} must be {called}, found {found!r}")
