"""The answers to choose from at one place, each as it travels, with the present one marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from yichuang.forms.shape import Kind, Shape
from yichuang.forms.wire import same

from .nodes import Option

YES_NO = ((True, "是"), (False, "否"))


def offered(shape: Shape) -> tuple[tuple[Any, str], ...]:
    """(value, title) of every answer that may be chosen: options, yes and no, or the one of a constant."""
    if shape.kind is Kind.CONSTANT:
        return ((shape.keywords["const"], _agreement(shape)),)
    if shape.kind is Kind.BOOLEAN:
        return YES_NO
    return tuple((choice.value, choice.title) for choice in shape.choices)


def options_of(tokens: Iterable[tuple[str, str]], text: str | None) -> tuple[Option, ...]:
    """Options from (token, title); `text` is the present answer, None for none.

    An answer outside of the options is kept as one more; a null beside options that do not offer it counts as none.
    """
    options = tuple(Option(token, title, token == text) for token, title in tokens)
    if not options or not text or any(option.checked for option in options):
        return options
    return (*options, Option(text, text, True))


def tokens_of(inner: Shape, values: Iterable[Any]) -> list[str] | None:
    """The tokens of several answers in their order; None when one cannot travel as the token of a box."""
    known = {choice.token for choice in inner.choices}
    found: list[str] = []
    for value in values:
        token = next((choice.token for choice in inner.choices if same(choice.value, value)), value)
        if not isinstance(token, str) or (token == value and token in known | {""} and not _is_option(inner, value)):
            return None
        found.append(token)
    return found


def _is_option(inner: Shape, value: Any) -> bool:
    return any(same(choice.value, value) for choice in inner.choices)


def _agreement(shape: Shape) -> str:
    value = shape.keywords["const"]
    return "是" if value is True else "否" if value is False else str(value)
