"""A printed sheet: every answer has a place of its own, and a picture of the page shows it where the map says."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from form_strategies import FORMS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yichuang.definitions.sheets import PAPER, SheetCode, Zone, corners, read_code, zone_map
from yichuang.errors import Invalid, Unavailable
from yichuang.forms.form import Form
from yichuang.store.secret import installation_key
from yichuang_renderers.nodes import Mode
from yichuang_renderers.sheets import Sheet, draw_sheet, write_pdf
from yichuang_renderers.sheets.arrange import unwritable
from yichuang_renderers.tree import build

KEY = b"k" * 32
DIGEST = "0123456789abcdef" * 4
PARTS = st.from_regex(r"[A-Za-z0-9._~*-]{1,64}", fullmatch=True)
DPI = 200
FORM: dict[str, Any] = {
    "type": "object",
    "title": "示例表",
    "properties": {
        "name": {"type": "string", "title": "姓名", "maxLength": 50, "x-element": "person.name"},
        "no": {"type": "string", "format": "cn-id-number", "title": "证件号码", "x-element": "person.id_no"},
        "sex": {"oneOf": [{"const": "1", "title": "男"}, {"const": "2", "title": "女"}], "title": "性别"},
        "day": {"type": "string", "format": "date", "title": "日期"},
        "married": {"type": "boolean", "title": "已婚"},
        "people": {
            "type": "array",
            "title": "同住人",
            "maxItems": 5,
            "items": {"type": "object", "properties": {"who": {"type": "string", "title": "称谓", "maxLength": 10}}},
        },
    },
    "required": ["name"],
    "if": {"properties": {"married": {"const": True}}, "required": ["married"]},
    "then": {"properties": {"spouse": {"type": "string", "title": "配偶姓名"}}, "required": ["spouse"]},
}


def _drawn(form: dict[str, Any], *numbers: str) -> tuple[Any, Sheet]:
    tree = build(Form(form), {}, mode=Mode.PAPER)
    return tree, Sheet("form", "示例表", DIGEST, "示例表 第 1 版", KEY, numbers or ("-",))


def _zones(form: dict[str, Any]) -> list[list[Zone]]:
    tree, sheet = _drawn(form)
    return [list(page.zones) for page in draw_sheet(sheet, tree)[1].pages]


def _overlap(one: Zone, other: Zone) -> bool:
    x, y, w, h = one.box
    u, v, a, b = other.box
    return x < u + a and u < x + w and y < v + b and v < y + h


def test_what_only_some_answers_ask_for_has_its_place_too() -> None:
    pointers = {zone.pointer for page in _zones(FORM) for zone in page}
    assert {"/spouse", "/married", "/people/0/who", "/people/2/who"} <= pointers


def test_numbers_stand_in_cells_choices_in_boxes_and_both_name_their_element() -> None:
    zones = [zone for page in _zones(FORM) for zone in page]
    number = next(zone for zone in zones if zone.pointer == "/no")
    assert (number.kind, number.count, number.element, number.format) == ("cells", 18, "person.id_no", "cn-id-number")
    assert [(zone.label, zone.token) for zone in zones if zone.pointer == "/sex"] == [("男", "1"), ("女", "2")]
    assert [zone.token for zone in zones if zone.pointer == "/married"] == ["true", "false"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(FORMS)
def test_places_stay_on_the_page_and_never_overlap(pair: Any) -> None:
    schema, _ = pair
    tree, sheet = _drawn(schema)
    marks = [Zone("", "check", tuple(each["box"]), "") for each in corners()]
    for page in draw_sheet(sheet, tree)[1].pages:
        for number, zone in enumerate(page.zones):
            x, y, width, height = zone.box
            assert x >= 0 and y >= 0 and x + width <= PAPER[0] and y + height <= PAPER[1]
            assert not any(_overlap(zone, other) for other in (*page.zones[number + 1 :], *marks))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(FORMS)
def test_every_field_has_a_place_or_is_named_as_not_fit_for_paper(pair: Any) -> None:
    schema, _ = pair
    tree, sheet = _drawn(schema)
    placed = {zone.pointer for page in draw_sheet(sheet, tree)[1].pages for zone in page.zones}
    named = {node.pointer for node in unwritable(tree)}
    for section in tree.sections:
        for node in section.fields:
            inside = {p for p in placed | named if p == node.pointer or p.startswith(f"{node.pointer}/")}
            assert inside or node.widget in ("group", "rows", "nothing") or not node.pointer


def test_a_zone_map_comes_back_as_it_was_stored() -> None:
    tree, sheet = _drawn(FORM)
    zones = draw_sheet(sheet, tree)[1]
    assert zone_map(json.loads(json.dumps(zones.as_dict()))) == zones


@given(PARTS, PARTS, st.integers(1, 999), st.integers(1, 999), PARTS)
def test_a_code_is_read_back_by_whoever_holds_the_key(form: str, digest: str, page: int, pages: int, filing: str) -> None:
    code = SheetCode(form, digest, page, pages, filing)
    assert read_code(code.signed(KEY), [b"other", KEY]) == code
    assert read_code(code.signed(KEY), [b"other"]) is None


@given(st.text(max_size=60))
def test_a_text_that_nobody_signed_is_no_code(text: str) -> None:
    assert read_code(text, [KEY]) is None
    assert read_code(SheetCode("form", "0" * 12, 1, 2).signed(KEY) + text, [KEY]) is None or text == ""


def test_a_code_whose_page_was_changed_is_refused() -> None:
    assert read_code(SheetCode("form", "0" * 12, 1, 2).signed(KEY).replace(":1:2:", ":2:2:"), [KEY]) is None


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm is not installed")
def test_a_picture_of_the_page_shows_markers_code_and_boxes_where_the_map_says(tmp_path: Path) -> None:
    tree, sheet = _drawn(FORM, "T-01", "T-02")
    content, zones = write_pdf(sheet, tree)
    (tmp_path / "sheet.pdf").write_bytes(content)
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-png", "sheet.pdf", "page"], cwd=tmp_path, check=True)
    pictures = sorted(tmp_path.glob("page*.png"))
    assert len(pictures) == 2 * len(zones.pages)
    picture = cv2.imread(str(pictures[len(zones.pages)]), cv2.IMREAD_GRAYSCALE)
    found = _markers(picture)
    for each in corners():
        assert np.abs(found[each["id"]] - np.array(each["box"][:2])).max() < 0.3
    text, *_ = cv2.QRCodeDetector().detectAndDecode(cv2.resize(picture, None, fx=2, fy=2))
    assert read_code(text, [KEY]) == SheetCode("form", DIGEST[:12], 1, len(zones.pages), "T-02")
    for zone in zones.pages[0].zones:
        assert _is_framed(picture, zone), zone


def _markers(picture: Any) -> dict[int, Any]:
    """Id → upper left corner in millimetres."""
    family = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    found, ids, _ = cv2.aruco.ArucoDetector(family).detectMarkers(picture)
    return {int(number[0]): each[0][0] * 25.4 / DPI for each, number in zip(found, ids, strict=True)}


def _is_framed(picture: Any, zone: Zone) -> bool:
    """Whether a line runs along each side of the box, and white lies inside."""
    x, y, w, h = (round(each * DPI / 25.4) for each in zone.box)
    near = 3
    sides = (
        picture[y - near : y + near, x + 2 : x + w - 2].min(axis=0),
        picture[y + h - near : y + h + near, x + 2 : x + w - 2].min(axis=0),
        picture[y + 2 : y + h - 2, x - near : x + near].min(axis=1),
        picture[y + 2 : y + h - 2, x + w - near : x + w + near].min(axis=1),
    )
    inside = picture[y + 6 : y + h - 6, x + 6 : x + w - 6]
    return all((side < 200).mean() > 0.95 for side in sides) and bool(np.median(inside) > 240)


def test_the_key_of_an_installation_is_made_once_and_read_only_by_its_owner(tmp_path: Path) -> None:
    key = installation_key(tmp_path / "var")
    assert len(key) == 32
    assert installation_key(tmp_path / "var") == key
    assert (tmp_path / "var" / "secret.key").stat().st_mode & 0o077 == 0
    (tmp_path / "var" / "secret.key").write_bytes(b"short")
    with pytest.raises(Unavailable):
        installation_key(tmp_path / "var")


def test_words_of_a_form_are_text_on_paper_and_never_markup() -> None:
    form = {"type": "object", "title": "x", "properties": {"a": {"type": "string", "title": "<b>示例</b>&"}}}
    tree, sheet = _drawn(form)
    assert "&lt;b&gt;示例&lt;/b&gt;&amp;" in draw_sheet(sheet, tree)[0]


def test_a_form_that_no_code_can_carry_is_refused() -> None:
    tree, _ = _drawn(FORM)
    with pytest.raises(Invalid):
        draw_sheet(Sheet("表:1", "示例表", DIGEST, "", KEY), tree)
