"""The working calendar as a table: what notices say of single days, laid over the standard one, region by region.

Law of the field: domain reference 9. A year without a notice stays an estimate, and says so.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Table, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from yichuang.standards import regions
from yichuang.standards.calendar_file import KINDS_OF_DAY
from yichuang.standards.workdays import STANDARD, Calendar, Day
from yichuang.store.db import Base
from yichuang.store.insert_only import guard

# 全国: the State Council's notices; GB/T 2260 has no code for the whole country.
NATION = "000000"

Version = tuple[int, datetime | None]


class CalendarDay(Base):
    """One day as the newest notice of a region tells it; every change comes with a `CalendarNotice`."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("region", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(String(12))
    day: Mapped[date]
    is_workday: Mapped[bool]
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(default="")
    notice_no: Mapped[str]
    confirmed: Mapped[bool] = mapped_column(default=True)
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    def value(self) -> Day:
        """The row as a value."""
        kind = next(known for known in KINDS_OF_DAY if known == self.kind)
        return Day(self.day, self.is_workday, kind, self.name, self.confirmed)


class CalendarNotice(Base):
    """A notice that was imported, one row for each year it speaks of; insert-only, the calendar's history.

    `complete`: all days of the year that it does not name are ordinary, so the year is no longer an estimate.
    """

    __tablename__ = "calendar_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(String(12), index=True)
    year: Mapped[int]
    notice_no: Mapped[str]
    complete: Mapped[bool]
    days: Mapped[int]
    imported_at: Mapped[datetime] = mapped_column(index=True)
    imported_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


NOTICES: Table = guard(CalendarNotice.__table__)  # type: ignore[arg-type]  # declared as FromClause, is a Table


class CalendarBook:
    """The calendar of one region; the days are read again only after a notice was imported."""

    def __init__(self, region: str) -> None:
        self.region = region
        self._read: tuple[Version, Calendar] | None = None

    def calendar(self, db: Session) -> Calendar:
        """The calendar as the session's transaction sees it: one small query when nothing has changed."""
        version = version_of(db)
        read = self._read
        if read is None or read[0] != version:
            read = self._read = (version, calendar_of(db, self.region))
        return read[1]


def calendar_of(db: Session, region: str) -> Calendar:
    """The standard calendar with the rows of the country, of the divisions above the region, and of itself on top."""
    places = places_of(region)
    rows = db.scalars(select(CalendarDay).where(CalendarDay.region.in_(places))).all()
    complete = select(CalendarNotice.year).where(CalendarNotice.region.in_(places), CalendarNotice.complete)
    told = sorted(rows, key=lambda row: places.index(row.region))
    return STANDARD.with_rows((row.value() for row in told), db.scalars(complete).all())


def places_of(region: str) -> tuple[str, ...]:
    """Whose notices hold in a region, the widest first: 全国, 省, 市, 县 …, the region itself."""
    if regions.problem(region):
        return NATION, region
    return NATION, *reversed(regions.ancestors(region)), regions.shorten(region)


def version_of(db: Session) -> Version:
    """What changes with every import. Imports queue (`calendar_notices.enter`), so that none can be overlooked;
    the instant tells an import from one that was rolled back."""
    count, last = db.execute(select(func.count(CalendarNotice.id), func.max(CalendarNotice.imported_at))).one()
    return count, last
