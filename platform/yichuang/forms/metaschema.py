"""The meta-schema of the form language: JSON Schema 2020-12 with a vocabulary of ours, made from the table of annotations.

Its addresses are names, never fetched; the documents are served at /schemas/form.json and /schemas/form-vocabulary.json.
"""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .annotations import TABLE

DRAFT = "https://json-schema.org/draft/2020-12/"
BASE = "https://yichuang.example/schemas/"
"""A host that never exists (RFC 2606)."""
FORM = BASE + "form.json"
VOCABULARY = BASE + "form-vocabulary.json"
VOCABULARY_NAME = "https://yichuang.example/vocab/form"
STANDARD = ("core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "content")


def form_metaschema() -> dict[str, Any]:
    """What a form's schema must meet: the standard meta-schema and our vocabulary's."""
    required = {f"{DRAFT}vocab/{name}": True for name in STANDARD}
    return {
        "$schema": DRAFT + "schema", "$id": FORM, "title": "表单语言",
        "description": "JSON Schema 2020-12 and the annotations of forms. Keywords that neither knows are refused by "
                       "`yichuang definitions check`; a meta-schema cannot say so and stay open to other vocabularies.",
        "$vocabulary": {**required, VOCABULARY_NAME: False},
        "$dynamicAnchor": "meta",
        "allOf": [{"$ref": DRAFT + "schema"}, {"$ref": VOCABULARY}],
    }


def vocabulary_metaschema() -> dict[str, Any]:
    """The shapes of our annotations, wherever in a schema they stand."""
    return {
        "$schema": DRAFT + "schema", "$id": VOCABULARY, "title": "表单标注",
        "description": "The vocabulary of annotations of forms. They assert nothing of a value.",
        "$vocabulary": {VOCABULARY_NAME: True},
        "$dynamicAnchor": "meta",
        "type": ["object", "boolean"],
        "properties": {each.name: {"title": each.title, "description": each.meaning, **each.shape, "examples": [each.example]}
                       for each in TABLE},
    }


METASCHEMAS: Mapping[str, dict[str, Any]] = {"form": form_metaschema(), "form-vocabulary": vocabulary_metaschema()}
"""By the name under which each is served."""
