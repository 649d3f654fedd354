"""What a report is drawn from: a bundle composed for all scenarios together, names of what it uses, verdicts, conflicts."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.filing.composition import Composition
from yichuang.forms.compiled import Compiled, compiled
from yichuang.forms.fields import Field, fields_of

from .lines import Verdict

Verdicts = Mapping[tuple[str, str], Verdict]
"""(matter, pointer) → verdict."""


@dataclass(frozen=True)
class Subject:
    """A bundle and what it uses by code."""

    bundle: Bundle
    uses: Mapping[str, Definition]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Matter of the bundle → its name."""
        return {member.matter: self.name(member.matter) for member in self.bundle.members}

    @cached_property
    def codes_in_text(self) -> re.Pattern[str]:
        """Finds codes of matters in a sentence, the longest first."""
        codes = sorted(self.names, key=len, reverse=True)
        return re.compile(r"(?<![\w.-])(?:" + "|".join(map(re.escape, codes)) + r")(?![\w.-])")

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """Role → its title."""
        return {role.code: role.title for role in self.bundle.roles} | {rows.role: rows.title for rows in self.bundle.rows}

    @cached_property
    def questions(self) -> Mapping[tuple[str, str], str]:
        """Identity → the question that answers it."""
        titles = {question.code: question.title for question in self.bundle.questions}
        return {(each.role, each.element): titles.get(each.question, each.question) for each in self.bundle.answered}

    def name(self, code: str) -> str:
        """What a definition is called; its code where it is not known."""
        return self.uses[code].name if code in self.uses else code

    def in_names(self, message: str) -> str:
        """A sentence of the merge with matters called by their names."""
        if not self.names:
            return message
        return self.codes_in_text.sub(lambda found: self.names[found[0]], message)


@dataclass(frozen=True)
class Ground:
    """A subject composed without answers, the verdict of each field, and the numbers of conflicts by place."""

    subject: Subject
    composition: Composition
    verdicts: Verdicts
    conflicts: Mapping[str, Sequence[int]]
    disputed: frozenset[str] | None = None
    """The places asked apart in some scenario; all that this composition asks apart when it is None. Matters that never
    apply together are asked apart only where everything stands on one form."""

    @cached_property
    def form(self) -> Compiled:
        """The one form, made ready once."""
        return compiled(self.composition.form.schema)

    @cached_property
    def merged(self) -> Mapping[str, Field]:
        """Place in the one form → its field, in the order of the form."""
        found: dict[str, Field] = {}
        for own in fields_of(self.form):
            found.update({f"{own.steps[0]}/*/{item.steps[0]}": item for item in own.items} or {own.steps[0]: own})
        return found
