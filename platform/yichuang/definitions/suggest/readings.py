"""The ways to read a field: its label as it stands, without whose it is, with what the section is about, in other words."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .asked import Asked, Context
from .label import read_label, tokens_of
from .value import called
from .whose import Owner, owner_around, owner_of
from .words import near, telling

WHOLE, STRIPPED, PART, TOPIC, FORMAT, OTHER_WORDS = 1.0, 0.955, 0.88, 1.03, 0.62, 0.92
"""How far each way is believed."""
MOST_OTHER_WORDS = 4
RELATION = re.compile("^(.{2,8}?)[与和](.{2,8}?)的?关系$")
JOINED = re.compile("^(.{3,})[及和或].{2,}$")
SELF = frozenset({"本人", "申请人", "申报人", "经办人", "办理人"})
# What a section's title says beside what it is about.
BESIDE = re.compile(r"(?:基本|主要|相关|有关|其他|申报|登记|详细)?(?:信息|情况|资料|内容|事项|概况)?$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text to look up, how far it is believed, what it was made by, the sentence that says so ({text}: the text), and
    whether its words are those of the field."""

    text: str
    belief: float
    by: str
    why: str
    literal: bool = True


@dataclass(frozen=True, slots=True)
class Read:
    """All ways to read a field, and whose it is; `own` when its label says so itself."""

    readings: tuple[Reading, ...]
    owner: Owner | None
    own: bool


def read(asked: Asked, context: Context) -> Read:
    """Every reading once, the most believed first."""
    core = read_label(asked.label).core
    owner, rest = owner_of(core)
    around = owner_around(context) if owner is None else None
    beside = () if owner is not None else _in_context(core, context, around)
    found = [*_of_label(asked.label, owner, rest), *beside, *_of_value(asked)]
    texts: dict[str, Reading] = {}
    others = (other for each in found if each.by != "format" for other in _other_words(each))
    for reading in [*found, *others]:
        if reading.text and (reading.text not in texts or texts[reading.text].belief < reading.belief):
            texts[reading.text] = reading
    return Read(tuple(sorted(texts.values(), key=lambda each: -each.belief)), owner or around, owner is not None)


def _of_label(text: str, owner: Owner | None, rest: str) -> Iterator[Reading]:
    label = read_label(text)
    yield Reading(label.core, WHOLE, "label", "标签“{text}”")
    if owner is not None:
        yield Reading(rest, STRIPPED, "whose", f"去掉“{owner.word}”后的标签“{{text}}”")
    if relation := RELATION.match(label.core):
        for one, belief in zip(relation.groups(), (PART, WHOLE), strict=True):
            yield Reading(f"与{one}关系", 0.5 if one in SELF else belief, "label", "标签所说的“{text}”")
    if joined := JOINED.match(label.core):
        yield Reading(joined[1], PART, "part", "标签的前一半“{text}”")
    for part in label.parts:
        yield Reading(part, PART, "part", "标签里的“{text}”")
        yield Reading(label.core + part, PART, "part", "标签“{text}”")


def _in_context(core: str, context: Context, around: Owner | None) -> Iterator[Reading]:
    """The label after what the section, or the field before it, is about: 户号 in 用电信息 is 用电户号."""
    if around is not None and around.person and around.said != "section":
        return
    if around is not None and not around.person:
        yield Reading(around.word + core, TOPIC, "topic", f"前面说的是{around.word}，加上标签")
    topic = BESIDE.sub("", read_label(context.section).core)
    for told in (token for token in tokens_of(topic) if token in telling() and token not in tokens_of(core)):
        yield Reading(told + core, TOPIC, "topic", f"所在分区“{context.section}”加上标签")
    if topic and topic not in core:
        yield Reading(topic + core, TOPIC, "topic", f"所在分区“{context.section}”加上标签")
    for neighbour in (*context.before[:1], *context.after[:1]):
        beside = read_label(neighbour.label).core[:2]
        if len(beside) == 2 and beside not in core:
            yield Reading(beside + core, 0.95, "topic", f"相邻字段“{neighbour.label}”加上标签")


def _of_value(asked: Asked) -> Iterator[Reading]:
    if said := called(asked.value):
        yield Reading(said, FORMAT, "format", "格式说明是“{text}”")


def _other_words(reading: Reading) -> Iterator[Reading]:
    """The same with a word for one that is often meant by it."""
    tokens = tokens_of(reading.text)
    pairs = [pair for pair in near() if pair[0] in tokens and pair[1] not in tokens]
    for said, meant in pairs[:MOST_OTHER_WORDS]:
        text = "".join(meant if token == said else token for token in tokens)
        yield Reading(text, reading.belief * OTHER_WORDS, reading.by,
                      reading.why.replace("{text}", reading.text) + f"（“{said}”也作“{meant}”）", literal=False)
