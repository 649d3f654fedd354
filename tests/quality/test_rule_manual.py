"""The manual tells every rule that `check` can name, and docs/rules.md is what the registry says now."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from yichuang.definitions.check.quality.manual import GROUP_NAMES, page, rows

ROOT = Path(__file__).parents[2]
LOADED = (
    "import json, sys, yichuang.definitions.check, yichuang.definitions.scenarios.analysis;"
    " print(json.dumps([module.__file__ for name, module in sys.modules.items()"
    " if name.startswith(('yichuang.definitions', 'yichuang.forms')) and module.__file__]))"
)
MADE_BY = {"Problem": 1, "_refusal": 1}
"""What makes problems, and which of its arguments is the rule."""


def named_in(path: Path) -> Iterator[str]:
    """Rules that a module names literally where it makes a problem."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = getattr(getattr(node, "func", None), "id", None)
        if isinstance(node, ast.Call) and name in MADE_BY and len(node.args) > MADE_BY[name]:
            rule = node.args[MADE_BY[name]]
            if isinstance(rule, ast.Constant) and isinstance(rule.value, str):
                yield rule.value


def test_the_manual_tells_every_rule_that_check_can_name() -> None:
    """Over all modules that check and the analysis of scenarios load, so that a new one is not forgotten."""
    loaded = json.loads(subprocess.run([sys.executable, "-c", LOADED], capture_output=True, check=True).stdout)
    named = {rule: Path(path).name for path in loaded for rule in named_in(Path(path))}
    assert len(named) > 40
    known = {row.id for row in rows()}
    missing = {rule: path for rule, path in named.items() if rule not in known}
    assert missing == {}, "add a line to platform/yichuang/definitions/check/quality/structure.py"


def test_every_rule_has_one_row_in_a_known_group() -> None:
    ids = [row.id for row in rows()]
    assert len(ids) == len(set(ids))
    assert {row.group for row in rows()} <= set(GROUP_NAMES)
    assert all(row.title and row.meaning.endswith("。") and row.fix.endswith("。") for row in rows())


def test_wording_is_told_with_the_rest() -> None:
    assert {f"V{number:02}" for number in range(1, 12)} <= {row.id for row in rows()}


def test_the_page_of_rules_is_current() -> None:
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == page(), "run `make reference`"


def test_the_page_has_an_anchor_for_every_rule_and_no_open_brace() -> None:
    text = page()
    for row in rows():
        assert f'<a id="{row.id.lower()}"></a>' in text or re.search(rf"^### {re.escape(row.id)} ", text, re.MULTILINE)
    assert not re.search(r"\{\w+\}", text)
