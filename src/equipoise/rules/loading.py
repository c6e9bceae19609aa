"""Packs as they stand on a date: the values in force, what a person confirmed, what replaces what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from equipoise.errors import InvalidInput

from .deviations import replaced
from .model import Deviation, Pack, Replaces, Rule, Scope
from .pack_files import PACKS, PackFolder, known_packs, read_pack
from .parameters import KINDS, Night, NightWorker, Parameters
from .specs import read_spec

__all__ = ["PACKS", "PackFolder", "home_zones", "known_packs", "load_packs", "read_pack"]


def load_packs(
    specs: Sequence[str],
    on: date,
    folder: Path = PACKS,
    confirmed: Collection[str] = (),
    overlays: Sequence[PackFolder] = (),
    base: Path | None = None,
) -> tuple[Pack, ...]:
    """The packs named, each as it stands on its pinned date (``nl@2026-03-01``) or else ``on``.

    A spec with a slash is the folder of a pack of one's own, from ``base``; without ``base`` none
    is read. ``confirmed`` are rules from memory that a person has checked: they weigh what they
    would as law; ids of other rules are passed over. ``overlays`` are packs of one's own, after
    the others. A rule that replaces another by a clause of it stands in its place; all others hold
    together.

    Raises
    ------
    InvalidInput
        An unknown pack, a pack named twice, a rule in two packs, a date before a pack begins, a
        file that the schema refuses (with the file, the path in it and the reason), or a deviation
        that no clause permits.
    """
    named = [read_spec(spec, folder, base) for spec in specs]
    pinned = [*named, *((own, None) for own in overlays)]
    folders = [pack for pack, _ in pinned]
    refuse_clashes(folders)
    files = {rule: file for pack in folders for rule, file in pack.files.items()}
    return replaced(tuple(_as_on(pack, at or on, confirmed) for pack, at in pinned), files)


def home_zones(specs: Iterable[str], folder: Path = PACKS, base: Path | None = None) -> tuple[str, ...]:
    """Home time zones of the packs named, in order and without repeats."""
    zones = (read_spec(spec, folder, base)[0].timezone for spec in specs)
    return tuple(dict.fromkeys(zone for zone in zones if zone))


def refuse_clashes(packs: Sequence[PackFolder]) -> None:
    """No pack and no rule may stand there twice."""
    homes: dict[str, str] = {}
    for number, pack in enumerate(packs):
        if pack.id in {other.id for other in packs[:number]}:
            raise InvalidInput(f"rule pack {pack.id!r} is named twice")
        for rule in pack.rules:
            if rule["id"] in homes:
                raise InvalidInput(
                    f"rule {rule['id']!r} stands in pack {homes[rule['id']]!r} already",
                    file=pack.files.get(rule["id"]),
                )
            homes[rule["id"]] = pack.id


def _as_on(pack: PackFolder, on: date, confirmed: Collection[str]) -> Pack:
    day = on.isoformat()
    if day < pack.begins:
        raise InvalidInput(f"rule pack {pack.id!r} begins on {pack.begins}; {day} is before that")
    rules = (
        rule_on(rule, day, rule["id"] in confirmed) for rule in pack.rules if rule["status"] != "pending"
    )
    return Pack(pack.id, day, tuple(rule for rule in rules if rule is not None))


def rule_on(data: dict[str, Any], day: str, is_confirmed: bool = False) -> Rule | None:
    """The rule with the value in force on a day; ``None`` when its first value comes later."""
    begun = [start for start in data["values"] if start <= day]
    if not begun:
        return None
    value = data["values"][max(begun)]
    is_confirmed = is_confirmed and data["evidence"] == "fm"
    return Rule(
        id=data["id"],
        kind=data["kind"],
        parameters=parameters(data["kind"], value["parameters"]),
        jurisdiction=data["jurisdiction"],
        instrument=data["instrument"],
        article=data["article"],
        severity=data.get("confirmed_severity", data["severity"]) if is_confirmed else data["severity"],
        status=data["status"],
        evidence=data["evidence"],
        scope=scope_of(data),
        source=value["source"],
        summary=data["summary"],
        replaces=Replaces(**data["replaces"]) if "replaces" in data else None,
        deviations=tuple(map(_deviation, data.get("deviation", ()))),
        is_confirmed=is_confirmed,
    )


def _deviation(clause: Mapping[str, Any]) -> Deviation:
    bounds = {"up_to": _nested(clause["up_to"])} if "up_to" in clause else {}
    return Deviation(**{**clause, **bounds, "free": tuple(clause.get("free", ()))})


def parameters(kind: str, data: dict[str, Any]) -> Parameters:
    """The parameter object of a kind from validated data."""
    return KINDS[kind](**_nested(data))


def scope_of(data: dict[str, Any]) -> Scope:
    """For whom a rule holds, from validated data."""
    scope = dict(data["scope"])
    contract_types = tuple(scope.pop("contract_types", ()))
    return Scope(contract_types=contract_types, **scope)


def _nested(data: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(data)
    if "night" in values:
        values["night"] = Night(**values["night"])
    if "worker" in values:
        values["worker"] = NightWorker(**_nested(values["worker"]))
    if "tiers" in values:
        values["tiers"] = tuple((over, minutes) for over, minutes in values["tiers"])
    return values
