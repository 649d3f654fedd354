"""A large dictionary with close neighbours: the seeds' elements, and as many again that other bundles would need."""

from __future__ import annotations

import json

import pytest

from yichuang.definitions.element import Element
from yichuang.definitions.library import read_paths
from yichuang.definitions.suggest import Asked, Context, Dictionary, suggest


@pytest.fixture(scope="session")
def here(request):
    """The folder of these tests."""
    return request.config.rootpath / "tests/suggest"


@pytest.fixture(scope="session")
def elements(request, here):
    """The elements of both, those of the seeds first."""
    found = {}
    for path in (request.config.rootpath / "seeds/common/elements.json", here / "elements.json"):
        for definition in read_paths([path]).library:
            found.setdefault(definition.code, definition)
    return [each for each in found.values() if isinstance(each, Element)]


@pytest.fixture(scope="session")
def dictionary(elements):
    """Made ready once."""
    return Dictionary.of(elements)


@pytest.fixture(scope="session")
def labels(here):
    """Read a set of labels: labels("labels.json")."""
    return lambda name: json.loads((here / name).read_text(encoding="utf-8"))


@pytest.fixture
def best(dictionary):
    """The best candidate for a label: best("产妇姓名", section=…, before=…)."""

    def ask(label, value=None, name="", role=None, **around):
        return suggest(Asked(label, name, value or {}, role), Context(**around), dictionary)[0]

    return ask
