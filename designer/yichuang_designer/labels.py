"""What the keys of declared documents are called; the table is `yichuang.definitions.labels`, where keys are added."""

from __future__ import annotations

from yichuang.definitions.labels import LABELS

__all__ = ["LABELS"]
