"""Whole journeys on the real application: the seeds published, filings taken in at the window, parcels delivered."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select
from webtest import TestApp

from yichuang.app import make_app
from yichuang.cases.desk import Hand
from yichuang.cases.records import Case
from yichuang.definitions.exchange import import_library, read_all
from yichuang.definitions.publish import publish
from yichuang.definitions.releases import release_of
from yichuang.dispatch.deliver import deliver_sweep
from yichuang.filing.drafts import Saving, save, start_draft
from yichuang.filing.records import Attachment, Filing
from yichuang.filing.subjects import subject_of
from yichuang.filing.submit import submit
from yichuang.identity.actor import Actor
from yichuang.identity.records import Person
from yichuang.settings import Settings, read_settings
from yichuang.store.db import make_engine, make_session_factory, writing

SEEDS = Path(__file__).parent.parent / "seeds"
INCLUDES = {"yichuang.includes": "yichuang_renderers yichuang_ocr"}
MakePerson = Callable[..., Person]
SignIn = Callable[[TestApp, str], None]


@pytest.fixture(scope="session")
def seeded_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the seeds imported and published; copied for every test."""
    folder = tmp_path_factory.mktemp("seeded")
    shutil.copy(sqlite_template, folder / "yichuang.sqlite")
    publish_seeds(read_settings({}, folder, {"YICHUANG_VAR": str(folder)}))
    return folder / "yichuang.sqlite"


def publish_seeds(settings: Settings) -> None:
    """Import the seeds into a database that has its tables, and publish them."""
    engine = make_engine(settings)
    at = datetime.now(UTC)
    with writing(make_session_factory(engine)) as db:
        imported = import_library(db, read_all([SEEDS]), at, "示例")
        publish(db, imported.changes, at, "示例")
    engine.dispose()


@dataclass
class Town:
    """The application with its people; everything happens through the code that serves the windows."""

    wsgi: Any
    database: Any
    make_person: MakePerson
    sign: SignIn
    actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def registry(self) -> Any:
        return self.wsgi.registry

    def settle_people(self) -> None:
        """The people of the seeds, all with the password of the tests."""
        for entry in json.loads((SEEDS / "people.json").read_text(encoding="utf-8")):
            attributes = {key: entry[key] for key in ("department", "region", "window", "team") if key in entry}
            self.actors[entry["login"]] = self.make_person(entry["login"], entry["roles"], **attributes).actor()

    def browser(self, login: str) -> TestApp:
        """A browser in which this person has signed in."""
        browser = TestApp(self.wsgi, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
        self.sign(browser, login)
        return browser

    def hand(self, db: Any, login: str, at: datetime) -> Hand:
        """Somebody at the application's own desk at an instant."""
        return Hand(self.registry["desk_in"](db), self.actors[login], at)

    def take_in(
        self, bundle: str = "newborn", example: str = "example", at: datetime | None = None, **data: Any
    ) -> str:
        """A filing of an example at the window; its number. Materials that must be brought are given on paper."""
        at = at or datetime.now(UTC)
        document = json.loads((SEEDS / bundle / f"{example}.json").read_text(encoding="utf-8"))
        with self.database.writing() as db:
            clerk = self.actors["clerk"]
            subject = subject_of(db, release_of(db, bundle))
            draft = start_draft(db, subject, clerk, at)
            wanted = subject.compose(document["answers"], document["done"]).materials
            changes = {
                "answers": document["answers"],
                "answered": True,
                "data": {**document["data"], **data},
                "done": document["done"],
                "materials": {each.key: {"how": "paper"} for each in wanted if each.to_bring},
            }
            save(db, draft, Saving(clerk, at, draft.revision), changes)
            saving = Saving(clerk, at, draft.revision)
            submitted = submit(db, draft, saving, self.hand(db, "clerk", at), self.database.settings)
            return submitted.filing.number

    def attach(self, number: str, material: str, name: str = "照片.png") -> int:
        """A small picture given for a material of a filing; the row's id."""
        picture = BytesIO()
        Image.new("RGB", (60, 40), "white").save(picture, "PNG")
        picture.seek(0)
        stored = self.registry["files"].put(picture, 1_000_000)
        with self.database.writing() as db:
            filing = db.scalars(select(Filing).where(Filing.number == number)).one()
            attachment = Attachment(
                draft_id=1,
                filing_id=filing.id,
                material=material,
                name=name,
                media_type="image/png",
                digest=stored.digest,
                size=stored.size,
                uploaded_at=datetime.now(UTC),
                uploaded_by=self.actors["clerk"].id,
            )
            db.add(attachment)
            db.flush()
            return attachment.id

    def materials(self, filing_id: int) -> list[dict[str, Any]]:
        """The materials of a filing as they were taken in."""
        with self.database.reading() as db:
            return list(db.get_one(Filing, filing_id).materials)

    def deliver(self) -> None:
        """One run of the delivery sweep."""
        deliver_sweep(self.registry, datetime.now(UTC))

    def cases(self, number: str) -> Mapping[str, Case]:
        """The cases of a filing by matter."""
        with self.database.reading() as db:
            found = db.scalars(select(Case).join(Filing).where(Filing.number == number).order_by(Case.seq)).all()
            return {case.matter_code: case for case in found}


@pytest.fixture
def town(sqlite_database: Any, seeded_template: Path, make_person: MakePerson, sign_in: SignIn) -> Iterator[Town]:
    """The application on a database with the seeds, before any filing."""
    sqlite_database.engine.dispose()
    shutil.copy(seeded_template, sqlite_database.settings.var / "yichuang.sqlite")
    yield from _settled(sqlite_database, make_person, sign_in)


@pytest.fixture(params=["sqlite", "postgresql"])
def each_town(
    request: pytest.FixtureRequest,
    make_person_in: Callable[[Any], MakePerson],
    sign_in_to: Callable[[Any], SignIn],
) -> Iterator[Town]:
    """The same, once on a database of each kind."""
    database = request.getfixturevalue(f"_seeded_{request.param}")
    yield from _settled(database, make_person_in(database), sign_in_to(database))


def _settled(database: Any, make_person: MakePerson, sign_in: SignIn) -> Iterator[Town]:
    changes = {"includes": tuple(INCLUDES["yichuang.includes"].split()), "public_url": "https://yichuang.example"}
    wsgi = make_app(database.settings.model_copy(update=changes), INCLUDES)
    found = Town(wsgi, database, make_person, sign_in)
    found.settle_people()
    yield found
    wsgi.registry["engine"].dispose()
