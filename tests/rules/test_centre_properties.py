"""What must hold for rules of the centre as a whole and of contacts, whatever the roster and the figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.rules.centre_view import Answered, CentreFacts
from equipoise.rules.checker import check
from equipoise.rules.model import ContactEnd, Fact, Findings, Pack, Timeline, WorkerFacts
from equipoise.rules.packs import load_packs
from equipoise.rules.parameters import Presence
from equipoise.rules.timelines import build_timelines
from equipoise.timegrid import Stretch, Zone

HOUR, DAY, WEEK = 3600, 86400, 7 * 86400
ZONE = Zone("UTC")  # no clock change
FROM = ZONE.instant_s(date(2027, 3, 1), 0)
SETTINGS = settings(max_examples=60, deadline=None, derandomize=True)
KINDS = ("presence", "service_level", "contact_gap")
LOADED = load_packs([f"{pack}@2027-01-01" for pack in ("nl", "es", "be", "fr_idcc2098")], date(2027, 1, 1))
RULES = tuple(rule for pack in LOADED for rule in pack.rules if rule.kind in KINDS)
TWO = tuple(
    replace(r, id="two", parameters=Presence(2, "first_aider")) for r in RULES if r.kind == "presence"
)
PACKS = (Pack("p", "2027-01-01", RULES + TWO),)

# Who works when (worker, start and length in hours of the week), who is a first-aider, when it is open.
shifts = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 150), st.integers(1, 12)), max_size=12)
trained = st.sets(st.integers(0, 3))
opening = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 12), st.integers(1, 12)), min_size=1, max_size=7
)
gaps = st.lists(st.tuples(st.integers(0, 14), st.booleans(), st.booleans()), max_size=20)
figures = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]),
        st.integers(0, 50),
        st.integers(0, 50),
        st.sampled_from([20, 150, 180, 300]),
        st.sampled_from([None, 0, 3]),
    ),
    max_size=12,
)
Case = tuple[tuple[Timeline, ...], CentreFacts]


def build(
    works: list[tuple[int, int, int]],
    aiders: set[int],
    opens: list[tuple[int, int, int]],
    ends: list[tuple[int, bool, bool]] = [],  # noqa: B006
    counts: list[tuple[str, int, int, int, int | None]] = [],  # noqa: B006
    offset_s: int = 0,
) -> Case:
    """A week of four people, the centre's hours, figures and one person's contacts."""
    begin = FROM + offset_s
    rows = [Stretch(f"w{who}", begin + start * HOUR, begin + end * HOUR) for who, start, end in _apart(works)]
    facts = [
        WorkerFacts(f"w{who}", date(1990, 1, 1), facts=(Fact("first_aider"),) * (who in aiders))
        for who in range(4)
    ]
    contacts = {"w0": tuple(_contacts(ends, begin))}
    timelines = build_timelines(rows, facts, ZONE, begin, begin + WEEK, contacts=contacts)
    hours = tuple(
        (begin + day * DAY + start * HOUR, begin + day * DAY + (start + length) * HOUR)
        for day, start, length in opens
    )
    return timelines, CentreFacts(hours, tuple(_figures(counts, begin)))


def _apart(works: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The shifts that do not overlap an earlier one of the same worker, as start and end."""
    kept: list[tuple[int, int, int]] = []
    for who, start, length in works:
        end = start + length
        if not any(w == who and start < e and s < end for w, s, e in kept):
            kept.append((who, start, end))
    return kept


def _contacts(ends: list[tuple[int, bool, bool]], begin: int) -> list[ContactEnd]:
    return [
        ContactEnd(begin + 600 * n, begin + 600 * n + gap, incoming, is_complex)
        for n, (gap, incoming, is_complex) in enumerate(ends)
    ]


def _figures(counts: list[tuple[str, int, int, int, int | None]], begin: int) -> list[Answered]:
    return [
        Answered(q, begin + n * HOUR, begin + (n + 1) * HOUR, good + late, good, within, back)
        for n, (q, good, late, within, back) in enumerate(counts)
    ]


def keys(found: Findings, offset_s: int = 0) -> list[tuple[object, ...]]:
    return [
        (f.rule, f.result, f.worker, f.start_s - offset_s, f.end_s - offset_s, f.measured)
        for f in found.findings
    ]


def judge(case: Case, packs: tuple[Pack, ...] = PACKS) -> Findings:
    return check(case[0], packs, case[1])


