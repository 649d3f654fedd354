"""Who may do what, as a table; actors as values; people and demo accounts."""

import pytest
from sqlalchemy import select

from yichuang.errors import SettingsError
from yichuang.identity.actor import Actor, region_prefix
from yichuang.identity.people import demo_hashes, has_demo_people, make_demo_people, refuse_demo_people
from yichuang.identity.permissions import NOBODY, PERMISSIONS, ROLE_NAMES, known_permissions
from yichuang.identity.records import Person

PEOPLE = [
    {"login": "clerk", "name": "周敏（示例）", "roles": ["clerk", "lead"], "window": "03", "team": "A"},
    {"login": "police", "name": "陈立（示例）", "roles": ["department"], "department": "GA", "region": "330106"},
]


def test_no_role_has_the_permission_of_forgotten_views():
    assert NOBODY not in known_permissions()


def test_every_role_has_a_name_and_something_to_do():
    assert set(ROLE_NAMES) == set(PERMISSIONS)
    assert all(PERMISSIONS.values())


def test_only_departments_handle_cases_and_only_designers_publish():
    having = {
        permission: {role for role, theirs in PERMISSIONS.items() if permission in theirs}
        for permission in ("case.handle", "design.publish", "people.manage", "filing.write", "draft.take_over")
    }
    assert having == {
        "case.handle": {"department"},
        "design.publish": {"designer"},
        "people.manage": {"admin"},
        "filing.write": {"clerk", "lead"},
        "draft.take_over": {"lead"},
    }


def test_an_actor_may_what_any_role_allows_and_an_unknown_role_allows_nothing():
    actor = Actor(1, "甲（示例）", "a", frozenset({"designer", "ghost"}))
    assert actor.can("design.edit")
    assert actor.can("account.use")
    assert not actor.can("case.handle")
    assert not Actor(2, "乙（示例）", "b").can("design.read")


@pytest.mark.parametrize(
    ("code", "prefix"),
    [
        ("330000", "33"),
        ("330100", "3301"),
        ("330106", "330106"),
        ("330106000000", "330106"),
        ("330106001", "330106001"),
        ("330106001000", "330106001"),
        ("330106010000", "330106010"),
        ("330106001012", "330106001012"),
        ("330106100", "330106100"),
        ("", ""),
    ],
)
def test_a_region_contains_the_codes_below_it(code, prefix):
    assert region_prefix(code) == prefix


def test_a_city_contains_its_district_but_not_the_neighbour():
    assert Actor(1, "", "", region="330100").in_region("330106")
    assert not Actor(1, "", "", region="330106").in_region("330105")


def test_demo_people_are_made_once_and_renewed(database):
    hashes = demo_hashes(PEOPLE)
    for _ in range(2):
        with database.writing() as db:
            assert make_demo_people(db, PEOPLE, hashes) == [("clerk", "clerk-demo"), ("police", "police-demo")]
    with database.reading() as db:
        people = db.scalars(select(Person).order_by(Person.login)).all()
        assert [person.login for person in people] == ["clerk", "police"]
        assert people[0].actor().roles == {"clerk", "lead"}
        assert people[1].actor().department == "GA"
        assert has_demo_people(db)
        with pytest.raises(SettingsError, match="演示账号"):
            refuse_demo_people(db)


def test_demo_people_with_unknown_roles_are_refused(database):
    people = [{"login": "x", "name": "甲（示例）", "roles": ["king"]}]
    with pytest.raises(SettingsError, match="king"), database.writing() as db:
        make_demo_people(db, people, demo_hashes(people))
