"""What is done with pictures: for now they are looked at before they are kept. Only Pillow opens uploads."""
from __future__ import annotations

from pyramid.config import Configurator

from .images import MEDIA_TYPES, inspect_picture


def includeme(config: Configurator) -> None:
    """Looks at every uploaded picture of a kind that we take."""
    for media_type in MEDIA_TYPES:
        config.add_upload_inspector(media_type, inspect_picture)
