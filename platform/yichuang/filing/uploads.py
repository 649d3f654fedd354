"""Uploads: kind told by content, size held while it streams in, pictures looked at before they are kept."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from sqlalchemy.orm import Session

from yichuang.errors import Invalid, NotFound, TooMany, UnsupportedMedia
from yichuang.extension import Extensions
from yichuang.identity.actor import Actor
from yichuang.store.files import FileStore

from .records import Attachment, FilingDraft

MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
MOST_FILES = 200


def media_type(head: bytes) -> str:
    """The media type by the first bytes; the file's name is not believed. Raises UnsupportedMedia."""
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    raise UnsupportedMedia("只收 JPG、PNG、TIFF 图片和 PDF，这个文件不是。请另存为 JPG 或 PDF 后再上传。")


class Uploads:
    """Takes files in for drafts."""

    def __init__(self, files: FileStore, inspectors: Extensions, limit: int) -> None:
        self._files = files
        self._inspectors = inspectors.upload_inspectors
        self._limit = limit

    def take(
        self, db: Session, draft: FilingDraft, material: str, upload: tuple[str, BinaryIO], actor: Actor, at: datetime
    ) -> Attachment:
        """Keep one file for a material. Raises TooLarge, UnsupportedMedia or Invalid; nothing is kept then."""
        name, stream = upload
        stream.seek(0)
        kind = media_type(stream.read(16))
        self._inspect(kind, stream)
        stream.seek(0)
        stored = self._files.put(stream, self._limit)
        attachment = Attachment(
            draft_id=draft.id,
            material=material,
            name=plain_name(name),
            media_type=kind,
            digest=stored.digest,
            size=stored.size,
            uploaded_at=at,
            uploaded_by=actor.id,
        )
        db.add(attachment)
        db.flush()
        return attachment

    def _inspect(self, kind: str, stream: BinaryIO) -> None:
        inspector = self._inspectors.get(kind)
        if inspector is None:
            return
        stream.seek(0)
        problems = [problem for problem in inspector(stream) if problem.severity == "error"]
        if problems:
            raise Invalid(problems[0].message, problems=problems)


def require_room(count: int) -> None:
    """Raises TooMany when a draft holds as many files as it may."""
    if count >= MOST_FILES:
        raise TooMany(f"这份申报已有 {MOST_FILES} 个文件，不能再传。请先删去不需要的。")


def attachment_of(db: Session, attachment_id: int, draft_id: int) -> Attachment:
    """A file of this draft. Raises NotFound for any other."""
    attachment = db.get(Attachment, attachment_id)
    if attachment is None or attachment.draft_id != draft_id or attachment.removed:
        raise NotFound("没有这个文件，它可能已被删去。")
    return attachment


def plain_name(name: str) -> str:
    """A file name without path or control characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[:200] or "未命名"
