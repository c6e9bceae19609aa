"""The share of a queue's contacts answered in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import floor

from ..centre_view import Answered, CentreView
from ..outcome import FAIL, PASS, UNDETERMINED, Outcome, number, sentence
from ..parameters import ServiceLevel

CALLED_BACK = "called_back"
ROUNDING = 1e-9


def check(view: CentreView, p: ServiceLevel) -> Iterator[Outcome]:
    """One outcome a queue with contacts, over all intervals handed over, whatever the roster's period.

    Figures for fewer seconds than the rule's prove that it is kept, figures for more that it is
    broken. Contacts answered late that nobody says were called back leave it open.
    """
    rows = sorted(view.facts.answered or (), key=lambda row: (row.queue, row.start_s))
    for queue, found in groupby(rows, key=lambda row: row.queue):
        intervals = list(found)
        if sum(row.offered for row in intervals):
            yield _judge(queue, intervals, p)


def _judge(queue: str, rows: Sequence[Answered], p: ServiceLevel) -> Outcome:
    period = rows[0].start_s, max(row.end_s for row in rows)
    offered = sum(row.offered for row in rows)
    least = sum(_least(row, p) for row in rows) / offered
    most = sum(_most(row, p) for row in rows) / offered
    if least >= p.share - ROUNDING:
        return Outcome(PASS, *period)
    if most < p.share - ROUNDING:
        message = _broken(queue, p, most)
        return Outcome(FAIL, *period, round(100 * most, 4), round(100 * p.share, 4), "%", message)
    is_other = any(row.within_s != p.within_s for row in rows)
    return Outcome(UNDETERMINED, *period, message=_open(queue, p, least, is_other))


def _least(row: Answered, p: ServiceLevel) -> int:
    """Contacts that were answered, or called back, in time for certain."""
    answered = row.within if row.within_s <= p.within_s else 0
    called_back = row.called_back or 0 if p.otherwise == CALLED_BACK else 0
    return min(row.offered, answered + called_back)


def _most(row: Answered, p: ServiceLevel) -> int:
    """Contacts that may have been."""
    if row.within_s < p.within_s or (p.otherwise == CALLED_BACK and row.called_back is None):
        return row.offered
    return min(row.offered, row.within + (row.called_back or 0 if p.otherwise == CALLED_BACK else 0))


def _percent(share: float, language: str = "en") -> str:
    """Never rounded up to the share that is due."""
    return number(floor(1e4 * share + ROUNDING) / 100, language)


def _broken(queue: str, p: ServiceLevel, share: float) -> dict[str, str]:
    seconds, or_back, of_terug = number(p.within_s), "", ""
    if p.otherwise == CALLED_BACK:
        or_back, of_terug = " or called back", " of teruggebeld"
    return sentence(
        f"At most {_percent(share)} % of the contacts of {queue} were answered within {seconds} "
        f"seconds{or_back}; {_percent(p.share)} % is due.",
        f"Hoogstens {_percent(share, 'nl')} % van de contacten van {queue} is binnen {seconds} seconden "
        f"beantwoord{of_terug}; {_percent(p.share, 'nl')} % is vereist.",
    )


def _open(queue: str, p: ServiceLevel, share: float, is_other: bool) -> dict[str, str]:
    seconds = number(p.within_s)
    missing = "how many others were called back is missing"
    ontbreekt = "hoeveel andere zijn teruggebeld ontbreekt"
    if is_other:
        missing = f"figures for {seconds} seconds are missing"
        ontbreekt = f"cijfers voor {seconds} seconden ontbreken"
    return sentence(
        f"Of the contacts of {queue}, {_percent(share)} % are known to be answered within {seconds} seconds; "
        f"{_percent(p.share)} % is due, and {missing}.",
        f"Van {_percent(share, 'nl')} % van de contacten van {queue} is bekend dat ze binnen {seconds} "
        f"seconden zijn beantwoord; {_percent(p.share, 'nl')} % is vereist, en {ontbreekt}.",
    )
