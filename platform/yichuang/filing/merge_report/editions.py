"""What a report can be about: a release of a bundle with all it pinned, or the draft as it is now with all it uses."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.drafts import draft_library
from yichuang.definitions.library import Library
from yichuang.definitions.matter import Matter
from yichuang.definitions.proofs.keeping import kept
from yichuang.definitions.proofs.signing import standing_of
from yichuang.definitions.proofs.values import Proof
from yichuang.definitions.records import Release
from yichuang.definitions.releases import definition_of, places, release_of, uses_of
from yichuang.definitions.sealing import drafted
from yichuang.errors import Invalid, NotFound
from yichuang.filing.single import bundle_of
from yichuang.standards.legal_days import legal_day

from .difference import difference
from .lines import Before, Report
from .report import Occasion, report_of


@dataclass(frozen=True)
class Edition:
    """A bundle with what it uses, what the report calls it, and its proof where one has been kept."""

    bundle: Bundle
    uses: Mapping[str, Definition]
    title: str
    proof: Proof | None = None
    signed: tuple[str, ...] = ()

    def report(self, on: date) -> Report:
        """The report of this edition on a day."""
        return report_of(self.bundle, self.uses, Occasion(self.title, on, self.signed), self.proof)

    def proved(self, proof: Proof) -> Edition:
        """The same with a proof."""
        return replace(self, proof=proof)


def edition_of(subject: Definition, uses: Mapping[str, Definition], title: str, proof: Proof | None = None) -> Edition:
    """Of a bundle, or of a matter as a bundle of one. Raises Invalid for other kinds."""
    if isinstance(subject, Bundle):
        return Edition(subject, uses, title, proof)
    if isinstance(subject, Matter):
        return Edition(bundle_of(subject), {**uses, subject.code: subject}, title, proof)
    raise Invalid(f"“{subject.code}”不是一件事或事项，没有合并报告。")


def released(db: Session, code: str, number: int | None = None) -> Edition:
    """A release, the newest without a number, as pinned. Raises NotFound, saying what there is."""
    release = release_of(db, code, number)
    standing = standing_of(db, release)
    signed = tuple(f"{each.signed_by_name}，{legal_day(each.signed_at).isoformat()}，{each.reason}" for each in standing.signatures)
    found = edition_of(definition_of(release), {**places(db), **uses_of(db, release)}, title_of(release), standing.proof)
    return replace(found, signed=signed)


def drafted_edition(db: Session, code: str) -> Edition:
    """The draft with all it uses as drafts are now. Raises NotFound for an unknown code, Invalid while it is incomplete."""
    library = draft_library(db)
    definition = library.get(code)
    if definition is None:
        raise NotFound(f"“{code}”没有草稿，或者草稿还不完整。请先在事项管理里补全。")
    return edition_of(definition, {**places(db), **{each.code: each for each in library}}, "草稿", _proof_of(db, library, code))


def _proof_of(db: Session, library: Library, code: str) -> Proof | None:
    """The proof kept of what the draft would be released as; None while it could not be released yet."""
    try:
        return kept(db, drafted(db, library, code).made[code].digest)
    except Invalid:
        return None


def title_of(release: Release) -> str:
    """第 3 版（2026-11-25 发布）."""
    return f"第 {release.number} 版（{legal_day(release.published_at).isoformat()} 发布）"


def compared(report: Report, before: Report, title: str) -> Report:
    """A report with what has changed since another. Raises Invalid when that is of another bundle."""
    if before.code != report.code:
        theirs, ours = f"“{before.name}”（{before.code}）", f"“{report.name}”（{report.code}）"
        raise Invalid(f"用来对比的报告是{theirs}的，不是{ours}的。请给出同一件事的报告。")
    return replace(report, since=Before(title, difference(before, report)))
