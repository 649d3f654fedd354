"""Whoever runs the platform finds every knob in production.ini, at its default or switched off by a `#`."""

import re

import pytest

from yichuang.settings import Settings, read_settings

KEY = re.compile(r"^(?:# )?((?:yichuang|sqlalchemy)\.[\w.]+) =", re.MULTILINE)
ALIASES = {field.alias for field in Settings.model_fields.values()}


def test_production_ini_names_every_setting(root):
    assert set(KEY.findall((root / "production.ini").read_text(encoding="utf-8"))) == ALIASES


@pytest.mark.parametrize("name", ["development.ini", "production.ini"])
def test_no_ini_names_a_setting_that_does_not_exist(root, name):
    assert set(KEY.findall((root / name).read_text(encoding="utf-8"))) <= ALIASES


@pytest.mark.parametrize("name", ["development.ini", "production.ini"])
def test_the_settings_that_are_switched_off_may_be_switched_on(root, name, tmp_path):
    text = (root / name).read_text(encoding="utf-8")
    lines = [line.removeprefix("# ") for line in text.splitlines() if KEY.match(line)]
    raw = dict(line.split(" = ", 1) for line in lines)
    assert read_settings(raw, tmp_path, {}).hall
