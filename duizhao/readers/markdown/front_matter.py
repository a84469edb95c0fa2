"""YAML front matter: its scalars as units, its values as metadata, and writing back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from duizhao.language import joins_without_blank
from duizhao.values import value

# What stands before a plain value.
_PLAIN = re.compile(r"[A-Za-z][\w-]*:[ \t]+(?=[^\s'\"\[\]{}>|&*!%#`@,?:-])")
_UNSAFE_PLAIN = re.compile(
    r": |:$| #|^[-?] |^[\s'\"\[\]{}>|&*!%#`@,]|^[-?:]$|\s$|[\n\t]"
)
# What YAML takes for a line end or does not print (YAML 1.1, 5.1 and 5.4).
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
# Plain scalars that YAML would read as something else than text (1.1 and 1.2).
_NOT_TEXT = re.compile(
    r"(?i:null|true|false|yes|no|on|off|y|n|~)|[-+]?[\d.][\d_.,:eE+-]*|0[xo][\da-fA-F]+"
    r"|\d{4}-\d\d?-\d\d?[Tt \t].*|[-+]?\.(?i:inf|nan)|=|<<"
)


@value
class Scalar:
    """One translatable value of the front matter."""

    name: str
    """The top-level key it belongs to."""
    start: int
    """Its first character in the front matter's text, quotes included."""
    stop: int
    """The first character after it."""
    value: str
    """What it says."""


@value
class FrontMatterProblem:
    """Why a front matter could not be understood; it is carried over as it is."""

    line: int
    """Zero-based line within the front matter's text."""
    message: str
    """What was found."""


def find_scalars(
    text: str, keys: Sequence[str]
) -> tuple[tuple[Scalar, ...], FrontMatterProblem | None]:
    """Return the text scalars of `keys` in `text`, the lines between the `---`.

    A value may be a scalar or a list of scalars. Lines that say `key: words` in the
    plainest way are read without a YAML parser, which would cost more than the rest of
    the extraction; anything else goes through PyYAML's node graph, which knows places.
    """
    found: list[Scalar] = []
    offset = 0
    lines = text.splitlines(keepends=True)
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        key = line.partition(":")[0]
        if key in keys:
            match = _PLAIN.match(line)
            if match is None or (following[:1] in " \t-" and following.strip()):
                return _composed(text, keys)
            value = line[match.end() :].rstrip()
            if " #" in value or ": " in value or value[-1] == ":":
                return _composed(text, keys)
            if not _NOT_TEXT.fullmatch(value):
                start = offset + match.end()
                found.append(Scalar(key, start, start + len(value), value))
        elif key.strip(" '\"") in keys and not key[0].isspace():
            return _composed(text, keys)  # in quotes, or with a blank before the colon
        offset += len(line)
    return tuple(found), None


def _composed(
    text: str, keys: Sequence[str]
) -> tuple[tuple[Scalar, ...], FrontMatterProblem | None]:
    # Imported here: most manuscripts never need it, and it costs 80 ms.
    import yaml  # noqa: PLC0415

    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "too deeply nested"
        return (), FrontMatterProblem(mark.line if mark else 0, str(problem))
    if not isinstance(root, yaml.MappingNode):
        return (), None
    scalars: list[Scalar] = []
    for key, node in root.value:
        if isinstance(key, yaml.ScalarNode) and key.value in keys:
            scalars.extend(_scalars_of(str(key.value), node, text))
    return tuple(scalars), None


def _scalars_of(name: str, node: Any, text: str) -> Iterator[Scalar]:
    for item in _scalar_nodes(node):
        start, stop = item.start_mark.index, item.end_mark.index
        yield Scalar(name, start, stop, _value(item, text))


def _scalar_nodes(node: Any) -> Iterator[Any]:
    """Yield the text scalars that a value is or lists."""
    import yaml  # noqa: PLC0415 - see above

    for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(item, yaml.ScalarNode) and item.tag.endswith(":str"):
            yield item


def _value(node: Any, text: str) -> str:
    """Return what a scalar says: its line ends, where YAML folds them, join as in prose.

    The line end that ends a block scalar is left out: nobody should have to type it.
    """
    value = str(node.value).strip("\n")
    if node.style == "|" or node.start_mark.line == node.end_mark.line:
        return value
    raw = text[node.start_mark.index : node.end_mark.index]

    def joiner(blank: re.Match[str]) -> str:
        before, after = value[blank.start() - 1], value[blank.end()]
        written = f"{before} {after}" in raw
        return " " if written or not joins_without_blank(before, after) else ""

    return re.sub(r"(?<=[^\s]) (?=[^\s])", joiner, value)


def encode_scalar(value: str, original: str) -> str:
    """Return `value` as YAML to stand where `original` stood.

    Plain text stays plain where YAML allows it; else double quotes are written, with
    the escapes of YAML 1.2 section 5.7. A block scalar keeps its last line end.
    """
    tail = "\n" if original.endswith("\n") else ""
    # Inside `[a, b]` a comma or bracket would end the item.
    plain = (
        bool(value)
        and original[:1] not in ("'", '"')
        and not any(mark in value and mark not in original for mark in ",[]{}")
        and not _UNSAFE_PLAIN.search(value)
        and not _UNPRINTABLE.search(value)
        and not _NOT_TEXT.fullmatch(value)
    )
    if plain:
        return value + tail
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + _UNPRINTABLE.sub(_escape, escaped) + '"' + tail


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def read_mapping(text: str) -> tuple[dict[str, object], FrontMatterProblem | None]:
    """Return the front matter's values; empty with a problem where it is no mapping."""
    import yaml  # noqa: PLC0415 - only documents that have it come here

    try:
        value = _construct(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        return {}, FrontMatterProblem(mark.line if mark else 0, str(problem))
    if not isinstance(value, dict):
        return {}, None
    return {str(key): item for key, item in value.items()}, None


def _construct(text: str) -> object:
    """Return the values of `text` with folded line ends joined as in prose."""
    import yaml  # noqa: PLC0415 - see above

    loader = yaml.CSafeLoader(text)
    try:
        root = loader.get_single_node()
        for _, value in root.value if isinstance(root, yaml.MappingNode) else ():
            for node in _scalar_nodes(value):
                node.value = _value(node, text)
        return None if root is None else loader.construct_document(root)
    finally:
        loader.dispose()
