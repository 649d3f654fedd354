"""What a clerk does at the window, step by step, through the pages and without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from family import controls, token
from PIL import Image
from webtest import Checkbox, Field, Form, Radio, TestApp, TestResponse, Upload

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def picture(size: tuple[int, int] = (320, 200)) -> bytes:
    """A plain PNG, as a scanner gives one."""
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, "PNG")
    return out.getvalue()


@dataclass
class Visit:
    """One family at the window: the browser of the clerk, and where the draft's pages are."""

    browser: TestApp
    path: str

    def step(self, name: str) -> TestResponse:
        """The page of a step."""
        return self.browser.get(f"{self.path}/{name}")

    def form(self, name: str) -> Form:
        """The form of a step's page."""
        ids = {"questions": "answers", "materials": "materials", "form": "intake", "check": "file"}
        found: Form = self.step(name).forms[ids[name]]
        return found

    @property
    def id(self) -> int:
        """The row of the draft."""
        return int(self.path.rsplit("/", 1)[1])

    def answer(self, answers: Mapping[str, Any], done: Sequence[str] = ()) -> TestResponse:
        """Answer every question: later ones appear once earlier ones are saved."""
        for _ in range(len(answers) + 1):
            form = self.form("questions")
            for code, value in answers.items():
                if f"/{code}" in form.fields:
                    put(form, f"/{code}", [token(one) for one in (value if isinstance(value, list) else [value])])
            for box in form.fields.get("done", []):
                box.checked = box._value in done
            answered = form.submit("go", value="next")
            if answered.status_int == 303:
                return answered.follow()
        raise AssertionError("questions remain: " + answered.text)

    def bring(self) -> TestResponse:
        """A scan for whatever must be brought, sent with the page as a browser without JavaScript does."""
        page = self.step("materials")
        form = page.forms["materials"]
        for row in page.html.select(".material:not(.material--done)"):
            name = row.select_one("input[type=file]")["name"]
            form[name] = [Upload("扫描件（示例）.png", picture(), "image/png")]
        return form.submit("go", value="form").follow()

    def fill(self, data: Mapping[str, Any]) -> None:
        """Fill the merged form in; rows are added by their button, what a condition opens appears after a save."""
        for name, rows in ((name, rows) for name, rows in data.items() if is_rows(rows)):
            self.add_rows(name, len(rows))
        left = dict(controls(data))
        for _ in range(8):
            form = self.form("form")
            for name in [name for name in left if name in form.fields]:
                put(form, name, left.pop(name))
            form.submit("go", value="stay", status=303)
            if not left:
                return
        raise AssertionError(f"never asked: {sorted(left)}")

    def add_rows(self, name: str, wanted: int) -> None:
        """Press the button that adds a row until there are enough."""
        for _ in range(wanted):
            page = self.step("form")
            if len(page.html.select(f'[data-rows="/{name}"] > .rows-item')) >= wanted:
                return
            page.forms["intake"].submit("add-row", value=f"/{name}", status=303)
        assert len(self.step("form").html.select(f'[data-rows="/{name}"] > .rows-item')) == wanted

    def file(self) -> str:
        """From the form over the check to the filing; gives its number."""
        checked = self.form("form").submit("go", value="check", status=303).follow()
        assert not checked.html.select(".points-error"), checked.text
        filed = checked.forms["file"].submit(status=303).follow()
        return str(filed.html.select_one(".receipt-number").text).strip()


def start(browser: TestApp, query: str, name: str) -> Visit:
    """Find something by the box on the window's home and begin."""
    found = browser.get("/window", {"q": query})
    form = next(form for form in found.forms.values() if form.action == "/window/start" and name in form.text)
    first = form.submit("code", status=303)
    return Visit(browser, first.location.removeprefix("http://localhost").rsplit("/", 1)[0])


def take_in(browser: TestApp, query: str, name: str, filing: Mapping[str, Any]) -> str:
    """The whole visit of one family; gives the filing's number."""
    visit = start(browser, query, name)
    if filing["answers"]:
        visit.answer(filing["answers"], filing["done"])
    visit.bring()
    visit.fill(filing["data"])
    return visit.file()


def is_rows(value: Any) -> bool:
    """Whether a value is a list of rows."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def put(form: Form, name: str, texts: Sequence[str]) -> None:
    """One control, whatever its kind."""
    fields: list[Field] = form.fields[name]
    if isinstance(fields[0], Checkbox):
        for box in fields:
            box.checked = box._value in texts
    elif isinstance(fields[0], Radio) or len(fields) == 1:
        fields[0].value = texts[0]
    else:
        raise AssertionError(f"{name} is asked {len(fields)} times")
