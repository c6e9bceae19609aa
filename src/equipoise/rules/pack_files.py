"""Packs as data: YAML files, or rows of one's own, that a JSON Schema validates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from equipoise.dates import parse_date
from equipoise.errors import InvalidInput

from .pack_yaml import read_yaml
from .schema import pack_schema

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

PACKS = Path(__file__).parent / "packs"
ABOUT = "pack.yaml"
ENDINGS = (".yaml", ".yml")

Placed = tuple[dict[str, Any], str]


@dataclass(frozen=True)
class PackFolder:
    """A pack as data: its description and its rules with all their dated values.

    ``timezone`` is the home zone of the jurisdiction, if it has one; ``begins`` is the first date
    for which the pack is complete; ``open`` are rules of law that it does not hold yet. ``files``
    says for each rule where it is written.
    """

    id: str
    name: dict[str, str]
    begins: str
    timezone: str | None
    rules: tuple[dict[str, Any], ...]
    open: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


def known_packs(folder: Path = PACKS) -> tuple[str, ...]:
    """Names of all packs, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{ABOUT}")))


@lru_cache(maxsize=64)
def read_pack(name: str, folder: Path = PACKS) -> PackFolder:
    """A pack with all its dates, validated; files do not change while the program runs."""
    known = known_packs(folder)
    if name not in known:
        raise InvalidInput(f"unknown rule pack {name!r}; known: {', '.join(known)}")
    return _read(folder / name)


def read_folder(path: Path) -> PackFolder:
    """A pack of one's own, read anew each time.

    Raises
    ------
    InvalidInput
        The folder holds no ``pack.yaml`` or no rules, or a file fails the schema: names the file,
        the path in it and the reason.
    """
    pack = _read(path)
    if not pack.rules:
        raise InvalidInput("the pack has no file with rules", file=str(path))
    return pack


def files_of(path: Path) -> tuple[Path, ...]:
    """Every file of a pack's folder: its description and its rules; InvalidInput where it is none."""
    if not (path / ABOUT).is_file():
        raise InvalidInput(f"not a rule pack: it has no {ABOUT}", file=str(path))
    return tuple(sorted(found for found in path.iterdir() if found.suffix in ENDINGS))


def pack_from(about: Any, rules: Any, where: str) -> PackFolder:
    """A pack from rows of one's own, held to the same schema as a file.

    Raises
    ------
    InvalidInput
        Naming ``where``, the path in the data and the reason.
    """
    return _pack(about, [(rule, where) for rule in _checked_rules(rules, where)], where)


def _read(path: Path) -> PackFolder:
    rules = [
        (rule, str(file))
        for file in files_of(path)
        if file.name != ABOUT
        for rule in _checked_rules(read_yaml(file), str(file))
    ]
    return _pack(read_yaml(path / ABOUT), rules, str(path / ABOUT))


def _pack(about: Any, rules: Sequence[Placed], where: str) -> PackFolder:
    _validate(about, dict, where)
    _real_date(about["begins"], where, "begins")
    _refuse_repeats(rules)
    return PackFolder(
        about["id"],
        about["name"],
        about["begins"],
        about.get("timezone"),
        tuple(rule for rule, _ in rules),
        tuple(about.get("open", ())),
        {rule["id"]: file for rule, file in rules},
    )


def _checked_rules(data: Any, where: str) -> Iterator[dict[str, Any]]:
    _validate(data, list, where)
    for place, rule in enumerate(data):
        for day in rule["values"]:
            _real_date(day, where, f"{place}/values/{day}")
        if rule["last_checked"]:
            _real_date(rule["last_checked"], where, f"{place}/last_checked")
        yield rule


def _validate(data: Any, expected: type, where: str) -> None:
    from jsonschema.exceptions import best_match

    if not isinstance(data, expected):
        what = "a list of rules" if expected is list else "a description of the pack"
        raise InvalidInput(f"the file is not {what}", file=where)
    error = best_match(_validator().iter_errors(data))
    if error is not None:
        path = "/".join(map(str, error.absolute_path)) or "(whole file)"
        raise InvalidInput(error.message, file=where, field=path)


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(pack_schema())


def _real_date(text: str, where: str, path: str) -> None:
    try:
        parse_date(text)
    except InvalidInput as error:
        raise InvalidInput(error.reason, file=where, field=path) from None


def _refuse_repeats(rules: Sequence[Placed]) -> None:
    seen: set[str] = set()
    for rule, file in rules:
        if rule["id"] in seen:
            raise InvalidInput(f"rule {rule['id']!r} occurs twice", file=file)
        seen.add(rule["id"])
