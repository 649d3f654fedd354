"""Uploads at the window: told by their content, looked at before they are kept, refused with a sentence."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime

import pytest
from family import example
from sqlalchemy import select
from webtest import TestResponse, Upload
from window_steps import Visit, picture, start

from journeys import Town
from yichuang.filing.records import Attachment, FilingDraft
from yichuang.filing.uploads import MOST_FILES

HTML = b"<!doctype html><script>alert(1)</script>"
JSON = {"Accept": "text/html;q=0.9, application/problem+json"}


def bomb(side: int = 30_000) -> bytes:
    """A small PNG that says it unfolds into side × side pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" * (side + 1)) * 100, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def visit(town: Town) -> Visit:
    """A family at the step of materials."""
    found = start(town.browser("clerk"), "xse", "新生儿出生")
    found.answer(example()["answers"])
    return found


def first_row(visit: Visit) -> tuple[str, str]:
    """The address for uploads of the first document that must be brought, and its key."""
    row = visit.step("materials").html.select_one(".material:not(.material--done)")
    return row["data-upload"], row["id"].removeprefix("m-")


def send(
    visit: Visit, content: bytes, name: str = "证明.png", status: int = 200, path: str = ""
) -> TestResponse:
    """One file as the page's script sends it."""
    token = visit.form("materials")["csrf_token"].value
    headers = {"X-CSRF-Token": token, **JSON}
    upload = [("file", name, content)]
    return visit.browser.post(path or first_row(visit)[0], upload_files=upload, headers=headers, status=status)


def kept(town: Town, visit: Visit) -> list[Attachment]:
    """The files of a draft that have not been taken away."""
    with town.database.reading() as db:
        query = select(Attachment).where(Attachment.draft_id == visit.id, Attachment.removed.is_(False))
        return list(db.scalars(query))


def test_a_picture_is_kept_under_a_plain_name_and_shown_but_never_run(town: Town, visit: Visit) -> None:
    row = send(visit, picture(), "..\\..\\证\x07明.png")
    assert "已传 1 个" in row.text
    (file,) = kept(town, visit)
    assert (file.name, file.media_type) == ("证明.png", "image/png")
    shown = visit.browser.get(f"{visit.path}/files/{file.id}")
    assert shown.body == picture() and shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("content", "status"),
    [(HTML, 415), (b"", 415), (bomb(), 422), (picture()[:90], 422), (b"\x89PNG\r\n\x1a\n" + HTML, 422)],
    ids=["HTML", "nothing", "a bomb", "cut off", "HTML after the magic of a PNG"],
)
def test_what_is_no_picture_is_refused_whatever_its_name(town: Town, visit: Visit, content: bytes, status: int) -> None:
    detail = send(visit, content, "出生证明.jpg", status).json["detail"]
    assert detail.endswith("。") and "上传" in detail
    assert kept(town, visit) == []


def test_a_file_above_the_limit_is_refused_with_the_limit(town: Town, visit: Visit) -> None:
    big = b"%PDF-1.7\n" + b"0" * (21 * 1024 * 1024)
    assert "超过 20 MB" in send(visit, big, "大.pdf", 413).json["detail"]
    assert kept(town, visit) == []


def test_a_body_of_fifty_megabytes_is_refused_before_it_is_read(visit: Visit) -> None:
    token = visit.form("materials")["csrf_token"].value
    upload = [("file", "大.png", b"0" * (50 * 1024 * 1024))]
    page = visit.browser.post(first_row(visit)[0], upload_files=upload, headers={"X-CSRF-Token": token}, status=413)
    assert "40 MB" in page.text and "没有" in page.text


def test_the_file_after_the_last_is_refused(town: Town, visit: Visit) -> None:
    path, key = first_row(visit)
    with town.database.writing() as db:
        db.add_all(
            Attachment(
                draft_id=visit.id, material=key, name=f"{number}.png", media_type="image/png", digest="0" * 64,
                size=1, uploaded_at=datetime.now(UTC), uploaded_by=1,
            )
            for number in range(MOST_FILES)
        )  # fmt: skip
    assert f"已有 {MOST_FILES} 个文件" in send(visit, picture(), status=429, path=path).json["detail"]
    assert len(kept(town, visit)) == MOST_FILES


def test_without_script_a_bad_file_is_named_and_everything_else_on_the_page_is_kept(town: Town, visit: Visit) -> None:
    form = visit.form("materials")
    rows = [name for name in form.fields if name and name.endswith("/file")]
    form[rows[0]] = [Upload("好.png", picture(), "image/png"), Upload("坏.jpg", HTML, "image/jpeg")]
    form[rows[1].replace("/file", "/how")] = "paper"
    page = form.submit("go", value="form", status=200)
    assert "“坏.jpg”没有收下" in page.html.select_one(".problems").text
    assert [file.name for file in kept(town, visit)] == ["好.png"]
    with town.database.reading() as db:
        assert {"how": "paper"} in db.get_one(FilingDraft, visit.id).materials.values()


def test_a_file_is_taken_away_by_its_button_and_the_choices_on_the_page_are_kept(town: Town, visit: Visit) -> None:
    send(visit, picture())
    form = visit.form("materials")
    second = [name for name in form.fields if name and name.endswith("/how")][1]
    form[second] = "paper"
    form.submit("remove", value=str(kept(town, visit)[0].id), status=303)
    assert kept(town, visit) == []
    assert visit.form("materials")[second].value == "paper"


def test_a_file_of_another_draft_is_not_there(town: Town, visit: Visit) -> None:
    send(visit, picture())
    other = start(visit.browser, "xse", "新生儿出生")
    visit.browser.get(f"{other.path}/files/{kept(town, visit)[0].id}", status=404)


def test_a_document_that_is_not_asked_for_takes_no_file(visit: Visit) -> None:
    token = visit.form("materials")["csrf_token"].value
    path = f"{visit.path}/materials/nothing.of.the.kind/file"
    headers = {"X-CSRF-Token": token, **JSON}
    answer = visit.browser.post(path, upload_files=[("file", "a.png", picture())], headers=headers, status=404)
    assert "不需要这份材料" in answer.json["detail"]


def test_a_post_without_a_file_says_so(visit: Visit) -> None:
    token = visit.form("materials")["csrf_token"].value
    answer = visit.browser.post(first_row(visit)[0], {"csrf_token": token}, headers=JSON, status=400)
    assert "没有收到文件" in answer.json["detail"]
