"""Pages of accounts: the list, one account with what can be done to it, and the password that is shown once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.errors import Conflict, Problem
from yichuang.filing.posted import posted
from yichuang.identity.lockout import locked_logins
from yichuang.identity.passwords import generate_password, hash_password
from yichuang.identity.permissions import ROLE_NAMES
from yichuang.identity.records import Person

from . import people
from .people import Act
from .person_form import PersonForm, choices, read_form

LIST = "yichuang:administration/templates/people.jinja2"
PERSON = "yichuang:administration/templates/person.jinja2"
ONCE = "yichuang:administration/templates/password_once.jinja2"
TAKEN = Problem("/login", "taken", "这个登录名已有人用（停用的账号也算）。请换一个，停用的账号可以恢复使用。")


@view_config(route_name="admin-people", request_method="GET", renderer=LIST, permission="people.manage")
def show_people(request: Request) -> dict[str, Any]:
    """All accounts."""
    found = people.everybody(request.db)
    locked = locked_logins(request.db, (each.login for each in found), datetime.now(UTC))
    names = choices(request.db)["departments"]
    return {"people": found, "locked": locked, "role_names": ROLE_NAMES, "names": names}


@view_config(route_name="admin-person-new", request_method="GET", renderer=PERSON, permission="people.manage")
def show_new(request: Request) -> dict[str, Any]:
    """An empty form in the region of this installation."""
    form = PersonForm("", "", frozenset(), region=request.registry["settings"].region)
    return _page(request, form)


@view_config(route_name="admin-person-new", request_method="POST", renderer=PERSON, permission="people.manage")
def add_person(request: Request) -> dict[str, Any] | Response:
    """A new account; its password is shown once, in the answer."""
    form, password = read_form(request), generate_password()
    hashed = hash_password(password)
    offered = choices(request.db)["departments"]
    problems = list(form.problems(offered))
    if people.login_taken(request.db, form.login):
        problems.append(TAKEN)
    if problems:
        return _wrong(request, form, problems)
    person = people.add(request.db, form, offered.get(form.department, ""), hashed, _act(request))
    return _once(request, person, password, new=True)


@view_config(route_name="admin-person", request_method="GET", renderer=PERSON, permission="people.manage")
def show_person(request: Request) -> dict[str, Any]:
    """One account."""
    person = _person(request)
    return _page(request, PersonForm.of(person), person)


@view_config(route_name="admin-person", request_method="POST", renderer=PERSON, permission="people.manage")
def edit_person(request: Request) -> dict[str, Any] | Response:
    """Change roles and place, or say what is wrong and keep what was typed."""
    person = _person(request)
    form = read_form(request, person.login)
    offered = choices(request.db)["departments"]
    known = _with_own(offered, person)
    problems = list(form.problems(known))
    if problems:
        return _wrong(request, form, problems, person)
    try:
        people.edit(request.db, person, form, known.get(form.department, ""), _act(request))
    except Conflict as refusal:
        return _wrong(request, form, [Problem("/roles", "last-admin", str(refusal))], person, refusal.status)
    request.flash(f"{person.login} 已保存，从对方打开的下一个页面起生效。")
    return _back(request, person)


@view_config(route_name="admin-person-password", request_method="POST", permission="people.manage")
def reset_password(request: Request) -> Response:
    """A new password, shown once; the person's sessions end."""
    password = generate_password()
    hashed = hash_password(password)
    person = _person(request)
    if person.id == request.identity.id:
        request.flash("自己的密码请用“修改密码”更换，没有重设。", "warning")
        return HTTPSeeOther(request.route_path("password"))
    people.set_password(request.db, person, hashed, _act(request))
    return _once(request, person, password, new=False)


@view_config(route_name="admin-person-active", request_method="POST", permission="people.manage")
def set_active(request: Request) -> Response:
    """Stop or resume the use of an account."""
    person = _person(request)
    try:
        if posted(request, "active") == "yes":
            people.reactivate(request.db, person, _act(request))
            request.flash(f"{person.login} 已恢复使用，密码还是原来的；忘记的可以重设。")
        else:
            people.deactivate(request.db, person, _act(request))
            request.flash(f"{person.login} 已停用，正在使用的登录已退出。经办过的记录都保留。")
    except Conflict as refusal:
        request.flash(str(refusal), "error")
    return _back(request, person)


@view_config(route_name="admin-person-unlock", request_method="POST", permission="people.manage")
def unlock_person(request: Request) -> Response:
    """Let somebody who mistyped too often try again at once."""
    person = _person(request)
    people.unlock(request.db, person, _act(request))
    request.flash(f"{person.login} 已解除锁定，现在就可以登录。")
    return _back(request, person)


def _person(request: Request) -> Person:
    return people.person_of(request.db, int(request.matchdict["id"]))


def _with_own(offered: Mapping[str, str], person: Person | None) -> dict[str, str]:
    # A department that is no longer published stays on the account until another is chosen.
    own = {person.department: person.department_name or person.department} if person and person.department else {}
    return {**own, **offered}


def _act(request: Request) -> Act:
    return Act(request.identity, datetime.now(UTC))


def _back(request: Request, person: Person) -> Response:
    return HTTPSeeOther(request.route_path("admin-person", id=person.id))


def _once(request: Request, person: Person, password: str, *, new: bool) -> Response:
    values = {"account": person, "password": password, "new": new}
    answer: Response = render_to_response(ONCE, values, request=request)
    return answer


def _wrong(
    request: Request, form: PersonForm, problems: Sequence[Problem], person: Person | None = None, status: int = 422
) -> dict[str, Any]:
    request.response.status_int = status
    return _page(request, form, person, problems)


def _page(
    request: Request, form: PersonForm, person: Person | None = None, problems: Sequence[Problem] = ()
) -> dict[str, Any]:
    locked = locked_logins(request.db, [form.login], datetime.now(UTC)) if person else frozenset()
    offered = choices(request.db)
    return {
        "roles": offered["roles"],
        "departments": _with_own(offered["departments"], person),
        "form": form,
        "account": person,
        "problems": problems,
        "wrong": {problem.pointer: problem.message for problem in problems},
        "locked": bool(locked),
        "own": person is not None and person.id == request.identity.id,
    }
