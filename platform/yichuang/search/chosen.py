"""Which index a session searches, by the settings that its engine was made with."""

from __future__ import annotations

from sqlalchemy.orm import Session

from yichuang.settings import Settings
from yichuang.store.db import SETTINGS

from .database import DatabaseIndex
from .entries import SearchIndex
from .synonyms import groups
from .whoosh_index import WhooshIndex

FOLDER = "search"
"""Below `yichuang.var`, where whoosh keeps its files."""


def index_of(db: Session) -> SearchIndex:
    """The index that the settings choose, as this session sees it."""
    settings: Settings = db.get_bind().get_execution_options()[SETTINGS]
    known = groups(settings.synonyms)
    if settings.search == "whoosh":
        return WhooshIndex(db, settings.var / FOLDER, known)
    return DatabaseIndex(db, known)
