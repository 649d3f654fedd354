"""`yichuang bundles analyse|why` as people run them, in this process; and the check of single conditions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from scenario_samples import BUNDLE, MATTER, equals, material, question

from yichuang.cli import tree
from yichuang.cli.bench.scenarios import large_bundle
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.check.reach import reach_rules
from yichuang.definitions.library import read_paths
from yichuang.definitions.matter import Matter
from yichuang.definitions.scenarios.analysis import analyse
from yichuang.errors import YichuangError

SEEDS = Path(__file__).parents[2] / "seeds"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `yichuang bundles …` on a folder without a database."""
    monkeypatch.setenv("YICHUANG_VAR", str(tmp_path / "var"))
    return lambda *words: CliRunner().invoke(tree, ["bundles", *map(str, words)])


def written(folder: Path, *definitions: dict[str, Any]) -> Path:
    path = folder / "definitions.json"
    path.write_text(json.dumps(list(definitions), ensure_ascii=False), encoding="utf-8")
    return path


def a_bundle(**said: Any) -> dict[str, Any]:
    return {**BUNDLE, "questions": [question("kind", "a", "b")], "members": [{"matter": "m"}], **said}


def a_matter(**said: Any) -> dict[str, Any]:
    asked, needed = [question("kind", "a", "b")], [material("doc", equals("kind", "a"))]
    return {**MATTER, "code": "m", "questions": asked, "materials": needed, **said}


