"""What a guide or a notice is made of before it is HTML or DOCX: plain values that both writers walk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. style: '' text, 'note' small, 'lead' first sentence, 'flush' not indented, 'sign' to the right."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered （1）（2） or not."""

    items: tuple[str, ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms and values side by side."""

    pairs: tuple[tuple[str, str], ...]
    columns: int = 1
    """How many pairs stand in one line where there is room."""


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table with a head that is repeated on every page. widths are shares; aligns are '', 'center'."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    centred: frozenset[int] = frozenset()
    """Columns whose cells stand in the middle."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a flow: what happens, how long it takes, who does it and what comes of it."""

    title: str
    limit: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """Steps in their order, drawn as a line."""

    steps: tuple[Step, ...]
    label: str = "办理流程图"


@dataclass(frozen=True, slots=True)
class Code:
    """An address as a QR code with a line under it; what is said beside it saves room on paper."""

    address: str
    caption: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines on which people sign, and the organ with its date."""

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Paragraph | Heading | Items | Facts | Table | Flow | Code | Signature | PageBreak


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a guide: what fills it, its heading, its blocks."""

    source: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the four answers at the top of a guide: 要几天 → 5个工作日, with a remark."""

    question: str
    words: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class GuideDocument:
    """A whole guide."""

    title: str
    lead: str
    meta: tuple[tuple[str, str], ...]
    """Cover facts: code, organ, release, digest, dates."""
    answers: tuple[Answer, ...]
    chapters: tuple[Chapter, ...]
    address: str = ""


@dataclass(frozen=True, slots=True)
class NoticeDocument:
    """A whole notice: organ, title and number on top, blocks, then what is printed at the foot."""

    organ: str
    title: str
    number: str
    blocks: tuple[Block, ...]
    code: Code | None = None
    foot: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    """Who holds each copy; empty for one copy."""
