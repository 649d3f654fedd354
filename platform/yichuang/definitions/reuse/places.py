"""Every place of a document that names another definition, as data: what a rename has to follow.

Beside the references that publishing pins, these are merged keys (`mother.person.name`, `tobacco~shop_name`), members
that wait for others, and what a value is derived from. Works on the text, also of a draft that cannot be read as its
kind yet.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from yichuang.forms.dialect import walk
from yichuang.forms.pointers import join

Path = tuple[str, ...]
WILD = frozenset("*?[]")

# Kind → (path, kinds that may stand there); `*` is any item of a list or any value of an object.
CODES: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = MappingProxyType({
    "region": (("parent", ("region",)), ("succeeded_by", ("region",))),
    "department": (("region", ("region",)), ("parent", ("department",)), ("entrusted_by", ("department",))),
    "wording-rules": (("region", ("region",)),),
    "material": (("issuer_department", ("department",)),),
    "guide": (("subject", ("matter", "bundle")),),
    "data-share": (("provider", ("department",)), ("materials/*", ("material",)), ("elements/*", ("element",)),
                   ("regions/*", ("region",))),
    "matter": (("department", ("department",)), ("joint_departments/*", ("department",)),
               ("window_class", ("window-class",)), ("districts/*", ("region",)), ("materials/*/material", ("material",)),
               ("outputs/*/element", ("element",)), ("outputs/*/material", ("material",)), ("stops/*/bundle", ("bundle",))),
    "bundle": (("lead", ("department",)), ("partners/*", ("department",)), ("region", ("region",)),
               ("window_class", ("window-class",)), ("rows/*/key/*", ("element",)), ("members/*/matter", ("matter",)),
               ("members/*/depends_on/*/matter", ("matter",)), ("members/*/receiver/department", ("department",)),
               ("members/*/receiver/by/element", ("element",)), ("members/*/receiver/by/table/*", ("department",)),
               ("answered/*/element", ("element",)), ("decisions/*/members/*", ("matter",)), ("stops/*/bundle", ("bundle",))),
})
# Kind → objects whose keys are codes.
KEYED: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = MappingProxyType({
    "bundle": (("decisions/*/transforms", ("matter",)), ("decisions/*/titles", ("matter",))),
})
# Kind → where schemas stand, in which fields name elements.
SCHEMAS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "matter": ("form/schema", "outputs/*/value"), "element": ("value",),
})
IN_SCHEMAS = ("x-element", "x-derived-from")
# Kind → where keys of merged forms stand.
MERGED_KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "bundle": ("sections/*/fields/*", "applicant/*", "decisions/*/where", *(
        f"{where}/{source}" for where in ("members/*/transforms/*", "decisions/*/transforms/*/*")
        for source in ("source", "source/field", "sources/*", "sources/*/field"))),
})
IN_ROWS = "/*/"


@dataclass(frozen=True, slots=True)
class Place:
    """A code at a pointer, and what stands around it in the same text; `is_key` where the pointer's last step is the code."""

    pointer: str
    code: str
    kinds: tuple[str, ...]
    before: str = ""
    after: str = ""
    is_key: bool = False

    @property
    def text(self) -> str:
        """What stands there now."""
        return self.naming(self.code)

    def naming(self, code: str) -> str:
        """What stands there when it names another code."""
        return f"{self.before}{code}{self.after}"


def places_in(document: Mapping[str, Any]) -> Iterator[Place]:
    """Every place of a document that names a definition, kind by kind of place; one text may name two."""
    kind = str(document.get("kind"))
    for path, kinds in CODES.get(kind, ()):
        for steps, code in _at(document, path):
            yield Place(join(steps), code, kinds)
    for path, kinds in KEYED.get(kind, ()):
        for steps, codes in _reach(document, tuple(path.split("/"))):
            keys = codes if isinstance(codes, Mapping) else ()
            yield from (Place(join((*steps, code)), code, kinds, is_key=True) for code in keys)
    for path in SCHEMAS.get(kind, ()):
        for steps, schema in _reach(document, tuple(path.split("/"))):
            yield from _in_schema(steps, schema)
    for path in MERGED_KEYS.get(kind, ()):
        for steps, key in _at(document, path):
            yield from _in_key(join(steps), key)


def patterns_in(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(pointer, pattern) of the merged keys that are patterns over codes: `mother.person.*`."""
    for path in MERGED_KEYS.get(str(document.get("kind")), ()):
        for steps, key in _at(document, path):
            rest = key.partition(".")[2]
            if rest != "*" and WILD & set(rest):
                yield join(steps), key


def _at(document: Mapping[str, Any], path: str) -> Iterator[tuple[Path, str]]:
    return ((steps, value) for steps, value in _reach(document, tuple(path.split("/"))) if isinstance(value, str))


def _reach(here: Any, path: Path, done: Path = ()) -> Iterator[tuple[Path, Any]]:
    """What a path leads to; nothing where the document does not have it."""
    if not path:
        yield done, here
    elif path[0] == "*" and isinstance(here, list):
        for index, item in enumerate(here):
            yield from _reach(item, path[1:], (*done, str(index)))
    elif path[0] == "*" and isinstance(here, Mapping):
        for key, item in here.items():
            yield from _reach(item, path[1:], (*done, key))
    elif isinstance(here, Mapping) and path[0] in here:
        yield from _reach(here[path[0]], path[1:], (*done, path[0]))


def _in_schema(base: Path, schema: Any) -> Iterator[Place]:
    for steps, here in walk(schema):
        for key in IN_SCHEMAS if isinstance(here, Mapping) else ():
            for inner, code in _texts(here.get(key)):
                yield Place(join((*base, *steps, key, *inner)), code, ("element",))


def _texts(value: Any) -> Iterator[tuple[Path, str]]:
    """A code by itself or several in a list."""
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, list):
        yield from (((str(index),), each) for index, each in enumerate(value) if isinstance(each, str))


def _in_key(pointer: str, key: str) -> Iterator[Place]:
    """`role.element`, `role.element~MATTER` (asked separately) or `MATTER~name` (without an element); in rows after `ROLE/*/`
    the element stands alone."""
    if IN_ROWS in key:
        rows, _, inner = key.partition(IN_ROWS)
        element, apart, matter = inner.partition("~")
        yield Place(pointer, element, ("element", "matter") if apart else ("element",), rows + IN_ROWS, apart + matter)
        if apart:
            yield Place(pointer, matter, ("matter",), f"{rows}{IN_ROWS}{element}{apart}")
        return
    shared, apart, other = key.partition("~")
    role, dot, element = shared.partition(".")
    if not apart:
        if dot and not WILD & set(element):
            yield Place(pointer, element, ("element",), f"{role}.")
        return
    if other and not WILD & set(shared):
        yield Place(pointer, shared, ("matter",), "", f"~{other}")
        if dot:
            yield Place(pointer, element, ("element",), f"{role}.", f"~{other}")
    if dot and not WILD & set(other):
        yield Place(pointer, other, ("matter",), f"{shared}~")
