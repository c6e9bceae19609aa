"""How a pack is named: ``nl``, ``nl@2026-03-01``, or ``./our_cao`` for a folder of one's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path

from equipoise.dates import parse_date
from equipoise.errors import InvalidInput

from .pack_files import PACKS, PackFolder, files_of, read_folder, read_pack


def read_spec(spec: str, folder: Path = PACKS, base: Path | None = None) -> tuple[PackFolder, date | None]:
    """The pack that a spec names, and the date to which it is pinned.

    Raises
    ------
    InvalidInput
        The pack is unknown or faulty, the date is none, or a folder is named where there is no
        ``base`` from which it could be read.
    """
    name, at = split_spec(spec)
    if not is_path(name):
        return read_pack(name, folder), at
    if base is None:
        raise InvalidInput(f"a folder cannot be named here: {name!r}")
    return read_folder((base / name).resolve()), at


def split_spec(spec: str) -> tuple[str, date | None]:
    """Name or path, and date; an ``@`` before the last slash belongs to the path."""
    name, day = _parts(spec)
    return name, None if day is None else parse_date(day)


def _parts(spec: str) -> tuple[str, str | None]:
    text = spec.strip()
    if "@" not in text.rsplit("/", 1)[-1]:
        return text, None
    name, _, day = text.rpartition("@")
    return name, day


def is_path(name: str) -> bool:
    """Whether a spec's name is that of a folder."""
    return "/" in name


def own_files(specs: Iterable[str], base: Path) -> tuple[Path, ...]:
    """The files of all packs of one's own among the specs."""
    names = (_parts(spec)[0] for spec in specs)
    return tuple(file for name in names if is_path(name) for file in files_of((base / name).resolve()))


def refuse_unconfirmable(specs: Sequence[str], confirmed: Collection[str], base: Path | None = None) -> None:
    """Only a rule of the packs named whose value is from memory can be confirmed.

    Raises
    ------
    InvalidInput
        Names the rule: no pack holds it, or its mark is another than ``fm``.
    """
    if not confirmed:
        return
    marks = {rule["id"]: rule["evidence"] for spec in specs for rule in read_spec(spec, base=base)[0].rules}
    for rule in confirmed:
        if rule not in marks:
            raise InvalidInput(f"no pack named here holds rule {rule!r}", field="confirmed")
        if marks[rule] != "fm":
            raise InvalidInput(
                f"rule {rule!r} is marked {marks[rule]}: only a value from memory (fm) needs confirming",
                field="confirmed",
            )
