"""What the drafts are while a workbook is read: as they stand in the database, and as the sheets have made them."""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from yichuang.definitions.canonical import canonical

from .names import Names

Change = Literal["added", "changed", "unchanged"]
NAMED_BY = ("short_name",)


@dataclass(frozen=True)
class Kept:
    """A draft's kind and text."""

    kind: str
    body: str

    def document(self) -> dict[str, Any]:
        """The text as a fresh document."""
        document: dict[str, Any] = json.loads(self.body)
        return document


@dataclass
class Drafts:
    """Drafts by code: `before` as they were, `written` those that the workbook changes or adds. Text, because twenty
    thousand documents as objects would take ten times the memory."""

    before: Mapping[str, Kept]
    written: dict[str, Kept] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)

    def get(self, code: str) -> Kept | None:
        """The draft as it stands by now."""
        return self.written.get(code) or self.before.get(code)

    def keep(self, document: Mapping[str, Any], kind: str) -> None:
        """Take a document as the draft of its code; one that is as it was is only said to have been looked at."""
        code, body = str(document["code"]), canonical(document)
        self.touched.add(code)
        old = self.before.get(code)
        if old is not None and old.body == body:
            self.written.pop(code, None)
        else:
            self.written[code] = Kept(kind, body)

    def change_of(self, code: str) -> Change:
        """What the workbook does to a draft."""
        if code not in self.written:
            return "unchanged"
        return "changed" if code in self.before else "added"

    def names(self) -> Names:
        """The names of all drafts as they were."""
        names = Names()
        for code, kept in self.before.items():
            if kept.kind in ("department", "region", "window-class", "material"):
                names.add(kept.kind, code, names_of(kept.document()))
            else:
                names.add(kept.kind, code, ())
        return names


def names_of(document: Mapping[str, Any]) -> Iterable[str]:
    """All that a document is called."""
    given = (document.get("name"), *(document.get(key) for key in NAMED_BY))
    return [name for name in given if isinstance(name, str)]
