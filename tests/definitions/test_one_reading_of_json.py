"""JSON that programs would each read their own way is refused: a key twice, a number that no computer keeps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.definitions.canonical import NotOneReading, parse
from yichuang.definitions.library import read_paths

DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(DOCUMENTS.filter(lambda each: "\\ud" not in json.dumps(each)))
def test_everything_else_is_read_as_ever(document: object) -> None:
    text = json.dumps(document).encode()
    assert parse(text) == json.loads(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1, "a": 1}', "“a”在同一个对象里写了不止一次"),
        ('[{"b": {"c": 1, "d": 2, "c": 3}}]', "“c”"),
        ("[1e999]", "“1e999”太大"),
        ('{"a": -1e400}', "太大"),
        ('{"a": ' + "9" * 400 + ".5}", "太大"),
    ],
)
def test_two_readings_are_none(text: str, said: str) -> None:
    with pytest.raises(NotOneReading, match=said):
        parse(text.encode())


def test_the_same_key_in_two_objects_and_large_whole_numbers_are_fine() -> None:
    assert parse(b'[{"a": 1}, {"a": 1e300}, 123456789012345678901234567890]')[2] == 123456789012345678901234567890


@pytest.mark.parametrize(("value", "said"), [('"code": "b"', "code"), ('"x": 1e999', "1e999")])
def test_a_definition_that_says_two_things_is_a_problem_of_its_file(tmp_path: Path, value: str, said: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(f'{{"kind": "region", "code": "330106", "name": "西湖区", {value}}}', encoding="utf-8")
    (problem,) = read_paths([path]).problems
    assert (problem.rule, problem.file) == ("json", str(path)) and said in problem.message and problem.fix
