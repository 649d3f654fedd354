"""Grows the tree of a form: walks schema and values side by side and takes in what is visible."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from yichuang.errors import Invalid, Problem
from yichuang.forms.asked import asked_by_conditions
from yichuang.forms.compiled import Compiled
from yichuang.forms.pointers import Steps, join
from yichuang.forms.shape import Kind, Shape, item_fragments, shape_of, shapes_below
from yichuang.forms.visibility import Fragments, active, properties
from yichuang.forms.wire import text_of

from .carry import ANYTHING, carriers, written
from .choices import offered, options_of, tokens_of
from .fields import Place, widget_of, width_of
from .ids import control_id
from .nodes import FieldNode, Mark, Mode, Option, Surroundings
from .shown import shown_of
from .words import words_of

ABSENT: Any = object()
BLANK_ROW = "__"
MAX_NODES = 50_000
MOST_EMPTY_ROWS = 3
UNSPOKEN = re.compile("[\r\0\ud800-\udfff]")
UNSPEAKABLE = "内容含有网页不能传送的字符（回车符、空字符），已显示为 �。请改正后再保存。"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place while the tree grows: where it is, what the schemas say of it now, and what they could say."""

    steps: Steps
    now: Fragments
    could: Fragments
    value: Any = ABSENT
    required: bool = False
    wanted: Mapping[str, Any] = field(default_factory=dict)
    """What the layout says: width, widget, title."""
    above: tuple[tuple[int, ...], ...] = ()
    """Schemas of the places around it, to stop where a form contains itself."""

    @property
    def pointer(self) -> str:
        """The name of its control."""
        return join(self.steps)


@dataclass(frozen=True, slots=True)
class Control:
    """What is drawn at a place: for which shape its texts are written, by which widget, with what in it."""

    wire: Shape
    widget: str
    width: str
    text: str
    options: tuple[Option, ...]
    lost: bool
    """Whether the value holds characters that no browser carries."""


class Grower:
    """Grows nodes of one form for one set of problems and surroundings."""

    def __init__(self, form: Compiled, problems: Sequence[Problem], around: Surroundings) -> None:
        self.form = form
        self.around = around
        self.asked = asked_by_conditions(form)
        self.left = MAX_NODES
        self.problems: dict[str, list[Problem]] = {}
        for problem in problems:
            self.problems.setdefault(problem.pointer, []).append(problem)

    def below(self, spot: Spot, wanted: Mapping[str, Mapping[str, Any]] | None = None) -> Iterator[FieldNode]:
        """The visible fields of an object, in the order declared. `wanted` is the layout by key."""
        data = spot.value if isinstance(spot.value, Mapping) else {}
        parts = list(active(self.form, spot.now, data))
        declared = shapes_below(self.form, spot.could)
        # Paper cannot show and hide: whatever could be asked has its place.
        asked = declared if self.around.mode is Mode.PAPER else properties(parts)
        needed = _required(parts, data)
        above = (*spot.above, tuple(map(id, spot.could)))
        for name, said in asked.items():
            if not any(schema is False for schema in said):
                yield self.node(
                    Spot(
                        (*spot.steps, name),
                        said,
                        declared[name],
                        data.get(name, ABSENT),
                        name in needed,
                        (wanted or {}).get(name, {}),
                        above,
                    )
                )

    def strange(self, spot: Spot) -> Iterator[Problem]:
        """What the data of an object holds that no version of the form asks for."""
        for name in spot.value.keys() - shapes_below(self.form, spot.could).keys():
            said = f"数据中的“{name}”不在表单里，保存时会去掉。"
            yield Problem(join((*spot.steps, name)), "unknown-field", said, "warning")

    def node(self, spot: Spot) -> FieldNode:
        """The node of one place with everything below it."""
        self.left -= 1
        if self.left < 0:
            raise Invalid("内容过多，无法在一页上显示。请减少行数或者嵌套，或者拆成几张表单。")
        wire, shape = shape_of(self.form, spot.could), shape_of(self.form, spot.now)
        node = self._plain(spot, shape, wire)
        if node.mark is Mark.JSON:
            return node
        if wire.kind is Kind.OBJECT:
            return self._group(spot, node)
        if wire.kind in (Kind.ROWS, Kind.LIST):
            return self._rows(spot, node, wire)
        if wire.kind is Kind.CHOICES:
            return _checks(node, shape_of(self.form, item_fragments(wire)))
        return node

    def _plain(self, spot: Spot, shape: Shape, wire: Shape) -> FieldNode:
        """The node with what all kinds have in common, drawn as a single control."""
        pointer, words, wanted = spot.pointer, words_of(self.form, shape), spot.wanted
        given = spot.value is not ABSENT
        value = spot.value if given else None
        control = self._control(spot, words.widget, shape, wire)
        return FieldNode(
            pointer=pointer,
            id=control_id(pointer),
            key=spot.steps[-1],
            kind=control.wire.kind,
            title=str(wanted.get("title") or words.title or spot.steps[-1]),
            widget=control.widget,
            required=spot.required,
            given=given,
            value=value,
            text=control.text,
            shown=shown_of(shape, value) if given else "",
            mark=_mark(shape.types, control.wire, spot.value, control.options),
            options=control.options,
            problems=self._problems(pointer, control.lost),
            help=words.help,
            example=words.example,
            mistakes=words.mistakes,
            used_by=self._users(words.users),
            reason=words.reason,
            unit=words.unit,
            section=words.section,
            width=str(wanted.get("width") or control.width),
            toggles=self._toggles(spot.steps),
            readonly=words.readonly or self.around.mode is Mode.VIEW,
            source=self.around.sources.get(pointer),
            inputmode=words.inputmode,
            code=words.code,
            least=words.least,
            most=words.most,
            longest=words.longest,
            element=words.element,
            format=words.format,
        )

    def _control(self, spot: Spot, asked: str, shape: Shape, wire: Shape) -> Control:
        """The control of a place, with the text that stands in it."""
        values = () if spot.value is ABSENT else (spot.value,)
        inner = shape_of(self.form, item_fragments(wire)) if wire.kind is Kind.CHOICES else None
        drawn, wire = carriers(shape, wire, inner, values)
        raw = written(wire, spot.value) if values else ""
        text = UNSPOKEN.sub("\N{REPLACEMENT CHARACTER}", raw)
        place = Place(drawn, text, str(spot.wanted.get("widget") or asked))
        widget = widget_of(place)
        options = options_of(_tokens(drawn, wire), text if values else None)
        return Control(wire, widget, width_of(place, widget), text, options, raw != text)

    def _group(self, spot: Spot, node: FieldNode) -> FieldNode:
        if not node.given and tuple(map(id, spot.could)) in spot.above:
            # A form that contains itself is opened one level at a time.
            return replace(node, widget="unopened", width="")
        return replace(node, children=tuple(self.below(spot)), widget="group", text="", width="")

    def _rows(self, spot: Spot, node: FieldNode, wire: Shape) -> FieldNode:
        values = list(spot.value) if isinstance(spot.value, list) else []
        said = shape_of(self.form, spot.now)
        above = (*spot.above, tuple(map(id, spot.could)))

        def row(name: str, index: int, value: Any) -> FieldNode:
            now = item_fragments(said, index) or item_fragments(wire, index)
            grown = self.node(Spot((*spot.steps, name), now, item_fragments(wire, index), value, above=above))
            return replace(grown, title=node.title if grown.title == name else grown.title)

        shown = [*values, *[ABSENT] * _empty_rows(node, len(values))]
        rows = tuple(row(str(index), index, value) for index, value in enumerate(shown))
        nested = tuple(map(id, spot.could)) in spot.above
        blank = None if nested or node.readonly else row(BLANK_ROW, len(rows), ABSENT)
        return replace(node, children=rows, blank=blank, widget="rows", text="", width="")

    def _users(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.around.names.get(code, code) for code in codes)) if codes else ()

    def _toggles(self, steps: Steps) -> bool:
        if not self.asked:
            return False
        return tuple("*" if step.isdecimal() or step == BLANK_ROW else step for step in steps) in self.asked

    def _problems(self, pointer: str, lost: bool) -> tuple[Problem, ...]:
        found = tuple(self.problems.get(pointer, ()))
        return (*found, Problem(pointer, "unspeakable", UNSPEAKABLE)) if lost else found


