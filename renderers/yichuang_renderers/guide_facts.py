"""What a guide is written from: the released subject and all it uses, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import timedelta, timezone
from typing import Any

from yichuang.definitions.bundle import Bundle, Member
from yichuang.definitions.element import Element
from yichuang.definitions.matter import Matter
from yichuang.definitions.place import Department
from yichuang.errors import Invalid
from yichuang.extension import GuideSource
from yichuang.forms.compiled import compiled

PLACE = timezone(timedelta(hours=8))
"""Legal days are days in China, which keeps UTC+8 all year."""


class GuideFacts(GuideSource):
    """What the platform hands to writers of guides, with the look-ups that chapters need."""

    @classmethod
    def of(cls, source: GuideSource) -> GuideFacts:
        """The same source, able to look things up."""
        return cls(**{each.name: getattr(source, each.name) for each in fields(source)})

    def organ(self, code: str) -> str:
        """The name of a department."""
        found = self.uses.get(code)
        return found.name if isinstance(found, Department) else code

    def element(self, code: str, title: str) -> str:
        """The name of an element in the dictionary; the form's own title when it is not there."""
        found = self.uses.get(code)
        return found.name if isinstance(found, Element) else title

    def matter(self, code: str) -> Matter:
        """A matter of the bundle. Raises Invalid when it is not among what the bundle uses."""
        found = self.uses.get(code)
        if not isinstance(found, Matter):
            raise Invalid(f"指南写不出来：缺少事项“{code}”的发布版本。请先发布它。")
        return found

    def members(self) -> Iterator[tuple[Member, Matter]]:
        """The matters of a bundle that apply, or could apply while nothing has been answered."""
        for member in self.subject.members if isinstance(self.subject, Bundle) else ():
            if self.holds(member.when, self.answers):
                yield member, self.matter(member.matter)

    def answers_for(self, member: Member) -> Mapping[str, Any] | None:
        """The bundle's answers under the names of the matter's own questions."""
        if self.answers is None:
            return None
        questions = {question.code: question.code for question in self.matter(member.matter).questions}
        found: dict[str, Any] = {}
        for own, asked in {**questions, **member.answers}.items():
            if isinstance(asked, Mapping):
                found[own] = asked.get("const")
            elif asked in self.answers:
                found[own] = self.answers[asked]
        return found

    @staticmethod
    def holds(when: Mapping[str, Any] | None, answers: Mapping[str, Any] | None) -> bool:
        """Whether a condition is met; without answers everything could be."""
        return when is None or answers is None or compiled(when).is_valid(dict(answers))
