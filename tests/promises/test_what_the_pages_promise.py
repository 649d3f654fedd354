"""README and docs/interfaces.md name commands, targets and pictures: all of them exist, and none is left unsaid."""

import re
from collections.abc import Iterator

import click
import pytest

from yichuang.app import make_app
from yichuang.cli import tree

FENCE = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
PAGES = ("README.md", "CONTRIBUTING.md", "docs/interfaces.md", "docs/architecture.md", "docs/testing.md")
# Named because it must not exist.
NEVER = {"platform/__init__.py"}
# Taken by every command, and so not repeated.
EVERYWHERE = {"-h", "--help", "-c", "--config", "--version"}


def lines_of_commands(text: str) -> Iterator[str]:
    """Lines of code that begin with our command, without what is said beside them."""
    for block in FENCE.findall(text):
        for line in block.splitlines():
            if line.startswith("yichuang "):
                yield re.split(r"\s{2,}", line)[0]


def commands_of(line: str) -> Iterator[tuple[list[str], list[str]]]:
    """The commands of one line and the options beside them; `serve | worker` and `check|import` are several."""
    words = line.split()[1:]
    options = re.findall(r"(?<![\w-])--?[a-z][a-z-]*", line)
    groups = [[]] if not words else [words[0].split("|")]
    for first in groups[0]:
        seconds = words[1].split("|") if len(words) > 1 and re.fullmatch(r"[a-z|-]+", words[1]) else [""]
        for second in seconds:
            here = [word for word in (first, second) if word]
            deeper = isinstance(found(here), click.Group) and len(words) > 2
            yield from (([*here, third], options) for third in words[2].split("|")) if deeper else [(here, options)]


def found(words: list[str]) -> click.Command:
    """The command at the end of these words; fails the test when there is none."""
    here: click.Command = tree
    context = click.Context(tree)
    for word in words:
        if not isinstance(here, click.Group):
            break
        below = here.get_command(context, word)
        assert below is not None, f"yichuang {' '.join(words)} does not exist"
        here, context = below, click.Context(below, parent=context, info_name=word)
    return here


def leaves(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with the words that lead to it."""
    context = click.Context(tree)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command is not None
        if isinstance(command, click.Group):
            yield from leaves(command, f"{path}{word} ")
        else:
            yield f"{path}{word}", command


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_shows_exists_with_its_options(root, page):
    for line in lines_of_commands((root / page).read_text(encoding="utf-8")):
        for words, options in commands_of(line):
            known = {name for parameter in found(words).params for name in parameter.opts} | EVERYWHERE
            assert set(options) <= known, line


def test_every_command_and_option_is_in_the_page_of_interfaces(root):
    said: dict[str, set[str]] = {}
    for line in lines_of_commands((root / "docs" / "interfaces.md").read_text(encoding="utf-8")):
        for words, options in commands_of(line):
            said.setdefault(" ".join(words), set()).update(options)
    there = {
        path: {name for parameter in command.params if isinstance(parameter, click.Option) for name in parameter.opts}
        for path, command in leaves(tree)
    }
    assert set(there) == set(said)
    unsaid = {path: options for path, options in there.items() if options - EVERYWHERE and not options & said[path]}
    assert unsaid == {}


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_that_a_page_names_exists(root, page):
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = (root / page).read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^|&& )make ([a-z]+)", text, re.MULTILINE)
    assert set(named) <= targets


@pytest.mark.parametrize("page", PAGES)
def test_every_picture_and_page_that_a_page_links_to_exists(root, page):
    text = (root / page).read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (root / page).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_exists(root, page):
    text = FENCE.sub("", (root / page).read_text(encoding="utf-8"))
    places = r"`((?:docs|seeds|tests|scripts|platform|designer|renderers|ocr|frontend)/[\w./-]*)`"
    assert [path for path in re.findall(places, text) if path not in NEVER and not (root / path).exists()] == []


def test_every_address_is_in_the_page_of_interfaces(root, settings_in, tmp_path):
    page = (root / "docs" / "interfaces.md").read_text(encoding="utf-8")
    wsgi = make_app(settings_in(tmp_path, **{"yichuang.includes": "yichuang_renderers yichuang_designer yichuang_ocr"}))
    patterns = [entry["introspectable"]["pattern"] for entry in wsgi.registry.introspector.get_category("routes")]
    wsgi.registry["engine"].dispose()
    first = {f"/{pattern.strip('/').split('/')[0].split('{')[0]}" for pattern in patterns}
    assert {address for address in first if f"`{address}" not in page} == set()
