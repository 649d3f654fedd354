"""The form of one person: what was typed, what is wrong with it, and the choices it offers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request
from sqlalchemy.orm import Session

from yichuang.definitions.place import Department
from yichuang.definitions.releases import places
from yichuang.errors import BadRequest, Problem
from yichuang.filing.posted import posted
from yichuang.identity.permissions import PERMISSIONS, ROLE_NAMES
from yichuang.identity.records import Person
from yichuang.standards import regions

LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,31}")
LONGEST_NAME = 40
AT_WINDOWS = frozenset({"clerk", "lead"})


@dataclass(frozen=True)
class PersonForm:
    """A person as the form says; `login` is set once, because records name it."""

    login: str
    name: str
    roles: frozenset[str]
    department: str = ""
    region: str = ""
    window: str = ""
    team: str = ""

    @classmethod
    def of(cls, person: Person) -> PersonForm:
        """The form filled with a person as they are."""
        roles = frozenset(each.role for each in person.roles)
        return cls(person.login, person.name, roles, person.department, person.region, person.window, person.team)

    def problems(self, departments: Mapping[str, str]) -> Iterator[Problem]:
        """Everything wrong with it, in reading order; `departments` are the codes that exist."""
        if not LOGIN.fullmatch(self.login):
            yield _problem("login", "登录名要以小写字母开头，2 到 32 个字符，只用小写字母、数字和 . _ -。")
        if not 2 <= len(self.name) <= LONGEST_NAME:
            yield _problem("name", f"请填写姓名，2 到 {LONGEST_NAME} 个字。")
        if not self.roles:
            yield _problem("roles", "请至少选一个岗位，没有岗位的账号登录后什么也办不了。")
        if self.department and self.department not in departments:
            yield _problem("department", "没有这个部门。请从列表里选；新部门要先在事项管理里发布。")
        if "department" in self.roles and not self.department:
            yield _problem("department", "部门办理岗只看得到本部门的办件，请选所在部门。")
        if found := regions.problem(self.region) if self.region else "请填写所在区划的代码。":
            yield _problem("region", found)
        if self.roles & AT_WINDOWS and not self.team:
            yield _problem("team", "窗口的草稿由窗口组共用，请填写窗口组。")


def read_form(request: Request, login: str = "") -> PersonForm:
    """What was posted, each field under its pointer; BadRequest for a role that no page of ours offers."""
    roles = frozenset(request.POST.getall("/roles"))
    if not roles <= set(PERMISSIONS):
        raise BadRequest("没有这个岗位，没有保存。请从页面上的岗位里选。")
    rest = {name: posted(request, f"/{name}") for name in ("name", "department", "region", "window", "team")}
    return PersonForm(login or posted(request, "/login"), roles=roles, **rest)


def choices(db: Session) -> dict[str, Any]:
    """What the form offers: roles, and departments as published."""
    found = [each for each in places(db).values() if isinstance(each, Department)]
    return {"roles": tuple(ROLE_NAMES.items()), "departments": {each.code: each.name for each in found}}


def _problem(field: str, message: str) -> Problem:
    return Problem(f"/{field}", "person", message)
