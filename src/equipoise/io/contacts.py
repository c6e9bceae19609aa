"""``contacts.csv``: the end of each contact's wrap-up and when the next one was offered."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from pathlib import Path

from equipoise.rules.model import ContactEnd
from equipoise.timegrid import Zone

from .rows import TRUTH, Row, read_rows
from .workforce.known import known_worker

REQUIRED = ("worker", "wrap_up_end", "next_offered", "direction")
OPTIONAL = ("complex",)
DIRECTIONS = {"in": True, "out": False}
Numbered = tuple[ContactEnd, Row]


def read_contacts(
    path: Path, workers: Collection[str], zone: Zone | None = None
) -> dict[str, tuple[ContactEnd, ...]]:
    """Each worker's contacts in order of time; a row without a next contact says nothing.

    Raises
    ------
    InvalidInput
        An unknown worker, a time without offset where no ``zone`` is known, a next contact before
        the end of wrap-up, or a contact that ends before the last one's next was offered.
    """
    found: dict[str, list[Numbered]] = {worker: [] for worker in workers}
    for row in read_rows(path, REQUIRED, OPTIONAL):
        worker, contact = known_worker(row, workers), _contact(row, zone)
        if contact is not None:
            found[worker].append((contact, row))
    return {worker: _in_order(theirs) for worker, theirs in found.items()}


def _contact(row: Row, zone: Zone | None) -> ContactEnd | None:
    end = row.instant("wrap_up_end", zone)[0]
    incoming = DIRECTIONS[row.one_of("direction", DIRECTIONS)]
    is_complex = TRUTH[row.one_of("complex", TRUTH, "no")]
    if not row.text("next_offered", ""):
        return None
    offered = row.instant("next_offered", zone)[0]
    if offered < end:
        raise row.wrong("next_offered", "the next contact was offered before the end of wrap-up")
    return ContactEnd(end, offered, incoming, is_complex)


def _in_order(contacts: list[Numbered]) -> tuple[ContactEnd, ...]:
    contacts.sort(key=lambda one: (one[0].end_s, one[0].next_s))
    for (earlier, first), (later, second) in pairwise(contacts):
        if later.end_s < earlier.next_s or later.end_s == earlier.end_s:
            low, high = sorted((first, second), key=lambda row: row.number)
            raise high.wrong("wrap_up_end", f"overlaps the contact of the same worker in row {low.number}")
    return tuple(contact for contact, _ in contacts)
