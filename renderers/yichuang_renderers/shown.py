"""Values as people read them: names of options, 是 and 否, numbers as they are, lists joined."""

from __future__ import annotations

import json
from typing import Any

from yichuang.forms.shape import Shape
from yichuang.forms.wire import same


def shown_of(shape: Shape, value: Any) -> str:
    """The words for a value; empty for null. Text that did not fit the place is shown as it was typed."""
    if value is None:
        return ""
    named = next((choice.title for choice in shape.choices if same(choice.value, value)), None)
    if named is not None:
        return named
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
