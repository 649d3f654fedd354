"""The command as people run it: a process of its own, with a folder of its own for everything written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("yichuang")


@dataclass(frozen=True)
class Answer:
    """What a command said, and how it ended."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


def run(var: Path, *arguments: object, **environment: str) -> Answer:
    """Run the command; no traceback whatever happens."""
    # YICHUANG_DATABASE of the developer's own shell must not lead anywhere else.
    kept = {key: value for key, value in os.environ.items() if key != "YICHUANG_DATABASE"}
    done = subprocess.run(
        [str(COMMAND), *map(str, arguments)],
        capture_output=True,
        timeout=120,
        cwd=ROOT,
        env=kept | {"YICHUANG_VAR": str(var)} | environment,
    )
    answer = Answer(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in answer.out + answer.err, answer.err[-2000:]
    return answer


def write(folder: Path, name: str, value: Any) -> Path:
    """A file with this content: text, bytes, or anything else as JSON."""
    path = folder / name
    if isinstance(value, bytes):
        path.write_bytes(value)
    else:
        path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path
