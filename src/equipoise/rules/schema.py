"""The JSON Schema of a pack file; the parameters of each kind come from its class."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from typing import Any, get_type_hints

from .parameters import KINDS

Schema = dict[str, Any]

DATE = r"^\d{4}-\d{2}-\d{2}$"
PACK_ID = "^[a-z][a-z0-9_]*$"
RULE_ID = "^[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+$"
EVIDENCE = ("P", "S", "fm")
STATUSES = ("in_force", "pending", "guidance", "local_choice")
SEVERITIES = ("block", "gate", "warn")
AUTHORITIES = ("law", "cao", "works_council", "individual")
CONTRACT_TYPES = ("permanent", "fixed", "agency", "on_call")
# What may be on file about a worker for some days; the law asks for each of them somewhere.
# ``pregnant`` lasts to the day of the birth, as expected or as it was; where there is no birth it is taken
# off the file. ``after_birth`` begins on the day of the birth and is left open: rules say how long they
# hold. ``nursing`` lasts as long as the worker nurses. ``no_nights`` is a medical certificate.
# ``health_assessed`` begins on the day of the assessment; each is a fact of its own. ``opt_out`` is the
# written consent to a longer week, up to its withdrawal. ``hours_elsewhere`` has hours a week, one fact for
# each other employer; ``notice_agreed`` the days of notice of a roster that the worker has consented to.
# ``night_hazard`` says that the risk assessment finds special hazards or heavy strain in the worker's nights.
FACTS = (
    "pregnant",
    "after_birth",
    "nursing",
    "no_nights",
    "health_assessed",
    "first_aider",
    "opt_out",
    "hours_elsewhere",
    "notice_agreed",
    "night_hazard",
)
WITH_VALUE = ("hours_elsewhere", "notice_agreed")  # facts that are a number besides
OPTIONAL = ("deviation", "replaces", "confirmed_severity", "source_url")
TEXTS: Schema = {
    "type": "object",
    "properties": {"en": {"type": "string", "minLength": 1}, "nl": {"type": "string", "minLength": 1}},
    "required": ["en", "nl"],
    "additionalProperties": {"type": "string", "minLength": 1},
}
WARN: Schema = {"const": "warn"}
TIERS: Schema = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "array",
        "prefixItems": [{"type": "number", "minimum": 0}, {"type": "number", "minimum": 0}],
        "minItems": 2,
        "maxItems": 2,
    },
}


def pack_schema() -> Schema:
    """Schema of every YAML file of a pack: ``pack.yaml`` or a list of rules."""
    kinds = {name: {**_parameters(kind), "required": []} for name, kind in KINDS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "rule_pack.schema.json",
        "title": "Rule pack",
        "description": "pack.yaml describes a pack; each other file of its folder is a list of rules.",
        "if": {"type": "array"},
        "then": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/rule"}},
        "else": {"$ref": "#/$defs/pack"},
        "$defs": {"pack": _pack(), "rule": _rule(), "deviation": _deviation(), **kinds},
    }


def _pack() -> Schema:
    """What ``pack.yaml`` holds: ``begins`` is the first date for which the pack is complete."""
    return _closed(
        {
            "id": {"type": "string", "pattern": PACK_ID},
            "name": TEXTS,
            "begins": {"type": "string", "pattern": DATE},
            "timezone": {"type": "string", "minLength": 1},
            "open": {"type": "array", "items": {"type": "string", "minLength": 1}},
        },
        optional=("timezone", "open"),
    )


def _rule() -> Schema:
    properties: Schema = {
        "id": {"type": "string", "pattern": RULE_ID},
        "kind": {"enum": list(KINDS)},
        "jurisdiction": {"type": "string", "minLength": 1},
        "instrument": {"type": "string", "minLength": 1},
        "article": {"type": "string", "minLength": 1},
        "status": {"enum": list(STATUSES)},
        "severity": {"enum": list(SEVERITIES)},
        "scope": _scope(),
        "values": {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": DATE},
            "additionalProperties": _closed(
                {"parameters": {"type": "object"}, "source": {"type": "string", "minLength": 1}}
            ),
        },
        "deviation": {"type": "array", "items": {"$ref": "#/$defs/deviation"}},
        "replaces": _replaces(),
        "confirmed_severity": {"enum": list(SEVERITIES)},
        "evidence": {"enum": list(EVIDENCE)},
        "source_url": {"type": "string", "pattern": "^https://"},
        "last_checked": {"type": "string", "pattern": f"^$|{DATE}"},
        "summary": TEXTS,
    }
    kinds = [_when({"kind": {"const": name}}, _values(name)) for name in KINDS]
    return {**_closed(properties, optional=OPTIONAL), "allOf": [*_marks(), *kinds]}


def _marks() -> list[Schema]:
    """What is from memory, guidance or a local choice is never shown as law; the rest is dated."""
    warn = {"properties": {"severity": WARN, "confirmed_severity": WARN}}
    unchecked = {"properties": {"severity": WARN, "last_checked": {"const": ""}}}
    checked = {"properties": {"last_checked": {"minLength": 1}}}
    return [
        _when({"evidence": {"const": "fm"}}, unchecked),
        _when({"evidence": {"enum": ["P", "S"]}}, checked),
        _when({"status": {"enum": ["guidance", "local_choice"]}}, warn),
        _when({"confirmed_severity": {}}, {"properties": {"evidence": {"const": "fm"}}}),
    ]


def _scope() -> Schema:
    return _closed(
        {
            "age_from": {"type": "integer", "minimum": 0},
            "age_below": {"type": "integer", "minimum": 1},
            "contract_types": {"type": "array", "minItems": 1, "items": {"enum": list(CONTRACT_TYPES)}},
            "hours_below": {"type": "number", "exclusiveMinimum": 0},
            "fact": {"enum": list(FACTS)},
            "fact_months": {"type": "integer", "minimum": 1},
            "unless": {"enum": list(FACTS)},
        },
        optional=("age_from", "age_below", "contract_types", "hours_below", "fact", "fact_months", "unless"),
    )


def _deviation() -> Schema:
    """How a rule may be set aside: by whom, by which clause, how far, against what.

    ``up_to`` names some parameters of the rule's own kind, or all those of another ``kind``; ``free``
    those that the clause leaves open without a figure.
    """
    clause = _closed(
        {
            "by": {"enum": list(AUTHORITIES)},
            "article": {"type": "string", "minLength": 1},
            "up_to": {"type": "object"},
            "free": {"type": "array", "minItems": 1, "items": {"type": "string"}},
            "kind": {"enum": list(KINDS)},
            "condition": {"type": "string", "minLength": 1},
            "compensation": {"type": "string", "minLength": 1},
        },
        optional=("up_to", "free", "kind", "condition", "compensation"),
    )
    bounds = [_when({"kind": {"const": name}}, _bound(name)) for name in KINDS]
    return {**clause, "allOf": bounds}


def _bound(kind: str) -> Schema:
    return {"required": ["up_to"], "properties": {"up_to": _all_of(kind)}}


def _replaces() -> Schema:
    """Which rule this one stands in for, by which of its clauses, and how that clause is met."""
    text: Schema = {"type": "string", "minLength": 1}
    return _closed(
        {
            "rule": {"type": "string", "pattern": RULE_ID},
            "by": {"enum": list(AUTHORITIES)},
            "article": text,
            "condition": text,
            "compensation": text,
        },
        optional=("condition", "compensation"),
    )


def _values(kind: str) -> Schema:
    """Values of a kind, and clauses whose ``up_to`` names some parameters of it."""
    value = {"properties": {"parameters": _all_of(kind)}}
    bounds = {"up_to": {"$ref": f"#/$defs/{kind}", "minProperties": 1}, "free": _names(kind)}
    clause = {"if": {"required": ["kind"]}, "else": {"properties": bounds}}
    return {"properties": {"values": {"additionalProperties": value}, "deviation": {"items": clause}}}


def _names(kind: str) -> Schema:
    """A list of parameters of a kind."""
    return {"items": {"enum": [field.name for field in fields(KINDS[kind])]}}


def _all_of(kind: str) -> Schema:
    """Parameters of a kind, those without a default at least."""
    return {"$ref": f"#/$defs/{kind}", "required": _parameters(KINDS[kind])["required"]}


def _parameters(kind: type[Any]) -> Schema:
    """A closed object with the fields of a parameter class; those with a default may be left out."""
    hints = get_type_hints(kind)
    properties = {field.name: _field(field.name, hints[field.name]) for field in fields(kind)}
    optional = tuple(field.name for field in fields(kind) if field.default is not MISSING)
    return _closed(properties, optional)


def _field(name: str, hint: Any) -> Schema:
    if isinstance(hint, type) and is_dataclass(hint):
        return _parameters(hint)
    if name == "tiers":
        return TIERS
    if name == "absences":
        return {"enum": ["counted", "neutral"]}
    if name in ("fact", "agreed"):
        return {"enum": list(FACTS)}
    if name == "otherwise":
        return {"enum": ["called_back"]}
    if name == "holidays":
        return {"type": "string", "pattern": "^[A-Z]{2}(-[A-Z0-9]+)?$"}
    if name == "count":
        return {"enum": ["calendar", "working"]}
    if name in ("night_from", "night_to", "from_minute", "to_minute", "ends_after"):
        return {"type": "integer", "minimum": 0, "maximum": 1440}
    if hint in (int, int | None):
        return {"type": "integer", "minimum": 1}
    return {"type": "number", "minimum": 0}


def _when(condition: Schema, then: Schema) -> Schema:
    return {"if": {"properties": condition, "required": list(condition)}, "then": then}


def _closed(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
