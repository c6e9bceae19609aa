"""Reading packs: YAML that a JSON Schema validates, as it stands on a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from equipoise.dates import parse_date
from equipoise.errors import InvalidInput

from .model import Pack, Rule, Scope
from .pack_yaml import read_yaml
from .parameters import KINDS, Night, NightWorker, Parameters
from .schema import pack_schema

PACKS = Path(__file__).parent / "packs"


@dataclass(frozen=True)
class PackFolder:
    """A pack as data: its description and its rules with all their dated values.

    ``timezone`` is the home zone of the jurisdiction, if it has one; ``begins`` is the first date
    for which the pack is complete; ``open`` are rules of law that it does not hold yet.
    """

    id: str
    name: dict[str, str]
    begins: str
    timezone: str | None
    rules: tuple[dict[str, Any], ...]
    open: tuple[str, ...] = ()


def load_packs(specs: Sequence[str], on: date, folder: Path = PACKS) -> tuple[Pack, ...]:
    """The packs named, each as it stands on its pinned date (``nl@2026-03-01``) or else ``on``.

    Raises
    ------
    InvalidInput
        An unknown pack, a pack named twice, a date before it begins, or a file that the schema
        refuses: with the file, the path in it and the reason.
    """
    pinned = [_split(spec) for spec in specs]
    names = [name for name, _ in pinned]
    for name in names:
        if names.count(name) > 1:
            raise InvalidInput(f"rule pack {name!r} is named twice")
    return tuple(_as_on(read_pack(name, folder), at or on) for name, at in pinned)


def home_zones(specs: Iterable[str], folder: Path = PACKS) -> tuple[str, ...]:
    """Home time zones of the packs named, in order and without repeats."""
    zones = (read_pack(_split(spec)[0], folder).timezone for spec in specs)
    return tuple(dict.fromkeys(zone for zone in zones if zone))


def known_packs(folder: Path = PACKS) -> tuple[str, ...]:
    """Names of all packs, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/pack.yaml")))


@lru_cache(maxsize=32)
def read_pack(name: str, folder: Path = PACKS) -> PackFolder:
    """A pack with all its dates, validated."""
    if name not in known_packs(folder):
        raise InvalidInput(f"unknown rule pack {name!r}; known: {', '.join(known_packs(folder))}")
    about = _read(folder / name / "pack.yaml", dict)
    paths = sorted(path for path in (folder / name).glob("*.yaml") if path.name != "pack.yaml")
    rules = tuple(rule for path in paths for rule in _rules(path))
    _refuse_repeats(rules, folder / name)
    open_rules = tuple(about.get("open", ()))
    return PackFolder(name, about["name"], about["begins"], about.get("timezone"), rules, open_rules)


def _split(spec: str) -> tuple[str, date | None]:
    name, at, day = spec.strip().partition("@")
    return name, parse_date(day) if at else None


def _as_on(pack: PackFolder, on: date) -> Pack:
    day = on.isoformat()
    if day < pack.begins:
        raise InvalidInput(f"rule pack {pack.id!r} begins on {pack.begins}; {day} is before that")
    rules = (_rule(rule, day) for rule in pack.rules if rule["status"] != "pending")
    return Pack(pack.id, day, tuple(rule for rule in rules if rule is not None))


def _rule(data: dict[str, Any], day: str) -> Rule | None:
    """The rule with the value in force on a day; ``None`` when its first value comes later."""
    begun = [start for start in data["values"] if start <= day]
    if not begun:
        return None
    value = data["values"][max(begun)]
    return Rule(
        id=data["id"],
        kind=data["kind"],
        parameters=parameters(data["kind"], value["parameters"]),
        jurisdiction=data["jurisdiction"],
        instrument=data["instrument"],
        article=data["article"],
        severity=data["severity"],
        status=data["status"],
        evidence=data["evidence"],
        scope=scope_of(data),
        source=value["source"],
        summary=data["summary"],
    )


def parameters(kind: str, data: dict[str, Any]) -> Parameters:
    """The parameter object of a kind from validated data."""
    return KINDS[kind](**_nested(data))


def scope_of(data: dict[str, Any]) -> Scope:
    """For whom a rule holds, from validated data."""
    scope = dict(data["scope"])
    contract_types = tuple(scope.pop("contract_types", ()))
    return Scope(contract_types=contract_types, **scope)


def _nested(data: dict[str, Any]) -> dict[str, Any]:
    values = dict(data)
    if "night" in values:
        values["night"] = Night(**values["night"])
    if "worker" in values:
        values["worker"] = NightWorker(**_nested(values["worker"]))
    if "tiers" in values:
        values["tiers"] = tuple((over, minutes) for over, minutes in values["tiers"])
    return values


def _rules(path: Path) -> Iterator[dict[str, Any]]:
    for place, rule in enumerate(_read(path, list)):
        for day in [*rule["values"], rule["last_checked"]]:
            if day:
                _real_date(day, path, f"{place}/values/{day}")
        yield rule


def _read(path: Path, expected: type) -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    data = read_yaml(path)
    if not isinstance(data, expected):
        what = "a list of rules" if expected is list else "a description of the pack"
        raise InvalidInput(f"the file is not {what}", file=str(path))
    error = best_match(Draft202012Validator(pack_schema()).iter_errors(data))
    if error is not None:
        where = "/".join(map(str, error.absolute_path)) or "(whole file)"
        raise InvalidInput(error.message, file=str(path), field=where)
    return data


def _real_date(text: str, path: Path, where: str) -> None:
    try:
        parse_date(text)
    except InvalidInput as error:
        raise InvalidInput(error.reason, file=str(path), field=where) from None


def _refuse_repeats(rules: Sequence[dict[str, Any]], folder: Path) -> None:
    ids = [rule["id"] for rule in rules]
    for repeated in sorted({name for name in ids if ids.count(name) > 1}):
        raise InvalidInput(f"rule {repeated!r} occurs twice", file=str(folder))
