"""The forms that `definitions suggest` is asked about: a loose one, a file or folder of definitions, or drafts by code."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from yichuang.cli.context import CODE, database, read_json, say_problems
from yichuang.definitions.common import Definition
from yichuang.definitions.drafts import draft_document
from yichuang.definitions.kinds import KIND_NAMES, read_definition
from yichuang.definitions.library import Library, read_paths
from yichuang.definitions.suggest.adopting import form_in
from yichuang.errors import Invalid, NotFound
from yichuang.forms.compiled import SchemaInvalid
from yichuang.forms.dialect import schema_problems
from yichuang.forms.form import Form
from yichuang.forms.pointers import join

SUBJECT = CODE
IN_MATTER = "/form/schema"


@dataclass(frozen=True)
class Subject:
    """A form, what it is called, and where its schema stands in its document."""

    name: str
    form: Form
    base: str


def subjects(context: click.Context, said: str) -> tuple[list[Subject], list[Definition]]:
    """The forms meant by a path or code, and the definitions beside them. Raises NotFound or Invalid, saying why."""
    path = Path(said)
    found, around = _of_path(path) if _exists(path) else (_of_code(context, said), [])
    if not found:
        raise Invalid(f"“{said}”里没有表单。请指明一张表单、一个事项，或含有事项的文件夹。")
    for subject in found:
        _require_sound(subject)
    return found, around


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _require_sound(subject: Subject) -> None:
    broken = [problem for problem in schema_problems(subject.form.schema, foreign=True) if problem.severity == "error"]
    if broken:
        raise SchemaInvalid(f"“{subject.name}”的表单有错，不能给出候选。请先改正。", problems=broken)


def _of_path(path: Path) -> tuple[list[Subject], list[Definition]]:
    if path.is_dir() or path.suffix.lower() == ".zip":
        reading = read_paths([path])
        say_problems(problem for problem in reading.problems if problem.severity == "error")
        return list(_of_library(reading.library)), list(reading.library)
    document = read_json(path)
    listed = document if isinstance(document, list) else [document]
    if any(isinstance(each, Mapping) and "kind" in each for each in listed):
        return list(_of_documents(document)), [each for each in map(read_definition, listed) if isinstance(each, Definition)]
    if not isinstance(document, Mapping):
        raise Invalid(f"“{path.name}”不是表单：应为一个 JSON 对象。")
    form = Form.of(document)
    return [Subject(path.stem, form, "" if form.schema is document else "/schema")], []


def _of_library(library: Library) -> Iterator[Subject]:
    for code, entry in library.entries.items():
        if form := form_in(entry.document):
            yield Subject(code, form, entry.pointer + IN_MATTER)


def _of_documents(document: Any) -> Iterator[Subject]:
    """Matters as they are written, also ones that lack what their kind demands."""
    listed = enumerate(document) if isinstance(document, list) else [("", document)]
    for number, each in listed:
        if isinstance(each, Mapping) and each.get("kind") == "matter" and (form := form_in(each)):
            yield Subject(str(each.get("code") or number), form, (join((number,)) if number != "" else "") + IN_MATTER)


def _of_code(context: click.Context, code: str) -> list[Subject]:
    if "/" in code or code.endswith((".json", ".zip")):
        raise NotFound(f"打不开“{code}”。请核对路径。")
    with database(context) as db:
        document = draft_document(db, code)
        members = document.get("members", ()) if document.get("kind") == "bundle" else ()
        matters = [draft_document(db, member["matter"]) for member in members] or [document]
    if document.get("kind") not in ("matter", "bundle"):
        raise Invalid(f"“{code}”是{KIND_NAMES.get(str(document.get('kind')), '别的定义')}，没有表单。请指明事项或一件事。")
    return [Subject(str(matter["code"]), form, IN_MATTER) for matter in matters if (form := form_in(matter))]
