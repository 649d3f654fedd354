"""Suggestions of elements: sixty fields against a dictionary of 300 and of 5,000, and making its index."""
from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice, product

from yichuang.cli.demo import seeds_folder
from yichuang.definitions.element import Element
from yichuang.definitions.library import read_paths
from yichuang.definitions.matter import Matter
from yichuang.definitions.suggest import Asked, Dictionary, Open, open_fields, suggest
from yichuang.definitions.suggest.form import places_of
from yichuang.definitions.suggest.used import form_of
from yichuang.forms.form import Form

from .figures import Figure

FEW, MANY, FIELDS = 300, 5_000, 60
LIMIT_SECONDS = 0.5
OF = ("车辆", "船舶", "工程", "仓库", "苗木", "水库", "桥梁", "站点", "档案", "设施", "样品", "场馆", "航线", "演出", "牲畜",
      "矿区", "码头", "机组", "线路", "宿舍", "展位", "温室", "渔具", "票据")
"""What invented elements of a large dictionary are about: 示例."""


def suggest_sixty() -> Iterator[Figure]:
    """Fields as the seeds ask them, without their elements; no label has been looked up before."""
    library = read_paths([seeds_folder()]).library
    seeds = [each for each in library if isinstance(each, Element)]
    fields = list(islice((field for each in library if isinstance(each, Matter) for field in _open(each)), FIELDS))
    few, _ = _seconds(seeds, FEW, fields)
    many, made = _seconds(seeds, MANY, fields)
    yield Figure("suggest", round(few, 3), "s", LIMIT_SECONDS, f"limit; {len(fields)} fields, {FEW} elements")
    yield Figure("suggest-5000", round(many, 3), "s", round(few * MANY / FEW, 3), f"linear; {MANY:,} elements")
    yield Figure("suggest-index", round(made, 3), "s", None, f"made once; {MANY:,} elements")


def _open(matter: Matter) -> list[Open]:
    form = form_of(matter)
    bare = {place.asked.name: place.asked.value for place in places_of(form)}
    without = {name: {key: said for key, said in value.items() if key != "x-element"} for name, value in bare.items()}
    return open_fields(Form({"type": "object", "properties": without}, form.layout))


def _seconds(seeds: list[Element], count: int, fields: list[Open]) -> tuple[float, float]:
    """What the fields take once the index stands, and what making it and the first field take."""
    elements = list(islice(_elements(seeds), count))
    began = time.perf_counter()
    dictionary = Dictionary.of(elements)
    suggest(Asked("示例", "shili", {"enum": ["甲", "乙"]}), fields[0].context, dictionary)
    ready = time.perf_counter()
    for field in fields:
        suggest(field.place.asked, field.context, dictionary)
    return time.perf_counter() - ready, ready - began


def _elements(seeds: list[Element]) -> Iterator[Element]:
    """Those of the seeds, then theirs again for other things."""
    yield from seeds
    for number, (one, other, element) in enumerate(product(OF, OF, seeds)):
        yield element.model_copy(update={"code": f"bench{number}.{element.code}", "name": f"{one}{other}{element.name}",
                                         "synonyms": tuple(f"{one}{word}" for word in element.synonyms)})
