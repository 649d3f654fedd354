"""Element ids from pointers. A space would end an id in lists of ids, so it is escaped; so is the escape itself."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r"[%\s]")


def control_id(pointer: str) -> str:
    """`/mother.person.name` → `f/mother.person.name`; unique, and fit for `aria-describedby` and for `#…` links."""
    return "f" + _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), pointer)


def section_id(code: str) -> str:
    """The id of a section, to which the outline leads."""
    return "s-" + _UNSAFE.sub("-", code)
