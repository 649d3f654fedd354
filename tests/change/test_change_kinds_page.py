"""`docs/changes.md` is the table of kinds, and no kind is told that is not in it."""

from __future__ import annotations

import re
from pathlib import Path

from yichuang.definitions.change.kinds import CHANGE_KINDS

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| `([a-z-]+)` \| (compatible|incompatible) \| (.+) \|$", re.MULTILINE)


def test_the_page_lists_every_kind_with_its_effect_and_words() -> None:
    rows = ROW.findall((ROOT / "docs" / "changes.md").read_text(encoding="utf-8"))
    told = [(kind.code, "compatible" if kind.compatible else "incompatible", kind.words) for kind in CHANGE_KINDS.values()]
    assert rows == told


def test_every_kind_is_used_and_none_is_used_that_is_not_known() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in
                      (ROOT / "platform/yichuang/definitions/change").glob("*.py") if path.name != "kinds.py")
    named = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', sources))
    assert set(CHANGE_KINDS) - named - {"resumed", "suspended"} == set()
