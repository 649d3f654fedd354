"""Whether the values that come to one field of a department surely are such as it accepts; if not, values that it refuses."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import Any

from yichuang.forms.compiled import Compiled
from yichuang.forms.form import Schema
from yichuang.forms.places import Link
from yichuang.forms.pointers import Steps
from yichuang.forms.sure import ever_at, sure_at
from yichuang.forms.transforms import NOTHING

from .contain import contained
from .images import image_fits
from .languages import texts_of
from .made import joined_fits, made_fits
from .plain import plain
from .said import Said
from .samples import NOTHING as NOT_FOUND
from .samples import Sampler

Values = tuple[Any, ...]


@dataclass(frozen=True)
class Fit:
    """What came of it: proved, or how many values were tried and the first that was refused."""

    proved: bool
    tried: int = 0
    refused: Values | None = None
    """One value for each place that feeds the field."""


@dataclass(frozen=True)
class Coming:
    """What comes to a field, apart from where else it is used: equal for all scenarios that say the same of it."""

    own: Compiled
    at: Steps
    said: tuple[str, ...]
    """For each place that feeds it all that holds of the value, as text."""
    made: str
    """Its transform, as text."""
    samples: int
    link: Link = field(compare=False, repr=False)


@dataclass(frozen=True)
class Saying:
    """What a form says of a value, and the same as text; None when the text does not hold all of it: a reference is read in
    the form that it stands in."""

    form: Compiled
    fragments: tuple[Schema, ...]
    text: str | None

    @property
    def said(self) -> Said:
        """Taken apart."""
        return Said.of(self.form, self.fragments) if self.text is None else alone(self.text)


def saying(form: Compiled, fragments: Iterable[Schema]) -> Saying:
    """With its text, in which nothing stands that asserts nothing."""
    spoken = tuple(fragments)
    text = json.dumps([plain(part) for part in spoken], ensure_ascii=False)
    return Saying(form, spoken, None if '"$ref"' in text else text)


def fit(link: Link, own: Compiled, said: Sequence[Saying], samples: int) -> Fit:
    """Whether all that holds of what comes implies all that the department says of the field in every case."""
    made = json.dumps(link.transform.as_dict(), ensure_ascii=False) if link.transform else ""
    coming = Coming(own, link.at, tuple(each.text or "" for each in said), made, samples, link)
    unread = any(each.text is None for each in said)
    return _decided(coming, [each.said for each in said]) if unread else _known(coming)


@lru_cache(maxsize=8192)
def _known(coming: Coming) -> Fit:
    return _decided(coming, [alone(text) for text in coming.said])


@lru_cache(maxsize=4096)
def alone(text: str) -> Said:
    """What a text holds of a value, the same for all forms that say the same."""
    parts = json.loads(text)
    form = Compiled({"allOf": parts})
    return Said.of(form, parts)


def _decided(coming: Coming, said: Sequence[Said]) -> Fit:
    link, demands = coming.link, sure_at(coming.own, coming.at)
    # Where only branches declare the field, they ask for it in the merged form too, and are judged with their conditions.
    asked = all(feed.place is not None for feed in link.feeds)
    # What is not asked must suit what any branch says of it, for nobody can mend it while filling in the form.
    proved = _proved(coming, said, demands if asked else ever_at(coming.own, coming.at))
    return Fit(True) if (asked and not demands) or proved else _tried(coming, said, demands)


def _proved(coming: Coming, said: Sequence[Said], demands: Sequence[Schema]) -> bool:
    link, own = coming.link, coming.own
    if link.sources:
        return joined_fits(link, said, own, demands)
    if link.transform is not None:
        return made_fits(link.transform, said[0], own, demands) or image_fits(link.transform, said[0], own, demands)
    return contained(said[0].parts, said[0].form, demands, own)


def _tried(coming: Coming, said: Sequence[Said], demands: Sequence[Schema]) -> Fit:
    number = 0
    for number, values in enumerate(_proposed(coming, said, demands), 1):
        made = _made(coming.link, values)
        if made is NOTHING or not all(coming.own.holds(demand, made) for demand in demands):
            return Fit(False, number, values)
    return Fit(False, number)


def _proposed(coming: Coming, said: Sequence[Said], demands: Sequence[Schema]) -> Iterator[Values]:
    """Values that come: texts that miss what is demanded where these can be worked out, then some by dice."""
    if coming.link.transform is None and not coming.link.sources:
        yield from ((text,) for text in _missing(said[0], Said.of(coming.own, demands)) if said[0].accepts(text))
    dice = Random(1)  # noqa: S311 - dice for tests of forms, no secret
    for _ in range(coming.samples):
        values = tuple(Sampler(each.form, dice).value(list(each.parts)) for each in said)
        if NOT_FOUND not in values:
            yield values


def _missing(said: Said, demanded: Said) -> Iterator[str]:
    coming, wanted = texts_of(said), texts_of(demanded)
    for miss in (coming.shorter(wanted.least), coming.longer(wanted.most), *map(coming.misses, wanted.patterns)):
        if miss is not None:
            yield miss


def _made(link: Link, values: Values) -> Any:
    if link.transform is None:
        return values[0]
    return link.transform.forward(values if link.sources else values[0])
