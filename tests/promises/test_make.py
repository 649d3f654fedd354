"""`make` and `.ci/run`: every target is explained and needs no terminal; what is missing is named, never fatal."""

import os
import re
import shutil
import subprocess

import pytest


def outside_make() -> dict[str, str]:
    """The environment without what a make that runs the tests tells the makes below it."""
    return {name: value for name, value in os.environ.items() if name not in ("MAKELEVEL", "MAKEFLAGS", "MFLAGS")}


def make(root, *arguments: str, **environ: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["make", *arguments], cwd=root, env={**outside_make(), **environ}, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, timeout=60,
    )


def phony(root) -> list[str]:
    text = (root / "Makefile").read_text(encoding="utf-8")
    return re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)[1].split()


def test_help_lists_every_target_and_is_what_make_alone_does(root):
    done = make(root)
    assert done.stdout == make(root, "help").stdout
    assert [line.split()[0] for line in done.stdout.splitlines()] == sorted(phony(root), key=order(root))
    assert all(len(line.split(maxsplit=1)) == 2 for line in done.stdout.splitlines())


def order(root):
    text = (root / "Makefile").read_text(encoding="utf-8")
    return lambda target: re.search(rf"^{target}:", text, re.MULTILINE).start()


def test_every_target_can_be_made(root):
    for target in phony(root):
        done = make(root, "--dry-run", target)
        assert done.returncode == 0, done.stderr


def test_a_python_that_is_too_new_is_refused_before_anything_is_made(root, tmp_path):
    wrong = tmp_path / "python-wrong"
    wrong.write_text('#!/bin/sh\ncase "$*" in *version_info*) exit 1;; esac\necho made >> "$0.log"\n')
    wrong.chmod(0o755)
    done = make(root, f"{tmp_path}/venv/.installed", f"VENV={tmp_path}/venv", f"PYTHON={wrong}")
    assert done.returncode == 2
    assert "需要 Python 3.11 或 3.12" in done.stderr
    assert not (tmp_path / "venv").exists()
    assert not (tmp_path / "python-wrong.log").exists()


@pytest.fixture
def bare(tmp_path):
    """A PATH with a Debian on which nothing is installed, for somebody who is not root."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, script in {"dpkg-query": "exit 1", "id": "echo 1000", "python3": "exit 1"}.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    for name in ("sh", "grep", "env"):
        (folder / name).symlink_to(shutil.which(name))
    return folder


PACKAGES = (
    "python3-venv", "chromium", "fonts-noto-cjk", "libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "poppler-utils",
)


def packages(root, path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [shutil.which("sh"), root / "scripts" / "system-packages.sh"], env={"PATH": str(path)},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
    )


def test_without_root_the_missing_packages_are_named_with_what_will_not_work(root, bare):
    done = packages(root, bare)
    assert done.returncode == 0
    assert done.stdout == ""
    for name in PACKAGES:
        assert f"缺 {name}：没有它" in done.stderr
    assert f"apt-get install {' '.join(PACKAGES)}" in done.stderr


def test_as_root_each_package_is_tried_by_itself_and_a_failure_is_said(root, bare, tmp_path):
    (bare / "id").write_text("#!/bin/sh\necho 0\n")
    (bare / "apt-get").write_text(
        f'#!/bin/sh\necho "$DEBIAN_FRONTEND $*" >> {tmp_path}/apt.log\ncase "$*" in *chromium*) exit 100;; esac\n'
    )
    (bare / "apt-get").chmod(0o755)
    done = packages(root, bare)
    assert done.returncode == 0
    calls = (tmp_path / "apt.log").read_text().splitlines()
    assert len(calls) == 1 + len(PACKAGES)
    assert all(call.startswith("noninteractive ") for call in calls)
    assert "已安装 fonts-noto-cjk" in done.stderr
    assert "chromium 没有安装成功" in done.stderr


def test_the_check_of_a_clean_checkout_is_make_test(root):
    script = root / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", script]).returncode == 0
    assert script.read_text().splitlines()[-1] == "make test"
