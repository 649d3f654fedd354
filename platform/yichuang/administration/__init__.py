"""The administrator's pages: people, the working calendar, the audit trail, parcels that did not arrive."""

from __future__ import annotations

from pyramid.config import Configurator

ROUTES = (
    ("admin", "/admin"),
    ("admin-people", "/admin/people"),
    ("admin-person-new", "/admin/people/new"),
    ("admin-person", r"/admin/people/{id:\d{1,9}}"),
    ("admin-person-password", r"/admin/people/{id:\d{1,9}}/password"),
    ("admin-person-active", r"/admin/people/{id:\d{1,9}}/active"),
    ("admin-person-unlock", r"/admin/people/{id:\d{1,9}}/unlock"),
    ("admin-calendar", "/admin/calendar"),
    ("admin-calendar-file", r"/admin/calendar/{year:\d{4}}.csv"),
    ("admin-calendar-check", "/admin/calendar/check"),
    ("admin-calendar-import", "/admin/calendar/import"),
    ("admin-calendar-notice", r"/admin/calendar/notices/{id:\d{1,9}}"),
    ("admin-audit", "/admin/audit"),
    ("admin-deliveries", "/admin/deliveries"),
    ("admin-delivery-retry", r"/admin/deliveries/{id:[0-9a-f-]{36}}/retry"),
)
NAV = (
    ("人员账号", "admin-people", "people.manage"),
    ("工作日历", "admin-calendar", "calendar.manage"),
    ("操作记录", "admin-audit", "audit.read"),
    ("分发情况", "admin-deliveries", "deliver.manage"),
)


def includeme(config: Configurator) -> None:
    """The pages of role admin; each view asks for the permission of its own kind of work."""
    for name, pattern in ROUTES:
        config.add_route(name, pattern)
    config.add_home("admin", "admin")
    for text, route, permission in NAV:
        config.add_nav_item(text, route, permission)
    config.scan("yichuang.administration")
