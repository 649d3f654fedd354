"""WordingRules 用语规则: what a region adds to, replaces in, or excepts from the rules of vague wording."""
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .common import Code, Declared, Definition, Title

RuleCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,8}-[A-Z0-9][A-Z0-9-]{0,15}$")]
OurCode = Literal["V01", "V02", "V03", "V04", "V05", "V06", "V07", "V08", "V09", "V10", "V11"]


class WordingRule(Declared):
    """One kind of wording that the region does not want to read."""

    code: RuleCode
    """Its id in reports: the region's letters, a hyphen, a number, such as `HZ-01`; `WZ-…` are rules of matters."""
    severity: Literal["error", "warning"]
    pattern: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    """A regular expression that is decided in linear time (RE2): no look-around, no back-references."""
    scope: Literal["any", "general", "material-name"] = "any"
    """Where it looks: everywhere, everywhere but in names of materials, or only in those."""
    fix: Title
    """What to write instead; `{text}` stands for what was found, `{head}` for the clause before it."""
    source: Title
    """The document that demands it."""
    replaces: OurCode | None = None
    """A rule of ours that this one stands in for within the region."""


class WordingRules(Definition):
    """Rules for the definitions of departments in a region and in all regions below it."""

    kind: Literal["wording-rules"]
    region: Code
    rules: Annotated[tuple[WordingRule, ...], Field(max_length=200)] = ()
    exceptions: Annotated[tuple[Title, ...], Field(max_length=1000)] = ()
    """Phrases in which nothing is found: proper names, products, foreign names."""
