"""One field of a department from several of the merged form: a full address from province, city and street, a name from
family and given name, a period from its first and its last day."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from yichuang.forms.compiled import Compiled
from yichuang.forms.form import Schema
from yichuang.forms.meet import values_of

from .base import NOTHING, UNDECIDED, is_silent, types_of
from .sources import Source

MOST_WAYS = 400
"""Above so many ways to take a text apart, or to put it together, nothing is decided."""
LENGTHS = frozenset({"type", "minLength", "maxLength"})
Way = tuple[Any, ...]
"""For each source the schema of its values, or NOTHING where it is left out."""


@dataclass(frozen=True)
class Join:
    """The texts of the sources in order, with a separator between those that are there."""

    sources: tuple[Source, ...]
    separator: str = ""
    kind: str = "join"

    @property
    def reversible(self) -> bool:
        """Whether a joined text can be told apart again: by the separator, or because each part but one has its length."""
        if self.separator:
            return not any(source.optional for source in self.sources)
        fixed = [source for source in self.sources if _fixed(source)]
        return len(fixed) >= len(self.sources) - 1 and not any(source.optional for source in self.sources)

    def forward(self, values: Any) -> Any:
        """The joined text of a value for each source, NOTHING for one that is not there; NOTHING when one is missing."""
        texts: list[str] = []
        for source, value in zip(self.sources, values, strict=True):
            if value is NOTHING and source.optional:
                continue
            text = NOTHING if value is NOTHING else source.text(value)
            if not isinstance(text, str):
                return NOTHING
            texts.append(text)
        return self.separator.join(texts)

    def back(self, value: Any) -> Any:
        """The values of the sources, when the text can be taken apart in one way only; else NOTHING."""
        found = self._taken_apart(value) if isinstance(value, str) else None
        return found[0] if found and len(found) == 1 else NOTHING

    def _taken_apart(self, text: str) -> list[tuple[Any, ...]] | None:
        ways = list(self.splits(text))
        if len(ways) > MOST_WAYS:
            return None
        found = []
        for way in ways:
            values = tuple(piece if piece is NOTHING else source.transform.back(piece) if source.transform else piece
                           for source, piece in zip(self.sources, way, strict=True))
            sure = all(value is not NOTHING or piece is NOTHING for value, piece in zip(values, way, strict=True))
            if not sure and all(self._may_give(source, piece) for source, piece in zip(self.sources, way, strict=True)):
                return None
            if sure and all(value is NOTHING or source.form.is_valid(value)
                            for source, value in zip(self.sources, values, strict=True)):
                found.append(values)
        return found

    def _may_give(self, source: Source, piece: Any) -> bool:
        """Whether a source may have a value of this text, although it is not known which."""
        return piece is NOTHING or source.transform is None or (
            source.transform.preimage(source.form, {"const": piece}) is not False)

    def splits(self, text: str) -> Iterator[tuple[Any, ...]]:
        """Every way to see the text as joined; one more than MOST_WAYS at most."""
        for count, way in enumerate(self._splits(text, 0, True)):
            yield way
            if count >= MOST_WAYS:
                return

    def _splits(self, rest: str, at: int, first: bool) -> Iterator[tuple[Any, ...]]:
        """Of what is left for the sources from `at` on."""
        if at == len(self.sources):
            if not rest:
                yield ()
            return
        if self.sources[at].optional:
            yield from ((NOTHING, *others) for others in self._splits(rest, at + 1, first))
        if not first and not rest.startswith(self.separator):
            return
        body = rest if first else rest[len(self.separator):]
        for end in self._ends(body, at):
            yield from ((body[:end], *others) for others in self._splits(body[end:], at + 1, False))

    def _ends(self, body: str, at: int) -> Iterator[int]:
        """Where the text of a source may end."""
        if at == len(self.sources) - 1:
            yield len(body)
        elif not self.separator:
            yield from range(len(body) + 1)
        else:
            yield from (end for end in range(len(body) + 1)
                        if body.startswith(self.separator, end) or end == len(body))

    def ways(self, form: Compiled, schema: Schema) -> Any:
        """The joined texts that meet `schema` (of `form`), as ways to fill in the sources: a list of them, True when every
        way will do; UNDECIDED when that cannot be said."""
        if isinstance(schema, bool):
            return schema or []
        types = types_of(schema)
        if types is not None and "string" not in types:
            return []
        if all(is_silent(key) or key == "type" for key in schema) and "$ref" not in schema:
            return True
        listed = values_of(schema)
        if listed is not None:
            return self._ways_to([value for value, _ in listed if isinstance(value, str) and form.holds(schema, value)])
        return self._tried(form, schema)

    def preimage(self, form: Compiled, schema: Schema) -> Any:
        """Of no value in particular: all ways, none, or some that only `ways` can tell."""
        ways = self.ways(form, schema)
        return {} if ways is True else False if ways == [] else UNDECIDED

    def asked(self, form: Compiled, schema: Schema) -> Any:
        """Each source says for itself what it asks."""
        return {}

    def _ways_to(self, texts: Sequence[str]) -> Any:
        found: list[Way] = []
        if len(texts) > MOST_WAYS:
            return UNDECIDED
        for text in texts:
            for split in self.splits(text):
                way = tuple(piece if piece is NOTHING else self._schema_of(source, piece)
                            for source, piece in zip(self.sources, split, strict=True))
                if any(each is UNDECIDED for each in way) or len(found) >= MOST_WAYS:
                    return UNDECIDED
                if not any(each is False for each in way):
                    found.append(way)
        return found

    def _schema_of(self, source: Source, piece: str) -> Any:
        if source.transform is not None:
            return source.transform.preimage(source.form, {"const": piece})
        return {"const": piece} if source.form.is_valid(piece) else False

    def _tried(self, form: Compiled, schema: Schema) -> Any:
        """When the sources list their values: every text that they make is tried."""
        lists = [_listed(source) for source in self.sources]
        count = 1
        for each in lists:
            count *= MOST_WAYS + 1 if each is None else len(each)
        if count > MOST_WAYS:
            return UNDECIDED
        return [tuple(value if value is NOTHING else {"const": value} for value in values)
                for values in product(*(each or () for each in lists))
                if (text := self.forward(values)) is not NOTHING and form.holds(schema, text)]

    def as_dict(self) -> dict[str, Any]:
        """As declared."""
        return {"kind": self.kind, "sources": [source.as_dict() for source in self.sources],
                **({"separator": self.separator} if self.separator else {})}


def _listed(source: Source) -> list[Any] | None:
    """The values of a source, and NOTHING where it may be left out; None when they are not listed."""
    found = values_of({key: value for key, value in source.schema.items() if not is_silent(key) and key != "type"})
    if found is None:
        return None
    return [value for value, _ in found if source.form.is_valid(value)] + ([NOTHING] if source.optional else [])


def _fixed(source: Source) -> bool:
    """Whether all its texts are of one length."""
    said: Mapping[str, Any] = source.schema
    longest = source.longest
    dated = said.get("format") == "date" if source.transform is None else source.transform.kind == "date"
    return longest is not None and (dated or said.get("minLength") == longest)
