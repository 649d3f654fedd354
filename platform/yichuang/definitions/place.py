"""Where and who: regions, departments and classes of windows. Resolved by code and snapshotted at filing, never pinned."""
from __future__ import annotations

from datetime import date
from typing import Literal

from .common import Code, Definition


class Region(Definition):
    """A place: an administrative division, or a functional area that services treat as one."""

    kind: Literal["region"]
    area: Literal["admin", "functional"] = "admin"
    parent: Code | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    succeeded_by: Code | None = None


class Department(Definition):
    """An organ or unit that accepts, handles or decides."""

    kind: Literal["department"]
    short_name: str | None = None
    uscc: str | None = None
    """统一社会信用代码 (GB 32100—2015)."""
    dept_type: Literal["1", "2", "3", "9"] = "1"
    """实施主体性质 (GB/T 39046—2020 A.3): 法定机关, 授权组织, 受委托组织, 其他."""
    entrusted_by: Code | None = None
    number_code: str | None = None
    """Two characters of the filing number under scheme ZJ21."""
    region: Code
    parent: Code | None = None
    phone: str
    complaint_phone: str
    address: str
    document_word: str | None = None
    """机关代字 in document numbers, such as 杭公受字."""
    review_organ: str | None = None
    """复议机关: normally the people's government of the same level; differs for some organs."""
    court: str | None = None


class WindowClass(Definition):
    """综合窗口分类 (domain rule: matter → class is data)."""

    kind: Literal["window-class"]
    description: str | None = None
