"""The seeds as drafts, as they are written."""

from __future__ import annotations

import json

import pytest

from yichuang.definitions.library import read_paths


@pytest.fixture(scope="session")
def seed_documents(request):
    """Code → document, as JSON text so that no test changes it for another."""
    entries = read_paths([request.config.rootpath / "seeds"]).library.entries
    return {code: json.dumps(entry.document, ensure_ascii=False) for code, entry in entries.items()}


@pytest.fixture
def drafts(seed_documents):
    """All seeds, fresh."""
    return {code: json.loads(text) for code, text in seed_documents.items()}
