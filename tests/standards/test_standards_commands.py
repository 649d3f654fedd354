"""The command `yichuang standards`: shapes, exit statuses, and no traceback for any input."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from yichuang.cli.standards import group


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, arguments)


def answer(*arguments: str, status: int = 0) -> object:
    result = run(*arguments)
    assert result.exit_code == status, result.output
    return json.loads(result.stdout)


def refused(*arguments: str, status: int = 2) -> str:
    """The message of a usage error; nothing is printed to standard output, nothing escapes."""
    result = run(*arguments)
    assert result.exit_code == status, result.output
    assert result.stdout == "" and isinstance(result.exception, SystemExit)
    return result.stderr


def test_check_prints_one_document_and_the_status_tells() -> None:
    told = answer("check", "id-number", "33010419750101008x")
    assert told == {
        "valid": True,
        "normalised": "33010419750101008X",
        "facts": {"birth_date": "1975-01-01", "sex": "2", "region": "330104", "document": "居民身份证"},
        "problem": None,
    }
    assert answer("check", "id-number", "", status=1)["valid"] is False  # type: ignore[index]


def test_check_judges_birth_dates_by_the_day_it_is() -> None:
    assert "晚于今天" in str(answer("check", "id-number", "33010299990101001X", status=1))


def test_output_is_utf8_and_not_escaped() -> None:
    assert "企业".encode() in run("check", "credit-code", "91330106MA2TE5T01R").stdout_bytes


def test_a_value_with_a_hyphen_or_broken_bytes_is_only_a_value() -> None:
    assert answer("check", "mobile", "-5", status=1)
    assert answer("check", "mobile", "\udcff", status=1)
    assert answer("lint", "\udcff尽快", status=1)[0]["start"] == 1  # type: ignore[index]


def test_an_unknown_kind_is_wrong_usage() -> None:
    assert "id-number" in refused("check", "tax-number", "1")


def test_due_prints_the_promised_shape() -> None:
    told = answer("due", "--from", "2026-09-18", "--days", "2")
    assert told == {"due": "2026-09-21", "confirmed": True, "workdays": ["2026-09-20", "2026-09-21"]}
    paused = answer("due", "--from", "2026-09-18", "--days", "10", "--suspend", "2026-09-23:2026-09-29")
    assert paused["due"] == "2026-10-13"  # type: ignore[index]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "2026-13-01", "--days", "3"),
        ("--from", "20260918", "--days", "3"),
        ("--from", "明天", "--days", "3"),
        ("--from", "2026-09-18", "--days", "-1"),
        ("--from", "2026-09-18", "--days", "3661"),
        ("--from", "2026-09-18", "--days", "9" * 5000),
        ("--from", "2026-09-18", "--days", "1.5"),
        ("--from", "2026-09-18", "--days", "٣"),
        ("--from", "2026-09-18"),
        ("--from", "2026-09-18", "--days", "3", "--suspend", "2026-09-20"),
        ("--from", "2026-09-18", "--days", "3", "--suspend", "2026-09-29:2026-09-23"),
        ("--from", "2026-09-18", "--days", "3", "--calendar", "no-such-file.json"),
        ("--from", "2026-09-18", "--days", "3", "--calendar", "."),
    ],
)
def test_due_refuses_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert refused("due", *arguments)


def test_due_refuses_a_period_beyond_the_calendar() -> None:
    assert "范围" in refused("due", "--from", "9999-12-01", "--days", "3660", status=1)


def test_the_longest_period_is_computed() -> None:
    told = answer("due", "--from", "2026-01-01", "--days", "3660")
    assert len(told["workdays"]) == 3660 and told["confirmed"] is False  # type: ignore[index]


def test_a_calendar_file_overrides_the_standard_one(tmp_path: Path) -> None:
    file = tmp_path / "calendar.csv"
    file.write_text("date,is_workday\n2026-11-23,否\n", encoding="utf-8")
    told = answer("due", "--from", "2026-11-21", "--days", "1", "--calendar", str(file))
    assert told["due"] == "2026-11-24"  # type: ignore[index]


@pytest.mark.parametrize(("content", "status"), [(b"[{]", 1), (b"\xff\xfe\x00", 2), (b"", 1)])
def test_a_wrong_calendar_file_is_refused(tmp_path: Path, content: bytes, status: int) -> None:
    file = tmp_path / "calendar.json"
    file.write_bytes(content)
    assert refused("due", "--from", "2026-11-21", "--days", "1", "--calendar", str(file), status=status)


def test_lint_lists_findings_and_an_empty_list_is_good() -> None:
    (found,) = answer("lint", "身份证、户口簿等材料", status=1)  # type: ignore[misc]
    assert (found["rule"], found["severity"], found["start"], found["end"]) == ("V01", "error", 7, 10)
    assert answer("lint", "5个工作日内") == [] and answer("lint", "") == []


def test_lint_reads_a_file(tmp_path: Path) -> None:
    file = tmp_path / "guide.txt"
    file.write_text("\ufeff尽快办理", encoding="utf-8")
    assert answer("lint", "--file", str(file), status=1)[0]["start"] == 0  # type: ignore[index]


def test_lint_needs_exactly_one_source(tmp_path: Path) -> None:
    assert "二者选一" in refused("lint")
    assert "二者选一" in refused("lint", "文字", "--file", str(tmp_path / "x"))
    assert "无法打开" in refused("lint", "--file", str(tmp_path / "x"))
