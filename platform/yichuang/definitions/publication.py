"""Guide 办事指南 and Paper 文书: how a matter or bundle is told to the public, and the documents made on the way."""
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .common import Code, Declared, Definition, Schema, Text, Title


class Chapter(Declared):
    """One chapter of a guide; `source` names what fills it, `text` is added in the editor's own words."""

    source: Code
    title: Title
    text: Text | None = None


class Guide(Definition):
    """办事指南 (chapters after GB/T 36114—2018, kept as data so that a region can reorder them)."""

    kind: Literal["guide"]
    subject: Code
    """The matter or bundle it tells of."""
    chapters: tuple[Chapter, ...] = ()
    """Empty means the standard order."""
    brief: tuple[Code, ...] = ()
    effective_on: str | None = None


class Clause(Declared):
    """A sentence of a paper. `{fact}` stands for a fact; `when` is a schema over the facts."""

    text: Text
    when: Schema | None = None


class Paper(Definition):
    """文书: title, clauses and number of copies of a document that the platform issues."""

    kind: Literal["paper"]
    document: Literal["receipt"]
    title: Title
    clauses: tuple[Clause, ...]
    copies: Annotated[int, Field(ge=1, le=9)] = 1
    copy_holders: tuple[str, ...] = ()
    number_word: str | None = None
