"""Credit codes, organisation codes and licence numbers; all numbers are synthetic (示例)."""

import pytest

from yichuang.standards.identifiers import check, credit_code, licence_number, org_code


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("91330106MA2TE5T01R", "企业"),
        ("913301001000000168", "企业"),
        ("92330106MA2DEM017Q", "个体工商户"),
        ("11330100002489014L", "机关"),
        ("1233038247000003XA", "事业单位"),
        ("5133000050000012XJ", "社会团体"),
        ("91350100M000100Y43", "企业"),
    ],
)
def test_a_valid_credit_code_tells_its_category(code: str, category: str) -> None:
    told = credit_code(code)
    assert told.valid and told.facts["category"] == category
    assert told.facts["region"] == code[2:8] and told.facts["org_code"] == code[8:17]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("91330106MA2TE5T01S", "不用I、O、S、V、Z"),
        ("91330106MA2TE5T01Q", "末位校验码"),
        ("91330106MA2TE5T02W", "主体标识码"),
        ("91330106MA2TEST01R", "不用I、O、S、V、Z"),
        ("110108000000016", "注册号"),
        ("91330106MA2TE5T0", "16位"),
        ("9133010GMA2TE5T01R", "第3至8位"),
        ("", "没有填写"),
    ],
)
def test_an_invalid_credit_code_is_refused_with_its_reason(code: str, said: str) -> None:
    told = credit_code(code)
    assert not told.valid and told.problem is not None and said in told.problem


def test_a_credit_code_is_stored_in_half_width_capitals() -> None:
    assert credit_code("９１３３０１０６ma2te5t01r").normalised == "91330106MA2TE5T01R"
    assert credit_code("９１３３０１０６ma2te5t01r").valid


def test_an_organisation_code_is_stored_without_its_hyphen() -> None:
    told = org_code("MA2TE5T0-1")
    assert told.valid and told.normalised == "MA2TE5T01" and told.facts["printed"] == "MA2TE5T0-1"
    assert not org_code("MA2TE5T02").valid


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("110108000000016", "营业执照注册号"),
        ("JY23301060000018", "食品经营许可证"),
        ("A330000001", "出生医学证明"),
        ("91330106MA2TE5T01R", "统一社会信用代码"),
    ],
)
def test_a_licence_number_is_told_apart_by_its_shape(number: str, kind: str) -> None:
    told = licence_number(number)
    assert told.valid and told.facts["type"] == kind


def test_a_food_licence_tells_the_business() -> None:
    assert check("licence-number", "jy2 3301060000018").facts["business"] == "餐饮服务经营者"


@pytest.mark.parametrize(
    "number", ["110108000000015", "JY43301060000018", "JY2330106000001", "91330106MA2TE5T01Q", "AB12", ""]
)
def test_a_wrong_licence_number_is_refused(number: str) -> None:
    told = licence_number(number)
    assert not told.valid and told.problem
