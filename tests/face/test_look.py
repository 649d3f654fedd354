"""The look keeps its promises: contrast of the colours, nothing inline that the CSP would refuse, parts that escape."""
import re
from pathlib import Path

import jinja2
import pytest

from yichuang.templating import FILTERS

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "platform" / "yichuang"
TOKENS = (ROOT / "frontend" / "src" / "css" / "tokens.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", TOKENS))
ALONE = {"report.jinja2"}
"""Documents that are carried away as files: they hold their own style and are never served as a page."""
FOUND = [path for folder in ("platform", "designer") for path in ROOT.glob(f"{folder}/**/*.jinja2")]
TEMPLATES = sorted(path for path in FOUND if path.name not in ALONE)

READ_ALL_DAY = [
    ("ink", "surface"), ("ink", "ground"), ("ink-2", "surface"), ("ink-2", "surface-2"), ("ink-2", "ground"),
    ("blue", "surface"), ("surface", "blue"), ("blue", "blue-tint"),
    *((state, f"{state}-tint") for state in ("green", "yellow", "orange", "red", "grey")),
]


def luminance(name: str) -> float:
    digits = COLOURS[name].lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(scope="module")
def part():
    """Renders one line of template with the parts imported."""
    loader = jinja2.FunctionLoader(lambda name: (PACKAGE / name.removeprefix("yichuang:")).read_text(encoding="utf-8"))
    env = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    env.filters.update(FILTERS)
    imports = "".join(
        f'{{% import "yichuang:templates/{name}.jinja2" as {name} %}}' for name in ("macros", "forms", "words", "icons")
    )
    return lambda text, **values: env.from_string(imports + text).render(**values).strip()


@pytest.mark.parametrize(("ink", "ground"), READ_ALL_DAY)
def test_text_that_is_read_all_day_has_contrast_of_seven(ink, ground):
    assert contrast(ink, ground) >= 7


@pytest.mark.parametrize("mark", ["edge", "focus", "yellow-mark", "orange-mark", "red-mark"])
def test_edges_and_marks_have_contrast_of_three(mark):
    assert contrast(mark, "surface") >= 3


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_what_the_policy_refuses(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=\"|\son\w+=\"|javascript:", text)


def test_a_light_is_a_shape_and_a_word(part):
    html = part("{{ macros.light('red', '2 个工作日') }}")
    assert "<path" in html and "超期 2 个工作日" in html


def test_what_a_person_typed_is_escaped_in_every_place(part):
    evil = '"><script>1</script>'
    html = part(
        "{{ forms.text_field('/a', evil, evil, help=evil, error=evil, why=evil) }}{{ macros.notice(evil) }}"
        "{{ macros.dl([(evil, evil)]) }}{{ forms.select_field('/b', evil, [(evil, evil)]) }}",
        evil=evil,
    )
    assert "<script" not in html


def test_a_field_is_described_by_its_error_help_and_reason(part):
    html = part("{{ forms.text_field('/a', '姓名', help='与证件一致。', error='没有填。', why='用于出生登记。') }}")
    assert 'aria-describedby="f/a-error f/a-help f/a-why"' in html
    assert all(f'id="f/a-{name}"' in html for name in ("error", "help", "why"))
    assert 'aria-invalid="true"' in html


def test_a_summary_links_to_the_control(part):
    problem = {"pointer": "/children/0/a~1b", "message": "没有填姓名。"}
    assert 'href="#f/children/0/a~1b"' in part("{{ macros.problem_summary([problem]) }}", problem=problem)


def test_a_grouped_number_holds_no_spaces(part):
    html = part("{{ words.groups('330106199003070014') }}")
    assert re.sub(r"<[^>]+>", "", html) == "330106199003070014" and html.count("<span>") == 4


def test_an_absent_value_is_said(part):
    assert "未填" in part("{{ macros.dl([('户号', none)]) }}")


def test_an_unconfirmed_date_says_that_it_is_an_estimate(part):
    assert "预计" in part("{{ macros.due('2027-01-19', false) }}")
