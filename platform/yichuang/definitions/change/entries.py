"""Lists of things that have an identity: what came, what went, what was renamed or moved, and what changed inside."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yichuang.forms.meet import same

from .comparers import Comparer, Rules, record
from .values import Change, Spot

Entry = Mapping[str, Any]
Identity = tuple[Any, ...]


@dataclass(frozen=True)
class Entries:
    """How entries of one list are told apart and judged.

    `keys` make the identity; what is left over and equal in all else has been renamed. `added` and `removed` give the
    kind for an entry; `called` how it is called after the list's own name.
    """

    keys: tuple[str, ...]
    called: Callable[[Spot, Entry], str]
    added: Callable[[Entry], str]
    removed: Callable[[Entry], str]
    rules: Rules
    other: Comparer
    renamed: str = ""

    def __call__(self, at: Spot, before: Any, after: Any) -> Iterator[Change]:
        """The changes of a list, in the order of the later one, what is gone at the end."""
        old, new = list(before or ()), list(after or ())
        pairs = self._pairs(old, new)
        theirs = {j: i for i, j in pairs}
        for j, entry in enumerate(new):
            if j in theirs:
                yield from self._inside(at, (theirs[j], old[theirs[j]]), (j, entry))
            else:
                said = f"增加“{self.called(at, entry)}”。"
                yield at.below(j).change(self.added(entry), said, None, entry)
        for i, entry in enumerate(old):
            if i not in theirs.values():
                yield at.below(i).change(self.removed(entry), f"减少“{self.called(at, entry)}”。", entry, None)
        if [i for i, _ in sorted(pairs, key=lambda pair: pair[1])] != sorted(theirs.values()):
            yield at.change("order-changed", "的次序有调整。")

    def _pairs(self, old: Sequence[Entry], new: Sequence[Entry]) -> list[tuple[int, int]]:
        """(earlier, later) places of the same entry: alike in everything, of one identity, or only renamed."""
        pairs: list[tuple[int, int]] = []
        for fits in (same, self._same_identity, self._same_content):
            left = [i for i in range(len(old)) if i not in {i for i, _ in pairs}]
            free = [j for j in range(len(new)) if j not in {j for _, j in pairs}]
            for i in left:
                found = next((j for j in free if fits(old[i], new[j])), None)
                if found is not None:
                    free.remove(found)
                    pairs.append((i, found))
        return pairs

    def _same_identity(self, one: Entry, other: Entry) -> bool:
        return all(same(one.get(key), other.get(key)) for key in self.keys)

    def _same_content(self, one: Entry, other: Entry) -> bool:
        return bool(self.renamed) and same(_without(one, self.keys), _without(other, self.keys))

    def _inside(self, at: Spot, was: tuple[int, Entry], now: tuple[int, Entry]) -> Iterator[Change]:
        (_, before), (place, after) = was, now
        if same(before, after):
            return
        if not self._same_identity(before, after):
            said = f"“{self.called(at, before)}”改称“{self.called(at, after)}”，内容没有变。"
            yield at.below(place).change(self.renamed, said, before, after)
            return
        here = at.below(place, label=f"{at.label}“{self.called(at, after)}”的")
        yield from record(self.rules, self.other)(here, before, after)


def always(kind: str) -> Callable[[Entry], str]:
    """The same kind whatever the entry."""
    return lambda _entry: kind


def by_key(*keys: str) -> Callable[[Spot, Entry], str]:
    """An entry is called by its first key that has a value."""
    return lambda _at, entry: str(next((entry[key] for key in keys if entry.get(key)), "?"))


def by_code(key: str, role: str = "role") -> Callable[[Spot, Entry], str]:
    """An entry is called by the name of the code that it holds, and of whom it is."""
    def called(at: Spot, entry: Entry) -> str:
        name = at.names(str(entry.get(key)))
        return f"{name}（{at.role(entry[role])}）" if entry.get(role) else name
    return called


def _without(entry: Entry, keys: Sequence[str]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key not in keys}
