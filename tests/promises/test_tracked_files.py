"""What must not be in the repository: other people's code, fonts, big files, addresses of machines and of people."""

import re

import pytest

LARGEST = 600_000
FOREIGN = (".min.js", ".min.css", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".whl", ".zip", ".gz", ".jar")
# A longer line in these is not written by hand.
CODE = (".py", ".js", ".mjs", ".css", ".sh")
LONGEST_LINE = 500
FORBIDDEN = {
    "a package registry": re.compile(r"pypi\.org|registry\.npmjs|files\.pythonhosted|simple/|\bmirrors?\.\w+\.\w+"),
    "a path of one machine": re.compile(r"(?<![\w.}])/(?:root|work|home/\w+|opt/\w+)(?=[/\s\"'`)]|$)", re.MULTILINE),
    "an e-mail address": re.compile(r"[\w.+-]+@(?!example\.(?:com|org|net|cn)\b)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b"),
    "the number of an issue": re.compile(r"\bissues? #?\d", re.IGNORECASE),
}
# These two speak of the forbidden things in order to forbid them.
ABOUT_IT = ("tests/promises/test_tracked_files.py",)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_text_names(what, texts):
    found = {
        path: match[0] for path, text in texts.items()
        if path not in ABOUT_IT and (match := FORBIDDEN[what].search(text))
    }
    assert found == {}


def test_no_file_is_large(tracked, root):
    assert [str(path.relative_to(root)) for path in tracked if path.stat().st_size > LARGEST] == []


def test_nothing_built_or_third_party_is_tracked(tracked, root):
    names = [path.relative_to(root).as_posix() for path in tracked]
    assert [name for name in names if name.endswith(FOREIGN)] == []
    assert [name for name in names if "node_modules" in name or "/static/" in name or name.startswith("var/")] == []


def test_pictures_are_our_own_screenshots_and_only_those_that_the_readme_shows(tracked, root, texts):
    pictures = {path for path in tracked if path.suffix in {".png", ".jpg", ".jpeg", ".gif", ".webp"}}
    assert pictures == {root / name for name in re.findall(r"docs/tour/[^)\s]+", texts["README.md"])}


def test_no_code_is_minified(texts):
    long = {
        path: longest for path, text in texts.items()
        if path.endswith(CODE) and (longest := max(map(len, text.splitlines()), default=0)) > LONGEST_LINE
    }
    assert long == {}
