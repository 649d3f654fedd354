"""The form as a guide tells of it: what is asked, how answers look, where people go wrong."""

from __future__ import annotations

from collections.abc import Iterator

from yichuang.definitions.matter import Matter
from yichuang.forms.compiled import compiled
from yichuang.forms.fields import Field, fields_of
from yichuang.forms.shape import Kind

from .blocks import Block, Items, Paragraph, Table
from .guide_facts import GuideFacts
from .wording import or_none, sentence

HOW = {
    Kind.BOOLEAN: "选择是或否",
    Kind.INTEGER: "填整数",
    Kind.NUMBER: "填数字",
    Kind.CHOICES: "可以多选",
    Kind.ROWS: "逐行填写",
    Kind.CONSTANT: "确认",
}


def appendix_blank(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    """Every item of the application form with how it is answered."""
    required = set(matter.form.schema_.get("required", ()))
    rows = tuple(
        (
            str(number),
            _title(field),
            _how(field),
            "必填" if field.steps[0] in required else "按情形填写",
            str(field.shape.keywords.get("x-help") or "无"),
        )
        for number, field in enumerate(_fields(matter), 1)
    )
    if not rows:
        return (Paragraph("无申请表。"),)
    return (Table(("序号", "项目", "填写方式", "要求", "填写说明"), rows, (7, 27, 22, 14, 30), frozenset({0, 3})),)


def appendix_samples(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    """The examples that the form gives."""
    rows = tuple((_title(field), _example(field)) for field in _fields(matter) if _example(field))
    if not rows:
        return (Paragraph("无。"),)
    return Paragraph("以下均为虚构的填写示例。", "note"), Table(("项目", "填写示例"), rows, (40, 60))


def appendix_mistakes(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    """What often goes wrong with the matter and with single items."""
    told = [sentence(mistake) for mistake in matter.mistakes]
    told += [f"{_title(field)}：{sentence(mistake)}" for field in _fields(matter) for mistake in _mistakes(field)]
    return (Items(or_none(told)),)


def _fields(matter: Matter) -> Iterator[Field]:
    for field in fields_of(compiled(matter.form.schema_)):
        yield field
        yield from field.items


def _title(field: Field) -> str:
    return field.shape.title or field.steps[-1]


def _how(field: Field) -> str:
    choices = field.shape.choices
    if 0 < len(choices) <= 4:
        return "选择：" + "、".join(choice.title for choice in choices)
    if choices:
        return f"从{len(choices)}个选项中选择"
    if field.shape.keywords.get("format") == "date":
        return "填日期"
    return HOW.get(field.shape.kind, "填文字")


def _example(field: Field) -> str:
    example = field.shape.keywords.get("x-example")
    return "" if example is None else str(example)


def _mistakes(field: Field) -> tuple[str, ...]:
    told = field.shape.keywords.get("x-mistakes")
    return (told,) if isinstance(told, str) else tuple(str(each) for each in told or ())
