"""What the one form of a bundle asks, by section: each piece of information once, what is known already left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from yichuang.definitions.bundle import Bundle, Member
from yichuang.definitions.matter import Matter
from yichuang.forms.compiled import compiled
from yichuang.forms.fields import Field, fields_of

from .guide_facts import GuideFacts

Identity = tuple[str, str]
OTHERS = "其他信息"


def asked(facts: GuideFacts, bundle: Bundle) -> dict[str, list[str]]:
    """Section title → what is asked in it, in the order of the bundle's sections."""
    known = set(_known(facts, bundle))
    titles = {role.code: role.title for role in bundle.roles if role.person}
    found: dict[str, dict[str, None]] = {section.title: {} for section in bundle.sections}
    for (role, element), title in _identities(facts).items():
        if (role, element) not in known:
            section = _section(bundle, role, element)
            name = facts.element(element, title)
            whose = titles.get(role, "")
            found.setdefault(section, {})[name if name.startswith(whose) else f"{whose}{name}"] = None
    return {section: list(names) for section, names in found.items() if names}


def _identities(facts: GuideFacts) -> dict[Identity, str]:
    """(role in the bundle, element) → the title of the first form that asks it."""
    found: dict[Identity, str] = {}
    for member, matter in facts.members():
        for field in _fields(matter):
            if field.identity:
                role, element = field.identity
                found.setdefault((member.roles.get(role, role), element), field.shape.title or field.steps[-1])
    return found


def _fields(matter: Matter) -> Iterator[Field]:
    for field in fields_of(compiled(matter.form.schema_)):
        yield from field.items or (field,)


def _known(facts: GuideFacts, bundle: Bundle) -> Iterator[Identity]:
    """Answered by a scenario question, or produced by a matter of the same filing."""
    yield from ((answered.role, answered.element) for answered in bundle.answered)
    for member, matter in facts.members():
        yield from ((_role(member, output.role), output.element) for output in matter.outputs)


def _role(member: Member, own: str) -> str:
    roles: Mapping[str, str] = member.roles
    return roles.get(own, own)


def _section(bundle: Bundle, role: str, element: str) -> str:
    keys = (f"{role}.{element}", role)
    for section in bundle.sections:
        if any(fnmatchcase(key, pattern) for key in keys for pattern in section.fields):
            return section.title
    return OTHERS
