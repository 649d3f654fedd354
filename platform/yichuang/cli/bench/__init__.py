"""`yichuang bench`: what things cost, as medians, beside a limit or a peer measured in the same run."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import click

from yichuang.cli.context import say

from .core import check_seeds, compose_newborn, project_newborn, validate_newborn
from .figures import Figure
from .merge import merge_figures
from .reporting import report_figures
from .rules import check_thousand
from .scenarios import analyse_scenarios
from .search import search_figures
from .suggest import suggest_sixty
from .wording import read_texts
from .workbook import workbook_20000

SUITE: Mapping[str, Callable[[], Iterator[Figure]]] = {
    "check": check_seeds,
    "check-1000": check_thousand,
    "compose": compose_newborn,
    "project": project_newborn,
    "merge": merge_figures,
    "merge-report": report_figures,
    "validate": validate_newborn,
    "search": search_figures,
    "suggest": suggest_sixty,
    "scenario": analyse_scenarios,
    "wording": read_texts,
    "workbook-20000": workbook_20000,
}


@click.command(short_help="测量核心的速度。")
@click.argument("names", nargs=-1, type=click.Choice(list(SUITE)))
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出。")
def bench(names: tuple[str, ...], as_json: bool) -> None:
    """在示例数据上测量；每个数旁边是限值，或同一次运行中的同类。"""
    figures = [figure for name in names or SUITE for figure in SUITE[name]()]
    if as_json:
        say([figure.as_dict() for figure in figures])
        return
    for figure in figures:
        beside = f"{figure.beside:g}" if figure.beside else "—"
        ratio = f"{figure.figure / figure.beside:.3f}" if figure.beside else "—"
        click.echo(f"{figure.name:<10} {figure.figure:>10g} {figure.unit:<15} {beside:>8}  ×{ratio:<8} {figure.what}")
