"""The audit trail as people read it: filtered, newest first, with words for what the platform wrote as codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from yichuang.cases.days import begins, is_over
from yichuang.identity.permissions import ROLE_NAMES
from yichuang.identity.records import AuditEntry, Person

PAGE_SIZE = 50
ACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "account.sign-in": "登录",
        "account.sign-out": "退出",
        "account.password": "修改自己的密码",
        "person.add": "新增账号",
        "person.edit": "修改账号",
        "person.password": "重设密码",
        "person.activate": "恢复账号",
        "person.deactivate": "停用账号",
        "person.unlock": "解除锁定",
        "calendar.import": "导入放假安排",
        "deliver.retry": "重推分发件",
        "filing.submit": "提交申报",
        "filing.repin": "申报改用新版本",
        "draft.repin": "草稿改用新版本",
        "repin.decide": "决定是否改用新版本",
        "draft.take_over": "接手草稿",
        "case.open": "打开办件",
        "case.file": "查看材料文件",
        "notice.open": "打开文书",
        "personal.reveal": "查看完整号码",
        "refused": "被拒绝的访问",
    }
)
SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "person": "账号",
        "calendar": "日历",
        "parcel": "分发件",
        "filing": "申报",
        "draft": "草稿",
        "case": "办件",
        "notice": "文书",
        "route": "页面",
    }
)


# Names and values that stand in the particulars of entries.
PARTICULARS: Mapping[str, str] = MappingProxyType(
    {
        "about": "办件",
        "attachment": "附件",
        "case": "办件",
        "cases": "办件数",
        "changed": "改动",
        "choice": "决定",
        "older": "旧版",
        "newer": "新版",
        "fields": "看到的项",
        "from": "原来谁在办",
        "method": "方式",
        "moved": "重算的办件",
        "notice_no": "文号",
        "region": "范围",
        "why": "原因",
        "years": "年份",
        "roles": "岗位",
        "name": "姓名",
        "department": "部门",
        "window": "窗口",
        "team": "窗口组",
        "applicant": "申请人",
        "phone": "电话",
        "not in this department's inbox": "不是本部门的办件",
    }
)


@dataclass(frozen=True)
class Wanted:
    """The filters of the page; empty ones let everything pass."""

    person: int | None = None
    action: str = ""
    subject: str = ""
    begin: date | None = None
    end: date | None = None
    page: int = 1

    def query(self) -> dict[str, str]:
        """The address of these filters."""
        said = {
            "person": str(self.person or ""),
            "action": self.action,
            "subject": self.subject,
            "begin": self.begin.isoformat() if self.begin else "",
            "end": self.end.isoformat() if self.end else "",
        }
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class Listed:
    """One page of entries with the names of who acted."""

    rows: Sequence[tuple[AuditEntry, str]]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def listed(db: Session, wanted: Wanted, size: int = PAGE_SIZE) -> Listed:
    """One page of the trail."""
    conditions = _conditions(wanted)
    total = db.scalar(select(func.count()).select_from(AuditEntry).where(*conditions)) or 0
    page = min(wanted.page, max(1, -(-total // size)))
    entries = select(AuditEntry, Person.name).outerjoin(Person, Person.id == AuditEntry.actor_id).where(*conditions)
    newest = entries.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(size).offset((page - 1) * size)
    return Listed([(entry, name or "") for entry, name in db.execute(newest)], total, page)


def subject_words(subject: str, logins: Mapping[str, str]) -> str:
    """What an entry is about: 办件 330106…-01, 账号 clerk (from `logins` by id); unknown kinds as they stand."""
    kind, _, rest = subject.partition(":")
    told = logins.get(rest, rest) if kind == "person" else rest
    return f"{SUBJECTS[kind]} {told}" if kind in SUBJECTS else subject


def detail_words(detail: Mapping[str, object]) -> str:
    """The particulars of an entry on one line."""
    return "；".join(f"{PARTICULARS.get(name, name)}：{_plain(name, value)}" for name, value in detail.items())


def _plain(name: str, value: object) -> str:
    said = [str(each) for each in (value if isinstance(value, list) else [value])]
    # The role and the field of a person bear one name.
    words = ROLE_NAMES if name == "roles" else PARTICULARS
    return "、".join(words.get(each, each) for each in said)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.person:
        found.append(AuditEntry.actor_id == wanted.person)
    if wanted.action:
        found.append(AuditEntry.action == wanted.action)
    if wanted.subject:
        found.append(AuditEntry.subject.contains(wanted.subject, autoescape=True))
    if wanted.begin:
        found.append(AuditEntry.at >= begins(wanted.begin))
    if wanted.end:
        found.append(AuditEntry.at < is_over(wanted.end))
    return found
