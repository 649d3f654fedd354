"""One source, many texts: what a guide says in its own words agrees with what is declared (G08 to G11)."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition, Limit
from yichuang.definitions.matter import Matter
from yichuang.definitions.place import Department
from yichuang.definitions.publication import Guide
from yichuang.forms.pointers import join

from .contacts import same
from .guide_words import ALL_THREE, _rule
from .limits import words
from .rule import Example, Hit, Resolver
from .sentences import said
from .told import told

PROMISED = re.compile(r"承诺(?:办结)?(?:时限|期限|时间)?(?:为|是|：|:)?\s*(?P<days>\d{1,4})\s*个?(?P<unit>工作日|自然日|小时|月)")
UNITS: Mapping[str, str] = {"工作日": "workday", "自然日": "natural-day", "小时": "hour", "月": "month"}
MOST = 3660
"""As many as a limit may have."""
VISITS = re.compile(r"(?:到现场|到窗口|跑动)(?:次数)?(?:为|是|：|:)?(?:最多)?\s*(?P<number>\d)\s*次")
FREE = r"不收费|不收取(?:任何)?费用"
PHONE = re.compile(r"(?<![\d-])(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4})(?![\d-])")
CHAPTERS: Mapping[str, tuple[str, ...]] = {
    "matter": ("scope", "review", "basis", "accepting-organ", "deciding-organ", "quantity", "conditions", "prohibitions",
               "materials", "receiving", "flow", "modes", "limits", "fees", "result", "delivery", "rights", "consult",
               "complaint", "offices", "progress", "appendix-flow", "appendix-blank", "appendix-samples",
               "appendix-mistakes", "faq", "appendix-code"),
    "bundle": ("matters", "notice", "form", "online-flow", "offline-flow", "contact", "faq"),
}
"""Chapters that the platform fills itself; any other is printed only with the editor's own words."""


def subject_of(definition: Definition, resolve: Resolver) -> Matter | Bundle | None:
    """What the text is about: the guide's subject, or the matter or bundle itself."""
    found = resolve(definition.subject) if isinstance(definition, Guide) else definition
    return found if isinstance(found, Matter | Bundle) else None


def matters_of(subject: Matter | Bundle, resolve: Resolver) -> list[Matter]:
    """The matter itself, or the members of the bundle as far as they are known."""
    if isinstance(subject, Matter):
        return [subject]
    return [matter for member in subject.members if isinstance(matter := resolve(member.matter), Matter)]


def another_promise(definition: Definition, resolve: Resolver) -> Iterator[Hit]:
    """承诺N个工作日 in words, and no such promise declared."""
    subject = subject_of(definition, resolve)
    if subject is None:
        return
    limits = [matter.promised_limit for matter in matters_of(subject, resolve)]
    if isinstance(subject, Bundle):
        limits += [subject.promise.limit, *(member.promise for member in subject.members if member.promise)]
    for steps, text in told(definition):
        for found in PROMISED.finditer(text):
            promised = Limit.model_validate({"days": min(int(found["days"]), MOST), "unit": UNITS[found["unit"]]})
            if not any(promised.exact == limit.exact for limit in limits):
                declared = "、".join(dict.fromkeys(words(limit) for limit in limits))
                yield Hit(join(steps), {"text": found[0], "declared": declared or "没有"})


def another_burden(definition: Definition, resolve: Resolver) -> Iterator[Hit]:
    """Another number of visits, or 不收费 of a matter that charges."""
    subject = subject_of(definition, resolve)
    if subject is None:
        return
    matters = matters_of(subject, resolve)
    visits = {matter.visits.number for matter in matters} | ({subject.visits} if isinstance(subject, Bundle) else set())
    for steps, text in told(definition):
        for found in VISITS.finditer(text):
            if int(found["number"]) not in visits:
                declared = "、".join(f"{number}次" for number in sorted(visits))
                yield Hit(join(steps), {"text": found[0], "declared": f"到现场{declared}"})
        if matters and all(matter.charged for matter in matters) and (free := said(FREE, text)):
            yield Hit(join(steps), {"text": free, "declared": "收费"})


def another_phone(definition: Definition, resolve: Resolver) -> Iterator[Hit]:
    """A telephone in the text that is nowhere declared: it will be forgotten when the number changes."""
    found = [(steps, match[0]) for steps, text in told(definition) for match in PHONE.finditer(text)]
    subject = subject_of(definition, resolve) if found else None
    if subject is None:
        return
    known = list(_phones(subject, resolve))
    for steps, number in found:
        if not any(same(number, other) for other in known):
            yield Hit(join(steps), {"number": number})


