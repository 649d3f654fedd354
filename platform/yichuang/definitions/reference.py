"""The reference page of declared documents, written from the models: `python -m yichuang.definitions.reference`."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from .common import Declared, Definition
from .kinds import KIND_NAMES, KINDS
from .metaschemas import metaschema

Node = Mapping[str, Any]

HEAD = """\
# Declared documents

Every definition is one JSON object; a file holds one of them or an array. Keys that are not listed here are errors,
never ignored. The same facts as JSON Schema are served at `/schemas/KIND.json`.

*Written by `make reference` from the models in `platform/yichuang/definitions`; a test holds that it is current.*
"""
# Patterns and bounds that stand for a word; the word is explained at the end of the page.
CODE = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
ROLE = "^[a-z][a-z0-9_]{0,31}$"
TAIL = f"""\
## Words used above

- **code**: the code of a definition (or of a question, section …): `{CODE}`.
- **role code**: `{ROLE}`.
- **object**: any JSON object. `schema`, `value` and `when` are JSON Schema 2020-12 documents in our dialect; a `when`
  speaks of the answers given, and requires each answer that it names.
- **date**: `YYYY-MM-DD`, a legal day in China.
"""


def page() -> str:
    """The whole page as Markdown: kinds first, then the values they share, then the words."""
    shared: dict[str, Node] = {}
    parts = [HEAD, _section("## All kinds", Definition.model_json_schema(), _notes(Definition))]
    for kind, model in KINDS.items():
        document = metaschema(kind) or {}
        shared.update(document.get("$defs", {}))
        parts.append(_section(f"## `{kind}` {KIND_NAMES[kind]}", _without_envelope(document), _notes(model)))
    parts.append("## Values inside them\n")
    models = _declared_models()
    parts += [_section(f"### {name}", shared[name], _notes(models[name])) for name in sorted(shared)]
    return "\n".join([*parts, TAIL])


def _without_envelope(document: Node) -> Node:
    own = {key: each for key, each in document["properties"].items() if key not in Definition.model_fields}
    return {**document, "properties": own}


def _section(title: str, node: Node, notes: Mapping[str, str]) -> str:
    words = " ".join(str(node.get("description", "")).split())
    required = set(node.get("required", ()))
    lines = [
        f"| `{key}` | {_type(each)} | {_presence(key in required, each)} | {notes.get(key, '')} |"
        for key, each in node["properties"].items()
    ]
    table = ["| key | value | | meaning |", "|---|---|---|---|", *lines]
    return "\n".join([title, "", *([words, ""] if words else []), *table, ""])


def _presence(required: bool, node: Node) -> str:
    if required:
        return "**required**"
    default = node.get("default")
    values = default if isinstance(default, list | tuple) else [default]
    words = [_literal(value) for value in values if value is not None and not isinstance(value, Mapping)]
    return f"default {' '.join(words)}" if words else ""


def _type(node: Node) -> str:
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in node:
        return _literal(node["const"])
    if "enum" in node:
        return " ".join(_literal(value) for value in node["enum"])
    if "anyOf" in node:
        return " or ".join(_type(each) for each in node["anyOf"] if each.get("type") != "null")
    if node.get("type") == "array":
        return f"list of {_type(node['items'])}"
    return _map(node) if node.get("type") == "object" else _plain(node)


def _map(node: Node) -> str:
    by_pattern = list(node.get("patternProperties", {}).values())
    values = by_pattern[0] if by_pattern else node.get("additionalProperties")
    if not isinstance(values, Mapping):
        return "object"
    return f"{'code' if by_pattern else 'text'} → {_type(values)}"


def _plain(node: Node) -> str:
    if pattern := {CODE: "code", ROLE: "role code"}.get(node.get("pattern", "")):
        return pattern
    if node.get("format") == "date":
        return "date"
    kind = {"string": "text", "boolean": "true or false"}.get(node["type"], str(node["type"]))
    if "maximum" in node:
        return f"{kind} {node['minimum']}–{node['maximum']}"
    return f"{kind} up to {node['maxLength']}" if "maxLength" in node else kind


def _literal(value: Any) -> str:
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _notes(model: type) -> dict[str, str]:
    """Key → the sentence that stands below it in the source, for the model and those it extends."""
    found: dict[str, str] = {}
    for each in reversed(model.__mro__):
        if each.__module__.startswith(__package__ or ""):
            found.update(_notes_in(ast.parse(textwrap.dedent(inspect.getsource(each))).body[0]))
    return found


def _notes_in(node: ast.stmt) -> Iterator[tuple[str, str]]:
    body = node.body if isinstance(node, ast.ClassDef) else []
    for before, after in pairwise(body):
        if isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name) and _is_text(after):
            yield before.target.id, " ".join(ast.literal_eval(after.value).split())  # type: ignore[attr-defined]


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _declared_models() -> dict[str, type]:
    """Name → model, of all values that documents are made of."""
    waiting: list[type] = [Declared]
    found: dict[str, type] = {}
    while waiting:
        below: list[type] = waiting.pop().__subclasses__()
        found.update({each.__name__: each for each in below})
        waiting.extend(below)
    return found


if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode())
