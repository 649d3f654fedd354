"""Two documents of one code → every difference of meaning, in words. Pure: names are passed in."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from yichuang.definitions.canonical import canonical
from yichuang.definitions.kinds import KINDS

from .comparers import plain
from .other_rules import ENVELOPE, RULES
from .values import Change, Diff, Document, Names, Spot
from .wording import label_of

UNKNOWN = plain("unknown-changed")


def diff(before: Document, after: Document, names: Names = lambda code: code) -> Diff:
    """All changes from one document to the other; pins are not looked at, they are `releases.diff_of_releases`'.

    Values that only say what holds anyway are no change; another way of writing the same is named as such.
    """
    found = tuple(_changes(_whole(before), _whole(after), names))
    if not found and canonical(_bare(before)) != canonical(_bare(after)):
        found = (Change("", "spelling-changed", "只改了写法或次序，内容没有变。"),)
    return Diff(found)


def _changes(before: Document, after: Document, names: Names) -> Iterator[Change]:
    rules = RULES.get(str(after.get("kind")), ENVELOPE)
    roles = {**_roles(before), **_roles(after)}
    for key in dict.fromkeys([*after, *before]):
        one, other = before.get(key), after.get(key)
        if one != other or canonical({"": one}) != canonical({"": other}):
            at = Spot((key,), label_of(key), names, roles)
            yield from list(rules.get(key, UNKNOWN)(at, one, other)) or [_rewritten(at, one, other)]


def _roles(document: Document) -> dict[str, str]:
    """What a bundle's roles are called."""
    listed = document.get("roles")
    return {str(each["code"]): str(each["title"]) for each in listed if isinstance(each, Mapping) and "code" in each
            and "title" in each} if isinstance(listed, list | tuple) else {}


def _rewritten(at: Spot, before: Any, after: Any) -> Change:
    """Nothing that has a meaning of its own differs: only how or in which order it is written."""
    return at.change("order-changed" if _sorted(before) == _sorted(after) else "fact-changed", "的写法或次序有调整。")


def _sorted(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(each) for each in value] if isinstance(value, list | tuple) else value


def _bare(document: Document) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != "pins"}


def _whole(document: Document) -> dict[str, Any]:
    """With what holds when nothing is said, as far as the document can be read as its kind."""
    model = KINDS.get(str(document.get("kind")))
    try:
        found = model.model_validate(document).model_dump(mode="json", by_alias=True) if model else dict(document)
    except ValidationError:
        found = dict(document)
    return _bare(found)
