"""Packs as data: YAML files, or rows of one's own, that a JSON Schema validates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from equipoise.dates import parse_date
from equipoise.errors import InvalidInput

from .pack_yaml import read_yaml
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


def known_packs(folder: Path = PACKS) -> tuple[str, ...]:
    """Names of all packs, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/pack.yaml")))


def read_pack(name: str, folder: Path = PACKS) -> PackFolder:
    """A pack with all its dates, validated; a name with a slash is the path of a folder of one's own."""
    if "/" in name:
        path = Path(name).resolve()
        return _read_pack(path.name, path.parent)
    return _read_pack(name, folder)


@lru_cache(maxsize=32)
def _read_pack(name: str, folder: Path) -> PackFolder:
    if not (folder / name / "pack.yaml").is_file():
        raise InvalidInput(f"unknown rule pack {name!r}; known: {', '.join(known_packs(folder))}")
    paths = sorted(path for path in (folder / name).glob("*.yaml") if path.name != "pack.yaml")
    rules = [rule for path in paths for rule in _checked_rules(read_yaml(path), str(path))]
    return _pack(read_yaml(folder / name / "pack.yaml"), rules, str(folder / name))


def pack_from(about: Any, rules: Any, where: str) -> PackFolder:
    """A pack from rows of one's own, held to the same schema as a file.

    Raises
    ------
    InvalidInput
        Naming ``where``, the path in the data and the reason.
    """
    return _pack(about, list(_checked_rules(rules, where)), where)


def _pack(about: Any, rules: Sequence[dict[str, Any]], where: str) -> PackFolder:
    _validate(about, dict, where)
    _real_date(about["begins"], where, "begins")
    _refuse_repeats(rules, where)
    found = tuple(rules)
    return PackFolder(
        about["id"],
        about["name"],
        about["begins"],
        about.get("timezone"),
        found,
        tuple(about.get("open", ())),
    )


def _checked_rules(data: Any, where: str) -> Iterator[dict[str, Any]]:
    _validate(data, list, where)
    for place, rule in enumerate(data):
        for day in [*rule["values"], rule["last_checked"]]:
            if day:
                _real_date(day, where, f"{place}/values/{day}")
        yield rule


def _validate(data: Any, expected: type, where: str) -> None:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    if not isinstance(data, expected):
        what = "a list of rules" if expected is list else "a description of the pack"
        raise InvalidInput(f"the file is not {what}", file=where)
    error = best_match(Draft202012Validator(pack_schema()).iter_errors(data))
    if error is not None:
        path = "/".join(map(str, error.absolute_path)) or "(whole file)"
        raise InvalidInput(error.message, file=where, field=path)


def _real_date(text: str, where: str, path: str) -> None:
    try:
        parse_date(text)
    except InvalidInput as error:
        raise InvalidInput(error.reason, file=where, field=path) from None


def _refuse_repeats(rules: Sequence[dict[str, Any]], where: str) -> None:
    ids = [rule["id"] for rule in rules]
    for repeated in sorted({name for name in ids if ids.count(name) > 1}):
        raise InvalidInput(f"rule {repeated!r} occurs twice", file=where)
