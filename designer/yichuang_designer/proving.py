"""Verifying from a page: nobody is kept waiting for the database meanwhile, and what came of it is kept by its digest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from pyramid.request import Request

from yichuang.definitions.proofs.gate import Candidate
from yichuang.definitions.proofs.keeping import keep
from yichuang.definitions.proofs.values import Prover
from yichuang.errors import Unavailable
from yichuang.extension import extensions
from yichuang.store.db import own_session


def prover_of(request: Request) -> Prover:
    """Who verifies. Raises Unavailable where nobody does."""
    found = extensions(request.registry).bundle_prover
    if found is None:
        raise Unavailable("这里没有安装验证合并表单的模块，不能验证。")
    return found


def verify(request: Request, candidates: Iterable[Candidate]) -> None:
    """Verify and keep the proofs. The request's transaction ends before and begins anew after, because verifying takes
    seconds and a writing request keeps all others from the database."""
    waiting = list(candidates)
    if not waiting:
        return
    prover = prover_of(request)
    request.tm.abort()
    proofs = [(each, prover(each.bundle, each.uses)) for each in waiting]
    with own_session(request) as db:
        for each, proof in proofs:
            keep(db, each.bundle.code, each.digest, proof, datetime.now(UTC))
    request.tm.begin()
