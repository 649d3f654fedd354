"""What one department says of one place of the merged form, taken out of its form so that it can be compared."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from typing import Any

from yichuang.forms.compiled import Compiled, SchemaInvalid, compiled
from yichuang.forms.keywords import ASSERTIONS, walk
from yichuang.forms.meet import Incompatible, meet, values_of
from yichuang.forms.places import Link, Part, Place
from yichuang.forms.pointers import Steps
from yichuang.forms.sure import sure_parts_at
from yichuang.forms.transforms import Borrowed, Transform

CHOICES = ("oneOf", "anyOf")
NESTED = ("items", "prefixItems", "contains", "properties", "additionalProperties", "patternProperties")
COMPARED = (*sorted(ASSERTIONS), *CHOICES, *NESTED)
MEANING = ("x-unit", "x-code-list")
EXPLAINING = ("title", "description", "x-help")
Keywords = Mapping[str, Any]


@dataclass(frozen=True)
class Voice:
    """One field of one part. `own` is what it demands of its own value, `says` the same in values of the merged form (a
    schema), `about` its annotations."""

    part: str
    called: str
    pointer: str
    own: Keywords
    says: Any
    about: Keywords
    link: Link

    @property
    def plain(self) -> bool:
        """Whether its own values are those of the merged form."""
        return self.link.transform is None and self.link.source is None

    @property
    def options(self) -> dict[str, tuple[Any, str | None]]:
        """Its listed values by their text, each with its name where it has one."""
        return {text_of(value): (value, option.get("title")) for value, option in values_of(self.own) or ()}


def text_of(value: Any) -> str:
    """A value as it is written in a table: 1 and "1" are told apart."""
    return f'"{value}"' if isinstance(value, str) else str(value)


def home(part: Part, link: Link) -> Place | None:
    """Where what a field reads stands, or would stand if it were asked."""
    if link.place is not None or link.identity is None:
        return link.place
    role, element = link.identity
    rows = link.rows if link.inner is not None else part.row if role == part.row else None
    return Place(element if role == rows else f"{role}.{element}", rows)


def bridged(voice: Voice, transform: Transform) -> Voice:
    """The same voice heard through a transform."""
    link = replace(voice.link, transform=transform)
    return replace(voice, link=link, says=_in_merged_values(link, voice.own))


def voice_of(part: Part, link: Link) -> Voice:
    """What the part says at a field."""
    # What a joined field reads is described by the transform, and what it borrows is called by its own name.
    own = own_words(part.ready, link) if link.source is None else _compared(link.field.shape.keywords)
    said = link.transform.source.words if isinstance(link.transform, Borrowed) else link.field.shape.keywords
    about = {key: said[key] for key in (*EXPLAINING, *MEANING) if key in said}
    return Voice(part.name, part.called or part.name, link.pointer, own, _in_merged_values(link, own), about, link)


def own_words(form: Compiled, link: Link) -> Keywords:
    """What a form demands of a field whenever the field is there. Where only branches declare it, or what it says is at
    odds with itself, it is what is declared first."""
    found = _sure_words(form, link.at)
    return found if isinstance(found, Mapping) else _compared(link.field.shape.keywords)


@lru_cache(maxsize=8192)
def _sure_words(form: Compiled, steps: Steps) -> Any:
    parts = [_compared(part) for part in sure_parts_at(form, steps) if isinstance(part, Mapping)]
    try:
        return reduce(meet, parts) if parts else None
    except Incompatible:
        return None


def _compared(said: Keywords) -> Keywords:
    return {key: said[key] for key in COMPARED if key in said and _counts(key, said[key])}


def _counts(key: str, value: Any) -> bool:
    """Choices count where they list values; what refers to other places of its form cannot be looked at alone."""
    if key in CHOICES:
        return values_of({key: value}) is not None
    return key not in NESTED or not any(isinstance(part, Mapping) and "$ref" in part for _, part in walk({key: value}))


def _in_merged_values(link: Link, own: Keywords) -> Any:
    if link.transform is None:
        return own
    try:
        alone = compiled({"allOf": [own]})
    except SchemaInvalid:
        return True
    whole: Any = alone.schema
    said = link.transform.asked(alone, whole["allOf"][0])
    return said if isinstance(said, bool | Mapping) else True