def _phones(subject: Matter | Bundle, resolve: Resolver) -> Iterator[str]:
    for each in (subject, *matters_of(subject, resolve)):
        yield from (each.consult_phone, each.complaint_phone, *(place.phone for place in each.locations))
        department = resolve(each.department if isinstance(each, Matter) else each.lead)
        if isinstance(department, Department):
            yield from (department.phone, department.complaint_phone)


def lost_chapter(guide: Guide, resolve: Resolver) -> Iterator[Hit]:
    """Chapters that stay empty, stand twice, or are wanted in the brief guide and not there."""
    subject = subject_of(guide, resolve)
    sources = [chapter.source for chapter in guide.chapters]
    known = CHAPTERS.get(subject.kind, ()) if subject else ()
    for index, chapter in enumerate(guide.chapters):
        at = join(("chapters", index, "source"))
        if chapter.source in sources[:index]:
            yield Hit(at, {"said": f"“{chapter.title}”与前面的一章来源相同（{chapter.source}）"})
        elif subject and chapter.source not in known and not (chapter.text or "").strip():
            yield Hit(at, {"said": f"“{chapter.title}”的来源“{chapter.source}”不认识，又没有文字，不会印出来"})
    for index, source in enumerate(guide.brief):
        if subject and source not in (sources or known):
            yield Hit(join(("brief", index)), {"said": f"简版要的“{source}”不在章节里，不会印出来"})


RULES = (
    _rule(
        8, "文字里的承诺时限与声明一致", applies_to=ALL_THREE, looks_at="说明文字、承诺办结时限", find=another_promise,
        meaning="指南、常见问题、说明里写的“承诺N个工作日”，就是声明的承诺；一件事的文字可以写其中任一事项的承诺。",
        message="文字写的是“{text}”，声明的是{declared}。", fix="改正文字，或改正承诺时限；能不重复写数字的就不写。",
        passing=Example("承诺5个工作日，声明也是5个工作日", {"/promise_explanation": "承诺5个工作日办结。"}),
        failing=Example("承诺3个工作日，声明是5个工作日", {"/promise_explanation": "承诺3个工作日办结。"}, "/promise_explanation"),
    ),
    _rule(
        9, "文字里的跑动次数、收费与声明一致", applies_to=ALL_THREE, looks_at="说明文字、到办事现场次数、是否收费",
        find=another_burden,
        meaning="文字写“到现场N次”“不收费”的，与声明的到现场次数、是否收费一致。",
        message="文字写的是“{text}”，声明的是{declared}。", fix="改正文字，或改正声明。",
        passing=Example("到现场1次", {"/faq": [{"question": "要去几次？", "answer": "到现场1次。"}]}),
        failing=Example("文字到现场2次，声明1次", {"/faq": [{"question": "要去几次？", "answer": "到现场2次。"}]}, "/faq/0/answer"),
    ),
    _rule(
        10, "文字里的电话是声明过的电话", applies_to=ALL_THREE, looks_at="说明文字，咨询、投诉、窗口、部门电话", find=another_phone,
        meaning="文字里的电话，声明里也要有，换号时才不会漏改；5位热线除外。",
        message="文字里的电话 {number} 不在声明的电话中。", fix="改为咨询电话，或把它写进办理地点。",
        passing=Example("文字里是咨询电话", {"/delivery": "领取请先拨打0571-88001001。"}),
        failing=Example("文字里是别的电话", {"/delivery": "领取请先拨打0571-88001099。"}, "/delivery"),
    ),
    _rule(
        11, "指南的每一章都印得出来", applies_to=("guide",), looks_at="指南的章节、简版", find=lost_chapter,
        meaning="章节来源是平台认识的，或有自己的文字；不重复；简版要的章节都在。",
        message="{said}。", fix="改正来源、补上文字，或删去这一章。",
        passing=Example("自己的一章，有文字", {"/chapters/-": {"source": "own", "title": "三、提示", "text": "请带身份证件。"}}),
        failing=Example("来源写错，没有文字", {"/chapters/-": {"source": "limit", "title": "三、办理时限"}}, "/chapters/2/source"),
    ),
)
