"""Publishing goes by the waivers of the day in China, and a release keeps them; a region's rules stop it too."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from matter_samples import library_of, sound

from yichuang.definitions.exchange import import_library
from yichuang.definitions.publish import publish
from yichuang.definitions.releases import definition_of
from yichuang.errors import Invalid

LAST_MINUTE = datetime(2027, 10, 31, 15, 59, tzinfo=UTC)  # 23:59 in China
TOO_LATE = datetime(2027, 10, 31, 16, 1, tzinfo=UTC)
WAIVER = {"rule": "V03", "pointer": "/conditions", "citation": "《示例条例》第九条", "reason": "条例原文如此。", "approver": "示例",
          "approved_on": "2026-11-01", "expires_on": "2027-10-31"}  # fmt: skip


def drafted(db, *more):
    documents = sound()
    documents["matter-a"] |= {"conditions": ["法律法规规定的其他条件。"], "waivers": [WAIVER]}
    documents |= {document["code"]: document for document in more}
    import_library(db, library_of(documents), LAST_MINUTE, "示例")
    return [code for code in documents if code != "bundle-a"]


def test_a_waiver_holds_until_its_last_day_in_china_ends_and_is_sealed(database):
    with database.writing() as db:
        codes = drafted(db)
        with pytest.raises(Invalid) as refused:
            publish(db, codes, TOO_LATE, "示例")
        assert "到期" in refused.value.problems[0].message
        published = {each.release.code: each.release for each in publish(db, codes, LAST_MINUTE, "示例")}
        body = json.loads(published["matter-a"].body)
        assert body["waivers"] == [WAIVER]
        assert definition_of(published["matter-a"]).waivers[0].citation == "《示例条例》第九条"


def test_a_regions_rules_stop_a_release_and_are_released_themselves(sqlite_database):
    rule = {"code": "HZ-01", "severity": "error", "pattern": "法规", "fix": "删去“{text}”。", "source": "示例办〔2026〕1号"}
    rules = {"kind": "wording-rules", "code": "words-a", "name": "示例用语规则", "region": "330106", "rules": [rule]}
    with sqlite_database.writing() as db:
        drafted(db, rules)
        with pytest.raises(Invalid) as refused:
            publish(db, ["matter-a"], LAST_MINUTE, "示例")
        assert {problem.rule for problem in refused.value.problems} == {"HZ-01"}
        (sealed,) = publish(db, ["words-a"], LAST_MINUTE, "示例")
        assert (sealed.release.kind, sealed.release.number) == ("wording-rules", 1)
