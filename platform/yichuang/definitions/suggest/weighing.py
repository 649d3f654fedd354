"""Candidates for a field, weighed: likeness of names first, then what value, name and neighbours say."""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .asked import Asked, Context
from .dictionary import Dictionary, Match
from .label import read_label
from .readings import Read, read
from .value import agreement, called, options, said_format

PEOPLE = "person"
"""The part of the dictionary whose elements can be anybody's: `person.name` is the mother's or the applicant's by its role."""
FOR, AGAINST = 0.13, 0.35
"""What agreeing and disagreeing values count."""
UNLIKELY = 0.86
"""What is left of a reading that takes for a person's what is not."""
OF_A_PERSON, BESIDE, NAMED = 0.05, 0.06, 0.06
"""What is added where the neighbours speak of a person, are from the same part, or the field's name agrees."""
FROM_OPTIONS, FROM_NAME = 0.5, 0.6
"""What options or a field's name are worth where the label says nothing."""
MEANT = 0.85
"""How like the words for a format a name must be to mean a value of it."""
KNOWN, SAME = 0.9, 0.98
NEIGHBOURS = 3


def part_of(code: str) -> str:
    """The part of the dictionary that an element is in: what stands before the dot of its code."""
    return code.partition(".")[0]


@dataclass(slots=True)
class Candidate:
    """An element with its best reading, and what adds to it. `alike` is how like the field is to one of its names, `literal`
    whether in its own words."""

    code: str
    raw: float
    by: str
    alike: float = 0.0
    literal: bool = False
    reasons: list[str] = field(default_factory=list)


@dataclass
class Search:
    """One field being looked up."""

    asked: Asked
    context: Context
    dictionary: Dictionary

    @cached_property
    def way(self) -> Read:
        """The readings of the field, and whose it is."""
        return read(self.asked, self.context)

    @cached_property
    def value(self) -> Mapping[str, Any]:
        """What is said of the value; where nothing is, the label may offer the choice: 性别（男/女）."""
        choices = read_label(self.asked.label).choices
        return self.asked.value or ({"enum": list(choices)} if len(choices) > 1 else {})

    def candidates(self) -> list[Candidate]:
        """All elements that something speaks for, the best first."""
        found = self._by_label()
        named = self.dictionary.named(self.asked.name or self.asked.label)
        self._besides(found, named)
        parts = self._parts_beside()
        for candidate in found.values():
            self._add_value(candidate)
            self._add_surroundings(candidate, parts)
            if candidate.code in named:
                candidate.raw += NAMED
                candidate.reasons.append(f"字段名“{self.asked.name or self.asked.label}”像“{named[candidate.code]}”")
        return sorted(found.values(), key=lambda each: (-each.raw, each.code))

    def _by_label(self) -> dict[str, Candidate]:
        """Each element by its best reading."""
        found: dict[str, Candidate] = {}
        for reading in self.way.readings:
            for match in self.dictionary.matches(reading.text):
                code, raw = match.name.element.code, reading.belief * match.likeness
                if reading.by == "whose" and not self._anybodys(code):
                    raw *= UNLIKELY
                if code not in found or raw > found[code].raw:
                    said = f"{reading.why.replace('{text}', reading.text)}与{match.name.source}“{match.name.text}”{_how(match)}"
                    found[code] = Candidate(code, raw, reading.by, match.likeness, reading.literal, [said])
        return found

    def _anybodys(self, code: str) -> bool:
        """Whether the owner may have an element: a company has nothing of a person's, and 收件人 has elements of its own."""
        owner = self.way.owner
        if owner is None or part_of(code) != PEOPLE:
            return True
        return owner.person and (owner.role is not None or not self.dictionary.begins(owner.word))

    def _besides(self, found: dict[str, Candidate], named: Mapping[str, str]) -> None:
        """Elements that the label does not lead to, but the field's name or its options do."""
        for code in named:
            if code not in found or found[code].raw < FROM_NAME:
                found[code] = Candidate(code, FROM_NAME, "name")
        for code, share in self.dictionary.with_options(options(self.value)).items():
            before = found.get(code, Candidate(code, 0.0, "options"))
            if before.raw < FROM_OPTIONS * share:
                found[code] = Candidate(code, FROM_OPTIONS * share, "options", before.alike, reasons=before.reasons)

    def _add_value(self, candidate: Candidate) -> None:
        element = self.dictionary.elements[candidate.code]
        agreed, said = agreement(self.value, element.value, self.dictionary.offered[element.code]) if self.value else (0.0, "")
        if (meant := called(self.value)) and said_format(element.value) is None:
            named = any(match.name.element is element for match in self.dictionary.matches(meant) if match.likeness >= MEANT)
            agreed, said = (1.0, f"格式就是{meant}") if named else (min(agreed, -0.5), f"格式是{meant}")
        candidate.raw += agreed * (FOR if agreed > 0 else AGAINST)
        if said:
            candidate.reasons.append(said)

    def _parts_beside(self) -> Counter[str]:
        """The parts of the dictionary that the neighbours are from."""
        parts: Counter[str] = Counter()
        for neighbour in (*self.context.before[:NEIGHBOURS], *self.context.after[:NEIGHBOURS]):
            near = self.dictionary.matches(read_label(neighbour.label).core)[:1] if neighbour.element is None else ()
            code = near[0].name.element.code if near and near[0].likeness >= KNOWN else neighbour.element
            if code is not None:
                parts[part_of(code)] += 1
        return parts

    def _add_surroundings(self, candidate: Candidate, parts: Counter[str]) -> None:
        part, owner = part_of(candidate.code), self.way.owner
        if part == PEOPLE and owner is not None and owner.person:
            if not self.way.own:
                candidate.raw += OF_A_PERSON
                where = "所在分区" if owner.said == "section" else f"前面的字段“{owner.said}”"
                candidate.reasons.append(f"{where}说的是{owner.word}")
        elif part in parts:
            candidate.raw += BESIDE * parts[part] / sum(parts.values())
            candidate.reasons.append("相邻字段属于同一类数据元")


def _how(match: Match) -> str:
    if match.spoken:
        return "读音相近"
    return "相同" if match.likeness == 1 else "同义" if match.likeness >= SAME else "相近"
