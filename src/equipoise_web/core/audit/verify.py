"""Verify an exported audit: nothing edited, removed, added, reordered or cut off. Needs no database."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from equipoise_web.core.audit.documents import (
    BATCH_FIELDS,
    CHECKPOINT_FIELDS,
    FORMAT,
    SIGNATURE_FIELDS,
    batch_statement,
    checkpoint_statement,
)
from equipoise_web.core.audit.keys import signs
from equipoise_web.core.audit.merkle import GENESIS, Peaks, chained, grown, leaf_hash, root_of
from equipoise_web.core.audit.outcome import Verification
from equipoise_web.core.canonical import canonical

CHECKPOINT = frozenset(CHECKPOINT_FIELDS + SIGNATURE_FIELDS)
BATCH = frozenset(("type", *BATCH_FIELDS, *SIGNATURE_FIELDS))


class Broken(Exception):
    """The export is not what was sealed; says where."""


@dataclass
class _Reading:
    """How far the export has been read."""

    trusted: frozenset[str]
    entries: int = 0
    batches: int = 0
    chain: str = GENESIS
    pending: list[str] = field(default_factory=list)
    peaks: Peaks = ()
    roots: dict[int, str] = field(default_factory=dict)


def verify(
    lines: Iterable[str], *, keys: Collection[str] = (), witness: Mapping[str, Any] | None = None
) -> Verification:
    """Verify the lines of an export.

    Parameters
    ----------
    keys
        Public keys (hexadecimal) known from elsewhere. Without them the export's own key is used: then only
        the holder of *a* key is shown, not of the right one, and ``keys_confirmed`` is false.
    witness
        A checkpoint kept outside. Without it an older export, or one cut back to an older one, looks whole.
    """
    reading, seen = _Reading(frozenset(keys)), None
    try:
        _read(iter(lines), reading, witness)
    except Broken as problem:
        seen = str(problem)
    except (TypeError, ValueError) as problem:
        seen = f"holds a value of another kind: {problem}"
    size = int(witness["size"]) if witness and not seen else 0
    return Verification(
        seen is None, seen, reading.entries, reading.batches, tuple(sorted(reading.trusted)), bool(keys), size
    )


def _read(lines: Iterator[str], reading: _Reading, witness: Mapping[str, Any] | None) -> None:
    head = _header(next(lines, ""))
    reading.trusted = reading.trusted or frozenset({str(head["key"])})
    points = [("header", head)] + ([("witness", witness)] if witness is not None else [])
    for name, point in points:
        _signed_checkpoint(name, point, reading.trusted)
    wanted = {point["size"] for _, point in points}
    for number, line in enumerate(lines, start=2):
        _line(number, _parsed(number, line), reading)
        if reading.entries in wanted:
            reading.roots.setdefault(reading.entries, root_of(reading.peaks))
    if reading.pending or reading.entries != head["size"]:
        raise Broken(f"ends after {reading.entries} entries, of {head['size']}")
    for name, point in points:
        if reading.roots.get(point["size"]) != point["root"]:
            raise Broken(f"is not what the {name}'s checkpoint over {point['size']} entries was made of")


def _parsed(number: int, line: str) -> dict[str, Any]:
    """One line, which must be spelled exactly as it was written."""
    try:
        value = json.loads(line)
        exact = (canonical(value) + "\n").encode() == line.encode()
    except (ValueError, RecursionError):
        raise Broken(f"line {number} is no JSON") from None
    if not exact or not isinstance(value, dict):
        raise Broken(f"line {number} is not in canonical form")
    return value


def _header(line: str) -> Mapping[str, Any]:
    head = _parsed(1, line)
    if head.keys() != {"type", "format", "checkpoint"} or (head["type"], head["format"]) != (
        "header",
        FORMAT,
    ):
        raise Broken("line 1 is no header of this format")
    point = head["checkpoint"]
    if not isinstance(point, dict):
        raise Broken("line 1 holds no checkpoint")
    return point


def _signed_checkpoint(name: str, point: Mapping[str, Any], trusted: frozenset[str]) -> None:
    if point.keys() != CHECKPOINT or type(point["size"]) is not int:
        raise Broken(f"the checkpoint of the {name} is incomplete")
    if point["key"] not in trusted or not signs(
        point["key"], point["signature"], checkpoint_statement(point)
    ):
        raise Broken(f"the checkpoint of the {name} is not signed by a known key")


def _line(number: int, document: dict[str, Any], reading: _Reading) -> None:
    if document.get("type") == "entry":
        if document.keys() != {"type", "position", "entry"} or canonical(document["position"]) != str(
            reading.entries
        ):
            raise Broken(f"line {number}: entry {reading.entries} is missing here")
        leaf = leaf_hash(canonical(document["entry"]))
        reading.pending.append(leaf)
        reading.peaks = grown(reading.peaks, [leaf])
        reading.entries += 1
    elif document.get("type") == "batch" and document.keys() == BATCH:
        _batch(number, document, reading)
    else:
        raise Broken(f"line {number} is neither entry nor batch")


def _batch(number: int, document: dict[str, Any], reading: _Reading) -> None:
    expected = {
        "number": reading.batches,
        "first": reading.entries - len(reading.pending),
        "last": reading.entries - 1,
        "previous": reading.chain,
        "chain": chained(reading.chain, reading.pending),
    }
    if not reading.pending or any(document[name] != value for name, value in expected.items()):
        raise Broken(f"line {number}: batch {reading.batches} is not the seal of the entries before it")
    if document["key"] not in reading.trusted or not signs(
        document["key"], document["signature"], batch_statement(document)
    ):
        raise Broken(f"line {number}: batch {reading.batches} is not signed by a known key")
    reading.chain, reading.batches, reading.pending = document["chain"], reading.batches + 1, []
