"""Two weeks of a day shift in each country: wholly lawful, and with breaches planted in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from equipoise.rules.checker import check
from equipoise.rules.model import Findings
from equipoise.rules.pack_yaml import read_yaml
from equipoise.rules.packs import home_zones, load_packs

from .situation import local_text, situation_of

ON = date(2026, 3, 2)
MORNING = "break 08:55-09:10 break 10:00-10:15 break 11:00-11:15 meal 12:00-13:00"
DAY = f"08:00-16:00 {MORNING} break 13:55-14:10 break 15:05-15:20"
COUNTRIES = {
    **{name: (name, "eu") for name in ("at", "be", "de", "es", "fr", "ie", "it", "pl", "pt", "se", "uk")},
    "fr_idcc2098": ("fr_idcc2098", "fr", "eu"),
    "eu": ("eu",),
}
LAWFUL = [{"at": f"mon-fri {DAY} for 2 weeks from 2026-03-02", "published": "2026-02-01"}]
# A sixth day of ten hours without a break, 13.5 hours told on the evening before, nine hours of rest after
# them, and a Sunday of which no row says why it is worked.
PLANTED = [
    {"at": f"mon-fri {DAY} for 1 week from 2026-03-02", "published": "2026-02-01"},
    {"at": "2026-03-07 08:00-18:00", "published": "2026-02-01"},
    {"at": "2026-03-09 08:00-21:30", "published": "2026-03-08 20:00"},
    {
        "at": f"2026-03-10 06:30-15:00 break 07:25-07:45 {MORNING} break 13:55-14:10",
        "published": "2026-02-01",
    },
    {"at": f"wed-fri {DAY} for 1 week from 2026-03-09", "published": "2026-02-01"},
    {"at": f"2026-03-15 {DAY}", "published": "2026-02-01"},
]
EXPECTED: dict[str, list[str]] = read_yaml(Path(__file__).parent / "planted.yaml")


def judged(packs: tuple[str, ...], shifts: list[dict[str, str]]) -> tuple[Findings, list[str]]:
    """Findings over the fortnight of somebody of 35 h a week with facts and leave on file, and as lines."""
    data: dict[str, Any] = {
        "name": "a fortnight",
        "timezone": next(iter(home_zones(packs)), "Europe/Brussels"),
        "hours": 35.0,
        "facts": [],
        "leave": ["2026 statutory 140 taken 0", "2025 statutory 140 taken 140 lapses 2026-07-01"],
        "judged": ["2026-03-02", "2026-03-15"],
        "shifts": shifts,
        "expect": {},
    }
    timeline = situation_of(data).timeline
    found = check([timeline], load_packs(packs, ON))
    lines = [f"{f.rule} {f.result} {local_text(timeline, f.start_s)}" for f in found.findings]
    return found, lines


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_lawful_fortnight_gives_no_finding(country: str) -> None:
    found, lines = judged(COUNTRIES[country], LAWFUL)
    assert lines == []
    assert found.passed > 5


@pytest.mark.parametrize("country", COUNTRIES)
def test_planted_breaches_are_found_and_nothing_else(country: str) -> None:
    assert judged(COUNTRIES[country], PLANTED)[1] == EXPECTED[country]
