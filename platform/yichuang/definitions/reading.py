"""Puts a model's refusals into words: pointer, rule, what is wrong in Chinese, how to mend it."""
from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from yichuang.errors import Problem
from yichuang.forms.pointers import join

SENTENCES = {
    "missing": "缺少必填项“{key}”。",
    "extra_forbidden": "不认识“{key}”。",
    "string_type": "“{key}”应为文字。",
    "int_type": "“{key}”应为整数。",
    "int_parsing": "“{key}”应为整数。",
    "float_type": "“{key}”应为数字。",
    "bool_type": "“{key}”应为 true 或 false。",
    "bool_parsing": "“{key}”应为 true 或 false。",
    "dict_type": "“{key}”应为一个对象。",
    "tuple_type": "“{key}”应为一个列表。",
    "model_type": "“{key}”应为一个对象。",
    "model_attributes_type": "“{key}”应为一个对象。",
    "literal_error": "“{key}”的取值不在允许范围内。",
    "string_pattern_mismatch": "“{key}”的写法不符合规定。",
    "string_too_short": "“{key}”不能为空。",
    "string_too_long": "“{key}”过长，最多 {max_length} 个字。",
    "too_long": "“{key}”过多，最多 {max_length} 项。",
    "waiver_order": "豁免的到期日早于批准日。",
    "greater_than_equal": "“{key}”不能小于 {ge}。",
    "less_than_equal": "“{key}”不能大于 {le}。",
    "date_from_datetime_parsing": "“{key}”应为日期，如 2026-11-21。",
    "date_parsing": "“{key}”应为日期，如 2026-11-21。",
    "date_type": "“{key}”应为日期，如 2026-11-21。",
}


def problems_of(refused: ValidationError, model: type[BaseModel]) -> Iterator[Problem]:
    """Every refusal of a model as a problem, in document order."""
    for error in refused.errors(include_url=False, include_input=False):
        path = [step for step in error["loc"] if not _is_union_branch(step)]
        key = str(path[-1]) if path else ""
        facts: dict[str, Any] = {"key": key, **error.get("ctx", {})}
        sentence = SENTENCES.get(error["type"], "“{key}”的内容无法识别。").format_map(facts)
        yield Problem(join(path), _rule(error["type"]), sentence, fix=_fix(error["type"], key, path, model, facts))


def _is_union_branch(step: object) -> bool:
    """Pydantic puts the tried type of a union into the path; readers of the document know no such step."""
    return isinstance(step, str) and (step in {"str", "int", "float", "bool"} or step.startswith(("dict[", "constrained-")))


def _rule(kind: str) -> str:
    return {"missing": "required", "extra_forbidden": "unknown-keyword", "literal_error": "choice",
            "string_pattern_mismatch": "pattern"}.get(kind, "type")


def _fix(kind: str, key: str, path: list[Any], model: type[BaseModel], facts: dict[str, Any]) -> str:
    if kind == "missing":
        return f"补上“{key}”。"
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(key, _keys_at(model, path[:-1]), n=1)
        return f"是否想写“{near[0]}”？" if near else "删去它，或检查是否写错了位置。"
    if kind == "literal_error":
        return f"允许的取值：{facts.get('expected', '')}。".replace(" or ", "、").replace("'", "")
    if kind == "string_pattern_mismatch":
        return f"应符合 {facts.get('pattern', '')}。"
    return "按提示修改。"


def _keys_at(model: type[BaseModel], path: list[Any]) -> list[str]:
    """The keys that the model at this path knows, for “did you mean”."""
    current: Any = model
    for step in path:
        if isinstance(step, int):
            continue
        field = next((f for n, f in current.model_fields.items() if step in (n, f.alias)), None)
        found = _model_in(field.annotation) if field else None
        if found is None:
            return []
        current = found
    return [field.alias or name for name, field in current.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if (found := _model_in(part)) is not None:
            return found
    return None
