"""As much of JSON Schema (draft 7) as our own schemas in `tests/data/` use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_TYPES = {"object": dict, "array": list, "string": str, "integer": int}
_KNOWN = frozenset(
    {
        *("type", "required", "properties", "additionalProperties", "items", "enum"),
        *("minimum", "pattern", "uniqueItems", "$ref", "description", "definitions"),
    }
)


def faults(value: Any, schema: dict[str, Any]) -> list[str]:
    """Return where `value` is not as `schema` asks, each with its place."""
    return list(_faults(value, schema, schema, "$"))


def _faults(value: Any, part: Any, whole: Any, at: str) -> Iterator[str]:
    if "$ref" in part:
        part = whole["definitions"][part["$ref"].rpartition("/")[2]]
    assert set(part) <= _KNOWN, f"this checker does not know all of {sorted(part)}"
    wanted = part.get("type")
    if wanted and (not isinstance(value, _TYPES[wanted]) or isinstance(value, bool)):
        yield f"{at} is no {wanted}: {value!r}"
        return
    if "enum" in part and value not in part["enum"]:
        yield f"{at} is none of {part['enum']}: {value!r}"
    if "minimum" in part and value < part["minimum"]:
        yield f"{at} is less than {part['minimum']}: {value}"
    if "pattern" in part and not re.search(part["pattern"], value):
        yield f"{at} is not like {part['pattern']}: {value!r}"
    if isinstance(value, dict):
        yield from _in_object(value, part, whole, at)
    if isinstance(value, list):
        seen = [json.dumps(one, sort_keys=True) for one in value]
        if part.get("uniqueItems") and len(set(seen)) < len(seen):
            yield f"{at} has something twice"
        for number, one in enumerate(value):
            yield from _faults(one, part.get("items", {}), whole, f"{at}[{number}]")


def _in_object(value: dict[str, Any], part: Any, whole: Any, at: str) -> Iterator[str]:
    for name in part.get("required", ()):
        if name not in value:
            yield f"{at} has no {name}"
    others = part.get("additionalProperties", {})
    for name, one in value.items():
        inner = part.get("properties", {}).get(name, others)
        if inner is False:
            yield f"{at} may not have {name}"
        else:
            yield from _faults(one, inner, whole, f"{at}.{name}")
