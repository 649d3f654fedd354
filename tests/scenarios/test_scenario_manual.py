"""The manual page of the analysis names every rule that it has, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOM = ROOT / "platform/yichuang/definitions/scenarios"


def raised() -> Iterator[str]:
    """The rule of every problem that the code makes."""
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
                rule = node.args[1]
                assert isinstance(rule, ast.Constant), path
                yield str(rule.value)


def test_the_rules_of_the_manual_are_the_rules_of_the_code() -> None:
    page = (ROOT / "docs/scenarios.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if re.match(r"\| `.*\| (error|warning) \|", line)]
    told = [rule for row in rows for rule in re.findall(r"`([a-z-]+)`", row.split("|")[1])]
    assert sorted(told) == sorted(set(raised()))
