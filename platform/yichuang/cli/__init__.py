"""The `yichuang` command. Exit status 0 done, 1 the input has problems, 2 wrong usage or settings."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from yichuang.cli.settings import INI
from yichuang.cli.tree import Tree
from yichuang.errors import YichuangError

# The word on the command line, and where its click command is. Plug-ins add theirs with `add_command`.
OWN = {
    "init": "yichuang.cli.server:init",
    "serve": "yichuang.cli.server:serve",
    "worker": "yichuang.cli.server:worker",
    "definitions": "yichuang.cli.definitions:group",
    "forms": "yichuang.cli.forms:group",
    "bundles": "yichuang.cli.bundles:group",
    "standards": "yichuang.cli.standards:group",
    "search": "yichuang.cli.search:group",
    "bench": "yichuang.cli.bench:bench",
}


@click.command(
    cls=Tree,
    own=OWN,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="一窗：政务服务“一件事”平台。",
)
@click.option(
    "-c",
    "--config",
    "ini",
    type=INI,
    # Read before --help, which lists the commands of the plug-ins that this file names.
    is_eager=True,
    help="设置文件；默认 ./development.ini，没有时用自带的。",
)
@click.version_option(package_name="yichuang")
def tree(ini: Path | None) -> None:
    """The root; commands that need settings read `-c` through `cli.settings.loaded`."""


def main(arguments: Sequence[str] | None = None) -> None:
    """The console script: never a traceback for bad input, UTF-8 whatever the locale."""
    _speak_utf8()
    try:
        tree.main(arguments, prog_name="yichuang")
    except YichuangError as error:
        _tell(error)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        # The reader has left (head, less); Python would complain once more while it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _tell(error: YichuangError) -> None:
    click.echo(str(error), err=True)
    for problem in error.problems:
        where = " ".join(part for part in (problem.file, problem.pointer) if part)
        click.echo(f"  {where}：{problem.message}{problem.fix}" if where else f"  {problem.message}", err=True)


def _speak_utf8() -> None:
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "replace"), (sys.stderr, "replace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
