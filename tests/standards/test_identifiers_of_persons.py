"""ID numbers, telephones, cards and other numbers of persons; all numbers are synthetic (示例)."""

from datetime import date

import pytest

from yichuang.standards.identifiers import KINDS, check, id_number, phone

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("number", "birth", "sex", "region"),
    [
        ("330106199003070014", "1990-03-07", "1", "330106"),
        ("330382198506150027", "1985-06-15", "2", "330382"),
        ("330102202611010014", "2026-11-01", "1", "330102"),
        ("33010419750101008X", "1975-01-01", "2", "330104"),
        ("33010920201010006X", "2020-10-10", "2", "330109"),
        ("330782196412310045", "1964-12-31", "2", "330782"),
    ],
)
def test_a_valid_id_number_tells_birth_sex_and_region(number: str, birth: str, sex: str, region: str) -> None:
    told = id_number(number, TODAY)
    assert told.valid and told.problem is None
    assert told.normalised == number
    assert (told.facts["birth_date"], told.facts["sex"], told.facts["region"]) == (birth, sex, region)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("330106199003070015", "校验码"),
        ("330105196202290036", "日期"),
        ("3301061990030700", "18位"),
        ("33010619900307001", "17位"),
        ("3301061990030700144", "19位"),
        ("33010619900307X014", "数字"),
        ("030106199003070014", "首位"),
        ("", "没有填写"),
        ("　 ", "没有填写"),
        ("示例", "18位"),
        ("3" * 5000, "18位"),
    ],
)
def test_an_invalid_id_number_is_refused_with_its_reason(number: str, said: str) -> None:
    told = id_number(number, TODAY)
    assert not told.valid
    assert told.problem is not None and said in told.problem


def test_a_birth_date_after_today_is_refused_only_when_today_is_known() -> None:
    later = "330102202611010014"
    assert not id_number(later, date(2026, 10, 31)).valid
    assert id_number(later, date(2026, 11, 1)).valid
    assert id_number(later).valid


def test_a_birth_date_before_anyone_with_a_card_is_refused() -> None:
    body = "33010600010101001"
    told = [id_number(body + last) for last in "0123456789X"]
    assert not any(answer.valid for answer in told)


@pytest.mark.parametrize(
    "typed",
    ["33010419750101008x", " 330104 19750101 008x ", "３３０１０４１９７５０１０１００８Ｘ", "330104\u300019750101008X",
     "\u202d33010419750101008X\u202c", "33010419750101008X\n"],
)  # fmt: skip
def test_an_id_number_is_stored_in_half_width_capitals_without_spaces(typed: str) -> None:
    assert id_number(typed, TODAY).normalised == "33010419750101008X"
    assert id_number(typed, TODAY).valid


def test_digits_of_other_scripts_are_not_digits_of_an_id_number() -> None:
    assert not id_number("33010619900307001٤", TODAY).valid


def test_an_old_number_of_15_digits_is_refused_and_its_upgrade_proposed() -> None:
    told = id_number("330106900307001", TODAY)
    assert not told.valid
    assert told.facts["proposal"] == "330106199003070014"
    assert told.problem is not None and "330106" not in told.problem


def test_an_old_number_with_an_impossible_date_gets_no_proposal() -> None:
    told = id_number("330105620229003", TODAY)
    assert not told.valid and told.facts == {}


@pytest.mark.parametrize(
    ("body", "document"),
    [("81000019900307001", "港澳台居民居住证"), ("83000019900307002", "港澳台居民居住证"),
     ("93384019900307003", "外国人永久居留身份证"), ("33010419900307001", "居民身份证")],
)  # fmt: skip
def test_residence_cards_share_the_algorithm(body: str, document: str) -> None:
    found = [told for last in "0123456789X" if (told := id_number(body + last, TODAY)).valid]
    assert [told.facts["document"] for told in found] == [document]


@pytest.mark.parametrize("typed", ["13812340000", "138 1234 0000", "+8613812340000", "+86 138 1234 0000",
                                   "＋86１３８１２３４００００", "008613812340000"])  # fmt: skip
def test_a_mobile_number_is_stored_without_country_code(typed: str) -> None:
    told = check("mobile", typed)
    assert told.valid and told.normalised == "13812340000"


@pytest.mark.parametrize("typed", ["12812340000", "1381234000", "138123400000", "0577-61880000", "", "abc"])
def test_a_wrong_mobile_number_is_refused(typed: str) -> None:
    told = check("mobile", typed)
    assert not told.valid and told.problem


@pytest.mark.parametrize(
    ("typed", "stored", "kind"),
    [
        ("0577-61880000", "0577-61880000", "landline"),
        ("057761880000", "057761880000", "landline"),
        ("（0577）61880000", "0577-61880000", "landline"),
        ("0577—61880000", "0577-61880000", "landline"),
        ("010-12345678-801", "010-12345678-801", "landline"),
        ("12345", "12345", "hotline"),
        ("110", "110", "hotline"),
        ("13812340000", "13812340000", "mobile"),
        ("400-123-4567", "400-123-4567", "toll-free"),
    ],
)
def test_a_telephone_is_recognised_by_its_type(typed: str, stored: str, kind: str) -> None:
    told = phone(typed)
    assert told.valid and told.normalised == stored and told.facts["type"] == kind


def test_the_area_code_of_a_landline_is_told() -> None:
    assert phone("0577-61880000").facts["area_code"] == "0577"
    assert phone("01012345678").facts["area_code"] == "010"


@pytest.mark.parametrize("typed", ["12812340000", "61880000", "0577-618800", "", "12344", "0577-61880000转8"])
def test_a_wrong_telephone_is_refused(typed: str) -> None:
    told = phone(typed)
    assert not told.valid and told.problem


def test_a_landline_without_area_code_is_told_to_add_it() -> None:
    assert "区号" in (phone("61880000").problem or "")


@pytest.mark.parametrize("typed", ["6222021202000001231", "6217001540000000990", "6222 0212 0200 0001 231"])
def test_a_personal_card_satisfies_luhn(typed: str) -> None:
    assert check("bank-card", typed).valid


@pytest.mark.parametrize("typed", ["6222021202000001232", "622202", "0" * 16, "", "62220212020000012310"])
def test_a_wrong_card_is_refused(typed: str) -> None:
    told = check("bank-card", typed)
    assert not told.valid and told.problem


def test_a_corporate_account_needs_no_check_digit() -> None:
    assert check("bank-account", "6222021202000001232").valid
    assert not check("bank-account", "1234567").valid


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("passport", "E12345678", "护照"),
        ("passport", "EA1234567", "E-12345678"),
        ("birth-certificate", "A330000001", "330000001A"),
        ("postcode", "310000", "31000"),
    ],
)
def test_other_numbers_have_their_own_patterns(kind: str, good: str, bad: str) -> None:
    assert check(kind, good.lower()).normalised == good
    assert check(kind, good).valid and not check(kind, bad).valid


def test_a_kind_that_is_not_ours_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        check("tax-number", "1")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_kind_accepts_nothing_or_repeats_the_value_in_its_problem(kind: str) -> None:
    assert not check(kind, "").valid and check(kind, "").problem
    secret = "9988776655443"
    told = check(kind, secret + "不")
    assert not told.valid and told.problem and secret not in told.problem
