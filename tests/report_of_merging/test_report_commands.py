"""`yichuang bundles report` as people run it; releases and drafts in a real database; the door for the workbench."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from pyramid.testing import DummyRequest
from report_samples import Documents, decided, documents, properties, release, with_decisions
from webtest import TestApp

from yichuang.cli import tree
from yichuang.definitions.drafts import save_document
from yichuang.errors import NotFound, YichuangError
from yichuang.extension import extensions
from yichuang.filing.merge_report.offering import merge_report

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `yichuang bundles report …` with everything written below a folder of the test's own."""
    monkeypatch.setenv("YICHUANG_VAR", str(tmp_path))
    return lambda *words: CliRunner().invoke(tree, ["bundles", "report", *map(str, words)])


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The sample in a file."""
    return written(tmp_path / "definitions.json", documents())


def written(path: Path, found: Documents) -> Path:
    path.write_text(json.dumps(list(found.values()), ensure_ascii=False), encoding="utf-8")
    return path


def refused(done: Result) -> YichuangError:
    """The refusal that the console script prints; it ends with exit status 1."""
    assert isinstance(done.exception, YichuangError) and done.exception.exit_status == 1, done
    return done.exception


@pytest.fixture
def released(sqlite_database: Any) -> Any:
    """A database with two releases, and a draft beyond them."""
    newer = documents()
    properties(newer, "tax")["xm"]["maxLength"] = 20
    draft = with_decisions(decided("oral"))
    properties(draft, "tax")["xm"]["maxLength"] = 10
    with sqlite_database.writing() as db:
        first = release(db, 1, documents())
        release(db, 2, newer)
        for each in draft.values():
            save_document(db, each, first.published_at, "示例")
    return sqlite_database


def test_files_are_reported_as_json_with_the_proof(run: Run, files: Path) -> None:
    done = run(files)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert [column["matter"] for column in found["columns"]] == ["home", "tax", "care"]
    assert found["conflicts"][0]["state"] == "undecided" and found["proving"]["proved"] > 0 and found["since"] is None
    demands = [cell for line in found["lines"] for cell in line["cells"] if cell["how"] != "produced"]
    assert demands and all(cell["verdict"] in ("proved", "sampled") for cell in demands)


@pytest.mark.parametrize("ending", ["html", "xlsx", "XLSX"])
def test_a_file_is_written_and_standard_output_stays_empty(run: Run, files: Path, ending: str) -> None:
    output = files.with_name(f"报告.{ending}")
    done = run(files, "--no-proof", "-o", output)
    assert done.exit_code == 0 and done.stdout == "" and "已写成" in done.stderr and "未决定 1" in done.stderr
    assert output.read_bytes().startswith(b"<!doctype html>" if ending == "html" else b"PK")


def test_a_file_and_json_can_be_had_together(run: Run, files: Path) -> None:
    done = run(files, "--no-proof", "--json", "--date", "2026-01-02", "-o", files.with_name("a.html"))
    assert json.loads(done.stdout)["on"] == "2026-01-02" and "2026-01-02" in files.with_name("a.html").read_text("utf-8")


def test_a_report_kept_as_json_is_compared_with(run: Run, files: Path, tmp_path: Path) -> None:
    kept = tmp_path / "旧报告.json"
    kept.write_text(run(files, "--no-proof").stdout, encoding="utf-8")
    newer = documents()
    properties(newer, "tax")["xm"]["maxLength"] = 10
    found = json.loads(run(written(files, newer), "--no-proof", "--since", kept).stdout)
    assert [change["kind"] for change in found["since"]["changes"]] == ["demand-changed"]


@pytest.mark.parametrize(("words", "said"), [
    (["-o", "/nowhere/报告.html"], "写不了"), (["--since", "没有.json"], "打不开"), (["--code", "nobody"], "没有编码为“nobody”"),
    (["--draft"], "--draft 只用于编码"),
])  # fmt: skip
def test_what_cannot_be_done_is_refused_in_words(run: Run, files: Path, words: list[str], said: str) -> None:
    assert said in str(refused(run(files, "--no-proof", *words)))


def test_a_folder_in_the_place_of_the_file_is_refused(run: Run, files: Path, tmp_path: Path) -> None:
    (tmp_path / "报告.html").mkdir()
    assert "写不了" in str(refused(run(files, "-o", tmp_path / "报告.html")))


@pytest.mark.parametrize("words", [["-o", "报告.pdf"], ["-o", "报告"], ["--date", "2026-02-30"], ["--unknown"], []])
def test_wrong_usage_is_told_as_usage(run: Run, files: Path, words: list[str]) -> None:
    done = run(*([files, *words] if words else []))
    assert done.exit_code == 2 and "Usage" in done.stderr and done.stdout == ""


@pytest.mark.parametrize("text", ["[]", "{}", "不是 JSON", '{"code": "moving", "lines": 3}'])
def test_a_file_that_is_no_report_is_refused(run: Run, files: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "坏.json").write_text(text, encoding="utf-8")
    assert "坏.json" in str(refused(run(files, "--no-proof", "--since", tmp_path / "坏.json")))


def test_files_without_a_bundle_and_with_broken_ones_are_refused(run: Run, tmp_path: Path) -> None:
    broken = documents()
    broken["tax"]["form"]["schema"] = {"type": 3}
    assert refused(run(written(tmp_path / "a.json", broken), "--no-proof"))
    missing = {code: each for code, each in documents().items() if code != "tax"}
    assert "tax" in str(refused(run(written(tmp_path / "b.json", missing), "--no-proof")))
    assert refused(run(tmp_path / "nothing.json"))


def test_the_newest_release_is_reported_and_compared_with_an_earlier_one(run: Run, released: Any) -> None:
    found = json.loads(run("moving", "--no-proof", "--since", "1").stdout)
    assert found["edition"].startswith("第 2 版") and found["since"]["title"] == "第 1 版"
    told = "“示例事项tax”对“本人姓名”的要求由“必填，文字 至多 {} 字，称“纳税人姓名””改为“必填，文字 至多 {} 字，称“纳税人姓名””。"
    assert [change["message"] for change in found["since"]["changes"]] == [told.format(30, 20)]


def test_the_draft_is_reported_when_it_is_asked_for(run: Run, released: Any) -> None:
    found = json.loads(run("moving", "--draft", "--no-proof", "--since", "2").stdout)
    assert found["edition"] == "草稿" and found["conflicts"][0]["state"] == "oral"
    assert {"decision-changed", "together", "demand-changed"} == {change["kind"] for change in found["since"]["changes"]}


def test_a_matter_alone_is_reported_like_a_bundle_of_one(run: Run, released: Any) -> None:
    found = json.loads(run("home", "--no-proof").stdout)
    assert [column["matter"] for column in found["columns"]] == ["home"] and found["conflicts"] == []


@pytest.mark.parametrize(("words", "said"), [
    (["nobody"], "还没有发布"), (["bureau-tax"], "不是一件事或事项"), (["moving", "--since", "7"], "没有第 7 版"),
    (["moving", "--since", "0"], "没有第 0 版"), (["moving", "--since", "9" * 30], "没有第 999"),
    (["nobody", "--draft"], "没有草稿"), (["moving", "--code", "home"], "--code 只在给出路径时使用"),
])  # fmt: skip
def test_what_is_not_there_is_named(run: Run, released: Any, words: list[str], said: str) -> None:
    assert said in str(refused(run(*words, "--no-proof")))


def test_the_workbench_gets_the_draft_compared_with_the_newest_release(released: Any) -> None:
    with released.reading() as db:
        request = DummyRequest(db=db)
        content, name = merge_report(request, "moving", "xlsx")
        sheets = openpyxl.load_workbook(BytesIO(content))
        assert name.startswith("moving-merge-report-") and name.endswith(".xlsx") and name.isascii()
        assert any("与第 2 版" in str(row[0]) for row in sheets["变化"].iter_rows(values_only=True))
        assert merge_report(request, "moving", "html")[0].startswith(b"<!doctype html>")
        for code, kind in (("nobody", "html"), ("moving", "pdf")):
            with pytest.raises(NotFound):
                merge_report(request, code, kind)


def test_plug_ins_find_the_report_behind_the_door(app: TestApp) -> None:
    assert extensions(app.app.registry).merge_report is merge_report
