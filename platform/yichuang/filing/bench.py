"""What the designer's workbench shows of a bundle before it is released, and what a release would change."""
from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

from sqlalchemy.orm import Session

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.proofs.keeping import kept
from yichuang.definitions.proofs.values import Proof
from yichuang.forms.conflicts import Conflict

from .compose import compose
from .composition import Composition
from .merge_report.conflict_lines import by_place, conflict_lines
from .merge_report.ground import Ground, Subject
from .merge_report.lines import Column, ConflictLine, Line
from .merge_report.matrix import columns_of, lines_of
from .rerelease.preview import Preview, Side, completed, preview
from .rerelease.sides import pairs_of
from .rerelease.telling import Rerelease

MOST_KEPT = 24


@dataclass(frozen=True)
class Workbench:
    """A bundle laid out: a line for every element with what each matter demands; conflicts with what was decided."""

    composition: Composition
    answers: Mapping[str, Any] | None
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    conflicts: tuple[ConflictLine, ...]

    def conflict(self, where: str, kind: str) -> Conflict | None:
        """The conflict itself with its proposals, decided or not."""
        found = (*(each.conflict for each in self.composition.decided if each.conflict), *self.composition.conflicts)
        return next((each for each in found if each.where == where and each.kind == kind), None)

    @property
    def sections(self) -> dict[str, list[Line]]:
        """The lines under the titles of their sections."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.section, []).append(line)
        return found


class FilingBench:
    """Lays bundles on the workbench; keeps comparisons of releases by their digests, for they take seconds."""

    def __init__(self) -> None:
        self._previews: OrderedDict[tuple[str, str], Preview] = OrderedDict()
        self._lock = Lock()

    def workbench(self, bundle: Bundle, uses: Mapping[str, Definition], answers: Mapping[str, Any] | None,
                  proof: Proof | None) -> Workbench:
        """The bundle in one scenario, questions without an answer at their first choice; or without answers in all."""
        whole = None if answers is None else completed(bundle.questions, answers)
        composition = compose(bundle, uses, whole)
        subject = Subject(bundle, uses)
        conflicts = conflict_lines(subject, composition)
        verdicts = {(claim.part, claim.pointer): claim.verdict for claim in proof.claims} if proof else {}
        ground = Ground(subject, composition, verdicts, by_place(conflicts))
        return Workbench(composition, composition.answers, columns_of(ground), lines_of(ground), conflicts)

    def rerelease(self, db: Session, code: str, on: date) -> Sequence[Rerelease]:
        """What publishing a draft with all it uses would change, proofs as far as they are kept."""
        return [Rerelease(old, new, self._preview(old, new) if old else None,
                          kept(db, old.digest) if old else None, kept(db, new.digest))
                for old, new in pairs_of(db, code, on)]

    def _preview(self, old: Side, new: Side) -> Preview:
        key = old.digest, new.digest
        with self._lock:
            if key in self._previews:
                self._previews.move_to_end(key)
                return self._previews[key]
        found = preview(old, new)
        with self._lock:
            self._previews[key] = found
            while len(self._previews) > MOST_KEPT:
                self._previews.popitem(last=False)
        return found
