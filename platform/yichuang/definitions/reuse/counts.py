"""How often each element, material and code list is used: by which matters and bundles, in how many places."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from yichuang.standards.codelists import LISTS

from .places import places_in
from .renaming import Documents

KINDS = ("element", "material", "code-list")
USERS = ("matter", "bundle")


@dataclass
class Reuse:
    """One thing of the library. `fields` counts the fields of forms that name it, `places` everything that does; `users`
    are the codes that use it, by kind."""

    kind: str
    code: str
    name: str
    fields: int = 0
    places: int = 0
    users: dict[str, list[str]] = field(default_factory=dict)

    @property
    def used(self) -> bool:
        """Whether anything at all names it."""
        return self.places > 0

    def count(self, kind: str) -> int:
        """By how many definitions of a kind it is used."""
        return len(self.users.get(kind, ()))

    def add(self, kind: str, code: str, is_field: bool) -> None:
        """Count one place of a definition."""
        self.places += 1
        self.fields += is_field
        if code not in self.users.setdefault(kind, []):
            self.users[kind].append(code)

    def as_dict(self) -> dict[str, Any]:
        """The shape that `definitions library` prints."""
        return {"kind": self.kind, "code": self.code, "name": self.name, "matters": self.count("matter"),
                "bundles": self.count("bundle"), "fields": self.fields, "places": self.places, "used": self.used,
                "users": {kind: list(codes) for kind, codes in self.users.items()}}


def reuse_of(drafts: Documents) -> list[Reuse]:
    """Everything in the library with its counts: elements, materials, then code lists; what is used most comes first.

    A bundle uses what its own text names and what its matters ask for.
    """
    found = {(kind, code): Reuse(kind, code, name) for kind, code, name in _things(drafts)}
    for code, document in drafts.items():
        kind = str(document.get("kind"))
        for place in places_in(document):
            for wanted in place.kinds:
                if (thing := found.get((wanted, place.code))) is not None:
                    thing.add(kind, code, kind == "matter" and place.pointer.endswith("/x-element"))
    for document in drafts.values():
        if document.get("kind") == "element" and (thing := found.get(("code-list", str(document.get("code_list"))))):
            thing.add("element", str(document["code"]), False)
    _through_matters(drafts, found)
    return sorted(found.values(), key=lambda thing: (KINDS.index(thing.kind), -thing.places, thing.code))


def _things(drafts: Documents) -> Iterator[tuple[str, str, str]]:
    for code, document in drafts.items():
        if document.get("kind") in KINDS:
            yield str(document["kind"]), code, str(document.get("name"))
    yield from (("code-list", code, found.name) for code, found in LISTS.items())


def _through_matters(drafts: Documents, found: Mapping[tuple[str, str], Reuse]) -> None:
    members = {code: {str(member.get("matter")) for member in document.get("members", ()) if isinstance(member, dict)}
               for code, document in drafts.items() if document.get("kind") == "bundle"}
    for thing in found.values():
        matters = set(thing.users.get("matter", ()))
        for bundle, inside in members.items():
            if matters & inside and bundle not in thing.users.setdefault("bundle", []):
                thing.users["bundle"].append(bundle)
        thing.users = {kind: codes for kind, codes in thing.users.items() if codes}
