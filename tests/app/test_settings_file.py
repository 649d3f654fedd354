"""Settings: paths, the environment, wrong values named by their key."""

from pathlib import Path

import pytest

from yichuang.cli.settings import load
from yichuang.errors import SettingsError
from yichuang.settings import PACKAGE, read_settings

ROOT = Path(__file__).parents[2]


def test_relative_paths_count_from_the_inis_folder(tmp_path):
    settings = read_settings({"yichuang.var": "data"}, tmp_path, {})
    assert settings.var == tmp_path / "data"
    assert settings.database == f"sqlite:///{tmp_path}/data/yichuang.sqlite"
    assert settings.files == str(tmp_path / "data" / "files")


def test_the_packaged_ini_writes_below_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert read_settings({}, PACKAGE, {}).var == tmp_path / "var"


def test_the_environment_moves_sqlite_and_files_but_not_postgresql(tmp_path):
    environ = {"YICHUANG_VAR": str(tmp_path / "elsewhere")}
    raw = {"sqlalchemy.url": "sqlite:///own/my.db", "yichuang.files": "own/files"}
    moved = read_settings(raw, tmp_path, environ)
    assert moved.database == f"sqlite:///{tmp_path}/elsewhere/my.db"
    assert moved.files == str(tmp_path / "elsewhere" / "files")
    raw = {"sqlalchemy.url": "postgresql://me@db/y", "yichuang.files": "s3://bucket/y"}
    stays = read_settings(raw, tmp_path, environ)
    assert stays.database == "postgresql+psycopg://me@db/y"
    assert stays.files == "s3://bucket/y"


def test_tests_may_name_another_database(tmp_path):
    environ = {"YICHUANG_DATABASE": "sqlite:////tmp/x.db"}
    assert read_settings({"sqlalchemy.url": "postgresql://db/y"}, tmp_path, environ).database == "sqlite:////tmp/x.db"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("yichuang.upload_limit_mb", "viel"),
        ("yichuang.session_hours", "0"),
        ("yichuang.production", "perhaps"),
        ("yichuang.region", "Hangzhou"),
        ("yichuang.prodction", "true"),
    ],
)
def test_a_wrong_value_or_an_unknown_key_is_named(tmp_path, key, value):
    with pytest.raises(SettingsError, match=key) as caught:
        read_settings({key: value}, tmp_path, {})
    assert caught.value.exit_status == 2


def test_a_foreign_database_is_refused_without_repeating_its_address(tmp_path):
    with pytest.raises(SettingsError, match=r"sqlalchemy\.url") as caught:
        read_settings({"sqlalchemy.url": "mysql://me:secret@db/y"}, tmp_path, {})
    assert "secret" not in str(caught.value)


def test_settings_cannot_be_changed(tmp_path):
    with pytest.raises(ValueError, match="frozen"):
        read_settings({}, tmp_path, {}).production = True


@pytest.mark.parametrize("name", ["development.ini", "production.ini"])
def test_the_settings_files_that_ship_are_right(name):
    loaded = load(ROOT / name)
    assert loaded.settings.production == (name == "production.ini")
    assert loaded.settings.secure_cookies == (name == "production.ini")
    server = loaded.server
    assert int(server["max_request_body_size"]) > 2 * loaded.settings.body_limit
    assert server["listen"].startswith("127.0.0.1:")


def test_a_broken_settings_file_is_said_to_be_broken(tmp_path):
    for name, content in (("a.ini", "no section"), ("b.ini", "[server:main]\nlisten = x\n")):
        (tmp_path / name).write_text(content)
        with pytest.raises(SettingsError, match=name):
            load(tmp_path / name)
