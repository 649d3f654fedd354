"""docs/definitions.md is what the models say now."""

from yichuang.definitions.kinds import KINDS
from yichuang.definitions.reference import page


def test_the_page_of_declared_documents_is_current(root):
    written = (root / "docs" / "definitions.md").read_text(encoding="utf-8")
    assert written == page(), "run `make reference`"


def section(text: str, title: str) -> str:
    return text.split(title, 1)[1].split("\n## ", 1)[0]


def test_the_page_tells_every_key_of_every_kind():
    text = page()
    for kind, model in KINDS.items():
        part = section(text, "## All kinds") + section(text, f"## `{kind}` ")
        for key, field in model.model_fields.items():
            assert f"| `{field.alias or key}` |" in part, f"{kind}.{key}"


def test_every_link_leads_to_a_section_of_the_page():
    text = page()
    names = {line.removeprefix("### ").lower() for line in text.splitlines() if line.startswith("### ")}
    linked = {part.split(")", 1)[0] for part in text.split("](#")[1:]}
    assert linked <= names
    assert "requiredmaterial" in linked
