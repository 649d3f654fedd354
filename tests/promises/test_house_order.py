"""The order of the house: imports go down, plug-ins know what they may, Python's own `platform` stays reachable."""

import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import yichuang

# What every plug-in may know, and what the designer may know besides.
OPEN_TO_ALL = {"extension", "definitions", "forms", "standards", "errors"}
OPEN_TO_THE_DESIGNER = {"store", "identity", "search"}


def rooms() -> set[str]:
    """The modules and packages directly inside `yichuang`."""
    folder = Path(yichuang.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    return modules | {path.parent.name for path in folder.glob("*/__init__.py")}


def listed(root: Path, contract: str, key: str) -> set[str]:
    """The rooms that a contract names under a key."""
    parser = ConfigParser()
    parser.read(root / ".importlinter", encoding="utf-8")
    words = parser[f"importlinter:contract:{contract}"][key].replace("|", " ").split()
    return {word.removeprefix("yichuang.") for word in words if word.startswith("yichuang.")}


def test_imports_go_down_only_and_plug_ins_know_what_they_may(root):
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=root, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout


def test_every_room_of_the_house_has_its_floor(root):
    assert listed(root, "house", "layers") == rooms()


def test_what_plug_ins_may_not_know_is_listed_completely(root):
    assert listed(root, "generators", "forbidden_modules") == rooms() - OPEN_TO_ALL
    assert listed(root, "designer", "forbidden_modules") == rooms() - OPEN_TO_ALL - OPEN_TO_THE_DESIGNER


def test_pythons_own_platform_module_is_found_from_the_root_of_the_checkout(root):
    assert not (root / "platform" / "__init__.py").exists()
    done = subprocess.run(
        [sys.executable, "-c", "import platform; print(platform.system())"], cwd=root, capture_output=True, text=True
    )
    assert done.stdout.strip() in {"Linux", "Darwin", "Windows"}, done.stderr


def test_tests_are_folders_and_not_packages_and_no_two_files_share_a_name(tracked, root):
    tests = [path for path in tracked if path.is_relative_to(root / "tests") and path.suffix == ".py"]
    assert not [path for path in tests if path.name == "__init__.py"]
    names = [path.name for path in tests if path.name != "conftest.py"]
    assert sorted(names) == sorted(set(names))
