"""A bundle whose form is refuted is not published; what was proved is kept, and nothing is verified twice."""

from __future__ import annotations

from typing import Any

import pytest
from bundle_samples import AT, documents, draft, publish_all, refuted, sampled
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from yichuang.definitions.proofs.gate import unproved
from yichuang.definitions.proofs.keeping import keep, kept
from yichuang.definitions.proofs.records import BundleProof
from yichuang.definitions.proofs.rereleases import rereleases
from yichuang.definitions.proofs.signing import Signer, sign, standing_of
from yichuang.definitions.proofs.values import Proof
from yichuang.definitions.records import Release
from yichuang.definitions.releases import release_of
from yichuang.errors import Conflict, Invalid
from yichuang.filing.proving import prove


class Counting:
    """Verifies as ever, and counts how often."""

    def __init__(self) -> None:
        self.often = 0

    def __call__(self, bundle: Any, uses: Any) -> Proof:
        self.often += 1
        return prove(bundle, uses)


def test_a_refuted_bundle_is_refused_with_the_counterexample_in_words_and_nothing_is_published(database: Any) -> None:
    draft(database, refuted())
    with pytest.raises(Invalid) as refused:
        publish_all(database, refuted())
    (problem,) = refused.value.problems
    assert problem.rule == "unsound" and str(refused.value) == "合并表单有 1 处反例，没有发布。"
    assert problem.message.startswith("“事项matter-b（示例）”会退回合并表单收下的填写") and "对“证书编号”说" in problem.message
    with database.reading() as db:
        assert db.query(Release).count() == 0


def test_a_sound_bundle_is_published_with_its_proof_beside_it(database: Any) -> None:
    draft(database, documents())
    publish_all(database, documents())
    with database.reading() as db:
        standing = standing_of(db, release_of(db, "bundle-a"))
        assert standing.proof is not None and standing.proof.sound and not standing.waits
        assert {claim.part for claim in standing.proof.claims} == {"matter-a", "matter-b"}


def test_what_is_verified_once_is_not_verified_again(database: Any) -> None:
    prover = Counting()
    draft(database, documents())
    publish_all(database, documents(), prover)
    publish_all(database, documents(), prover)
    assert prover.often == 1
    changed = documents({"maxLength": 30})
    draft(database, changed)
    publish_all(database, changed, prover)
    assert prover.often == 2


def test_verifying_beforehand_is_what_publishing_looks_up(database: Any) -> None:
    prover = Counting()
    draft(database, documents())
    with database.reading() as db:
        (candidate,) = unproved(db, documents(), AT.date())
    with database.writing() as db:
        keep(db, candidate.bundle.code, candidate.digest, prover(candidate.bundle, candidate.uses), AT)
        assert unproved(db, documents(), AT.date()) == []
    published = publish_all(database, documents(), prover)
    assert prover.often == 1
    assert candidate.digest == next(each.release.digest for each in published if each.release.code == "bundle-a")


def test_a_proof_of_an_earlier_version_of_the_platform_is_no_proof_today(database: Any) -> None:
    draft(database, documents())
    release = next(each.release for each in publish_all(database, documents()) if each.release.code == "bundle-a")
    with database.writing() as db:
        proof = kept(db, release.digest)
        assert proof is not None and Proof.of(proof.as_dict()) == proof
        other = BundleProof(digest="0" * 64, method="0.0.1", code="bundle-a", sound=True, body="{}", proved_at=AT)
        db.add(other)
        db.flush()
        assert kept(db, "0" * 64) is None


def test_without_a_prover_nothing_is_asked(database: Any) -> None:
    draft(database, refuted())
    assert publish_all(database, refuted(), None)


def test_what_is_only_sampled_is_published_and_waits_for_a_name_and_a_reason(database: Any) -> None:
    draft(database, sampled())
    publish_all(database, sampled())
    with database.writing() as db:
        release = release_of(db, "bundle-a")
        standing = standing_of(db, release)
        assert standing.waits and standing.proof is not None
        assert [claim.pointer for claim in standing.proof.sampled] == ["/zs"]
        for name, reason in (("", "核对过"), ("甲（示例）", " "), ("甲（示例）", "字" * 501)):
            with pytest.raises(Invalid):
                sign(db, release, reason, Signer("designer", name, AT))
        sign(db, release, "与部门核对过（示例）。", Signer("designer", "甲（示例）", AT))
        told = standing_of(db, release).as_dict()
        assert told["waits"] is False
        assert [(each["by"], each["reason"]) for each in told["signatures"]] == [("甲（示例）", "与部门核对过（示例）。")]
        assert told["signatures"][0]["claims"][0]["pointer"] == "/zs"


def test_there_is_nothing_to_sign_where_all_is_proved_or_nothing_was_verified(database: Any) -> None:
    draft(database, documents())
    publish_all(database, documents())
    with database.writing() as db, pytest.raises(Conflict, match="都已证明"):
        sign(db, release_of(db, "bundle-a"), "示例", Signer("designer", "甲（示例）", AT))
    changed = documents({"maxLength": 30})
    draft(database, changed)
    publish_all(database, changed, None)
    with database.writing() as db, pytest.raises(Conflict, match="还没有验证"):
        sign(db, release_of(db, "bundle-a"), "示例", Signer("designer", "甲（示例）", AT))


@pytest.mark.parametrize("table", ["bundle_proof", "proof_signature"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET code = 'x'", "DELETE FROM {}"])
def test_proofs_and_signatures_are_neither_changed_nor_removed(database: Any, table: str, verb: str) -> None:
    draft(database, sampled())
    publish_all(database, sampled())
    with database.writing() as db:
        sign(db, release_of(db, "bundle-a"), "示例", Signer("designer", "甲（示例）", AT))
    with pytest.raises(DBAPIError), database.writing() as db:
        db.execute(text(verb.format(table)))


def test_a_new_release_of_a_matter_leaves_its_bundles_alone_and_tells_what_releasing_them_anew_would_come_to(
        database: Any) -> None:
    draft(database, documents())
    publish_all(database, documents())
    draft(database, refuted())
    publish_all(database, ["matter-b"])
    with database.reading() as db:
        assert release_of(db, "bundle-a").number == 1
        (candidate,) = rereleases(db, ["matter-b"])
        assert rereleases(db, ["matter-a"]) == []
        assert not prove(candidate.bundle, candidate.uses).sound
    with pytest.raises(Invalid):
        publish_all(database, ["bundle-a"])
    with database.reading() as db:
        assert [each.digest for each in unproved(db, ["bundle-a"], AT.date())] == [candidate.digest]
