"""Seconds between the end of one contact's wrap-up and the next contact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ..local import as_date, local_day
from ..model import ContactEnd, Timeline
from ..outcome import FAIL, PASS, Outcome, number, sentence
from ..parameters import ContactGap

Sort = tuple[bool, bool]  # whether incoming, whether complex
NAMES = {
    (True, False): ("simple incoming contacts", "eenvoudige inkomende contacten"),
    (False, False): ("simple outgoing contacts", "eenvoudige uitgaande contacten"),
    (True, True): ("complex incoming contacts", "complexe inkomende contacten"),
    (False, True): ("complex outgoing contacts", "complexe uitgaande contacten"),
}


def check(timeline: Timeline, p: ContactGap) -> Iterator[Outcome]:
    """One outcome a local day and sort of contact with a next contact in the period; the shortest counts.

    Incoming or outgoing, simple or complex is the contact that ended.
    """
    gaps = [gap for gap in timeline.contacts or () if timeline.from_s <= gap.next_s < timeline.to_s]

    def sort_of_day(gap: ContactEnd) -> tuple[int, Sort]:
        return local_day(timeline.clock, gap.end_s), (gap.incoming, gap.is_complex)

    gaps.sort(key=lambda gap: (sort_of_day(gap), gap.end_s))
    for (day, sort), found in groupby(gaps, key=sort_of_day):
        yield _judge(day, sort, list(found), _due(p, sort))


def _due(p: ContactGap, sort: Sort) -> float:
    incoming, is_complex = sort
    if incoming:
        return p.complex_incoming_s if is_complex else p.incoming_s
    return p.complex_outgoing_s if is_complex else p.outgoing_s


def _judge(day: int, sort: Sort, gaps: Sequence[ContactEnd], due_s: float) -> Outcome:
    short = [gap for gap in gaps if gap.next_s - gap.end_s < due_s]
    if not short:
        return Outcome(PASS, gaps[0].end_s, gaps[-1].next_s)
    least = min(gap.next_s - gap.end_s for gap in short)
    (en, nl), due = NAMES[sort], number(due_s)
    message = sentence(
        f"After {len(short)} of {len(gaps)} {en} on {as_date(day)} the next came within {due} seconds of "
        f"wrap-up, the soonest after {least}; {due} are due.",
        f"Na {len(short)} van {len(gaps)} {nl} op {as_date(day)} kwam het volgende binnen {due} seconden na "
        f"de nawerktijd, het snelste na {least}; {due} zijn vereist.",
    )
    return Outcome(FAIL, short[0].end_s, short[-1].next_s, least, due_s, "s", message)