def _required(parts: Sequence[Any], data: Mapping[str, Any]) -> frozenset[str]:
    """What the schemas that hold now demand."""
    schemas = [part for part in parts if isinstance(part, Mapping)]
    needed = {name for part in schemas for name in part.get("required", ())}
    needed |= {
        name
        for part in schemas
        for present, names in part.get("dependentRequired", {}).items()
        if present in data
        for name in names
    }
    return frozenset(needed)


def _checks(node: FieldNode, inner: Shape) -> FieldNode:
    """Boxes in the order of the options, except where the data has another order: then in that of the data."""
    chosen = tokens_of(inner, node.value or ()) or []
    titles = {choice.token: choice.title for choice in inner.choices}
    options = [Option(token, title, token in chosen) for token, title in titles.items()]
    if [option.token for option in options if option.checked] != chosen:
        options = [
            *(Option(token, titles.get(token, token), True) for token in chosen),
            *(option for option in options if not option.checked),
        ]
    shown = "、".join(option.title for option in options if option.checked)
    return replace(node, options=tuple(options), shown=shown, widget="checks", text="", width="")


def _tokens(drawn: Shape, wire: Shape) -> Iterator[tuple[str, str]]:
    if drawn is wire and drawn.kind is Kind.CHOICE:
        return ((choice.token, choice.title) for choice in drawn.choices)
    return ((written(wire, value), title) for value, title in offered(drawn))


def _mark(types: frozenset[str], wire: Shape, value: Any, options: Sequence[Option]) -> Mark:
    """What must travel beside the control of a value; `types` are those that the schemas allow now."""
    if wire is ANYTHING:
        return Mark.JSON
    if value is None:
        may_be_null = "null" in wire.types | types and text_of(wire, None) == ""
        return Mark.NULL if may_be_null else Mark.NONE
    empty = value in ("", {}, []) and wire.kind is not Kind.JSON
    # Where no text is one of the options, choosing it must not look like choosing none.
    return Mark.PRESENT if empty or any(option.token == "" for option in options) else Mark.NONE


def _empty_rows(node: FieldNode, there: int) -> int:
    """A list that must hold something shows its first rows at once; a row left blank is no row."""
    return 0 if node.readonly else max(0, min(node.least, MOST_EMPTY_ROWS) - there)
