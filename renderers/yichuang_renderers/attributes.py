"""Attributes of controls, put together in Python because every field of every screen needs them."""

from __future__ import annotations

from markupsafe import Markup, escape

from .nodes import FieldNode

NONE = Markup("")


def opening(node: FieldNode) -> Markup:
    """The rest of the start tag's class, and what the page must know of a field: toggles, open proposals, scan zone."""
    width = f" field--{escape(node.width)}" if node.width else ""
    toggles = " data-toggles" if node.toggles else ""
    return Markup(f'{width}"{toggles}{_of_source(node)}')  # noqa: S704 - each piece is escaped


def _of_source(node: FieldNode) -> str:
    source = node.source
    if source is None:
        return ""
    state = f' data-open="{escape(source.state)}"' if source.state != "quiet" else ""
    return state + (f' data-zone="{escape(source.zone)}"' if source.zone else "")


def described(node: FieldNode) -> Markup:
    """What describes the control; begins with a space."""
    ids = node.described
    return Markup(f' aria-describedby="{escape(ids)}"') if ids else NONE  # noqa: S704


def state(node: FieldNode) -> Markup:
    """Whether an answer is needed, whether it is wrong, what describes it; begins with a space."""
    required = ' aria-required="true"' if node.required else ""
    wrong = ' aria-invalid="true"' if node.problems and node.error else ""
    return Markup(f"{required}{wrong}{described(node)}")  # noqa: S704


def mark(node: FieldNode) -> Markup:
    """The hidden input that says what the control cannot."""
    if not node.mark:
        return NONE
    return Markup(f'<input type="hidden" name="{node.mark.value}" value="{escape(node.pointer)}">')  # noqa: S704
