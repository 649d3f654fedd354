"""A single matter is filed as a bundle of one, so that everything after it knows only bundles."""
from __future__ import annotations

from yichuang.definitions.bundle import Bundle, Member, Promise, Role
from yichuang.definitions.matter import Matter
from yichuang.forms.compiled import compiled
from yichuang.forms.fields import fields_of

NOWHERE = "000000"
"""A bundle of one is never published, and no region need be known for it."""


def bundle_of(matter: Matter) -> Bundle:
    """The bundle that consists of this matter alone; its roles, questions and promise are the matter's own."""
    roles = dict.fromkeys(field.role for field in fields_of(compiled(matter.form.schema_)) if field.role)
    return Bundle(
        kind="bundle", code=matter.code, name=matter.name, lead=matter.department, region=NOWHERE,
        audiences=matter.audiences, summary=matter.scope, roles=tuple(Role(code=role, title=role) for role in roles),
        questions=matter.questions, stops=matter.stops, members=(Member(matter=matter.code),),
        promise=Promise(limit=matter.promised_limit, explanation=matter.promise_explanation),
        visits=matter.visits.number, visit_reason=matter.visits.reason, window_class=matter.window_class,
        channels=tuple(matter.channels), locations=matter.locations, consult_phone=matter.consult_phone,
        complaint_phone=matter.complaint_phone, faq=matter.faq)
