"""A decision about one place of a bundle: what staff say, filled up with what is known, on the grounds of today."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from yichuang.definitions.bundle import Bundle, MergeDecision
from yichuang.definitions.common import Definition
from yichuang.definitions.hearings import decision_of, hearing_of
from yichuang.errors import Invalid, NotFound
from yichuang.forms.conflicts import Conflict
from yichuang.forms.decisions import Decided, Decision, Take
from yichuang.forms.hearing import Hearing

from .disputes import Disputes, disputes_of

Uses = Mapping[str, Definition]
MOST_PLACES = 30


@dataclass(frozen=True)
class Wish:
    """What staff say. What they leave out is taken from the decision that is there already, when it is of the same kind,
    then from what is proposed for the conflict."""

    where: str
    take: Take
    kind: str | None = None
    members: tuple[str, ...] = ()
    transforms: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)
    """status, owner, due, basis: those that are said."""


@dataclass(frozen=True)
class Outcome:
    """The bundle with the decision, and how that stands in its scenarios."""

    bundle: Bundle
    decided: Decided
    disputes: Disputes


def decide(bundle: Bundle, uses: Uses, wish: Wish) -> Outcome:
    """Nothing is written. Raises NotFound for a place that nobody asks, Invalid for what says too little."""
    hearing = hearing_of(bundle, uses.get)
    disputes = disputes_of(bundle, uses)
    if wish.where not in {*hearing.places, *hearing.gifts}:
        raise NotFound(f"没有“{wish.where}”这一处。{_known(disputes, hearing)}")
    conflict = _conflict(disputes, wish)
    kind = wish.kind or (conflict.kind if conflict else "any")
    earlier = next((each for each in bundle.decisions if _same_place(each, wish.where, kind)), None)
    declared = _declared(wish, kind, earlier, conflict)
    members = declared.members or (conflict.members if conflict else ())
    declared = declared.model_copy(update={"members": members, "grounds": hearing.grounds(wish.where, kind, members)})
    return _outcome(bundle, uses, declared)


def _same_place(decision: MergeDecision, where: str, kind: str) -> bool:
    return decision.where == where and (decision.kind == "label") == (kind == "label")


def _conflict(disputes: Disputes, wish: Wish) -> Conflict | None:
    """The one that is meant: of the kind that is said; else what is asked at one place comes before what is only called
    the same."""
    here = [each.conflict for each in disputes.each if each.where == wish.where and each.conflict is not None]
    fitting = [each for each in here if wish.kind is None or each.kind == wish.kind]
    return min(fitting, key=lambda each: each.kind == "label", default=None)


def _known(disputes: Disputes, hearing: Hearing) -> str:
    places = [each.where for each in disputes.each]
    rest = [place for place in hearing.places if place not in places and "~" not in place]
    named = [*dict.fromkeys(places), *rest][:MOST_PLACES]
    more = "等" if len(places) + len(rest) > MOST_PLACES else ""
    return f"已知的有：{'、'.join(named)}{more}。" if named else "这件事没有可以决定的地方。"


def _declared(wish: Wish, kind: str, earlier: MergeDecision | None, conflict: Conflict | None) -> MergeDecision:
    kept = earlier.model_dump() if earlier is not None and earlier.take == wish.take else {}
    proposed = next((each for each in (conflict.resolutions if conflict else ()) if each.take == wish.take), None)
    transforms = wish.transforms or kept.get("transforms") or (proposed.transforms if proposed else {})
    titles = wish.titles or kept.get("titles") or (proposed.titles if proposed else {})
    if wish.take in ("map", "split") and not transforms:
        raise Invalid("没有写明怎样换算，也没有现成的建议。请用 --map 写明事项、字段位置和换算文件。")
    if wish.take == "rename" and not titles:
        raise Invalid("没有写明各叫什么名称。请用 --title 写明事项和名称。")
    about = {key: value for key in ("status", "owner", "due", "basis")
             if (value := wish.about.get(key, kept.get(key))) is not None}
    said = {"where": wish.where, "take": wish.take, "kind": kind, "members": wish.members or kept.get("members", ())}
    more = {"transforms": transforms} if wish.take in ("map", "split") else {"titles": titles} if wish.take == "rename" else {}
    return MergeDecision.model_validate({**said, **more, **about})


def _outcome(bundle: Bundle, uses: Uses, declared: MergeDecision) -> Outcome:
    others = list(bundle.decisions)
    index = next((i for i, each in enumerate(others) if _same_place(each, declared.where, declared.kind)), len(others))
    others[index:index + 1] = [declared]
    changed = bundle.model_copy(update={"decisions": tuple(others)})
    disputes = disputes_of(changed, uses)
    stands = next((each.decided for each in disputes.each if each.decided is not None
                   and _same_place(declared, each.where, each.decided.decision.kind)), None)
    return Outcome(changed, stands or _unused(decision_of(declared)), disputes)


def _unused(decision: Decision) -> Decided:
    return replace(Decided(decision, "without-object"), why="没有一种情形用得到这个决定。")


def decision_documents(bundle: Bundle) -> list[dict[str, Any]]:
    """The decisions as they are written in a document: what says nothing is left out."""
    return [{key: value for key, value in each.model_dump(mode="json").items() if value not in (None, "", [], {})}
            for each in bundle.decisions]
