"""The person behind a request, as a value: who, in which place, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from yichuang.identity.permissions import permissions_of


@dataclass(frozen=True)
class Actor:
    """A signed-in person; `department`, `window` and `team` are empty where they have none."""

    id: int
    name: str
    login: str
    roles: frozenset[str] = field(default_factory=frozenset)
    department: str = ""
    department_name: str = ""
    region: str = ""
    window: str = ""
    team: str = ""

    @cached_property
    def permissions(self) -> frozenset[str]:
        """All that their roles allow."""
        return permissions_of(self.roles)

    def can(self, permission: str) -> bool:
        """Whether a role of theirs has the permission."""
        return permission in self.permissions

    def has(self, role: str) -> bool:
        """Whether they have the role."""
        return role in self.roles

    def in_region(self, code: str) -> bool:
        """Whether a region code lies within theirs; 330100 (a city) contains 330106 (its district)."""
        return code.startswith(region_prefix(self.region))


def region_prefix(code: str) -> str:
    """What all codes inside a region start with: a code of 省 ends in 0000, of 市 in 00 (GB/T 2260)."""
    county, below = code[:6], code[6:].rstrip("0")
    if below:
        return county + below + "0" * (-len(below) % 3)
    if county.endswith("0000"):
        return county[:2]
    return county[:4] if county.endswith("00") else county
