"""What a ledger is about: one matter, all matters of a department, the members of a bundle, or all that files hold."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import KIND_NAMES
from yichuang.definitions.matter import Matter
from yichuang.definitions.place import Department
from yichuang.errors import Invalid, NotFound

from .demand import Around, Resolver


@dataclass(frozen=True)
class Part:
    """Matters that are counted together: a bundle's members, or matters one by one (`bundle` is None)."""

    code: str
    name: str
    matters: tuple[Matter, ...]
    bundle: Bundle | None = None


@dataclass(frozen=True)
class Scope:
    """The parts of a ledger with the definitions around them."""

    parts: tuple[Part, ...]
    around: Around

    @property
    def matters(self) -> tuple[Matter, ...]:
        """Each matter once, in order."""
        return tuple({matter.code: matter for part in self.parts for matter in part.matters}.values())

    @property
    def names(self) -> str:
        """What the ledger is about, in words."""
        return "、".join(part.name for part in self.parts) or "没有事项"


def scope_of(codes: Sequence[str], definitions: Sequence[Definition], resolve: Resolver) -> Scope:
    """The scope of codes of matters, departments or bundles. Raises NotFound, and Invalid for another kind."""
    subjects = [_subject(code, resolve) for code in codes]
    parts = tuple(_part(subject, definitions, resolve) for subject in subjects)
    bundles = [subject for subject in subjects if isinstance(subject, Bundle)]
    chosen = bundles if len(bundles) == len(subjects) else None
    return Scope(parts, Around.of(definitions, resolve, chosen))


def whole_scope(own: Iterable[Definition], definitions: Sequence[Definition], resolve: Resolver) -> Scope:
    """Every bundle of some files, then the matters that none of them has."""
    mine = list(own)
    parts = [_part(bundle, definitions, resolve) for bundle in mine if isinstance(bundle, Bundle)]
    taken = {matter.code for part in parts for matter in part.matters}
    others = tuple(each for each in mine if isinstance(each, Matter) and each.code not in taken and _counts(each))
    if others:
        name = others[0].name if len(others) == 1 else f"{others[0].name}等{len(others)}个事项"
        parts.append(Part(others[0].code, name, others))
    return Scope(tuple(parts), Around.of(definitions, resolve))


def _subject(code: str, resolve: Resolver) -> Bundle | Matter | Department:
    found = resolve(code)
    if found is None:
        raise NotFound(f"没有编码为“{code}”的定义。请核对编码；文件和文件夹请写完整路径。")
    if not isinstance(found, Bundle | Matter | Department):
        raise Invalid(f"“{code}”是{KIND_NAMES[found.kind]}，不能清理。请给出事项、部门或者一件事的编码。")
    return found


def _part(subject: Bundle | Matter | Department, definitions: Iterable[Definition], resolve: Resolver) -> Part:
    if isinstance(subject, Bundle):
        members = (resolve(member.matter) for member in subject.members)
        return Part(subject.code, subject.name, tuple(_matters(members)), subject)
    if isinstance(subject, Matter):
        return Part(subject.code, subject.name, (subject,))
    own = (each for each in definitions if isinstance(each, Matter) and each.department == subject.code)
    return Part(subject.code, subject.name, tuple(_matters(own)))


def _matters(found: Iterable[Definition | None]) -> Iterator[Matter]:
    yield from (each for each in found if isinstance(each, Matter) and _counts(each))


def _counts(matter: Matter) -> bool:
    """A cancelled matter asks nobody for anything."""
    return matter.state != "cancelled"
