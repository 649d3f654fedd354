"""From test to production and back: the same digests there; what was changed there meanwhile is never overwritten."""

from __future__ import annotations

import json

import pytest
from exchange_halls import NAME, as_file
from sqlalchemy import select

from yichuang.definitions.exchange.placing import Placement, place
from yichuang.definitions.exchange.records import CommonBase
from yichuang.definitions.records import Draft, Release


@pytest.fixture
def common(here, there, tmp_path):
    """Both have the same element, published as its first release: it came from there."""
    there.take(NAME)
    there.publish("person.name")
    here.take_in(there.export(tmp_path / "first.zip", "person.name"))
    return tmp_path


def test_a_new_release_arrives_with_its_digest(here, there, common):
    there.change("person.name", note="第二版")
    there.publish("person.name")
    plan = here.take_in(there.export(common / "second.zip", "person.name"))
    assert [step.outcome for step in plan.steps] == ["changed"] and plan.settled
    assert here.listed() == there.listed() and here.digest("person.name")[0] == 2
    assert [each.pointer for each in plan.steps[0].changes] == ["/note"]


def test_a_draft_that_was_changed_here_alone_is_kept(here, there, common):
    here.change("person.name", note="这里加的")
    plan = here.take_in(there.export(common / "again.zip", "person.name"))
    assert [step.outcome for step in plan.steps] == ["unchanged"] and plan.steps[0].kept and plan.settled
    assert here.draft("person.name")["note"] == "这里加的"


def test_changes_in_different_places_wait_for_the_word_and_are_then_merged(here, there, common):
    here.change("person.name", synonyms=["名字", "称呼"])
    there.change("person.name", note="来的说明")
    archive = there.export(common / "second.zip", "person.name")
    plan = here.plan(archive)
    assert not plan.settled and plan.conflicts[0].why == "mergeable"
    here.take_in(archive, merge=True)
    assert here.draft("person.name") == {**NAME, "synonyms": ["名字", "称呼"], "note": "来的说明"}
    assert not here.plan(archive).of("added", "changed") and here.plan(archive).settled


def test_changes_in_one_place_leave_that_definition_alone_and_take_the_others(here, there, common):
    here.change("person.name", name="公民姓名")
    there.change("person.name", name="自然人姓名")
    there.take({**NAME, "code": "person.alias", "name": "别名"})
    archive = there.export(common / "second.zip")
    plan = here.take_in(archive, merge=True)
    assert [(each.pointer, each.base, each.ours, each.theirs) for each in plan.conflicts[0].conflicts] == [
        ("/name", "姓名", "公民姓名", "自然人姓名")]
    assert here.draft("person.name")["name"] == "公民姓名" and here.draft("person.alias")["name"] == "别名"


@pytest.mark.parametrize(("side", "name"), [("ours", "公民姓名"), ("theirs", "自然人姓名")])
def test_a_side_settles_what_cannot_be_merged_and_nothing_else(here, there, common, side, name):
    here.change("person.name", name="公民姓名", synonyms=["这里的"])
    there.change("person.name", name="自然人姓名", note="来的")
    assert here.take_in(there.export(common / "second.zip", "person.name"), side=side).settled
    assert here.draft("person.name") == {**NAME, "name": name, "synonyms": ["这里的"], "note": "来的"}


def test_place_by_place_the_choice_is_free(here, there, common):
    here.change("person.name", name="公民姓名", note="这里的")
    there.change("person.name", name="自然人姓名", note="来的")
    archive = there.export(common / "second.zip", "person.name")
    here.take_in(archive, places={"person.name": {"/name": "theirs", "/note": "ours"}})
    assert here.draft("person.name") == {**NAME, "name": "自然人姓名", "note": "这里的"}


def test_without_a_common_state_nothing_is_guessed(here, there, tmp_path):
    here.take({**NAME, "note": "这里的"})
    there.take({**NAME, "note": "来的"})
    plan = here.plan(there.export(tmp_path / "x.zip", "person.name"))
    assert plan.conflicts[0].why == "unknown" and [each.pointer for each in plan.conflicts[0].conflicts] == ["/note"]
    here.take_in(tmp_path / "x.zip", side="theirs")
    assert here.draft("person.name")["note"] == "来的"


def test_the_newest_common_release_serves_as_base_where_nothing_was_exchanged_before(here, there, tmp_path):
    for hall in (here, there):
        hall.take(NAME)
        hall.publish("person.name")
    there.change("person.name", note="来的")
    there.publish("person.name")
    plan = here.take_in(there.export(tmp_path / "x.zip", "person.name"))
    assert plan.settled and here.listed() == there.listed()


def test_what_goes_back_is_merged_from_what_once_left(here, there, tmp_path):
    there.take(NAME)
    here.take_in(there.export(tmp_path / "first.zip", "person.name"))
    here.change("person.name", note="正式库加的")
    there.change("person.name", synonyms=["测试库加的"])
    plan = there.take_in(here.export(tmp_path / "back.zip", "person.name"), merge=True)
    assert plan.settled
    assert there.draft("person.name") == {**NAME, "note": "正式库加的", "synonyms": ["测试库加的"]}


def test_each_partner_has_its_own_base(here, there, common):
    with here.database.reading() as db:
        base = db.scalars(select(CommonBase)).one()
        assert base.code == "person.name" and len(base.partner) == 32
    here.take_in(as_file(common, "plain.json", {**NAME, "note": "文件里的"}))
    with here.database.reading() as db:
        assert {each.partner for each in db.scalars(select(CommonBase))} == {base.partner, ""}


def test_plain_files_overwrite_as_ever(here, common):
    here.change("person.name", note="这里的")
    plan = here.take_in(as_file(common, "plain.json", {**NAME, "note": "文件里的"}))
    assert plan.settled and here.draft("person.name")["note"] == "文件里的"


