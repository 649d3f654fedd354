"""What departments see of a filing and how they answer: each its own cases, its own form, its own materials."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """The pages of role department; every page below a case asks for the case of its own department first."""
    config.add_route("tasks", "/tasks")
    config.add_route("tasks-find", "/tasks/find")
    config.add_route("tasks-changes", "/tasks/changes")
    config.add_route("tasks-change", r"/tasks/changes/{code:[\w.-]{1,64}}")
    config.add_route("task-file", r"/tasks/{number}/files/{attachment:\d{1,18}}")
    config.add_route("task-notice", r"/tasks/{number}/notices/{notice:\d{1,18}}")
    config.add_route("task-reveal", "/tasks/{number}/reveal")
    config.add_route("task-take", "/tasks/{number}/take")
    config.add_route("task-act", "/tasks/{number}/{action:[a-z_]{1,40}}")
    config.add_route("task", "/tasks/{number}")
    config.add_home("department", "tasks")
    config.add_nav_item("待办", "tasks", "tasks.use")
    for module in ("list_views", "case_views", "paper_views", "act_views", "change_views"):
        config.scan(f"yichuang.departments.{module}")
