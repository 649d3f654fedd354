"""Time limits: what is done at once, what the law allows, what an on-site check needs (WZ-1, WZ-2, L01, L02)."""
from __future__ import annotations

from collections.abc import Iterator

from yichuang.definitions.common import Limit
from yichuang.definitions.matter import Matter
from yichuang.forms.pointers import join

from .rule import Example, Hit, Resolver, Rule
from .sample import AT_ONCE, LICENCE
from .sentences import said

UNITS = {"workday": "个工作日", "natural-day": "个自然日", "hour": "小时", "month": "个月", "year": "年", "immediate": ""}
PROJECT = {"immediate": "即办件", "promised": "承诺件"}
REVIEW = {"immediate": "即审即办", "reviewed": "前审后批"}
LICENCE_LIMIT = Limit(days=20)
"""行政许可法 art. 42: twenty working days (art. 82) unless a law or regulation says otherwise."""
ON_SITE = r"(?:现场|实地|上门)(?:勘查|勘察|勘验|核查|核验|踏勘|踏看|查勘|检查|检验|查验|验收)"
ON_SITE_DAYS = 5


def words(limit: Limit) -> str:
    """5个工作日, 当场."""
    return "当场" if limit.exact == 0 else f"{limit.days}{UNITS[limit.unit]}"


def disagreeing(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """A promise of nought must be 即办 in both types; up to one working day may be, if both types say so; more never is."""
    promised, types = matter.promised_limit, {"project_type": matter.project_type, "review_type": matter.review_type}
    at_once = [key for key, value in types.items() if value == "immediate"]
    slow = [key for key in types if key not in at_once]
    if promised.exact == 0:
        wrong = slow
    elif promised.exact > 1:
        wrong = at_once if slow else ["promised_limit"]
    else:
        wrong = ["review_type"] if at_once and slow else []
    for key in wrong[:1]:
        yield Hit(f"/{key}", {"promise": words(promised), "project": PROJECT[matter.project_type],
                              "review": REVIEW[matter.review_type]})


def called_at_once(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """A promise of more than a working day is not 即办, whatever the types say."""
    if matter.promised_limit.exact <= 1:
        return
    for key, value, names in (("project_type", matter.project_type, PROJECT), ("review_type", matter.review_type, REVIEW)):
        if value == "immediate":
            yield Hit(f"/{key}", {"promise": words(matter.promised_limit), "said": names["immediate"]})


def longer_than_the_law(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """Against the statutory limit, and without one against the twenty days of a licence."""
    promised, statutory = matter.promised_limit, matter.statutory_limit
    allowed = statutory or (LICENCE_LIMIT if matter.task_type == "01" else None)
    if allowed is not None and promised.exceeds(allowed):
        which = "法定时限" if statutory else "行政许可法第四十二条的时限"
        yield Hit("/promised_limit", {"promise": words(promised), "which": which, "allowed": words(allowed)})


def too_short_for_a_visit(matter: Matter, resolve: Resolver, days: int = ON_SITE_DAYS) -> Iterator[Hit]:
    """Steps that are counted in the promise and go to the place; `days` is what such a step needs with all around it."""
    if matter.promised_limit.exact >= days:
        return
    for index, step in enumerate(matter.steps):
        if step.counted_in_promise and said(ON_SITE, step.name, step.standard):
            yield Hit(join(("steps", index, "name")),
                      {"step": step.name, "promise": words(matter.promised_limit), "days": days})


RULES = (
    Rule(
        id="WZ-1", group="WZ", source="WZ", title="承诺即办、即办件、即审即办三者一致", severity="error", applies_to=("matter",),
        looks_at="承诺办结时限、办件类型、审查类型", find=disagreeing,
        meaning="承诺当场办结的，办件类型是即办件，审查类型是即审即办；反过来也一样。1个工作日以内的可以都按即办写，也可以都按承诺写。",
        message="承诺时限是{promise}，办件类型是“{project}”，审查类型是“{review}”，三者不一致。",
        fix="当场办结的写：承诺当场、即办件、即审即办；否则写：承诺的工作日、承诺件、前审后批。",
        passing=Example("当场办结，即办件，即审即办", AT_ONCE),
        failing=Example("当场办结，却是承诺件", AT_ONCE | {"/project_type": "promised"}, "/project_type"),
    ),
    Rule(
        id="WZ-2", group="WZ", source="WZ", title="不是即办的，应为承诺件和前审后批", severity="error", applies_to=("matter",),
        looks_at="承诺办结时限、办件类型、审查类型", find=called_at_once, also=("WZ-1",),
        meaning="承诺时限超过1个工作日的，不能称作即办。",
        message="承诺时限是{promise}，不是即办，却写着“{said}”。", fix="改为承诺件、前审后批，或把承诺改为当场办结。",
        passing=Example("5个工作日，承诺件，前审后批", {}),
        failing=Example("5个工作日，却是即审即办", {"/review_type": "immediate"}, "/review_type"),
    ),
    Rule(
        id="L01", group="L", source="行政许可法第四十二条", title="承诺时限不长于法定时限", severity="error",
        applies_to=("matter",), looks_at="承诺办结时限、法定办结时限、事项类型", find=longer_than_the_law,
        meaning="行政许可没有写法定时限的，按20个工作日；法律、法规另有规定的，写明法定时限。承诺为0（当场）总是可以。",
        message="承诺时限（{promise}）长于{which}（{allowed}）。",
        fix="把承诺缩短到{allowed}以内；法律另有规定的，写明法定办结时限及其依据。",
        passing=Example("行政许可，没有法定时限，承诺20个工作日", LICENCE | {
            "/statutory_limit": None, "/statutory_explanation": "法律没有规定办结时限。", "/promised_limit": {"days": 20},
            "/steps/1/limit": {"days": 17}}),
        failing=Example("行政许可，没有法定时限，承诺21个工作日", LICENCE | {
            "/statutory_limit": None, "/statutory_explanation": "法律没有规定办结时限。", "/promised_limit": {"days": 21},
            "/steps/1/limit": {"days": 18}}, "/promised_limit"),
    ),
    Rule(
        id="L02", group="L", source="INSP", title="含现场核查的，承诺不宜过短", severity="warning", applies_to=("matter",),
        looks_at="办理步骤、承诺办结时限", find=too_short_for_a_visit,
        meaning=f"要到现场勘查、核查而承诺不足{ON_SITE_DAYS}个工作日的，多半做不到；不计入承诺的步骤不算。",
        message="步骤“{step}”要到现场，承诺时限只有{promise}。",
        fix="核对能否按期办完：延长到{days}个工作日以上，或写明现场核查不计入承诺及其依据。",
        passing=Example("现场核查，承诺5个工作日", {"/steps/1/name": "审查（含现场核查）"}),
        failing=Example("现场核查，承诺3个工作日", {
            "/promised_limit/days": 3, "/steps/1/name": "审查（含现场核查）", "/steps/1/limit/days": 1,
            "/steps/3/limit/days": 0}, "/steps/1/name"),
    ),
)
