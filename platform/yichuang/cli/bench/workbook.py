"""Reading a workbook of 20,000 rows into an empty database: time and memory, measured in a process of its own."""
from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from yichuang.cli.demo import seeds_folder
from yichuang.definitions.library import read_paths
from yichuang.definitions.workbook.drafting import read_over_drafts, write_reading
from yichuang.definitions.workbook.writing import write_workbook
from yichuang.errors import Unavailable
from yichuang.settings import read_settings
from yichuang.store.db import Base, make_engine, make_session_factory, writing
from yichuang.store.schema import import_records

from .figures import Figure

ROWS = 20_000
MATTERS = 2_000
LONGEST = 600


def workbook_20000() -> Iterator[Figure]:
    """A district's lists: 2,000 matters and all that they demand, 20,000 rows, read and written as drafts."""
    with TemporaryDirectory() as folder:
        book = Path(folder, "20000.xlsx")
        rows = sum(write_workbook(_documents(), book).values())
        told = subprocess.run([sys.executable, "-m", __spec__.name, str(book), folder], capture_output=True, check=False,  # noqa: S603
                              timeout=LONGEST)
        if told.returncode:
            raise Unavailable("读入表格的测量没有完成。请先在命令行读入一份表格，看看出了什么问题。")
        measured = json.loads(told.stdout)
    what = f"limit: {rows} rows, {measured['drafts']} drafts written"
    yield Figure("workbook-20000", round(measured["seconds"], 2), "s", 60.0, what)
    yield Figure("workbook-20000-memory", round(measured["megabytes"], 1), "MB", 500.0, "limit: peak of the process")


def _documents() -> list[Mapping[str, Any]]:
    """The seeds, their matters again and again under other codes until there are enough rows."""
    seeds = [entry.document for entry in read_paths([seeds_folder()]).library.entries.values()]
    matters = [document for document in seeds if document["kind"] == "matter"]
    documents: list[Mapping[str, Any]] = [document for document in seeds if document["kind"] != "matter"]
    rows = 0
    for number in range(ROWS):
        model = matters[number % len(matters)]
        documents.append({**model, "code": f"m{number:05}", "name": f"{model['name']} {number:05}",
                          "materials": [{**each, "condition": f"第 {number} 项（示例）"} for each in model["materials"]]})
        rows += 1 + len(model["materials"])
        if number >= MATTERS and rows >= ROWS:
            break
    return documents


def _measure(book: Path, folder: Path) -> dict[str, float]:
    """Read the workbook over an empty database, write the drafts, commit."""
    engine = make_engine(read_settings({}, folder, {"YICHUANG_VAR": str(folder / "var")}))
    import_records()
    Base.metadata.create_all(engine)
    began = time.perf_counter()
    with writing(make_session_factory(engine)) as db:
        drafts = write_reading(db, read_over_drafts(db, book), datetime.now(UTC), "bench")
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "drafts": drafts, "megabytes": _peak()}


def _peak() -> float:
    """The most memory that this process has held, in MB. The figure of getrusage also counts what the parent held when
    it started this one, so the kernel's own is taken where there is one."""
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))):
        return int(found[1]) / 1024
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


if __name__ == "__main__":
    print(json.dumps(_measure(Path(sys.argv[1]), Path(sys.argv[2]))))
