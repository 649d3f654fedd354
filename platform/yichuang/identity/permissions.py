"""Who may do what: the one table from roles to permissions."""

from __future__ import annotations

from collections.abc import Iterable

# The permission of a view that names none; no role has it, so a forgotten one stays closed.
NOBODY = "nobody"

EVERYONE_SIGNED_IN = frozenset({"account.use"})

ROLE_NAMES = {
    "designer": "事项管理",
    "clerk": "综合窗口",
    "lead": "窗口组长",
    "department": "部门办理",
    "supervisor": "效能监督",
    "admin": "系统管理",
}

_WINDOW = frozenset({"window.use", "filing.read", "filing.write", "scan.read", "personal.reveal"})

PERMISSIONS: dict[str, frozenset[str]] = {
    "designer": frozenset({"design.read", "design.edit", "design.publish", "scan.read"}),
    "clerk": _WINDOW,
    "lead": _WINDOW | {"draft.take_over"},
    "department": frozenset({"tasks.use", "case.read", "case.handle", "personal.reveal", "api.use"}),
    "supervisor": frozenset({"supervise.read", "supervise.act", "filing.read", "case.read", "design.read"}),
    "admin": frozenset(
        {"people.manage", "audit.read", "calendar.manage", "deliver.manage", "settings.read", "design.read"}
    ),
}


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Everything people with these roles may do; unknown roles give nothing."""
    return EVERYONE_SIGNED_IN.union(*(PERMISSIONS.get(role, frozenset()) for role in roles))


def known_permissions() -> frozenset[str]:
    """Every permission that a view may ask for."""
    return permissions_of(PERMISSIONS)
