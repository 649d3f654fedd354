"""Reading a form from a file, as every command over loose forms does."""
from __future__ import annotations

from pathlib import Path

from yichuang.cli.context import read_json
from yichuang.errors import Invalid
from yichuang.forms.form import Form


def read_form(path: Path, layout: Path | None = None) -> Form:
    """A form from a file: a bare schema or `{"schema", "layout"}`. Raises Invalid when it is neither."""
    document = read_json(path)
    if isinstance(document, bool):
        return Form({"allOf": [document]})
    if not isinstance(document, dict):
        raise Invalid(f"“{path.name}”应为一个 JSON 对象（schema，或含 schema 和 layout）。")
    form = Form.of(document)
    return form if layout is None else Form(form.schema, read_json(layout))
