"""What the values that a transform makes look like, whatever it is given: enough to see that a pattern is met."""
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from yichuang.forms.compiled import Compiled, compiled
from yichuang.forms.form import Schema
from yichuang.forms.transforms import Transform
from yichuang.forms.transforms.dates import Dates
from yichuang.forms.transforms.numbers import Numbers

from .contain import contained
from .said import Said

DATE_PARTS = {"YYYY": "[0-9]{4}", "MM": "(?:0[1-9]|1[0-2])", "DD": "(?:0[1-9]|[12][0-9]|3[01])"}


def image_fits(transform: Transform, said: Said, own: Compiled, demands: Sequence[Schema]) -> bool:
    """Whether the transform has a value for all that comes, and all values that it ever makes meet what is demanded."""
    image = image_of(transform)
    if image is None or not isinstance(transform, Dates | Numbers):
        return False
    domain = transform.domain()
    taken = contained(said.parts, said.form, [domain], compiled({"allOf": [domain]}))
    return taken and contained([image], compiled({"allOf": [image]}), demands, own)


def image_of(transform: Transform) -> dict[str, Any] | None:
    """A schema of all values that it makes; None where only the preimage tells."""
    if isinstance(transform, Dates):
        written = re.escape(transform.pattern)
        for name, part in DATE_PARTS.items():
            written = written.replace(name, part)
        return {"type": "string", "pattern": f"^{written}$"}
    if isinstance(transform, Numbers) and transform.text:
        places = f"\\.[0-9]{{{transform.decimals}}}" if transform.decimals else ""
        return {"type": "string", "pattern": f"^-?(?:0|[1-9][0-9]*){places}$"}
    return None
