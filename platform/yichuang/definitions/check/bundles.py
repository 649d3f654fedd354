"""Bundles: members fit together — roles, answers, dependencies, rows, receivers, promise."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from yichuang.definitions.bridges import sources_in
from yichuang.definitions.bundle import Bundle, Member
from yichuang.definitions.bundle_promise import promise_problems
from yichuang.definitions.common import Definition, Question
from yichuang.definitions.dependencies import cycle, longest_chain
from yichuang.definitions.matter import Matter
from yichuang.errors import Problem
from yichuang.forms.bridges import bridge_problems
from yichuang.forms.compiled import SchemaInvalid, compiled
from yichuang.forms.fields import Field, fields_of
from yichuang.forms.pointers import join

Resolver = Callable[[str], Definition | None]


def bundle_rules(definition: Definition, resolve: Resolver) -> Iterator[Problem]:
    """Rules over a bundle and its members."""
    if not isinstance(definition, Bundle):
        return
    codes = [member.matter for member in definition.members]
    roles = {role.code for role in definition.roles}
    for index, member in enumerate(definition.members):
        at = join(("members", index))
        if member.matter in codes[:index]:
            yield Problem(at + "/matter", "duplicate-member", f"“{member.matter}”列了两次。", fix="删去重复的成员。")
        yield from _dependencies(at, member, codes)
        yield from _receiver(at, member)
        matter = resolve(member.matter)
        if isinstance(matter, Matter):
            yield from _roles(at, member, matter, roles)
            yield from _rows(at, definition, member, matter)
            yield from _answers(at, definition, member, matter)
            yield from _transforms(at, member, matter)
    yield from _sources(definition, roles)
    yield from _row_roles(definition, roles)
    yield from _promise(definition, resolve)


def _dependencies(at: str, member: Member, codes: list[str]) -> Iterator[Problem]:
    for index, dependency in enumerate(member.depends_on):
        if dependency.matter not in codes:
            yield Problem(f"{at}/depends_on/{index}/matter", "dangling-member", f"所依赖的“{dependency.matter}”不在这件事里。",
                          fix="改成成员事项的编码，或把它加进来。")


def _receiver(at: str, member: Member) -> Iterator[Problem]:
    receiver = member.receiver
    if receiver is not None and (receiver.department is None) == (receiver.by is None):
        yield Problem(at + "/receiver", "receiver", "受理部门要么写一个部门，要么写属地对照，二者取一。", fix="保留其中一个。")


def _roles(at: str, member: Member, matter: Matter, roles: set[str]) -> Iterator[Problem]:
    own = {role for field in _fields(matter) for role in [field.role, *(item.role for item in field.items)] if role}
    for role in sorted(own):
        mapped = member.roles.get(role, role)
        if mapped not in roles:
            yield Problem(at + "/roles", "role", f"“{matter.name}”的角色“{role}”没有对应到这件事的角色。",
                          fix=f"在 roles 中写明“{role}”是谁：{'、'.join(sorted(roles))}。")
    for role in member.roles:
        known = own | {output.role for output in matter.outputs} | {m.role for m in matter.materials if m.role}
        if role not in known:
            yield Problem(f"{at}/roles/{role}", "role", f"“{matter.name}”没有“{role}”这个角色。", "warning", "删去或改正。")


def _rows(at: str, bundle: Bundle, member: Member, matter: Matter) -> Iterator[Problem]:
    rows = {plan.role for plan in bundle.rows}
    if member.for_each is not None and member.for_each not in rows:
        yield Problem(at + "/for_each", "rows", f"“{member.for_each}”不是逐行的角色。", fix="在 rows 中声明它。")
    for field in _fields(matter):
        role = member.roles.get(field.role or "", field.role)
        if role in rows and role != member.for_each and not field.items and field.element:
            yield Problem(at, "rows", f"“{matter.name}”问到逐行角色“{role}”的“{field.shape.title}”，却没有按它逐个办理。",
                          fix=f"写上 \"for_each\": \"{role}\"，或由部门改成列表。")


def _answers(at: str, bundle: Bundle, member: Member, matter: Matter) -> Iterator[Problem]:
    questions = {question.code: question for question in bundle.questions}
    for question in matter.questions:
        source = member.answers.get(question.code, question.code)
        if isinstance(source, Mapping):
            if set(source) != {"const"}:
                yield Problem(f"{at}/answers/{question.code}", "answers", "固定回答应写成 {\"const\": 值}。", fix="改写。")
        elif source not in questions:
            yield Problem(at + "/answers", "answers", f"“{matter.name}”的问题“{question.title}”没有着落。",
                          fix=f"在 answers 中写明由哪个问题回答“{question.code}”，或给出固定值。")
        else:
            yield from _options(at, member, question, questions[source])


def _options(at: str, member: Member, own: Question, asked: Question) -> Iterator[Problem]:
    """Every option of the bundle's question that leads to this matter must be one that the matter knows."""
    known = {option.value for option in own.options}
    for option in asked.options if known else ():
        leads_here = member.when is None or _met(member, {asked.code: option.value})
        if option.value not in known and leads_here:
            yield Problem(f"{at}/answers/{own.code}", "answers", f"这件事的选项“{option.title}”是该事项没有的。",
                          fix="统一选项，或另设问题。")


