"""The command as a user runs it: exit status, no tracebacks, UTF-8, plug-ins' commands, init."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUG_IN = """
import click

@click.command()
@click.argument("word")
def write(word):
    \"\"\"Write a sheet.\"\"\"
    click.echo("写好：" + word)

@click.command()
def extra():
    \"\"\"More about standards.\"\"\"
    click.echo("extra")

def includeme(config):
    config.add_command("sheets write", "sheet_plug_in:write")
    config.add_command("standards extra", "sheet_plug_in:extra")
"""


@pytest.fixture
def run(tmp_path):
    def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess:
        env = {**os.environ, "YICHUANG_VAR": str(tmp_path / "var"), "PYTHONPATH": str(tmp_path), **environ}
        command = [sys.executable, "-c", "from yichuang.cli import main; main()", *arguments]
        done = subprocess.run(command, capture_output=True, cwd=ROOT, env=env, timeout=60)
        assert b"Traceback" not in done.stderr
        return done

    return run


@pytest.fixture
def ini(tmp_path):
    def write(text: str) -> str:
        path = tmp_path / "test.ini"
        path.write_text("[app:main]\nuse = egg:yichuang\n" + text)
        return str(path)

    return write


def test_wrong_usage_ends_with_2(run):
    assert run("no-such-command").returncode == 2
    assert run("-c", "no-such.ini", "init").returncode == 2
    assert run("init", "--no-such-option").returncode == 2


def test_a_wrong_setting_ends_with_2_and_names_the_key(run, ini):
    done = run("-c", ini("yichuang.upload_limit_mb = viel\n"), "init")
    assert done.returncode == 2
    assert "yichuang.upload_limit_mb" in done.stderr.decode()
    assert done.stdout == b""


def test_help_is_utf8_in_any_locale(run):
    for locale in ("C", "POSIX", "C.UTF-8"):
        done = run("--help", LANG=locale, LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
        assert "一窗" in done.stdout.decode("utf-8")


def test_init_makes_the_database_and_can_be_run_again(run, tmp_path):
    for _ in range(2):
        done = run("init")
        assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "var" / "yichuang.sqlite").exists()


def test_demo_data_do_not_come_into_a_production_install(run, ini):
    done = run("-c", ini("yichuang.production = true\n"), "init", "--demo")
    assert done.returncode == 2
    assert "正式运行" in done.stderr.decode()


def test_a_plug_in_adds_commands_of_its_own_and_to_our_groups(run, ini, tmp_path):
    (tmp_path / "sheet_plug_in.py").write_text(PLUG_IN)
    chosen = ini("yichuang.includes = sheet_plug_in\n")
    assert "sheets" in run("-c", chosen, "--help").stdout.decode()
    assert run("-c", chosen, "sheets", "write", "甲").stdout.decode() == "写好：甲\n"
    assert run("-c", chosen, "standards", "extra").stdout == b"extra\n"
    group = run("-c", chosen, "standards", "--help").stdout.decode()
    assert "extra" in group
    assert "check" in group
    assert not (tmp_path / "var").exists()


def test_a_plug_in_that_is_not_there_is_named(run, ini):
    done = run("-c", ini("yichuang.includes = no_such_plug_in\n"), "--help")
    assert done.returncode == 2
    assert "no_such_plug_in" in done.stderr.decode()


def test_a_reader_that_leaves_early_is_no_error_message(tmp_path):
    script = f"{sys.executable} -c 'from yichuang.cli import main; main()' standards --help | true"
    done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=ROOT, timeout=60)
    assert done.stderr == b""