@pytest.mark.parametrize(("code", "combinations"), [("newborn", 17280), ("restaurant", 13440)])
def test_both_seeds_are_sound_and_counted(run: Run, code: str, combinations: int) -> None:
    done = run("analyse", SEEDS, "--code", code, "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 0 and found["combinations"] == combinations and found["exhaustive"]
    assert found["problems"] == [] and found["seconds"] < 20
    assert all(line["reachable"] and line["consequence"] for line in found["questions"])
    assert all(line["selected"] != "never" and line["witness"] for line in found["matters"] + found["materials"])


@pytest.mark.parametrize("code", [path.stem for path in sorted(SEEDS.glob("*/matters/*.json"))])
def test_the_matters_of_the_seeds_have_no_errors(code: str) -> None:
    uses = {definition.code: definition for definition in read_paths([SEEDS]).library}
    subject = uses[code]
    assert isinstance(subject, Matter)
    assert analyse(subject, uses).errors == 0


def test_the_shape_is_as_promised_and_an_error_is_status_1(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, a_bundle(members=[{"matter": "m", "when": equals("kind", "a")}]), a_matter())
    done = run("analyse", path, "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 1
    assert {"combinations", "questions", "matters", "materials", "problems", "seconds"} <= found.keys()
    [line] = found["questions"]
    assert {"code", "reachable", "options", "consequence"} <= line.keys()
    assert line["options"][0] == {"value": "a", "title": "选a", "reachable": True, "stops": False}
    [taken] = found["matters"]
    assert (taken["code"], taken["selected"], taken["witness"]) == ("m", "sometimes", {"kind": "a"})
    [paper] = found["materials"]
    assert (paper["matter"], paper["material"], paper["selected"]) == ("m", "doc", "sometimes")
    [problem] = found["problems"]
    assert problem["rule"] == "dead-end" and problem["file"] == str(path) and problem["witness"] == {"kind": "b"}


def test_people_read_sentences_with_an_example(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, a_bundle(questions=[question("kind", "a", "b"), question("idle")]), a_matter())
    done = run("analyse", path)
    assert done.exit_code == 0
    assert "能回答出 4 种情形" in done.stdout and "问idle（idle）：怎么回答都一样" in done.stdout
    assert "提醒 /questions/1 [no-consequence]" in done.stdout and '例如：{"kind": "a", "idle": false}' in done.stdout


@pytest.mark.parametrize(("words", "said"), [
    ((SEEDS,), "newborn、restaurant"),
    ((SEEDS, "--code", "nobody"), "没有编码为“nobody”的定义"),
    ((SEEDS, "--code", "person.name"), "不是一件事或事项"),
    (("./nowhere.json",), "找不到"),
    ((SEEDS / "common",), "没有一件事，也没有事项"),
    (("newborn",), "yichuang init"),
])
def test_a_wrong_subject_is_refused_with_a_sentence(run: Run, words: tuple[Any, ...], said: str) -> None:
    done = run("analyse", *words)
    assert isinstance(done.exception, YichuangError) and said in str(done.exception)
    assert done.exception.exit_status == 1


def test_a_file_that_cannot_be_read_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    done = run("analyse", tmp_path)
    assert isinstance(done.exception, YichuangError) and done.exception.problems


def test_why_prints_the_chain_under_the_answers_of_a_filing(run: Run) -> None:
    words = ("why", SEEDS, "--code", "restaurant", "--about", "doc-fire-promise")
    small = run(*words, "--filing", SEEDS / "restaurant/example-small.json")
    assert small.exit_code == 0 and "这样回答时不要。" in small.stdout and "现在的回答：36 平方米。" in small.stdout
    [chain] = json.loads(run(*words, "--filing", SEEDS / "restaurant/example.json", "--json").stdout)["chains"]
    assert chain["applies"] is True and chain["kind"] == "material" and chain["role"] == "ent"
    assert {"kind", "code", "text", "met"} == chain["links"][0].keys()


def test_why_tells_a_question_and_a_matter_of_one_code_apart(run: Run) -> None:
    found = json.loads(run("why", SEEDS, "--code", "restaurant", "--about", "signboard", "--json").stdout)
    assert [chain["kind"] for chain in found["chains"]] == ["question", "matter"]


def test_why_of_an_unknown_code_and_a_wrong_filing_are_refused(run: Run, tmp_path: Path) -> None:
    words = ("why", SEEDS, "--code", "newborn", "--about")
    assert "没有编码为“nobody”" in str(run(*words, "nobody").exception)
    (tmp_path / "f.json").write_text("[]", encoding="utf-8")
    assert "不是一份申报" in str(run(*words, "agent", "--filing", tmp_path / "f.json").exception)
    assert run("why", SEEDS).exit_code == 2


def test_everything_in_the_seeds_can_be_asked_why(run: Run) -> None:
    for code in ("newborn", "restaurant"):
        found = json.loads(run("analyse", SEEDS, "--code", code, "--json").stdout)
        about = [line["code"] for line in found["questions"] + found["matters"]]
        for each in (about[0], about[-1], found["materials"][0]["material"], "person.mobile"):
            assert run("why", SEEDS, "--code", code, "--about", each).exit_code == 0


def test_the_large_bundle_of_the_benchmark_is_what_the_limit_speaks_of() -> None:
    bundle, matters = large_bundle()
    assert len(bundle.members) == len(matters) == 20 and len(bundle.questions) == 12
    assert {question.type for question in bundle.questions} == {"single", "multi", "bool", "number", "date"}
    found = analyse(bundle, matters)
    assert found.exhaustive and found.combinations > 10_000


@pytest.mark.parametrize(("when", "pointer"), [
    (equals("kind", "c"), "/stops/0/when/properties/kind"),
    ({"anyOf": [equals("kind", "a"), equals("kind", 1)]}, "/stops/0/when/anyOf/1/properties/kind"),
    (equals("yes", "true"), "/stops/0/when/properties/yes"),
    (equals("size", 31), "/stops/0/when/properties/size"),
    ({"properties": {"many": {"contains": {"enum": ["a", "z"]}}}, "required": ["many"]}, "/stops/0/when/properties/many/contains"),
    (equals("kind", "b"), None), (equals("yes", False), None), (equals("size", 30), None), ({"properties": 5}, None),
    ({"properties": {"kind": {"enum": 5}}}, None), (equals("nobody", 1), None),
])
def test_a_value_that_is_no_option_is_noticed_while_checking(when: Any, pointer: str | None) -> None:
    asked = [question("kind", "a", "b"), question("yes"), question("size", type="number", minimum=0, maximum=30),
             question("many", "a", "b", type="multi")]
    stop = {"when": when, "reason": "示例。", "alternative": "示例。"}
    found = Bundle.model_validate(a_bundle(questions=asked, stops=[stop]))
    problems = list(reach_rules(found, lambda code: None))
    assert [problem.pointer for problem in problems] == ([pointer] if pointer else [])
    assert all(problem.severity == "warning" and problem.rule == "no-such-answer" for problem in problems)
