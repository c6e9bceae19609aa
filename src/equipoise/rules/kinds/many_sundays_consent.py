"""Consent to work on Sunday from so many worked Sundays on."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Timeline
from ..outcome import PASS, Outcome
from ..parameters import ManySundaysConsent
from ..runs import Run, runs, totals, undecided
from ..sunday_rows import without_reason
from ..work import work_of
from .free_sundays import sundays_worked


def check(timeline: Timeline, p: ManySundaysConsent) -> Iterator[Outcome]:
    """One outcome a Sunday with work that begins in the period.

    Counted are the worked Sundays of the run of weeks that ends with it.
    """
    work = work_of(timeline)
    found = runs(work, p.weeks)
    counts = totals(found, sundays_worked(work)[0])
    by_end = {run.end_s: (run, worked) for run, worked in zip(found, counts, strict=True)}
    unknown: list[Run] = []
    for outcome in without_reason(
        work, "consent is missing for work on Sunday {}", "instemming met werk op zondag {} ontbreekt"
    ):
        run, worked = by_end[outcome.end_s]
        if outcome.result == PASS or worked >= p.sundays:
            yield outcome
        elif worked + run.missing_days // 7 >= p.sundays:
            unknown.append(run)
        else:
            yield Outcome(PASS, outcome.start_s, outcome.end_s)
    yield from undecided(work, unknown, p.sundays, "Sundays")
