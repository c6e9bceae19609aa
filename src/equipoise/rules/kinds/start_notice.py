"""Hours between the last word on a shift and its start."""

from __future__ import annotations

from collections.abc import Iterator

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, hours, sentence
from ..parameters import StartNotice
from ..work import work_of


def check(timeline: Timeline, p: StartNotice) -> Iterator[Outcome]:
    """One outcome a shift with a row that was published or changed; the shortest lead of its rows."""
    work = work_of(timeline)
    for shift, rows in enumerate(work.rows):
        said = [(row.start_s, max(row.published_at_s or 0, row.changed_at_s or 0)) for row in rows]
        leads = [start - at for start, at in said if at]
        if not (leads and work.judged[shift]):
            continue
        start, end, lead = work.start_s[shift], work.end_s[shift], min(leads)
        if lead >= p.hours * HOUR_S:
            yield Outcome(PASS, start, end)
            continue
        (found, gevonden), (due, vereist) = amount(max(lead, 0)), amount(p.hours * HOUR_S)
        at = written(timeline.clock, start)
        message = sentence(
            f"The last word on the shift of {at} came {found} ahead; {due} is due.",
            f"Het laatste bericht over de dienst van {at} kwam {gevonden} vooraf; {vereist} is vereist.",
        )
        yield Outcome(FAIL, start, end, hours(lead), p.hours, "h", message)