@SETTINGS
@given(shifts, trained, opening)
def test_presence_is_what_counting_hour_by_hour_gives(
    works: list[tuple[int, int, int]], aiders: set[int], opens: list[tuple[int, int, int]]
) -> None:
    present = [sum(w in aiders and s <= hour < e for w, s, e in _apart(works)) for hour in range(168)]
    is_open = [any(24 * d + s <= hour < 24 * d + s + n for d, s, n in opens) for hour in range(168)]
    found = judge(build(works, aiders, opens)).findings
    for rule, least in ((RULES[0].id, 1), ("two", 2)):
        short = {
            hour
            for f in found
            if f.rule == rule
            for hour in range((f.start_s - FROM) // HOUR, (f.end_s - FROM) // HOUR)
        }
        assert short == {hour for hour in range(168) if is_open[hour] and present[hour] < least}
        for f in found:
            if f.rule == rule:
                hours = range((f.start_s - FROM) // HOUR, (f.end_s - FROM) // HOUR)
                assert f.measured == min(present[hour] for hour in hours)


@SETTINGS
@given(shifts, trained, opening, st.integers(0, 3))
def test_one_more_first_aider_creates_no_finding(
    works: list[tuple[int, int, int]], aiders: set[int], opens: list[tuple[int, int, int]], more: int
) -> None:
    def seconds_short(who: set[int]) -> int:
        return sum(f.end_s - f.start_s for f in judge(build(works, who, opens)).findings)

    assert seconds_short(aiders | {more}) <= seconds_short(aiders)


@SETTINGS
@given(gaps, st.integers(1, 10))
def test_longer_gaps_create_no_finding(ends: list[tuple[int, bool, bool]], more: int) -> None:
    longer = [(gap + more, incoming, is_complex) for gap, incoming, is_complex in ends]
    assert len(judge(build([], set(), [], longer)).findings) <= len(
        judge(build([], set(), [], ends)).findings
    )


@SETTINGS
@given(figures)
def test_a_contact_answered_in_time_instead_of_late_breaks_nothing(
    counts: list[tuple[str, int, int, int, int | None]],
) -> None:
    better = [(q, good + late, 0, within, back) for q, good, late, within, back in counts]
    before, after = (
        {f.rule for f in judge(build([], set(), [], [], one)).findings if f.result == "fail"}
        for one in (counts, better)
    )
    assert after <= before


@SETTINGS
@given(shifts, trained, opening, gaps, figures, st.integers(1, 30))
def test_moving_all_by_whole_weeks_changes_nothing(
    works: list[tuple[int, int, int]],
    aiders: set[int],
    opens: list[tuple[int, int, int]],
    ends: list[tuple[int, bool, bool]],
    counts: list[tuple[str, int, int, int, int | None]],
    weeks: int,
) -> None:
    here = judge(build(works, aiders, opens, ends, counts))
    there = judge(build(works, aiders, opens, ends, counts, weeks * WEEK))
    assert keys(here) == keys(there, weeks * WEEK)


@SETTINGS
@given(shifts, trained, opening, gaps, figures, st.randoms(use_true_random=False))
def test_the_order_of_people_contacts_hours_and_figures_changes_nothing(
    works: list[tuple[int, int, int]],
    aiders: set[int],
    opens: list[tuple[int, int, int]],
    ends: list[tuple[int, bool, bool]],
    counts: list[tuple[str, int, int, int, int | None]],
    random: object,
) -> None:
    def mixed(values: tuple[object, ...]) -> tuple[object, ...]:
        found = list(values)
        random.shuffle(found)  # type: ignore[attr-defined]
        return tuple(found)

    timelines, centre = build(works, aiders, opens, ends, counts)
    others = [replace(one, contacts=mixed(one.contacts or ())) for one in timelines]
    hours, answered = mixed(centre.open_hours or ()), mixed(centre.answered or ())
    again = check(mixed(tuple(others)), PACKS, CentreFacts(hours, answered))  # type: ignore[arg-type]
    assert again == judge((timelines, centre))


@SETTINGS
@given(shifts, trained, opening, gaps, figures)
def test_taking_a_rule_away_adds_no_finding(
    works: list[tuple[int, int, int]],
    aiders: set[int],
    opens: list[tuple[int, int, int]],
    ends: list[tuple[int, bool, bool]],
    counts: list[tuple[str, int, int, int, int | None]],
) -> None:
    case = build(works, aiders, opens, ends, counts)
    for rule in PACKS[0].rules:
        fewer = Pack("p", "2027-01-01", tuple(other for other in PACKS[0].rules if other is not rule))
        left = [key for key in keys(judge(case)) if key[0] != rule.id]
        assert keys(judge(case, (fewer,))) == left
