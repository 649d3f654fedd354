"""One frozen object of settings, read once from the .ini and the environment; a wrong one stops the start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from yichuang.errors import SettingsError

PREFIX = "yichuang."
PACKAGE = Path(__file__).parent


def _words(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


class Settings(BaseModel):
    """Every knob of the platform with its default; names in the .ini are the aliases. Paths are absolute."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    database: str = Field("", alias="sqlalchemy.url")
    var: Path = Field(Path("var"), alias="yichuang.var")
    files: str = Field("", alias="yichuang.files")
    search: Literal["database", "whoosh"] = Field("database", alias="yichuang.search")
    synonyms: Path | None = Field(None, alias="yichuang.synonyms")
    includes: Words = Field((), alias="yichuang.includes")
    production: bool = Field(False, alias="yichuang.production")
    demo: bool = Field(False, alias="yichuang.demo")
    embedded_worker: bool = Field(True, alias="yichuang.embedded_worker")
    secure_cookies: bool = Field(False, alias="yichuang.secure_cookies")
    upload_limit_mb: int = Field(20, alias="yichuang.upload_limit_mb", ge=1, le=1000)
    body_limit_mb: int = Field(40, alias="yichuang.body_limit_mb", ge=1, le=1000)
    session_hours: float = Field(12, alias="yichuang.session_hours", gt=0, le=72)
    session_idle_minutes: float = Field(60, alias="yichuang.session_idle_minutes", gt=0, le=24 * 60)
    region: str = Field("330106", alias="yichuang.region", pattern=r"^\d{6}(\d{3}|\d{6})?$")
    hall: str = Field("示例市政务服务中心（示例）", alias="yichuang.hall", min_length=1)
    public_url: str = Field("", alias="yichuang.public_url", pattern=r"^(https?://[^/\s?#]+(/[^\s?#]*)?)?$")
    filing_numbers: str = Field("ZJ21", alias="yichuang.filing_numbers", min_length=1)

    @property
    def upload_limit(self) -> int:
        """The largest file taken, in bytes."""
        return self.upload_limit_mb * 1024 * 1024

    @property
    def body_limit(self) -> int:
        """The largest request body taken, in bytes."""
        return self.body_limit_mb * 1024 * 1024

    def public_address(self, path: str) -> str:
        """A path of this site as the public reaches it; the path alone while no `yichuang.public_url` is set."""
        return self.public_url.rstrip("/") + path

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is the embedded one."""
        return self.database.startswith("sqlite")


def read_settings(raw: Mapping[str, Any], ini_folder: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of one .ini section; relative paths count from the .ini's folder, for the packaged .ini
    from the current one. `YICHUANG_VAR` moves SQLite and files, `YICHUANG_DATABASE` beats `sqlalchemy.url`.

    Raises SettingsError naming every wrong key.
    """
    _refuse_unknown(raw)
    base = Path.cwd() if ini_folder.resolve() == PACKAGE else ini_folder.resolve()
    try:
        settings = Settings.model_validate(dict(raw))
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, each['loc']))}：{each['msg']}" for each in error.errors()]
        raise SettingsError("设置有误：" + "；".join(lines) + "。请改正 .ini 中这些键的值。") from None
    var = Path(environ.get("YICHUANG_VAR") or base / settings.var).absolute()
    return settings.model_copy(
        update={
            "var": var,
            "database": _database(settings.database, base, var, environ),
            "synonyms": (base / settings.synonyms).absolute() if settings.synonyms else None,
            "files": _files(settings.files, base, var, environ),
            "secure_cookies": settings.secure_cookies or settings.production,
        }
    )


def _refuse_unknown(raw: Mapping[str, Any]) -> None:
    known = {field.alias for field in Settings.model_fields.values()}
    unknown = sorted(key for key in raw if key.startswith(PREFIX) and key not in known)
    if unknown:
        raise SettingsError(f"设置有误：不认识的键 {'、'.join(unknown)}。请核对拼写，或删去这些行。")


def _database(url: str, base: Path, var: Path, environ: Mapping[str, str]) -> str:
    if chosen := environ.get("YICHUANG_DATABASE"):
        return chosen
    if not url:
        return f"sqlite:///{var / 'yichuang.sqlite'}"
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        return f"sqlite:///{var / path.name if environ.get('YICHUANG_VAR') else base / path}"
    if url.startswith("postgresql://"):
        return url.replace("postgresql://", "postgresql+psycopg://", 1)
    if url.startswith("postgresql+psycopg://"):
        return url
    # The address itself may hold a password, so only its scheme is repeated.
    scheme = url.split(":", 1)[0]
    raise SettingsError(
        f"设置有误：sqlalchemy.url 只能以 sqlite:/// 或 postgresql:// 开头，现在是 {scheme}。请改正后再启动。"
    )


def _files(place: str, base: Path, var: Path, environ: Mapping[str, str]) -> str:
    if "://" in place:
        return place
    if not place or environ.get("YICHUANG_VAR"):
        return str(var / "files")
    return str(base / place)
