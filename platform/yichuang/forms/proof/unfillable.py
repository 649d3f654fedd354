"""Merged forms that nobody can fill in, and tables of codes that lead to values the department does not have.

Both would pass for sound: where nothing is accepted, nothing is refused.
"""
from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from yichuang.forms.merge import Merged
from yichuang.forms.places import Link, Place
from yichuang.forms.transforms.codes import Codes

from .claims import Ground
from .fits import Saying, alone
from .languages import texts_of
from .numbers import any_number
from .refusals import Counterexample
from .said import NUMBERS, Said


def unfillable(ground: Ground) -> Iterator[Counterexample]:
    """Fields that must be filled in and have no value that suits all who ask for them."""
    for link in ground.merged.links:
        for feed in link.feeds:
            if feed.place is not None and _must_be_there(ground, feed.place) and _has_none(ground.said(feed)[0]):
                yield Counterexample(link.part, link.pointer, f"“{_title(link)}”必填，却没有一个值能让问到它的部门都接受。", {})


def _must_be_there(ground: Ground, place: Place) -> bool:
    return place.key in ground.required(place.rows) and (place.rows is None or place.rows in ground.required(None))


def _has_none(saying: Saying) -> bool:
    return has_none(saying.said) if saying.text is None else _known(saying.text)


@lru_cache(maxsize=8192)
def _known(text: str) -> bool:
    return has_none(alone(text))


def has_none(said: Said) -> bool:
    """Whether there surely is no value of which all this holds."""
    listed = said.listed()
    if said.never or not said.types or listed == []:
        return True
    if listed is None and said.types == {"string"}:
        return texts_of(said).none
    return listed is None and said.types <= NUMBERS and not any_number(said)


def wrong_tables(merged: Merged) -> Iterator[Counterexample]:
    """Entries of code lists that lead to a value which the department does not list."""
    for link in merged.links:
        choices = [choice.value for choice in link.field.shape.choices]
        table = link.transform.table if isinstance(link.transform, Codes) and choices else ()
        for merged_value, own in table:
            if own not in choices:
                data = {link.place.key: merged_value} if link.place else {}
                where = {link.place.rows: [data]} if link.place and link.place.rows else data
                yield Counterexample(link.part, link.pointer,
                                     f"代码对照把“{merged_value}”换算成“{own}”，而“{_title(link)}”没有这个可选值。",
                                     where, instance={link.at[-1]: own})


def _title(link: Link) -> str:
    return str(link.field.shape.title or link.at[-1])
