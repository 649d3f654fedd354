"""What earlier matters of a bundle have of a document: produced by them, or handed in to them already."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from yichuang.definitions.bundle import Bundle, Member
from yichuang.definitions.common import Definition
from yichuang.definitions.material import RequiredMaterial
from yichuang.definitions.matter import Matter


@dataclass(frozen=True)
class Upstream:
    """An earlier matter that has the document. `same_case`: whether it has it whenever the later one asks."""

    bundle: str
    code: str
    name: str
    how: Literal["produced", "collected"]
    same_case: bool = True


def upstream_of(bundle: Bundle, code: str, required: RequiredMaterial,
                resolve: Callable[[str], Definition | None]) -> Iterator[Upstream]:
    """The matters before `code` in the bundle that produce or collect this document of the same person."""
    members = {member.matter: member for member in bundle.members}
    mine = members.get(code)
    if mine is None:
        return
    role = bundle_role(mine, required.role)
    for earlier in earlier_than(members, code):
        matter = resolve(earlier)
        if not isinstance(matter, Matter) or matter.state == "cancelled":
            continue
        if any(output.material == required.material and bundle_role(members[earlier], output.role) == role
               for output in matter.outputs):
            yield Upstream(bundle.name, earlier, matter.name, "produced", _goes_along(members[earlier], mine))
        else:
            yield from _collected(bundle, members[earlier], matter, (mine, required, role))


def _collected(bundle: Bundle, member: Member, matter: Matter,
               asked: tuple[Member, RequiredMaterial, str | None]) -> Iterator[Upstream]:
    mine, required, role = asked
    same = [each for each in matter.materials
            if each.material == required.material and bundle_role(member, each.role) == role]
    if same:
        always = any(each.when is None or each.when == required.when for each in same)
        yield Upstream(bundle.name, matter.code, matter.name, "collected", always and _goes_along(member, mine))


def earlier_than(members: dict[str, Member], code: str) -> list[str]:
    """The members that a member waits for, directly or through others, nearest first; cycles end."""
    found: list[str] = []
    todo = [code]
    while todo:
        member = members.get(todo.pop(0))
        for needed in member.depends_on if member else ():
            if needed.matter in members and needed.matter not in found and needed.matter != code:
                found.append(needed.matter)
                todo.append(needed.matter)
    return found


def bundle_role(member: Member, role: str | None) -> str | None:
    """The bundle's name for a role of a member."""
    return member.roles.get(role, role) if role is not None else None


def _goes_along(earlier: Member, later: Member) -> bool:
    """Whether the earlier one applies whenever the later one does."""
    return earlier.when is None or earlier.when == later.when
