"""The meta-schemas of declared documents, generated from the models, and that of the form language; served at
/schemas/KIND.json."""
from __future__ import annotations

from functools import cache
from typing import Any

from yichuang.forms.metaschema import METASCHEMAS

from .kinds import KIND_NAMES, KINDS


@cache
def metaschema(kind: str) -> dict[str, Any] | None:
    """The JSON Schema 2020-12 of one kind of document, or of the form language (`form`, `form-vocabulary`); None for a kind
    that does not exist."""
    model = KINDS.get(kind)
    if model is None:
        return METASCHEMAS.get(kind)
    generated = model.model_json_schema(by_alias=True, mode="validation")
    generated["properties"]["kind"] = {"const": kind}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"/schemas/{kind}.json", **generated,
            "title": KIND_NAMES[kind]}
