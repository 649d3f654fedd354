"""How a library's columns become ours: a table per format, as data, so that a region adds its own without code."""
from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from yichuang.definitions.common import Declared
from yichuang.errors import Invalid, NotFound

Reading = Literal["title", "text", "code", "choice", "choices", "departments", "tags", "lines", "bases", "limit", "number",
                  "flag", "objects"]
Names = tuple[str, ...]
"""Ways to write a column; the first that says something counts. `link?itemCode` is a parameter of the address in link."""


class ColumnRule(Declared):
    """One column: where it comes from, where it goes, how it is read."""

    from_: Names = Field(alias="from")
    to: str
    as_: Reading = Field(alias="as")
    unit: Names = ()
    words: str | None = None
    """The list of our words (a name in definitions/workbook/words.py) that the library may write instead of codes."""
    table: dict[str, str] = Field(default_factory=dict)
    """The library's codes and words → ours."""
    keys: dict[str, Names] = Field(default_factory=dict)

    @property
    def path(self) -> tuple[str, ...]:
        """Where the value goes in the document."""
        return tuple(self.to.split("."))


class MaterialRules(Declared):
    """Rows of materials: inside the row of their matter, or rows of their own that name its code."""

    nested: Names = ()
    name: Names
    required: tuple[ColumnRule, ...] = ()
    document: tuple[ColumnRule, ...] = ()


class Mapping(Declared):
    """A format of a library."""

    code: str
    name: str
    library: str
    levels: Names = ()
    """Lists inside lists, from the outside in; what stands beside them belongs to every row below."""
    codes: tuple[Names, ...]
    """The codes that tell matters apart, the finest first."""
    version: Names = ()
    department_name: Names = ()
    department_code: Names = ()
    columns: tuple[ColumnRule, ...]
    materials: MaterialRules | None = None

    @property
    def known(self) -> frozenset[str]:
        """Every column that the mapping looks into."""
        return frozenset(name.partition("?")[0] for name in self._names)

    @property
    def taken_over(self) -> frozenset[str]:
        """The columns that it reads as a whole, so that nothing of them needs to be kept as it came."""
        return frozenset(name for name in self._names if "?" not in name)

    @property
    def _names(self) -> list[str]:
        rules = [*self.columns, *((*self.materials.required, *self.materials.document) if self.materials else ())]
        names = [*self.version, *self.department_name, *self.department_code, *(n for group in self.codes for n in group),
                 *(name for rule in rules for name in (*rule.from_, *rule.unit))]
        names += [*self.materials.nested, *self.materials.name] if self.materials else []
        return names


def built_in() -> dict[str, Mapping]:
    """The mappings that come with the platform, by code."""
    folder = files("yichuang.definitions.source").joinpath("mappings")
    found = [Mapping.model_validate_json(each.read_text(encoding="utf-8")) for each in folder.iterdir()
             if each.name.endswith(".json")]
    return {mapping.code: mapping for mapping in sorted(found, key=lambda mapping: mapping.code)}


def read_mapping(text: str) -> Mapping:
    """A built-in mapping by its code, or one in a file. Raises NotFound or Invalid."""
    known = built_in()
    if text in known:
        return known[text]
    path = Path(text)
    if not path.is_file():
        raise NotFound(f"没有叫“{text}”的对照表，也没有这个文件。已有：{'、'.join(known)}。")
    try:
        return Mapping.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (ValidationError, ValueError):
        raise Invalid(f"对照表“{path.name}”写得不对，没有使用。请参照自带的对照表改正。") from None
