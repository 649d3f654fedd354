"""Decision diagrams over questions: functions of all answers at once, as shared graphs instead of lists of combinations.

A level is a question, a branch is one of its answers as far as anything tells them apart. A function that does not look
at a question has no node for it, so that questions that nothing relates never multiply (Bryant 1986; many-valued).
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from yichuang.errors import Invalid

FALSE, TRUE = 0, 1
MAX_NODES = 400_000
MAX_LEVELS = 400
Assignment = tuple[int, ...]


class TooComplex(Invalid):
    """情形之间的牵连过多，没有分析完。请把条件拆简单，或把一件事拆成几件。"""


class Diagrams:
    """All functions over the same levels; `sizes` says how many branches each has. A function is a number, and equal
    functions are the same number. Raises TooComplex when they grow beyond all measure."""

    def __init__(self, sizes: Sequence[int]) -> None:
        if len(sizes) > MAX_LEVELS:
            raise TooComplex
        self.sizes = tuple(sizes)
        end = len(self.sizes)
        self._nodes: list[tuple[int, tuple[int, ...]]] = [(end, ()), (end, ())]
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._both: dict[tuple[int, int], int] = {}
        self._opposite: dict[int, int] = {FALSE: TRUE, TRUE: FALSE}

    def literal(self, level: int, branches: Iterable[int]) -> int:
        """True where the level takes one of these branches."""
        chosen = set(branches)
        return self.node(level, tuple(TRUE if i in chosen else FALSE for i in range(self.sizes[level])))

    def negation(self, function: int) -> int:
        """True where the function is not."""
        if function not in self._opposite:
            level, below = self._nodes[function]
            known = {child: self.negation(child) for child in set(below)}
            other = self.node(level, tuple(map(known.__getitem__, below)))
            self._opposite[function], self._opposite[other] = other, function
        return self._opposite[function]

    def conjunction(self, functions: Iterable[int]) -> int:
        """True where all are; of none, everywhere."""
        found = TRUE
        for each in functions:
            found = self._and(found, each)
        return found

    def disjunction(self, functions: Iterable[int]) -> int:
        """True where at least one is; of none, nowhere."""
        return self.negation(self.conjunction(self.negation(each) for each in functions))

    def without(self, function: int, *others: int) -> int:
        """True where the function is and none of the others."""
        return self.conjunction([function, *(self.negation(other) for other in others)])

    def fixed(self, function: int, branches: Mapping[int, int]) -> int:
        """The function once these levels have taken these branches."""
        known: dict[int, int] = {FALSE: FALSE, TRUE: TRUE}

        def below(node: int) -> int:
            if node not in known:
                level, children = self._nodes[node]
                known[node] = below(children[branches[level]]) if level in branches else self.node(
                    level, tuple(below(child) for child in children))
            return known[node]

        return below(function)

    def count(self, function: int, weights: Sequence[Sequence[int]]) -> int:
        """In how many ways it is true, when a branch stands for as many answers as its weight says."""
        totals = [sum(each) for each in weights]
        known: dict[int, int] = {FALSE: 0, TRUE: 1}

        def ways(node: int, at: int) -> int:
            """Ways from a level on; levels that the function skips are free."""
            level, children = self._nodes[node]
            if node not in known:
                known[node] = sum(weight * ways(child, level + 1)
                                  for weight, child in zip(weights[level], children, strict=True) if weight and child)
            free = 1
            for skipped in range(at, level):
                free *= totals[skipped]
            return free * known[node]

        return ways(function, 0)

    def example(self, function: int, order: Sequence[Sequence[int]]) -> Assignment | None:
        """A branch for each level where it is true, the earliest in each level's order; None when it is nowhere."""
        if function == FALSE:
            return None
        node, found = function, []
        for at in range(len(self.sizes)):
            level, children = self._nodes[node]
            branch = order[at][0] if level > at else next(i for i in order[at] if children[i] != FALSE)
            found.append(branch)
            node = node if level > at else children[branch]
        return tuple(found)

    def tells_apart(self, ones: int, others: int, level: int, hidden: int) -> bool:
        """Whether two assignments, one of each function, differ at the level and agree at every other level that is
        hidden in neither."""
        known: dict[tuple[int, int, int], bool] = {}

        def meet(one: int, other: int, at: int) -> bool:
            if one == FALSE or other == FALSE:
                return False
            if at == len(self.sizes):
                return True
            key = (one, other, at)
            if key not in known:
                mine, theirs = self._branches(one, at), self._branches(other, at)
                pairs = _unlike(mine, theirs, hidden) if at == level else _like(mine, theirs, hidden)
                known[key] = any(meet(a, b, at + 1) for a, b in pairs)
            return known[key]

        return meet(ones, others, 0)

    def _branches(self, node: int, at: int) -> Sequence[int]:
        level, children = self._nodes[node]
        return children if level == at else [node] * self.sizes[at]

    def node(self, level: int, children: tuple[int, ...]) -> int:
        """The function that looks at this level and goes on as the branch says; levels of children come later."""
        if children.count(children[0]) == len(children):
            return children[0]
        key = (level, children)
        if key not in self._known:
            if len(self._nodes) >= MAX_NODES:
                raise TooComplex
            self._known[key] = len(self._nodes)
            self._nodes.append(key)
        return self._known[key]

    def _and(self, one: int, other: int) -> int:
        if one == other or other == TRUE:
            return one
        if one == TRUE:
            return other
        if FALSE in (one, other):
            return FALSE
        key = (one, other) if one < other else (other, one)
        if key not in self._both:
            (level, below), (other_level, other_below) = self._nodes[one], self._nodes[other]
            if level > other_level:
                below = (one,) * len(other_below)
            elif other_level > level:
                other_below = (other,) * len(below)
            # Many branches lead to few different places.
            pairs = tuple(zip(below, other_below, strict=True))
            known = {pair: self._and(*pair) for pair in set(pairs)}
            self._both[key] = self.node(min(level, other_level), tuple(map(known.__getitem__, pairs)))
        return self._both[key]


def _like(mine: Sequence[int], theirs: Sequence[int], hidden: int) -> set[tuple[int, int]]:
    """What follows where both take the same branch, or one of them is hidden."""
    one_hidden = {(mine[hidden], other) for other in theirs} | {(one, theirs[hidden]) for one in mine}
    return one_hidden | set(zip(mine, theirs, strict=True))


def _unlike(mine: Sequence[int], theirs: Sequence[int], hidden: int) -> Iterator[tuple[int, int]]:
    """What follows where both take a branch, and not the same one; each pair once."""
    places: list[dict[int, set[int]]] = [{}, {}]
    for found, branches in zip(places, (mine, theirs), strict=True):
        for place, branch in enumerate(branches):
            if place != hidden:
                found.setdefault(branch, set()).add(place)
    for one, here in places[0].items():
        yield from ((one, other) for other, there in places[1].items() if len(here | there) > 1)
