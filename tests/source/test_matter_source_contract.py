"""What every library promises, whatever its file is: the same matters, told apart by code, with all that is wrong."""
from __future__ import annotations

import pytest

from yichuang.definitions.source.protocol import MatterSource
from yichuang.errors import Invalid, NotFound

FORMS = ["json", "jsonl", "csv", "gb18030.csv", "xlsx"]


@pytest.fixture(params=FORMS)
def source(request, library, row, material) -> MatterSource:
    """A library of two matters, one with two materials."""
    other = row(task_handle_item="示例-0002", task_name="另一事项（示例）")
    rows = [row(), other, material(), material(material_name="示例图（示例）")]
    return library(rows, request.param)


def test_reading_twice_gives_the_same(source):
    assert source.snapshot() == source.snapshot()


def test_matters_come_in_our_columns(source):
    first, second = source.snapshot().matters
    assert (first.name, first.key, first.version) == ("示例招牌备案（示例）", "示例-0001", 1)
    assert first.columns["promised_limit"] == {"days": 5, "unit": "workday"}
    assert first.columns["visits"] == {"number": 1, "reason": "核对原件"}
    assert first.columns["audiences"] == ["2", "6"] and first.columns["channels"] == ["1", "2"]
    assert first.columns["state"] == "in-use" and first.columns["project_type"] == "promised"
    assert first.columns["basis"] == [{"law": "《示例条例》", "article": "第一条"}]
    assert first.department_name and first.department_code
    assert second.name == "另一事项（示例）"


def test_materials_come_with_their_matter(source):
    first, second = source.snapshot().matters
    assert [each.name for each in first.materials or ()] == ["示例登记表（示例）", "示例图（示例）"]
    assert (first.materials or ())[0].required["originals"] == 1
    assert (first.materials or ())[0].document["source"] == "10"
    assert not second.materials


def test_codes_of_another_scheme_are_kept_as_local_and_said(source):
    snapshot = source.snapshot()
    assert snapshot.matters[0].columns["local_code"] == "示例-0001"
    assert snapshot.matters[0].columns["code_scheme"] == "local"
    assert {problem.rule for problem in snapshot.problems} == {"code-scheme"}


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.json", b"{"), ("a.json", b"[1, 2]"), ("a.json", b"\xff\xfe\x00"), ("a.json", b"[]"), ("a.json", b'[{"x": NaN}]'),
     ("a.json", b'[{"unknown": 1}]'), ("a.csv", b"\xff\xff\xff"), ("a.csv", "甲,乙\n1,2\n".encode()), ("a.csv", b""),
     ("a.xlsx", b"PK\x03\x04 broken"), ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("a.jsonl", b'{"task_name": "a"}\n{'),
     ("a.json", b"[" * 100_000)],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(library, tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Invalid) as refused:
        type(library([]))(path).snapshot()
    assert str(refused.value).endswith("。")


def test_a_file_that_is_not_there_is_not_found(library, tmp_path):
    with pytest.raises(NotFound):
        type(library([]))(tmp_path / "nowhere.json").snapshot()
