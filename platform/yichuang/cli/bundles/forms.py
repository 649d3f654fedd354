"""The one form of a published bundle or matter, for commands that print or draw it."""
from __future__ import annotations

from dataclasses import dataclass

import click

from yichuang.cli.context import load_released
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.records import Release
from yichuang.filing.compose import compose
from yichuang.filing.single import bundle_of
from yichuang.forms.form import Form


@dataclass(frozen=True)
class Published:
    """A form with the name of what it belongs to and the release that it stands in."""

    name: str
    form: Form
    release: Release


def published_form(context: click.Context, code: str) -> Published:
    """The form with everything that could be asked in any scenario. Raises NotFound or Invalid."""
    subject, uses, release = load_released(context, code)
    bundle = subject if isinstance(subject, Bundle) else bundle_of(subject)
    return Published(subject.name, compose(bundle, {**uses, subject.code: subject}).form, release)
