"""Code that can be taken in at a glance: short files, short functions, a sentence on top of each file."""

import ast
import re
from collections.abc import Iterator

import pytest

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
SOURCES = ("platform/", "designer/", "renderers/", "ocr/", "frontend/src/")
# Written by alembic, and never edited after their release.
GENERATED = "platform/yichuang/store/migrations/versions/"

# In a comment; a constant may well be called so.
LATER = re.compile(r"(?:#|//|/\*|\{#)\s*(?:TODO|FIXME|XXX|HACK)\b")


@pytest.fixture(scope="module")
def sources(texts) -> dict[str, str]:
    """Path → content of what we write by hand: Python, templates, styles, scripts."""
    return {
        path: text for path, text in texts.items()
        if path.startswith(SOURCES) and path.endswith((".py", ".jinja2", ".css", ".js"))
        and not path.startswith(GENERATED)
    }


def long_functions(path: str, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{path}:{node.lineno} {node.name} has {lines} lines"


def test_no_file_is_longer_than_300_lines(sources):
    long = {path: count for path, text in sources.items() if (count := text.count("\n")) > LONGEST_FILE}
    assert long == {}


def test_no_function_is_longer_than_40_lines(sources):
    long = [each for path, text in sources.items() if path.endswith(".py") for each in long_functions(path, text)]
    assert long == []


def test_every_module_says_what_it_is_for(texts):
    silent = [
        path for path, text in texts.items()
        if path.endswith(".py") and text.strip() and ast.get_docstring(ast.parse(text)) is None
    ]
    assert silent == []


def test_nothing_is_left_for_later(texts):
    left = [path for path, text in texts.items() if path.startswith((*SOURCES, "tests/")) and LATER.search(text)]
    assert left == []
