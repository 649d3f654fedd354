"""The free text of a definition that the public will read, with its place; the words of laws and citizens are not ours."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.definitions.publication import Guide

Place = tuple[Any, ...]
LISTS = ("conditions", "denials", "prohibitions", "rights", "duties", "mistakes")
PLAIN = ("scope", "quantity_limit", "statutory_explanation", "promise_explanation", "delivery", "applicable_scope")


def told(definition: Definition) -> Iterator[tuple[Place, str]]:
    """Every text with its steps, in no particular order; what is not given is left out."""
    parts = {Matter: _matter, Bundle: _bundle, Guide: _guide}.get(type(definition))
    if parts is not None:
        yield from ((steps, text) for steps, text in parts(definition) if text is not None)  # type: ignore[operator]


def _matter(matter: Matter) -> Iterator[tuple[Place, str | None]]:
    yield from (((key,), getattr(matter, key)) for key in PLAIN)
    yield from (((key, index), text) for key in LISTS for index, text in enumerate(getattr(matter, key)))
    yield ("visits", "reason"), matter.visits.reason
    yield ("result", "sample"), matter.result.sample
    yield ("result", "validity"), matter.result.validity
    yield from ((("steps", index, "standard"), step.standard) for index, step in enumerate(matter.steps))
    yield from ((("faq", index, "answer"), each.answer) for index, each in enumerate(matter.faq))
    for index, required in enumerate(matter.materials):
        for key in ("condition", "accept_standard", "filling_notes"):
            yield ("materials", index, key), getattr(required, key)


def _bundle(bundle: Bundle) -> Iterator[tuple[Place, str | None]]:
    yield from (((key,), getattr(bundle, key)) for key in ("summary", "visit_reason", "online_flow", "offline_flow"))
    yield ("promise", "explanation"), bundle.promise.explanation
    yield from ((("faq", index, "answer"), each.answer) for index, each in enumerate(bundle.faq))


def _guide(guide: Guide) -> Iterator[tuple[Place, str | None]]:
    yield from ((("chapters", index, "text"), chapter.text) for index, chapter in enumerate(guide.chapters))
