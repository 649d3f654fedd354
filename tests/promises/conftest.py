"""What the repository holds: the files that git tracks, or would track if they were added now."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    """Every file that belongs to the repository, absolute; what git ignores does not."""
    # The checkout may belong to another user, as in a container.
    listing = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [path for name in dict.fromkeys(names) if name and (path := ROOT / name).is_file()]


@pytest.fixture(scope="session")
def texts(tracked: list[Path]) -> dict[str, str]:
    """Path from the root → content, of all tracked files that are UTF-8 text."""
    found = {}
    for path in tracked:
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found
