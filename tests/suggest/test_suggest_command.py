"""`definitions suggest`: of a form, a matter, a folder or a code; measuring; and everything that can be wrong with it."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from yichuang.cli import main

FORM = {"type": "object", "title": "申请表", "properties": {
    "xm": {"type": "string", "title": "产妇姓名"}, "dh": {"type": "string", "title": "联系手机", "format": "cn-mobile"},
    "memo": {"type": "string", "title": "其他说明"},
    "sex": {"type": "string", "title": "性别", "x-element": "person.sex", "x-role": "cf"}}}  # fmt: skip


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run the command without a database."""
    monkeypatch.setenv("YICHUANG_VAR", str(tmp_path / "var"))

    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["definitions", "suggest", *map(str, arguments)])
        said = capsys.readouterr()
        return SimpleNamespace(exit_code=ended.value.code or 0, stdout=said.out, stderr=said.err)

    return call


@pytest.fixture
def file(tmp_path):
    """A JSON file: file("form.json", {…})."""

    def write(name, value):
        path = tmp_path / name
        path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), encoding="utf-8")
        return path

    return write


@pytest.fixture
def elements(request):
    """The option that names the seeds' dictionary."""
    return "--elements", request.config.rootpath / "seeds/common/elements.json"


@pytest.mark.parametrize("wrapped", [False, True])
def test_candidates_of_a_loose_form(run, file, elements, wrapped):
    path = file("form.json", {"schema": FORM, "layout": None} if wrapped else FORM)
    done = run(path, *elements, "--json", "--limit", "2")
    assert done.exit_code == 0
    first, second, third = json.loads(done.stdout)
    best = first["candidates"][0]
    assert (first["label"], best["element"], best["role"]) == ("产妇姓名", "person.name", "cf")
    assert first["pointer"] == ("/schema" if wrapped else "") + "/properties/xm" and first["form"] == "form"
    assert set(first["candidates"][0]) == {"element", "role", "name", "score", "reasons"} and len(second["candidates"]) == 2
    assert second["candidates"][0]["element"] == "person.mobile" and third["candidates"][0]["score"] < 0.5


@pytest.mark.parametrize("pointer", ["/sex", "/properties/sex"])
def test_one_field_by_either_pointer_also_when_it_names_an_element(run, file, elements, pointer):
    (row,) = json.loads(run(file("form.json", FORM), *elements, "--field", pointer, "--json").stdout)
    assert (row["label"], row["candidates"][0]["element"]) == ("性别", "person.sex")


def test_a_matter_is_pointed_into_as_check_does_and_may_lack_what_its_kind_demands(run, file, elements):
    matters = file("m.json", [{"kind": "matter", "code": "m", "form": {"schema": FORM}}])
    first = json.loads(run(matters, *elements, "--json").stdout)[0]
    assert (first["pointer"], first["form"]) == ("/0/form/schema/properties/xm", "m")


def test_a_folder_gives_all_its_matters_and_its_elements(run, request):
    done = run(request.config.rootpath / "seeds", "--json")
    assert done.exit_code == 0 and json.loads(done.stdout) == []


def test_people_read_scores_and_reasons(run, file, elements):
    done = run(file("form.json", FORM), *elements)
    assert done.exit_code == 0 and "person.name 姓名 角色 cf：去掉“产妇”后的标签" in done.stdout
    assert "字典里没有像的数据元" in done.stdout and "3 个字段没有写数据元" in done.stderr


@pytest.mark.parametrize(("content", "told"), [
    ("[1, 2]", "不是表单"), ("{", "不是 UTF-8 的 JSON 文件"), ('{"type": "nothing"}', "表单有错"), ('"x"', "不是表单"),
    ('[{"kind": "element"}]', "没有表单"), ('{"kind": "matter", "form": {"schema": 3}}', "没有表单"),
    ('{"properties": {"a": {"$ref": "https://example.invalid/x"}}}', "表单有错"),
])  # fmt: skip
def test_a_file_that_is_no_form_is_refused_with_a_sentence(run, file, elements, content, told):
    done = run(file("wrong.json", content), *elements)
    assert done.exit_code == 1 and told in done.stderr and done.stdout == ""


def test_what_is_not_there_is_said(run, file, elements, tmp_path):
    form = file("form.json", FORM)
    for arguments, status, told in (
        ((tmp_path / "none.json", *elements), 1, "打不开"), ((form, *elements, "--field", "/nowhere"), 1, "没有位置为“/nowhere”"),
        ((form,), 1, "没有数据元可比对"), ((form, "--elements", tmp_path / "none"), 1, "none"), ((), 2, "选一"),
        ((form, "--measure", form), 2, "选一"), ((form, *elements, "--limit", "0"), 2, "--limit"),
        (("no-such-code", *elements), 1, "数据库"), ((form, "--elements", form), 1, "没有数据元可比对"),
    ):  # fmt: skip
        done = run(*arguments)
        assert (done.exit_code, told in done.stderr) == (status, True), (arguments, done.stderr)


def test_a_set_of_labels_is_measured(run, file, elements):
    labels = [{"label": "产妇姓名", "element": "person.name", "role": "mother"}, {"label": "手机", "element": "ent.name"},
              {"label": "犬只品种", "element": None}]  # fmt: skip
    path = file("labels.json", labels)
    said = json.loads(run("--measure", path, *elements, "--json").stdout)
    assert (said["labels"], said["meant"], said["top1"], said["top3"]) == (3, 2, 0.5, 0.5)
    assert said["roles"] == {"known": 1, "right": 1, "share": 1.0} and said["nothing"] == {"labels": 1, "sure": 0, "share": 0.0}
    assert [miss["label"] for miss in said["misses"]] == ["手机"] and len(said["bands"]) == 10
    told = run("--measure", path, *elements)
    assert "首选正确 1/2（50.0%）" in told.stdout and "不符：“手机” 应为 ent.name" in told.stdout
    assert run("--measure", path, *elements, "--at-least", "0.6").exit_code == 1
    assert run("--measure", path, *elements, "--at-least", "0.5").exit_code == 0


def test_a_set_that_is_none_is_refused(run, file, elements):
    done = run("--measure", file("labels.json", {"label": "姓名"}), *elements)
    assert done.exit_code == 1 and "标注集应为一个 JSON 列表" in done.stderr