def _transforms(at: str, member: Member, matter: Matter) -> Iterator[Problem]:
    """Each stands at a field of the matter, can be read, and makes what the field takes."""
    try:
        form = compiled(matter.form.schema_)
    except SchemaInvalid:
        return
    yield from (replace(problem, pointer=f"{at}/transforms{problem.pointer}")
                for problem in bridge_problems(form, member.transforms, matter.name))


def _sources(bundle: Bundle, roles: set[str]) -> Iterator[Problem]:
    """What transforms read is a field of the merged form: of a role of the bundle, or of one of its matters alone."""
    matters = {member.matter for member in bundle.members}
    for steps, key in sources_in(bundle):
        role, matter = key.partition(".")[0], key.partition("~")[0]
        if "~" in key and matter not in matters:
            yield Problem(join(steps), "transform", f"“{key}”不是这件事的合并字段。", fix="写成“角色.数据元”，或“事项~字段”。")
        elif "~" not in key and role not in roles:
            fix = f"可用的角色：{'、'.join(sorted(roles))}。"
            yield Problem(join(steps), "transform", f"“{key}”的角色“{role}”不在这件事里。", fix=fix)


def _met(member: Member, answers: dict[str, object]) -> bool:
    try:
        return compiled(member.when or {}).is_valid(answers)
    except SchemaInvalid:
        # Another rule says what is wrong with the condition.
        return False


def _row_roles(bundle: Bundle, roles: set[str]) -> Iterator[Problem]:
    for index, plan in enumerate(bundle.rows):
        if plan.role not in roles:
            yield Problem(join(("rows", index, "role")), "role", f"没有“{plan.role}”这个角色。", fix="在 roles 中声明它。")
        if plan.minimum > plan.maximum:
            yield Problem(join(("rows", index)), "rows", "最少行数大于最多行数。", fix="改正行数。")


def _promise(bundle: Bundle, resolve: Resolver) -> Iterator[Problem]:
    waits = {member.matter: [dependency.matter for dependency in member.depends_on] for member in bundle.members}
    if closed := cycle(waits):
        yield Problem("/members", "cycle", f"事项互相等待：{' → '.join(closed)}。", fix="去掉其中一个依赖。")
        return
    matters = {code: matter for member in bundle.members if isinstance(matter := resolve(code := member.matter), Matter)}
    days = {m.matter: (m.promise or matters[m.matter].promised_limit).workdays for m in bundle.members if m.matter in matters}
    for index, member in enumerate(bundle.members):
        if member.promise and member.matter in matters and days[member.matter] > matters[member.matter].promised_limit.workdays:
            yield Problem(join(("members", index, "promise")), "promise",
                          "在这件事里的承诺比事项自己的承诺还长。", fix="不长于事项自己的承诺。")
    yield from promise_problems(bundle.promise.limit, longest_chain(days, waits), matters)


def _fields(matter: Matter) -> tuple[Field, ...]:
    try:
        return fields_of(compiled(matter.form.schema_))
    except SchemaInvalid:
        return ()
