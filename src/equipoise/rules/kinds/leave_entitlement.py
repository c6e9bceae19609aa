"""Paid leave of a year against so many weeks of the contract."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, amount, hours, sentence
from ..parameters import LeaveEntitlement
from ..years import Year, years_of


def check(timeline: Timeline, p: LeaveEntitlement) -> Iterator[Outcome]:
    """One outcome a calendar year of the period: all leave of that year on the worker's accounts."""
    contract_h = timeline.facts.contract_h_per_week
    for year in years_of(timeline):
        accounts = [a for a in timeline.leave or () if a.year == year.number]
        if contract_h is None or not accounts:
            yield _unknown(year, "contract hours" if accounts else "the leave account")
            continue
        entitled, due = sum(a.entitled_h for a in accounts), p.weeks * contract_h
        if entitled >= due:
            yield Outcome(PASS, year.start_s, year.end_s)
        else:
            yield _breach(year, entitled * HOUR_S, due * HOUR_S, p)


def _unknown(year: Year, missing: str) -> Outcome:
    ontbreekt = "de contracturen ontbreken" if missing == "contract hours" else "het verlofsaldo ontbreekt"
    is_missing = "are" if missing == "contract hours" else "is"
    message = sentence(
        f"Cannot be determined for {year.number}: {missing} {is_missing} missing.",
        f"Niet vast te stellen voor {year.number}: {ontbreekt}.",
    )
    return Outcome(UNDETERMINED, year.start_s, year.end_s, message=message)


def _breach(year: Year, entitled_s: float, due_s: float, p: LeaveEntitlement) -> Outcome:
    (found, gevonden), (due, vereist) = amount(entitled_s), amount(due_s)
    message = sentence(
        f"The leave of {year.number} is {found}; {p.weeks:g} weeks of the contract are {due}. Who is "
        "employed for part of the year is entitled to that part.",
        f"Het verlof van {year.number} is {gevonden}; {p.weeks:g} weken van het contract zijn {vereist}. "
        "Wie een deel van het jaar in dienst is, heeft recht op dat deel.",
    )
    return Outcome(FAIL, year.start_s, year.end_s, hours(entitled_s), hours(due_s), "h", message)
