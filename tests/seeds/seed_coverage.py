"""What the one form of each demo bundle asks of whom (domain reference 5.5 A and C, with the element dictionary)."""

from __future__ import annotations

PERSON = {"person.name", "person.id_type", "person.id_no"}
ASKED = {
    "newborn": {
        "child": {
            "person.name",
            "person.sex",
            "person.birth_date",
            "birth.time",
            "birth.place",
            "birth.weight_g",
            "birth.length_cm",
            "birth.gest_weeks",
            "birth_cert.no",
            "person.id_no",
            "person.ethnicity",
            "birth.surname_follow",
            "person.relation",
            "person.hukou_region",
            "person.hukou_address",
        },
        "mother": PERSON
        | {"person.ethnicity", "person.nationality", "person.hukou_address", "person.live_address"},
        "father": PERSON
        | {"person.ethnicity", "person.nationality", "person.hukou_address", "person.live_address"},
        "settlement": {"settle.with", "settle.hukou_kind", "settle.region", "settle.address", "hukou.no"},
        "householder": {"person.name", "person.id_no"},
        "insurance": {"insured.region", "insured.start_month", "insured.payer_bank"},
        "payee": {"bank.holder", "bank.acct", "bank.name", "bank.branch"},
        "card": {"ssc.photo", "ssc.bank", "ssc.pickup"},
        "applicant": PERSON | {"person.mobile", "person.relation_to_child", "declaration.signed"},
        "agent": PERSON | {"person.mobile", "agent.used", "agent.authority"},
        "delivery": {"delivery.mode", "delivery.name", "delivery.mobile", "delivery.address"},
    },
    "restaurant": {
        "ent": {
            "ent.name",
            "ent.uscc",
            "ent.type",
            "ent.reg_capital",
            "ent.est_date",
            "ent.address",
            "ent.scope",
            "ent.industry",
        },
        "legal_rep": PERSON | {"person.mobile", "declaration.signed"},
        "premises": {
            "premises.address",
            "premises.area",
            "premises.use",
            "premises.owner_type",
            "premises.cert_no",
            "premises.lease_end",
        },
        "food": {"food.biz_type", "food.items", "food.employee_count", "food.seats", "food.kitchen_type"},
        "manager": PERSON | {"person.mobile", "food.manager_cert"},
        "staff": {"person.name", "food.post", "health_cert.no", "health_cert.valid_to"},
        "sign": {
            "sign.text",
            "sign.width_m",
            "sign.height_m",
            "sign.material",
            "sign.position",
            "sign.light",
            "sign.photo",
        },
        "fire": {
            "fire.area",
            "fire.floor_from",
            "fire.floor_to",
            "fire.decor_cost",
            "fire.exits",
            "fire.facilities",
            "fire.promise_mode",
        },
        "fire_chief": PERSON | {"person.mobile"},
        "delivery": {"delivery.mode", "delivery.name", "delivery.mobile", "delivery.address"},
    },
}
