"""What a posted form of the window says, read without trust: one line of text, a revision."""

from __future__ import annotations

from pyramid.request import Request

from yichuang.errors import BadRequest

LONGEST = 200
REPLACED = "\N{REPLACEMENT CHARACTER}"
LONGEST_REVISION = 9


def posted(request: Request, name: str, longest: int = LONGEST) -> str:
    """A text field, trimmed. Raises BadRequest for a file, control characters or an absurd length."""
    value = request.POST.get(name, "")
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise BadRequest
    return value.strip()


def posted_revision(request: Request) -> int:
    """The revision that the posted page was made from. Raises BadRequest when the page is none of ours."""
    text = posted(request, "revision")
    if not text.isdecimal() or len(text) > LONGEST_REVISION:
        raise BadRequest("页面已经过期，没有保存。请刷新后重新填写。")
    return int(text)


def posted_pairs(request: Request) -> list[tuple[str, str]]:
    """All text fields in the order sent; uploads are left out. Raises BadRequest for text that is not UTF-8."""
    pairs = [(name, value) for name, value in request.POST.items() if isinstance(value, str)]
    # Bytes that are no UTF-8 have become this character on the way; storing it would lose what was typed.
    if any(REPLACED in name or REPLACED in value for name, value in pairs):
        raise BadRequest(
            "提交的内容含有无法识别的字符，没有保存。请返回表单，删去显示为“\N{REPLACEMENT CHARACTER}”的字后重新填写。"
        )
    return pairs
