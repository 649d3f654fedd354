"""Roles that a bundle does not know: their fields are asked beside those of the person that they are."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from yichuang.definitions.bundle import Bundle
from yichuang.forms.places import Link
from yichuang.forms.proof.refusals import Counterexample

from .composition import Taken

ONE, OTHER = "甲（示例）", "乙（示例）"
"""What two places for the same thing could say."""


def unknown_roles(bundle: Bundle, taken: Sequence[Taken]) -> Iterator[Counterexample]:
    """Fields of a role that a member does not map to one of the bundle: what is known of the person elsewhere in the form
    is asked once more here, and may be answered differently."""
    known = {role.code for role in bundle.roles}
    for each in taken:
        for link in each.links:
            if link.identity is not None and link.place is not None and link.identity[0] not in known:
                yield _twice(taken, each, link)


def _twice(every: Sequence[Taken], taken: Taken, link: Link) -> Counterexample:
    role, element = link.identity or ("", "")
    title = link.field.shape.title or element
    others = [other for each in every if each is not taken for other in each.links if _same(other, role, element)]
    # What another matter produces is the surest to be meant, and must not be typed at all.
    other = next((each for each in others if each.given), others[0] if others else None)
    also = f"，与{'.'.join(other.identity)}各填各的，可能不一致" if other and other.identity else ""
    message = f"“{taken.matter.name}”的角色“{role}”没有对应到这件事的角色：“{title}”要另填一次{also}。"
    data = {str(link.place): OTHER, **({str(other.place): ONE} if other and other.place else {})}
    given = {other.given: ONE} if other and other.given else {}
    return Counterexample(taken.code, link.pointer, message, data, given, None, {link.at[-1]: OTHER})


def _same(other: Link, role: str, element: str) -> bool:
    """Whether it is the same thing of somebody that the bundle knows, and of one only."""
    alone = other.given is not None or (other.place is not None and not other.place.rows)
    return alone and other.identity is not None and other.identity[1] == element and other.identity[0] != role