def test_another_kind_under_the_same_code_is_a_conflict_of_the_whole(here, there, tmp_path):
    there.take(NAME)
    here.take_in(there.export(tmp_path / "first.zip"))
    here.change("person.name", note="这里的")
    region = {"kind": "region", "code": "person.name", "name": "姓名"}
    there.take(region)
    plan = here.take_in(there.export(tmp_path / "second.zip"), merge=True)
    assert [each.pointer for each in plan.conflicts[0].conflicts] == [""]
    assert here.draft("person.name") == {**NAME, "note": "这里的"}
    here.take_in(tmp_path / "second.zip", places={"person.name": {"": "theirs"}})
    assert here.draft("person.name") == region


def rename(hall, new):
    """Give the element another code, as the library does: the draft of the old one is gone."""
    with hall.database.writing() as db:
        db.delete(db.get(Draft, "person.name"))
    hall.take({**NAME, "code": new})


def test_what_was_given_another_code_here_does_not_come_back_under_the_old_one(here, there, common):
    rename(here, "person.full_name")
    plan = here.take_in(common / "first.zip")
    assert plan.settled and plan.steps[0].kept
    assert [code for _, code, *_ in here.listed()] == ["person.full_name"]


def test_what_was_given_another_code_here_and_changed_there_is_told_as_such(here, there, common):
    rename(here, "person.full_name")
    there.change("person.name", note="来的")
    archive = there.export(common / "second.zip", "person.name")
    plan = here.take_in(archive, merge=True)
    assert plan.conflicts[0].why == "gone" and plan.conflicts[0].conflicts[0].renamed == "person.full_name"
    assert [code for _, code, *_ in here.listed()] == ["person.full_name"]
    assert here.take_in(archive, side="theirs").settled
    assert here.draft("person.name")["note"] == "来的"


def test_a_release_made_here_is_not_pushed_aside_by_one_made_there(here, there, common):
    here.change("person.name", note="这里的第二版")
    here.publish("person.name")
    there.change("person.name", synonyms=["来的第二版"])
    there.publish("person.name")
    ours = here.digest("person.name")
    archive = there.export(common / "second.zip", "person.name")
    plan = here.take_in(archive, merge=True)
    assert not plan.settled and "各自发布过" in plan.releases.apart[0][1]
    assert here.digest("person.name") == ours and here.draft("person.name")["synonyms"] == ["来的第二版"]
    here.take_in(archive, side="theirs")
    assert here.digest("person.name") == (3, there.digest("person.name")[1])
    assert not here.take_in(archive, side="theirs").releases.added


def test_ours_leaves_out_their_release_and_whatever_hangs_on_it(here, there, seeded, tmp_path):
    here.take_in(seeded.export(tmp_path / "first.zip"))
    for hall, note in ((here, "这里的"), (seeded, "来的")):
        hall.change("person.name", note=note)
        hall.publish("person.name")
    seeded.publish("household-registration")
    ours = [here.digest(code) for code in ("person.name", "household-registration")]
    archive = seeded.export(tmp_path / "second.zip", "household-registration")
    apart = {sealed.code for sealed, _ in here.plan(archive, merge=True).releases.apart}
    assert apart == {"person.name", "household-registration"}
    plan = here.take_in(archive, side="ours")
    assert plan.settled and {each.code for each in plan.releases.skipped} == apart
    assert [here.digest(code) for code in ("person.name", "household-registration")] == ours
    here.take_in(archive, side="theirs")
    assert here.digest("household-registration")[1] == seeded.digest("household-registration")[1]


@pytest.mark.parametrize(("own", "coming", "history", "side", "wanted"), [
    ([], [(3, "c")], "abc", None, {(3, "c"): 3}),
    ([], [(1, "a"), (3, "c")], "abc", None, {(1, "a"): 1, (3, "c"): 3}),
    ([(1, "a")], [(1, "a"), (2, "b")], "ab", None, {(2, "b"): 2}),
    ([(3, "c")], [(2, "b"), (3, "c")], "abc", None, {(2, "b"): 2}),
    ([(1, "a"), (2, "b"), (3, "c")], [(2, "b")], "ab", None, {}),
    ([(1, "a"), (2, "b")], [(3, "a")], "aba", None, {(3, "a"): 3}),
    ([(1, "a"), (2, "x")], [(2, "b")], "ab", "ours", {}),
    ([(1, "a"), (2, "x")], [(2, "b")], "ab", "theirs", {(2, "b"): 3}),
    ([(1, "a"), (2, "x"), (3, "b")], [(2, "b")], "ab", "theirs", {}),
    ([(1, "a"), (7, "x")], [(2, "b"), (3, "c")], "abc", "theirs", {(2, "b"): 2, (3, "c"): 8}),
])
def test_where_a_release_goes(own, coming, history, side, wanted):
    assert place(own, coming, list(history), side) == Placement(wanted)


def test_releases_of_two_sides_are_told_apart():
    assert place([(1, "a"), (2, "x")], [(2, "b")], ["a", "b"], None).apart
    assert place([(1, "x")], [(1, "a")], ["a"], None).apart


def test_the_texts_of_restored_releases_are_the_very_ones(here, there, common):
    with here.database.reading() as one, there.database.reading() as two:
        ours, theirs = one.scalars(select(Release)).one(), two.scalars(select(Release)).one()
        assert (ours.body, ours.digest, ours.number) == (theirs.body, theirs.digest, theirs.number)
        assert (ours.published_at, ours.published_by) == (theirs.published_at, theirs.published_by)
        assert json.loads(ours.body)["code"] == "person.name"
