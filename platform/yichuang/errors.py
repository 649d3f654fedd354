"""The tree of everything that may be refused, and `Problem`, the one shape in which any check reports.

YichuangError (500)
├─ SettingsError        a wrong .ini or environment; exit status 2
├─ Invalid (422)        what was given has problems
│  └─ BadRequest (400)  it cannot even be read
├─ NotSignedIn (401)
├─ Refused (403)        not allowed to this person
│  └─ StalePage (403)   the form's token no longer fits the browser's
├─ NotFound (404)
├─ Conflict (409)
│  ├─ StaleRevision     somebody saved in between
│  └─ Locked            somebody else is working on it
├─ TooLarge (413) · UnsupportedMedia (415) · TooMany (429)
└─ Unavailable (503)    something we depend on does not answer
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal


@dataclass(frozen=True, slots=True)
class Exempted:
    """豁免: who let a finding stand, citing what, and until when (YYYY-MM-DD, that day included)."""

    citation: str
    reason: str
    approver: str
    approved_on: str
    expires_on: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of a check: where (JSON Pointer), which rule, what to say, how to mend it.

    `waiver` says that a person lets it stand: then it is a warning.
    """

    pointer: str
    rule: str
    message: str
    severity: Literal["error", "warning"] = "error"
    fix: str = ""
    file: str = ""
    waiver: Exempted | None = None

    def as_dict(self) -> dict[str, Any]:
        """The shape promised by `definitions check --json`, keys in that order."""
        return {
            "file": self.file,
            "pointer": self.pointer,
            "rule": self.rule,
            "severity": self.severity,
            "message": self.message,
            "fix": self.fix,
            **({"waiver": asdict(self.waiver)} if self.waiver else {}),
        }


class YichuangError(Exception):
    """这一步没有办成。"""

    status: ClassVar[int] = 500
    exit_status: ClassVar[int] = 1

    def __init__(self, message: str = "", *, problems: Iterable[Problem] = (), fix: str = "") -> None:
        super().__init__(message)
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.fix = fix

    def __str__(self) -> str:
        return super().__str__() or self.title

    @property
    def title(self) -> str:
        """The sentence of the kind of error: its docstring."""
        return (type(self).__doc__ or YichuangError.__doc__ or "").strip()


class SettingsError(YichuangError):
    """设置有误，无法启动。"""

    exit_status = 2


class Invalid(YichuangError):
    """填写的内容有问题，没有保存。"""

    status = 422


class BadRequest(Invalid):
    """请求无法识别，没有办理。"""

    status = 400


class NotSignedIn(YichuangError):
    """请先登录。"""

    status = 401


class Refused(YichuangError):
    """您的岗位不能办理这一项。"""

    status = 403


class StalePage(Refused):
    """这个页面已经过期，刚才的提交没有保存。"""


class NotFound(YichuangError):
    """没有找到要看的内容。"""

    status = 404


class Conflict(YichuangError):
    """现在的状态不允许这样办理。"""

    status = 409


class StaleRevision(Conflict):
    """别人已先保存，您的这一份是旧的，没有覆盖。"""


class Locked(Conflict):
    """别人正在办理这一件。"""


class TooLarge(YichuangError):
    """文件太大，没有上传。"""

    status = 413


class UnsupportedMedia(YichuangError):
    """不支持这种文件，没有上传。"""

    status = 415


class TooMany(YichuangError):
    """尝试次数过多，请稍后再试。"""

    status = 429


class Unavailable(YichuangError):
    """暂时不能提供服务。"""

    status = 503
