"""Shifts are what no rest of eight hours keeps apart."""

from equipoise.balance import shifts_of
from equipoise.timegrid import Stretch

H = 3600


def test_a_gap_below_eight_hours_stays_in_the_shift_and_one_of_eight_ends_it():
    rows = [Stretch("A", 0, 4 * H), Stretch("A", 12 * H - 1, 14 * H), Stretch("A", 22 * H, 24 * H)]
    spans = [(shift.start_s, shift.end_s) for shift in shifts_of(rows)]
    assert spans == [(0, 14 * H), (22 * H, 24 * H)]


def test_meals_are_unpaid_and_breaks_are_paid():
    rows = [Stretch("A", 0, 4 * H), Stretch("A", 4 * H, 5 * H, "meal"), Stretch("A", 5 * H, 6 * H, "break")]
    (shift,) = shifts_of(rows)
    assert shift.paid_s == 5 * H
    assert [row.activity for row in shift.pauses] == ["meal", "break"]


def test_absence_belongs_to_no_shift():
    assert shifts_of([Stretch("A", 0, 8 * H, "leave"), Stretch("A", 8 * H, 16 * H, "sickness")]) == ()


def test_people_do_not_share_a_shift():
    rows = [Stretch("A", 0, 4 * H, queue="x"), Stretch("B", 4 * H, 8 * H, queue="y")]
    assert [(shift.worker, shift.queues) for shift in shifts_of(rows)] == [("A", ("x",)), ("B", ("y",))]
