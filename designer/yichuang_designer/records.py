"""What has been uploaded to be imported and waits for its preview to be confirmed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from yichuang.store.db import Base


class WorkbookUpload(Base):
    """An XLSX workbook of definitions, as given. `imported_at` says that its rows became drafts."""

    __tablename__ = "workbook_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime]
    imported_at: Mapped[datetime | None]


class DesignUpload(Base):
    """A file of definitions, as given; its bytes are in the file store. `imported_at` says that it became drafts."""

    __tablename__ = "design_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime]
    imported_at: Mapped[datetime | None]
