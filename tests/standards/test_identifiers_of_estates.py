"""Numbers of real estate, with half-width brackets, wrong lengths and the proof that is not a certificate (示例)."""

import pytest

from yichuang.standards.identifiers import certificate, check, proof, unit

CERTIFICATE = "浙（2026）杭州市不动产权第0012345号"
UNIT = "330106001002GB00123F00010001"


@pytest.mark.parametrize(
    "typed", [CERTIFICATE, "浙(2026)杭州市不动产权第0012345号", " 浙（２０２６）杭州市 不动产权第0012345号"]
)
def test_a_certificate_is_stored_with_full_width_brackets(typed: str) -> None:
    told = certificate(typed)
    assert told.valid and told.normalised == CERTIFICATE
    assert told.facts == {"province": "浙", "year": "2026", "place": "杭州市", "number": "0012345"}


@pytest.mark.parametrize(
    "typed",
    ["", "浙2026杭州市不动产权第0012345号", "浙（2026）杭州市不动产权第12345号", "浙（26）杭州市不动产权第0012345号",
     "某（2026）杭州市不动产权第0012345号", "杭房权证西字第0012345号", CERTIFICATE + "附"],
)  # fmt: skip
def test_a_wrong_certificate_number_is_refused(typed: str) -> None:
    told = certificate(typed)
    assert not told.valid and told.problem


def test_a_registration_proof_is_not_a_certificate() -> None:
    number = "浙（2026）杭州市不动产证明第0012345号"
    assert proof(number).valid and not proof(CERTIFICATE).valid
    assert "登记证明号" in (certificate(number).problem or "")


def test_a_unit_number_tells_its_parts() -> None:
    told = unit("330106 001002 gb00123 f00010001")
    assert told.valid and told.normalised == UNIT
    assert told.facts == {
        "county": "330106", "district": "001", "subdistrict": "002", "land_feature": "GB", "parcel": "00123",
        "fixture": "F", "unit": "00010001", "fixture_name": "房屋等建筑物、构筑物",
    }  # fmt: skip


def test_land_without_buildings_ends_in_zeros() -> None:
    assert unit("330106001002GB00123W00000000").valid
    assert not unit("330106001002GB00123W00000001").valid


@pytest.mark.parametrize(
    "typed",
    ["", UNIT[:-1], UNIT + "0", "330106001002GB00123X00010001", "990106001002GB00123F00010001",
     "3301060010021100123F00010001"],
)  # fmt: skip
def test_a_wrong_unit_number_is_refused(typed: str) -> None:
    told = check("real-estate-unit", typed)
    assert not told.valid and told.problem
