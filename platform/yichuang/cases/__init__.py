"""One matter of one filing in one department: what happened, what the law allows now, and until when."""

from __future__ import annotations

from pyramid.config import Configurator  # type: ignore[import-untyped, unused-ignore]


def includeme(config: Configurator) -> None:
    """The sweep that records acceptance by silence; needs the composition's `DeskIn` in `registry["desk_in"]`."""
    config.add_sweep("cases.silence", 60.0, "yichuang.cases.sweeps.silence_sweep")
