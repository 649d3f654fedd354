"""The `format` names of the field: strict predicates for stored values, and the reading of typed ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from yichuang.standards.identifiers import check

KIND_OF_FORMAT: Mapping[str, str] = MappingProxyType(
    {
        "cn-id-number": "id-number",
        "cn-credit-code": "credit-code",
        "cn-mobile": "mobile",
        "cn-phone": "phone",
        "cn-bank-card": "bank-card",
        "cn-region": "region",
        "cn-real-estate-certificate": "real-estate-certificate",
        "cn-real-estate-unit": "real-estate-unit",
    }
)


def _holds(kind: str, today: Callable[[], date] | None, value: str) -> bool:
    """True for a valid value exactly as it is stored."""
    told = check(kind, value, today() if today else None)
    return told.valid and told.normalised == value


def formats(today: Callable[[], date] | None = None) -> Mapping[str, Callable[[str], bool]]:
    """A predicate for each format; `today` is asked at every call, so a validator may be kept for days."""
    return MappingProxyType({name: partial(_holds, kind, today) for name, kind in KIND_OF_FORMAT.items()})


FORMATS = formats()


def normalise(format_name: str, text: str) -> str:
    """A typed text as it is stored when it is a valid value of the format; else the text as typed."""
    kind = KIND_OF_FORMAT.get(format_name)
    if kind is None:
        return text
    told = check(kind, text)
    return told.normalised if told.valid else text


def problem(format_name: str, value: str, today: date | None = None) -> str | None:
    """What is wrong with a value, in Chinese; None when nothing is, or when the format is not ours."""
    kind = KIND_OF_FORMAT.get(format_name)
    return check(kind, value, today).problem if kind else None
