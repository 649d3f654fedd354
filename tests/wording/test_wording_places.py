"""Vague wording is looked for where the domain reference says so and nowhere else; every key is held to one of the two."""

from __future__ import annotations

import copy
import types
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from matter_samples import problems, sound
from pydantic import BaseModel

from yichuang.definitions.check.texts import LEFT, READ
from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import KINDS

VAGUE = "身份证等材料"
# Schemas are conditions over answers; that of a form, and its layout, are read by their own table and tested below.
SCHEMAS = {"when", "form"}
COMPOUND = (typing.Union, types.UnionType, tuple, typing.Annotated)


def leaves(model: type[BaseModel], before: str = "") -> Iterator[str]:
    """Every key below a model that can hold a text: not codes, which have a pattern, and not words out of a list."""
    for name, field in model.model_fields.items():
        if name not in SCHEMAS and not patterned(field.metadata):
            yield from of_type(field.annotation, before + name)


def of_type(annotation: Any, path: str) -> Iterator[str]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from leaves(annotation, path + ".")
    elif annotation is str or typing.get_origin(annotation) is dict:
        yield path
    elif typing.get_origin(annotation) in COMPOUND and not patterned(getattr(annotation, "__metadata__", ())):
        for part in typing.get_args(annotation):
            yield from of_type(part, path)


def patterned(metadata: Any) -> bool:
    return any(getattr(each, "pattern", None) or patterned(getattr(each, "metadata", ())) for each in metadata)


def expected(kind: str) -> set[str]:
    return {path for path in leaves(KINDS[kind]) if not path.startswith("waivers.")} | {"waivers"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_every_kind_is_read_or_left_alone_for_a_reason(kind):
    read, left = set(READ.get(kind, ())), {**LEFT["*"], **LEFT[kind]}
    named = read | {path for path in left if not (path == "name" and "name" in read)}
    assert expected(kind) - named == set(), "list it in check/texts.py: read, or left alone and why"
    assert named - expected(kind) - {"kind", "waivers"} == set(), "no such key"
    assert not (read - {"name"}) & set(left)
    assert all(left.values())


def put(document: dict[str, Any], path: str) -> str:
    """Write vague words at a path of keys, making what is missing on the way; gives the pointer."""
    here: Any = document
    pointer = ""
    *way, last = path.split(".")
    for key in way:
        if key not in here:
            here[key] = copy.deepcopy(FILLED[key])
        at = here[key]
        here, pointer = (at[0], f"{pointer}/{key}/0") if isinstance(at, list) else (at, f"{pointer}/{key}")
    listed = last in LISTS
    here[last] = [VAGUE] if listed else VAGUE
    return f"{pointer}/{last}" + ("/0" if listed else "")


LISTS = {"conditions", "denials", "prohibitions", "duties", "mistakes", "rights"}
AGENT_NO = {"properties": {"agent": {"const": "no"}}, "required": ["agent"]}
FILLED: dict[str, Any] = {
    "special_procedures": [{"name": "听证", "limit": {"days": 1}}],
    "fees": [{"name": "工本费", "standard": "10元", "basis": "示例"}],
    "stops": [{"when": AGENT_NO, "reason": "无", "alternative": "无"}],
    "faq": [{"question": "怎样办", "answer": "到窗口"}],
    "sections": [{"code": "one", "title": "一", "fields": ["person.*"]}],
    "remedy": {"review": "无", "litigation": "无"},
}


def vague(documents: dict[str, dict[str, Any]]) -> list[str]:
    return [problem.pointer for problem in problems(documents) if problem.rule == "V01"]


READ_PATHS = [(kind, path) for kind in ("matter", "bundle", "material") for path in READ[kind]]


@pytest.mark.parametrize(("kind", "path"), READ_PATHS)
def test_vague_words_are_found_where_applicants_are_told_what_to_do(kind, path):
    documents = sound()
    code = {"matter": "matter-a", "bundle": "bundle-a", "material": "doc-a"}[kind]
    assert put(documents[code], path) in vague(documents)


@pytest.mark.parametrize(
    ("code", "path"),
    [("matter-a", "basis.text"), ("matter-a", "basis.law"), ("matter-a", "faq.question"), ("matter-a", "rights"),
     ("matter-a", "fees.basis"), ("matter-a", "note"), ("matter-a", "steps.role"), ("matter-a", "remedy.review"),
     ("bundle-a", "faq.question"), ("dept", "name"), ("dept", "address"), ("doc-a", "issuer"), ("person.name", "explanation")],
)  # fmt: skip
def test_words_of_laws_citizens_and_organs_are_left_alone(code, path):
    documents = sound()
    put(documents[code], path)
    assert vague(documents) == []


def test_titles_of_laws_are_left_alone_wherever_they_stand():
    documents = sound()
    documents["matter-a"]["conditions"] = ["符合《关于提交身份证等材料的规定》。", "符合《示例办法》有关规定第三条。"]
    assert [problem for problem in problems(documents) if problem.rule.startswith("V")] == []


def test_labels_help_and_sections_of_a_form_are_read():
    documents = sound()
    form = documents["matter-a"]["form"]
    form["schema"]["properties"]["xm"] |= {"title": VAGUE, "x-help": VAGUE, "x-mistakes": VAGUE, "description": VAGUE}
    form["layout"] = {"sections": [{"title": VAGUE, "help": VAGUE, "fields": ["xm"]}]}
    at = "/form/schema/properties/xm/"
    assert vague(documents) == [
        f"{at}title", f"{at}x-help", f"{at}x-mistakes", "/form/layout/sections/0/title", "/form/layout/sections/0/help",
    ]  # fmt: skip


def test_guides_and_papers_are_read():
    documents = sound()
    documents["guide-a"] = {
        "kind": "guide", "code": "guide-a", "name": VAGUE, "subject": "matter-a",
        "chapters": [{"source": "scope", "title": VAGUE, "text": VAGUE}],
    }  # fmt: skip
    documents["paper-a"] = {
        "kind": "paper", "code": "paper-a", "name": "收件凭证", "document": "receipt", "title": VAGUE,
        "clauses": [{"text": f"请补齐{VAGUE}。"}],
    }  # fmt: skip
    assert vague(documents) == ["/chapters/0/text", "/clauses/0/text"]


def test_conditions_in_names_are_looked_for_in_names_of_materials_only():
    documents = sound()
    documents["doc-a"] |= {"name": "委托他人办理的，另提交委托书", "accept_standard": "委托他人办理的，另提交委托书"}
    assert [problem.pointer for problem in problems(documents) if problem.rule == "V11"] == ["/name"]


def test_all_kinds_share_the_envelope_that_is_left_alone():
    assert set(LEFT["*"]) >= {path for path in leaves(Definition) if not path.startswith("waivers.")} - {"name"}
