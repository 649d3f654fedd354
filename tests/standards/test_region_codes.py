"""Levels, parents and padding of division codes, with the places that have no county or no real city."""

import pytest

from yichuang.standards import regions
from yichuang.standards.identifiers import check, region


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("330000", "province", ""),
        ("330100", "city", "330000"),
        ("330106", "county", "330100"),
        ("330106001", "town", "330106"),
        ("330106001002", "village", "330106001"),
        ("330106000000", "county", "330100"),
        ("110105", "county", "110000"),
        ("110100", "city", "110000"),
        ("429004", "county", "420000"),
        ("469001", "county", "460000"),
        ("659001", "county", "650000"),
        ("441900003", "town", "441900"),
        ("620200100", "town", "620200"),
    ],
)
def test_a_region_tells_its_level_and_real_parent(code: str, level: str, parent: str) -> None:
    told = region(code)
    assert told.valid and told.facts["level"] == level and told.facts["parent"] == parent
    assert told.facts["padded"] == code.ljust(12, "0")


@pytest.mark.parametrize(
    "code", ["", "33", "3301", "33010", "990106", "330006", "330100001", "330106000002", "33010A", "3301060010"]
)
def test_a_wrong_region_code_is_refused(code: str) -> None:
    told = check("region", code)
    assert not told.valid and told.problem


def test_virtual_cities_only_group() -> None:
    assert regions.is_virtual("110100") and regions.is_virtual("429000000000")
    assert not regions.is_virtual("330100")
    assert region("110100").facts["virtual"] is True


def test_ancestors_skip_virtual_cities() -> None:
    assert regions.ancestors("110105001002") == ("110105001", "110105", "110000")
    assert regions.ancestors("330106001002") == ("330106001", "330106", "330100", "330000")


def test_a_region_contains_itself_and_what_lies_within() -> None:
    assert regions.contains("330000", "330106001") and regions.contains("330106", "330106")
    assert regions.contains("110100", "110105")
    assert not regions.contains("330106", "330100") and not regions.contains("330106", "330108")


def test_codes_are_shortened_to_the_width_of_their_level() -> None:
    assert regions.shorten("330106000000") == "330106"
    assert regions.shorten("330106001000") == "330106001"
    assert regions.pad("330106") == "330106000000"


@pytest.mark.parametrize(
    ("code", "kind"), [("330106001", "街道"), ("330106100", "镇"), ("330106200", "乡"), ("330106600", "")]
)
def test_the_kind_of_a_township_follows_its_number(code: str, kind: str) -> None:
    assert regions.town_kind(code) == kind
    assert region(code).facts.get("town_kind", "") == kind


def test_a_function_of_structure_refuses_a_wrong_code() -> None:
    with pytest.raises(ValueError, match="区划代码"):
        regions.level("33")
