"""Two forms: fields that came, went or were renamed, what is required, what each accepts, and conditions.

Fields are matched by the way to them; what is left over by (role, element), which is what a renamed property keeps.
The words name what changed; whether the whole accepts what it accepted is proven at the end, or said to be undecided.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yichuang.forms.meet import same

from .acceptance import accepts_all
from .conditions import CONDITIONAL, condition_changes
from .fields import field_changes
from .values import Change, Spot

Schema = Mapping[str, Any]
WALKED = frozenset({"properties", "required", "$defs", "definitions", "$schema", "$comment", *CONDITIONAL})


def form_changes(at: Spot, before: Any, after: Any) -> Iterator[Change]:
    """Changes of a declared form {"schema", "layout"}."""
    old, new = before or {}, after or {}
    if not same(old.get("schema"), new.get("schema")):
        yield from schema_changes(at.below("schema"), old.get("schema") or {}, new.get("schema") or {})
    if not same(old.get("layout"), new.get("layout")):
        yield from layout_changes(at.below("layout"), old.get("layout"), new.get("layout"))


def schema_changes(at: Spot, before: Any, after: Any) -> Iterator[Change]:
    """Changes of the schema of a whole form."""
    found = list(_object(at, before, after, (before, after)))
    yield from found
    if all(change.compatible for change in found) and not accepts_all(after, before, of_forms=True):
        yield at.change("acceptance-undecided", "合起来能否接受原来的填写无法判定，按不兼容处理。")


def _object(at: Spot, before: Any, after: Any, roots: tuple[Any, Any]) -> Iterator[Change]:
    """Changes of one level of fields."""
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        yield from field_changes(at, before, after, roots)
        return
    old, new = before.get("properties", {}), after.get("properties", {})
    renamed = _renamed(old, new)
    for name, schema in new.items():
        was = renamed.get(name, name)
        here = at.below("properties", name)
        if was not in old:
            yield _added(here, name, schema, _elsewhere_required(name, before, after))
            continue
        if was != name:
            said = f"字段“{title_of(name, schema)}”在部门表单里由“{was}”改名为“{name}”，含义不变。"
            yield here.change("field-renamed", said, was, name)
        yield from _field(here, name, (old[was], schema), roots)
    for name, schema in old.items():
        if name not in new and name not in renamed.values():
            yield at.below("properties", name).change("field-removed", f"去掉了字段“{title_of(name, schema)}”。", schema, None)
    yield from _required(at, before, after, renamed)
    yield from _order(at, list(old), list(new))
    yield from condition_changes(at, (before, after), roots, _object)
    yield from _rest(at, WALKED, (before, after), roots)
    if not same(_shelf(before), _shelf(after)):
        yield at.change("annotation-changed", "共用的定义（$defs）或说明有改动，影响见引用它的字段。")


def _field(here: Spot, name: str, schemas: tuple[Any, Any], roots: tuple[Any, Any]) -> Iterator[Change]:
    """One field that both have; groups and lists of rows are looked into."""
    before, after = schemas
    if same(before, after) and same(*map(_shelf, roots)):
        return
    named = here.below(label=f"{here.label}字段“{title_of(name, after)}”")
    if _is_group(before) and _is_group(after):
        yield from _object(here, before, after, roots)
    elif _is_rows(before) and _is_rows(after):
        yield from _rest(named, frozenset({"items"}), schemas, roots)
        yield from _object(here.below("items"), before["items"], after["items"], roots)
    else:
        yield from field_changes(named, before, after, roots)


def _rest(at: Spot, walked: frozenset[str], schemas: tuple[Schema, Schema], roots: tuple[Any, Any]) -> Iterator[Change]:
    """What both levels say besides what is walked through."""
    old, new = ({key: value for key, value in schema.items() if key not in walked} for schema in schemas)
    if not same(old, new):
        yield from field_changes(at, old, new, roots)


def _added(here: Spot, name: str, schema: Any, required: bool) -> Change:
    said = f"增加{'必填' if required else '可以不填的'}字段“{title_of(name, schema)}”。"
    return here.change("field-added-required" if required else "field-added", said, None, schema)


def _elsewhere_required(name: str, before: Schema, after: Schema) -> bool:
    return name in after.get("required", ()) and name not in before.get("required", ())


def _required(at: Spot, before: Schema, after: Schema, renamed: Mapping[str, str]) -> Iterator[Change]:
    old, new = (list(dict.fromkeys(schema.get("required", ()))) for schema in (before, after))
    was = {renamed.get(name, name): name for name in new}
    fields = {**before.get("properties", {}), **after.get("properties", {})}
    known = before.get("properties", {})
    for name in new:
        if renamed.get(name, name) not in old and (renamed.get(name, name) in known or name not in fields):
            yield at.below("required").change(
                "required-added", f"字段“{title_of(name, fields.get(name))}”改为必填。", False, True)
    for name in old:
        if name not in was and (name in after.get("properties", {}) or name not in known):
            yield at.below("required").change(
                "required-removed", f"字段“{title_of(name, fields.get(name))}”改为可以不填。", True, False)


def _order(at: Spot, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    kept = [name for name in old if name in new]
    if kept != [name for name in new if name in old]:
        yield at.below("properties").change("order-changed", "字段的次序有调整。")


def _renamed(old: Schema, new: Schema) -> dict[str, str]:
    """Later name → earlier name, for fields that kept their role and element and nothing else of that identity."""
    gone = {name: identity for name, schema in old.items() if name not in new and (identity := _identity(schema))}
    came = {name: identity for name, schema in new.items() if name not in old and (identity := _identity(schema))}
    return {name: next(was for was, other in gone.items() if other == identity) for name, identity in came.items()
            if list(gone.values()).count(identity) == 1 == list(came.values()).count(identity)}


def _identity(schema: Any) -> tuple[Any, Any] | None:
    if isinstance(schema, Mapping) and schema.get("x-element"):
        return schema.get("x-role"), schema["x-element"]
    return None


def _is_group(schema: Any) -> bool:
    return isinstance(schema, Mapping) and isinstance(schema.get("properties"), Mapping) and "x-element" not in schema


def _is_rows(schema: Any) -> bool:
    return isinstance(schema, Mapping) and _is_group(schema.get("items")) and "x-element" not in schema


def _shelf(schema: Any) -> Any:
    return {key: schema[key] for key in ("$defs", "definitions", "$comment", "$schema") if key in schema} \
        if isinstance(schema, Mapping) else {}


def title_of(name: str, schema: Any) -> str:
    """What a field is called."""
    title = schema.get("title") if isinstance(schema, Mapping) else None
    return title if isinstance(title, str) and title else name


def layout_changes(at: Spot, before: Any, after: Any) -> Iterator[Change]:
    """Sections that came or went, and fields that moved between them."""
    old, new = _sections(before), _sections(after)
    where = {field: title for title, fields in old.items() for field in fields}
    moved = [(field, where[field], title) for title, fields in new.items() for field in fields
             if field in where and where[field] != title]
    for field, was, now in moved[:20]:
        yield at.change("section-changed", f"“{field}”由分区“{was}”移到“{now}”。", was, now)
    if not moved or list(old) != list(new):
        yield at.change("section-changed", "分区和排列有调整。", before, after)


def _sections(layout: Any) -> dict[str, list[str]]:
    sections = layout.get("sections", ()) if isinstance(layout, Mapping) else ()
    return {str(s.get("title", i)): [str(f) for f in s.get("fields", ())] for i, s in enumerate(sections)
            if isinstance(s, Mapping)}
