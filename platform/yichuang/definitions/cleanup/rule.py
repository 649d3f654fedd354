"""What a rule of the clean-up is: where it comes from, how it looks, what it proposes."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from .demand import Demand

Action = Literal["delete", "share", "internal", "upstream", "promise", "review", "keep"]
ACTION_NAMES: Mapping[Action, str] = MappingProxyType({
    "delete": "取消", "share": "共享", "internal": "内部核查", "upstream": "前序产出", "promise": "告知承诺",
    "review": "复核", "keep": "保留",
})

EXEMPT = frozenset({"register", "e-cert", "promise", "internal", "upstream", "generated"})
"""Ways in which the applicant brings nothing: there is nothing left to clean up."""


@dataclass(frozen=True)
class Hit:
    """What a rule found: the particulars for its message, and for an exemption its mode and source."""

    detail: str
    mode: str = ""
    source: str = ""


@dataclass(frozen=True)
class Rule:
    """One clean-up rule. `settled_by` are the exemption modes after which it has nothing more to ask."""

    id: str
    title: str
    source: str
    action: Action
    check: Callable[[Demand], Hit | None]
    message: str
    fix: str
    settled_by: frozenset[str] = EXEMPT

    def reason(self, demand: Demand, hit: Hit) -> str:
        """The sentence that stands in the ledger."""
        return self.message.format(material=demand.name, detail=hit.detail)
