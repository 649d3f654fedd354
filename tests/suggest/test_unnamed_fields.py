"""`check` remarks on a field that is called what an element is called and names none; on nothing else."""

from __future__ import annotations

import copy
import json

import pytest

from yichuang.definitions.check import check
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.library import Entry, Library, read_paths

RULE = "unnamed-element"


@pytest.fixture(scope="module")
def seeds(request):
    """The library of the seeds."""
    return read_paths([request.config.rootpath / "seeds"]).library


def remarks(library, only=None):
    return [problem for problem in check(library, only=only) if problem.rule == RULE]


def changed(seeds, code, change):
    """The seeds with one document changed."""
    document = json.loads(json.dumps(seeds.entries[code].document))
    change(document["form"]["schema"]["properties"])
    library = Library(copy.copy(seeds.entries))
    library.entries[code] = Entry(read_definition(document), document, code)
    return library


def test_the_seeds_give_no_remark(seeds):
    assert remarks(seeds) == []


def test_a_field_that_lost_its_element_is_told_with_the_element_and_the_role(seeds):
    library = changed(seeds, "signboard", lambda fields: [fields["fzrdh"].pop(key) for key in ("x-element", "x-role")])
    (problem,) = remarks(library, ["signboard"])
    assert (problem.severity, problem.pointer) == ("warning", "/form/schema/properties/fzrdh")
    assert "手机号码" in problem.message and "x-element 写 person.mobile，x-role 写 fzr" in problem.fix


def test_what_the_form_asks_already_is_not_proposed_again(seeds):
    again = {"type": "string", "maxLength": 9, "title": "负责人姓名"}
    library = changed(seeds, "signboard", lambda fields: fields.update(again=again))
    assert remarks(library, ["signboard"]) == []


@pytest.mark.parametrize("title", ["备注", "其他需要说明的事项", "处罚情况", "编号", "照片（彩色）", "本次申请的招牌编号"])
def test_a_field_of_the_departments_own_gives_no_remark(seeds, title):
    library = changed(seeds, "signboard", lambda fields: fields.update(own={"type": "string", "maxLength": 50, "title": title}))
    assert remarks(library, ["signboard"]) == []


def strip(fields):
    for field in fields.values():
        for key in ("x-element", "x-role"):
            field.pop(key, None)


def test_every_remark_on_forms_without_elements_is_right(seeds):
    """False alarms, measured: hundreds of remarks, none of them wrong."""
    told = wrong = 0
    for code, entry in seeds.entries.items():
        if entry.document["kind"] != "matter":
            continue
        true = entry.document["form"]["schema"]["properties"]

        for problem in remarks(changed(seeds, code, strip), [code]):
            meant = true.get(problem.pointer.rpartition("/")[2], {}).get("x-element")
            if problem.pointer.count("/") == 4 and meant is not None:
                told += 1
                wrong += f"x-element 写 {meant}，" not in problem.fix
    assert told > 250 and wrong == 0


def test_a_form_that_cannot_be_read_gives_no_remark_and_no_crash(seeds):
    library = changed(seeds, "signboard", lambda fields: fields.update(own={"type": "nothing", "title": "姓名"}))
    assert remarks(library, ["signboard"]) == []
