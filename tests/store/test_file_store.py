"""Files by content: kept once, found by digest, refused when too large, noticed when damaged."""

import io
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.errors import NotFound, SettingsError, TooLarge, Unavailable
from yichuang.store.files import FileStore


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(str(tmp_path / "files"))


def files_in(folder: Path) -> list[Path]:
    return [path for path in (folder / "files").rglob("*") if path.is_file()]


def test_what_is_put_is_read_again_under_its_digest(store, tmp_path):
    stored = store.put(io.BytesIO(b"scan"), limit=10)
    assert stored.digest == sha256(b"scan").hexdigest()
    assert stored.size == 4
    assert store.read(stored.digest) == b"scan"
    assert store.exists(stored.digest)
    assert files_in(tmp_path) == [tmp_path / "files" / stored.digest[:2] / stored.digest[2:4] / stored.digest]


def test_the_same_content_is_kept_once(store, tmp_path):
    assert store.put(io.BytesIO(b"scan"), 10) == store.put(io.BytesIO(b"scan"), 10)
    assert len(files_in(tmp_path)) == 1


def test_a_file_of_just_the_limit_is_taken_and_one_byte_more_is_not(store, tmp_path):
    store.put(io.BytesIO(b"x" * 10), limit=10)
    with pytest.raises(TooLarge, match="没有上传"):
        store.put(io.BytesIO(b"y" * 11), limit=10)
    assert len(files_in(tmp_path)) == 1


@settings(max_examples=30, deadline=None)
@given(content=st.binary(max_size=3_000_000))
def test_any_content_survives(tmp_path_factory, content):
    store = FileStore(str(tmp_path_factory.mktemp("store")))
    assert store.read(store.put(io.BytesIO(content), 4_000_000).digest) == content


def test_a_damaged_file_is_noticed(store, tmp_path):
    stored = store.put(io.BytesIO(b"scan"), 10)
    files_in(tmp_path)[0].write_bytes(b"scam")
    with pytest.raises(Unavailable, match="损坏"):
        store.read(stored.digest)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_a_name_that_is_no_digest_leads_nowhere(store, digest):
    with pytest.raises(NotFound):
        store.open(digest)
    with pytest.raises(NotFound):
        store.exists(digest)


def test_an_absent_file_is_said_to_be_absent(store):
    assert not store.exists("0" * 64)
    with pytest.raises(NotFound):
        store.read("0" * 64)


def test_another_file_system_than_the_local_one_serves_as_well():
    store = FileStore("memory://yichuang-test")
    stored = store.put(io.BytesIO(b"scan"), 10)
    assert store.read(stored.digest) == b"scan"
    with pytest.raises(TooLarge):
        store.put(io.BytesIO(b"x" * 11), 10)
    store.check()


def test_an_unknown_kind_of_store_is_a_settings_error():
    with pytest.raises(SettingsError, match=r"yichuang\.files"):
        FileStore("gopher://hole")
