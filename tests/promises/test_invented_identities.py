"""Nobody's real number: every well-formed ID number in the repository is one that we made up, and is listed here."""

import re

CANDIDATE = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
INVENTED = frozenset({
    "330102202611010014", "33010419750101008X", "330105196202290036", "330106198808089017", "330106199003070014",
    "330106199202029022", "330106202611010052", "330106202611010060", "33010920201010006X", "330382198506150027",
    "330782196412310045", "33010619750312901X", "330106197708259029", "330106198505059056", "330106198506159016",
    "330106198703129027", "330106199205209037", "330106199206189031", "330106199311079045", "330106199501019043",
    "33010619960808905X", "330106201809019066",
})
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def has_right_check_digit(number: str) -> bool:
    """GB 11643—1999, ISO 7064 MOD 11-2, reckoned here once more so that this list does not hang on our own code."""
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def test_every_id_number_is_an_invented_one(texts):
    found = {
        f"{path}: {number}" for path, text in texts.items() for number in CANDIDATE.findall(text)
        if has_right_check_digit(number) and number.upper() not in INVENTED
    }
    assert found == set(), "make up a person of your own, or use one of the list"
