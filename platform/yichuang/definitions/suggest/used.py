"""What the forms of a library have called each element: more names for it, and the elements themselves."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from yichuang.definitions.common import Definition
from yichuang.definitions.element import Element
from yichuang.definitions.matter import Matter
from yichuang.forms.compiled import SchemaInvalid
from yichuang.forms.form import Form

from .dictionary import Dictionary
from .form import Place, places_of
from .label import read_label
from .weighing import PEOPLE, part_of
from .whose import owner_of


def dictionary_of(definitions: Iterable[Definition]) -> Dictionary:
    """The dictionary that a library declares, with the labels that its forms use."""
    known = list(definitions)
    elements = [each for each in known if isinstance(each, Element)]
    forms = [places for each in known if isinstance(each, Matter) if (places := _places(form_of(each)))]
    return Dictionary.of(elements, dict.fromkeys(pair for form in forms for pair in _labels(form)), _habits(forms))


def form_of(matter: Matter) -> Form:
    """The form that a matter declares."""
    return Form(matter.form.schema_, matter.form.layout)


def _places(form: Form) -> list[Place]:
    try:
        return places_of(form)
    except SchemaInvalid:
        return []


def _labels(places: Iterable[Place]) -> Iterator[tuple[str, str]]:
    """(element, label) of the fields that name one; of what a person has, without whose it is."""
    for place in places:
        if place.element and place.asked.label and (label := _common(place)):
            yield place.element, label


def _common(place: Place) -> str:
    core = read_label(place.asked.label).core
    owner, rest = owner_of(core)
    if owner is None or part_of(place.element or "") != PEOPLE:
        return core
    return rest if rest != "姓名" or core.endswith("姓名") else ""


def _habits(forms: Iterable[Sequence[Place]]) -> dict[str, str]:
    """Element that is no person's by its code → the person whose it mostly is, by what the forms' roles usually are."""
    counts: dict[str, Counter[str | None]] = defaultdict(Counter)
    for places in forms:
        usual = _usual(places)
        for place in places:
            if place.element and place.asked.role and part_of(place.element) != PEOPLE:
                counts[place.element][usual.get(place.asked.role)] += 1
    mostly = {code: count.most_common(1)[0][0] for code, count in counts.items()}
    return {code: role for code, role in mostly.items() if role}


def _usual(places: Sequence[Place]) -> dict[str, str]:
    """Role of a form → the usual role that the labels of a person's fields in it speak of, half of them or more."""
    personal = [place for place in places if part_of(place.element or "") == PEOPLE]
    fields = Counter(place.asked.role for place in personal)
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for place in personal:
        owner, _ = owner_of(read_label(place.label).core)
        if place.asked.role and owner and owner.role and owner.person:
            said[place.asked.role][owner.role] += 1
    best = {role: count.most_common(1)[0] for role, count in said.items()}
    return {role: usual for role, (usual, count) in best.items() if count * 2 >= fields[role]}
