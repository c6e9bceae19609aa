"""When a wish counts as granted."""

from datetime import date

import pytest

from equipoise.balance import Shift
from equipoise.balance.people import preferences
from equipoise.balance.wishes import granted, granted_by_worker
from equipoise.centre import Preference
from equipoise.timegrid import Stretch, Zone

ZONE = Zone("Europe/Amsterdam")
MONDAY = date(2026, 3, 23)


def at(minute: int) -> int:
    return ZONE.instant_s(MONDAY, minute)


SHIFT = Shift("A", (Stretch("A", at(480), at(960), queue="x"),))


@pytest.mark.parametrize(
    ("kind", "start", "end", "named", "expected"),
    [
        ("avoid", 960, 1200, "", True),  # begins when the shift ends
        ("avoid", 959, 1200, "", False),
        ("avoid", 0, 480, "", True),  # ends when the shift begins
        ("avoid", 0, 481, "", False),
        ("prefer", 960, 1200, "", False),
        ("prefer", 959, 1200, "", True),
        ("prefer", 0, 1440, "08:00", True),
        ("prefer", 0, 1440, "09:00", False),
        ("avoid", 0, 1440, "08:00", False),
        ("avoid", 0, 1440, "09:00", True),
    ],
)
def test_a_wish_is_granted_by_overlap_and_by_named_start(kind, start, end, named, expected):
    wish = Preference("A", at(start), at(end), kind, named)
    assert granted(wish, [SHIFT], ZONE) is expected


def test_a_named_start_is_local_time_in_summer_too():
    sunday = ZONE.instant_s(date(2026, 3, 29), 480)
    shift = Shift("A", (Stretch("A", sunday, sunday + 4 * 3600),))
    assert granted(Preference("A", sunday, sunday + 60, "prefer", "08:00"), [shift], ZONE)


def test_only_wishes_that_touch_the_period_and_the_persons_own_shifts_count():
    wishes = [
        Preference("A", at(0), at(1440), "prefer"),
        Preference("B", at(0), at(1440), "prefer"),
        Preference("A", at(1440), at(2000), "avoid"),
    ]
    outcome = granted_by_worker(wishes, [SHIFT], ZONE, at(0), at(1440))
    assert {worker: [met for _, met in own] for worker, own in outcome.items()} == {"A": [True], "B": [False]}


def test_the_worst_off_tenth_is_rounded_up_and_has_its_denominator():
    people = [[(1.0, k < i) for k in range(20)] for i in range(11)]  # person i: i of 20 granted
    result = preferences(people)
    assert (result.people, result.worst_off_people, result.wishes, result.granted) == (11, 2, 220, 55)
    assert result.worst_off_share == pytest.approx((0 + 1 / 20) / 2)
    assert result.share == pytest.approx(0.25)


def test_weights_change_the_weighted_share_alone():
    result = preferences([[(3.0, True), (1.0, False)]])
    assert (result.share, result.weighted_share) == (0.5, 0.75)


def test_nobody_asking_gives_no_share():
    result = preferences([[], []])
    assert result.people == 0
    assert result.share != result.share  # NaN
