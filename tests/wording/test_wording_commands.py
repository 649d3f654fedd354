"""`standards lint` and `standards corpus`: shapes, exit statuses, rules of a region; `definitions check` tells waivers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from matter_samples import sound

from yichuang.cli import tree
from yichuang.cli.standards import group

CORPUS = Path(__file__).parent / "corpus"
RULES = {
    "kind": "wording-rules", "code": "words-a", "name": "示例用语规则", "region": "330106", "exceptions": ["何塞等证书"],
    "rules": [
        {"code": "HZ-01", "severity": "warning", "pattern": "社区盖章", "fix": "删去“{text}”。", "source": "示例办〔2026〕1号"},
    ],
}  # fmt: skip


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, arguments)


def answer(*arguments: str, status: int = 0):
    result = run(*arguments)
    assert result.exit_code == status, result.output
    return json.loads(result.stdout)


def written(folder: Path, content: object, name: str = "given.json") -> str:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_lint_prints_the_promised_keys_first_and_a_proposal():
    (found,) = answer("lint", "3-5个工作日", status=1)
    assert list(found) == ["rule", "severity", "text", "start", "end", "fix", "proposal"]
    assert found["proposal"] == "5个工作日"


def test_lint_reads_a_file_line_by_line_with_places_in_the_whole_text(tmp_path):
    text = "办理须知\n1.身份证、户口簿等材料\n2.复印件若干份\n"
    found = answer("lint", "--file", written(tmp_path, text, "须知.txt"), status=1)
    assert [(each["rule"], text[each["start"] : each["end"]]) for each in found] == [("V01", "等材料"), ("V09", "若干份")]
    assert found[0]["proposal"] == "1.身份证、户口簿"


def test_lint_looks_for_conditions_in_names_when_told_that_it_reads_a_name():
    assert answer("lint", "已婚的，提供结婚证") == []
    assert answer("lint", "已婚的，提供结婚证", "--scope", "material-name", status=1)[0]["rule"] == "V11"


def test_lint_takes_a_regions_rules_and_exceptions(tmp_path):
    rules = written(tmp_path, RULES)
    assert [each["rule"] for each in answer("lint", "经社区盖章。", "--rules", rules, status=1)] == ["HZ-01"]
    assert answer("lint", "何塞等证书", "--rules", rules) == []
    assert answer("lint", "经社区盖章。") == []


@pytest.mark.parametrize(
    "content",
    ["{", "[]", {"kind": "material"}, {**RULES, "rules": [{**RULES["rules"][0], "pattern": "(?=a)b"}]}, {**RULES, "region": None}],
)  # fmt: skip
def test_rules_that_cannot_be_used_are_wrong_usage_and_say_why(tmp_path, content):
    result = run("lint", "甲", "--rules", written(tmp_path, content))
    assert result.exit_code == 2 and result.stdout == "" and "--rules" in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_wrong_usage_of_lint_exits_with_2(tmp_path):
    none = str(tmp_path / "none")
    both, scope = ["lint", "甲", "--file", "x"], ["lint", "甲", "--scope", "x"]
    wrong = ["lint"], both, ["lint", "--file", none], scope, ["corpus"], ["corpus", none]
    assert [run(*arguments).exit_code for arguments in wrong] == [2] * 6


def test_corpus_prints_a_line_for_each_rule_and_every_error(tmp_path):
    wrong = written(tmp_path, [{"text": "身份证等材料", "rules": []}, {"text": "身份证", "rules": ["V01"]}])
    told = run("corpus", wrong).stdout
    assert '不符："身份证等材料" 应为 无，得到 V01' in told and '不符："身份证" 应为 V01，得到 无' in told
    told = run("corpus", str(CORPUS / "own.json"), str(CORPUS / "apart.json")).stdout
    assert all(f"V{number:02d}" in told for number in range(1, 12)) and "总计" in told


def test_corpus_as_json_has_the_promised_shape():
    told = answer("corpus", str(CORPUS / "own.json"), "--json")
    assert set(told) == {"phrases", "flagged", "overall", "verdicts", "rules", "errors"}
    assert {score["rule"] for score in told["rules"]} == {f"V{number:02d}" for number in range(1, 12)}
    assert min(told["overall"]["precision"], told["overall"]["recall"]) >= 0.98


def test_corpus_fails_below_what_is_asked(tmp_path):
    wrong = written(tmp_path, [{"text": "身份证等材料", "rules": []}])
    told = CliRunner().invoke(tree, ["standards", "corpus", wrong, "--at-least", "0.98"])
    assert told.exit_code == 1
    assert run("corpus", str(CORPUS / "own.json"), "--at-least", "0.98").exit_code == 0


def test_check_tells_waivers_in_json_and_in_words(tmp_path):
    documents = sound()
    documents["matter-a"] |= {"conditions": ["法律法规规定的其他条件。"], "waivers": [
        {"rule": "V03", "citation": "《示例条例》第九条", "reason": "示例。", "approver": "示例", "approved_on": "2026-01-01",
         "expires_on": "2099-12-31"}]}  # fmt: skip
    path = written(tmp_path, list(documents.values()))
    told = CliRunner().invoke(tree, ["definitions", "check", path, "--json"])
    (problem,) = [each for each in json.loads(told.stdout) if each["rule"] == "V03"]
    assert list(problem) == ["file", "pointer", "rule", "severity", "message", "fix", "waiver"]
    assert problem["severity"] == "warning" and problem["waiver"]["citation"] == "《示例条例》第九条"
    told = CliRunner().invoke(tree, ["definitions", "check", path])
    assert told.exit_code == 0 and "豁免 " in told.stderr


def test_an_expired_waiver_fails_the_check(tmp_path):
    documents = sound()
    documents["matter-a"] |= {"conditions": ["法律法规规定的其他条件。"], "waivers": [
        {"rule": "V03", "citation": "《示例条例》第九条", "reason": "示例。", "approver": "示例", "approved_on": "2020-01-01",
         "expires_on": "2020-12-31"}]}  # fmt: skip
    told = CliRunner().invoke(tree, ["definitions", "check", written(tmp_path, list(documents.values()))])
    assert told.exit_code == 1 and "豁免已于2020-12-31到期" in told.stderr
