"""`forms merge --map` from outside: fields from several others, units, letters; a map that does not fit is refused where it
does not; foreign keywords are named and do no harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from yichuang_command import Answer, run, write

from yichuang.cli import tree
from yichuang.errors import YichuangError

P = {"x-role": "p"}
WHOLE = {"type": "object", "title": "甲（示例）", "required": ["addr", "area", "plate", "xb"], "properties": {
    "addr": {"type": "string", "title": "地址", "maxLength": 60, "x-element": "address.full", **P},
    "area": {"type": "number", "title": "面积（亩）", "minimum": 0, "x-element": "estate.area", **P},
    "plate": {"type": "string", "title": "车牌", "pattern": "^[A-Z0-9]{6}$", "x-element": "car.plate", **P},
    "xb": {"enum": ["男", "女"], "title": "性别", "x-element": "person.sex", **P}}}  # fmt: skip
APART = {"type": "object", "title": "乙（示例）", "required": ["sheng", "shi", "mj", "cp", "qh"], "properties": {
    "sheng": {"enum": ["浙江省", "江苏省"], "title": "省", "x-element": "address.province", **P},
    "shi": {"type": "string", "title": "市", "maxLength": 20, "x-element": "address.city", **P},
    "mj": {"type": "number", "title": "面积（平方米）", "multipleOf": 0.01, "x-element": "estate.area", **P},
    "cp": {"type": "string", "title": "车牌号", "maxLength": 8, "x-element": "car.plate", **P},
    "qh": {"type": "string", "title": "区划代码", "pattern": "^[0-9]{6}$", "x-element": "region", **P}}}  # fmt: skip
CODE = {"type": "object", "title": "丙（示例）", "required": ["s"], "properties": {
    "s": {"type": "string", "title": "省级代码", "minLength": 6, "maxLength": 6}}}  # fmt: skip
JOIN = {"form": "a", "pointer": "/addr", "kind": "join", "separator": " ",
        "sources": ["p.address.province", "p.address.city", {"field": "p.address.street", "title": "街道门牌"}]}  # fmt: skip
MAP: list[dict[str, Any]] = [
    JOIN,
    {"form": "a", "pointer": "/area", "kind": "unit", "from": "平方米", "to": "亩"},
    {"form": "a", "pointer": "/plate", "kind": "text", "case": "upper", "width": "half"},
    {"form": "a", "pointer": "/xb", "kind": "codes", "table": {"1": "男", "2": "女"}, "back": True},
    {"form": "c", "pointer": "/s", "kind": "prefix", "length": 2, "pad": 6, "source": "p.region"},
]
DATA = {"p.address.province": "浙江省", "p.address.city": "杭州市", "p.address.street": "示例路1号", "p.estate.area": 1000.2,
        "p.car.plate": "a１2345", "p.person.sex": "2", "p.region": "330106"}  # fmt: skip


def here(*arguments: object) -> Answer:
    """The command in this process, which is quicker; problems are told one a line."""
    done = CliRunner().invoke(tree, [str(each) for each in arguments])
    if done.exception is None or isinstance(done.exception, SystemExit):
        return Answer(done.exit_code, done.stdout, done.stderr)
    assert isinstance(done.exception, YichuangError), done.exception
    told = [str(done.exception), *(f"  {each.pointer}：{each.message}" for each in done.exception.problems)]
    return Answer(done.exception.exit_status, done.stdout, "\n".join([done.stderr, *told]))


@pytest.fixture
def forms(tmp_path: Path) -> list[Path]:
    return [write(tmp_path, f"{name}.json", schema) for name, schema in (("a", WHOLE), ("b", APART), ("c", CODE))]


def test_fields_from_several_others_are_merged_and_given_back(tmp_path: Path, forms: list[Path]) -> None:
    done = run(tmp_path, "forms", "merge", *forms, "--map", write(tmp_path, "map.json", {"transforms": MAP}), "--json")
    assert done.status == 0, done.err
    found = done.json()
    assert found["conflicts"] == [] and found["counterexamples"] == [] and set(found["schema"]["properties"]) == set(DATA)
    mapped = {(each["form"], each["pointer"], each["field"]): each for each in found["mapping"]}
    assert len(mapped) == len(found["mapping"]) and {field for _, _, field in mapped} == set(DATA)
    sources = mapped["a", "/addr", "p.address.city"]["sources"]
    assert sources == ["p.address.province", "p.address.city", "p.address.street"]
    assert mapped["c", "/s", "p.region"]["transform"] == {"kind": "prefix", "length": 2, "pad": 6, "source": "p.region"}
    assert {entry["verdict"] for entry in found["proof"]} == {"proved"}, found["proof"]
    back = run(tmp_path, "forms", "project", write(tmp_path, "m.json", found), "--data", write(tmp_path, "d.json", DATA))
    assert back.status == 0 and back.json() == {
        "a": {"addr": "浙江省 杭州市 示例路1号", "area": 1.5003, "plate": "A12345", "xb": "女"},
        "b": {"sheng": "浙江省", "shi": "杭州市", "mj": 1000.2, "cp": "a１2345", "qh": "330106"},
        "c": {"s": "330000"}}, back.out  # fmt: skip


def test_what_would_lose_something_is_refused_by_the_merged_form(tmp_path: Path, forms: list[Path]) -> None:
    given = [each if each["kind"] != "unit" else {**each, "from": "亩", "to": "平方米", "decimals": 2} for each in MAP]
    swapped = [write(tmp_path, "a.json", WHOLE), *forms[1:]]
    done = here("forms", "merge", *swapped, "--map", write(tmp_path, "map.json", {"transforms": given}), "--json")
    merged = write(tmp_path, "m.json", done.json())
    for area, status in ((3, 0), (1.5, 0), (0.5, 1)):
        back = here("forms", "project", merged, "--data", write(tmp_path, "d.json", {**DATA, "p.estate.area": area}))
        assert back.status == status, (area, back.err)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({**JOIN, "pointer": "/adr"}, "/transforms/0/pointer"),
    ({**JOIN, "sources": ["p.address.province", "p.address.town"]}, "/transforms/0/sources/1"),
    ({**JOIN, "sources": ["p.address.province", "b~city"]}, "/transforms/0/sources/1"),
    ({**JOIN, "pointer": "/area"}, "/transforms/0"),
    ({**JOIN, "sources": "p.address.province"}, "/transforms/0/sources"),
    ({"form": "a", "pointer": "/xb", "kind": "codes", "table": {"1": "男", "2": "女性"}}, "/transforms/0/table/2"),
    ({"form": "a", "pointer": "/xb", "kind": "codes", "table": [["1", "男"], ["2", "妇"]]}, "/transforms/0/table/1/1"),
    ({"form": "a", "pointer": "/xb", "kind": "codes", "table": {"1": "男", "2": "女", "9": "女"}, "back": True},
     "/transforms/0/table"),
    ({"form": "a", "pointer": "/xb", "kind": "date", "pattern": "YYYYMMDD"}, "/transforms/0"),
    ({"form": "a", "pointer": "/plate", "kind": "date", "pattern": "YYYYMMDD"}, "/transforms/0"),
    ({"form": "a", "pointer": "/xb", "kind": "constant", "value": "未知"}, "/transforms/0/value"),
    ({"form": "a", "pointer": "/area", "kind": "amount-words"}, "/transforms/0"),
    ({"form": "c", "pointer": "/s", "kind": "prefix", "length": 2, "pad": 6, "source": "p.code"}, "/transforms/0/source"),
    ({"form": "a", "pointer": "/area", "kind": "unit", "from": "亩", "to": "平方米"}, "/transforms/0/decimals"),
]


@pytest.mark.parametrize(("wrong", "pointer"), WRONG, ids=range(len(WRONG)))
def test_a_map_that_does_not_fit_is_refused_where_it_does_not(
    tmp_path: Path, forms: list[Path], wrong: dict[str, Any], pointer: str
) -> None:
    done = here("forms", "merge", *forms, "--map", write(tmp_path, "map.json", {"transforms": [wrong]}), "--json")
    assert done.status == 1 and not done.out and f"{pointer}：" in done.err, done.err


def test_two_transforms_of_one_field_are_one_too_many(tmp_path: Path, forms: list[Path]) -> None:
    done = run(tmp_path, "forms", "merge", *forms, "--map", write(tmp_path, "map.json", {"transforms": [JOIN, JOIN]}))
    assert done.status == 1 and "/transforms/1" in done.err and "两种换算" in done.err


def test_definitions_of_one_name_are_kept_apart_by_the_names_of_the_files(tmp_path: Path) -> None:
    paths = []
    for name, needed in (("甲", "name"), ("b", "id")):
        node = {"type": "object", "required": [needed], "properties": {
            needed: {"type": "string"}, "below": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}  # fmt: skip
        schema = {"type": "object", "$defs": {"node": node},
                  "properties": {"tree": {"type": "array", "title": "树", "items": {"$ref": "#/$defs/node"}}}}  # fmt: skip
        paths.append(write(tmp_path, f"{name}.json", schema))
    found = here("forms", "merge", *paths, "--json").json()
    assert set(found["schema"]["$defs"]) == {"甲.node", "b.node"} and found["conflicts"] == []
    merged = write(tmp_path, "m.json", found)
    good = {"甲~tree": [{"name": "x", "below": [{"name": "y"}]}], "b~tree": [{"id": "1"}]}
    back = here("forms", "project", merged, "--data", write(tmp_path, "d.json", good))
    assert back.status == 0 and back.json() == {"甲": {"tree": good["甲~tree"]}, "b": {"tree": good["b~tree"]}}
    swapped = {"甲~tree": [{"name": "x", "below": [{"id": "1"}]}]}
    assert here("forms", "project", merged, "--data", write(tmp_path, "d.json", swapped)).status == 1


FOREIGN = {"type": "object", "x-theirs": 1, "requierd": ["a"], "properties": {
    "a": {"type": "string", "x-elment": "person.name", "x-help": {"zh": "说明"}, "title": "甲"}}}  # fmt: skip


@pytest.mark.parametrize("command", ["validate", "merge", "render"])
def test_what_a_foreign_form_says_besides_is_a_warning(tmp_path: Path, command: str) -> None:
    form = write(tmp_path, "theirs.json", FOREIGN)
    data = write(tmp_path, "data.json", {"a": "甲"})
    more = {"validate": [data], "merge": ["--json"], "render": ["--data", data]}[command]
    done = here("forms", command, form, *more)
    assert done.status == 0 and done.out
    for pointer, said in (("/requierd", "required"), ("/properties/a/x-elment", "x-element"), ("/properties/a/x-help", "一段文字"),
                          ("/x-theirs", "x-theirs")):  # fmt: skip
        line = next(line for line in done.err.splitlines() if f"theirs.json {pointer} " in line)
        assert line.startswith("提醒") and said in line


def test_a_misspelt_keyword_of_a_definition_is_an_error_with_the_right_one(tmp_path: Path) -> None:
    value = {"type": "string", "maxLenght": 3, "x-elment": "a"}
    element = {"kind": "element", "code": "sample.name", "name": "姓名（示例）", "value": value}
    done = here("definitions", "check", write(tmp_path, "e.json", element), "--json")
    told = {each["pointer"]: each for each in done.json()}
    assert done.status == 1 and told["/value/maxLenght"]["severity"] == told["/value/x-elment"]["severity"] == "error"
    assert "maxLength" in told["/value/maxLenght"]["fix"] and "x-element" in told["/value/x-elment"]["fix"]
