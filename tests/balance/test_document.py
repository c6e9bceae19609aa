"""balance.json is what its schema says."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
from jsonschema import Draft202012Validator

from equipoise.balance import balance_document, balance_indices

from ..report.factory import make_plan

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas" / "balance.schema.json"


def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_document_follows_its_schema():
    document = balance_document(make_plan())
    validator().validate(json.loads(json.dumps(document, allow_nan=False)))


def test_unknown_values_are_null_and_still_follow_the_schema():
    plan = make_plan()
    silent = replace(plan.simulation.queues[0], service_level=np.full(200, np.nan), mean_wait_s=float("nan"))
    simulation = replace(plan.simulation, queues=(silent,), workers=())
    empty = replace(plan, simulation=simulation, workforce=replace(plan.workforce, preferences=()))
    document = balance_document(empty)
    validator().validate(json.loads(json.dumps(document, allow_nan=False)))
    assert document["customers"]["queues"]["Service"]["mean"] is None
    assert document["people"]["preferences"]["share"] is None


def test_the_schema_refuses_a_document_without_a_side_and_a_share_above_one():
    document = balance_document(make_plan())
    assert not validator().is_valid({key: value for key, value in document.items() if key != "people"})
    document["people"]["preferences"]["share"] = 1.2
    assert not validator().is_valid(document)


def test_the_sides_stand_in_order_and_carry_the_indices():
    plan = make_plan()
    document, balance = balance_document(plan), balance_indices(plan)
    assert [key for key in document if key in ("money", "people", "customers")] == [
        "customers",
        "people",
        "money",
    ]
    assert document["money"]["paid_h"] == round(balance.money.paid_h, 9)
    assert document["inputs_sha256"] == plan.inputs_sha256
