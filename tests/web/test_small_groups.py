"""Nothing about few people is shown, nor what it follows from."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import settings as tested
from hypothesis import strategies as st

from equipoise_web.core.small_groups import Cell, Shown, Table, TooFew, least_shown, line, shown, table

LEAST = 5
counts = st.integers(0, 14)
lines = st.lists(counts, min_size=1, max_size=7)
tables = st.tuples(st.integers(2, 5), st.integers(2, 5)).flatmap(
    lambda size: st.lists(
        st.lists(counts, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


def whole(made: Table) -> list[list[Cell]]:
    """Cells and totals as one grid; the last of each row and column is the total."""
    rows = [[*row, total] for row, total in zip(made.rows, made.row_totals, strict=True)]
    return [*rows, [*made.column_totals, made.total]]


def sums(cells: list[list[Cell]]) -> list[list[Cell]]:
    """All lines, each with its total last."""
    return [*cells, *(list(column) for column in zip(*cells, strict=True))]


def follows(equations: list[list[Fraction]], unknown: int) -> bool:
    """Whether an unknown has one value only: exact elimination, no floating point."""
    rows = [row[:] for row in equations]
    order = [column for column in range(len(rows[0])) if column != unknown] + [unknown]
    rank = 0
    for column in order:
        pivot = next((at for at in range(rank, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        if column == unknown:
            return True
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for at in range(rank + 1, len(rows)):
            factor = rows[at][column] / rows[rank][column]
            rows[at] = [a - factor * b for a, b in zip(rows[at], rows[rank], strict=True)]
        rank += 1
    return False


def given_away(grid: list[list[Cell]]) -> list[tuple[int, int]]:
    """Hidden places whose count follows from the shown ones."""
    hidden = [(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if isinstance(cell, TooFew)]
    height, width = len(grid), len(grid[0])
    places = [[(r, c) for c in range(width)] for r in range(height)]
    if height > 1:
        places += [[(r, c) for r in range(height)] for c in range(width)]
    equations = [
        [Fraction(0 if place not in one else -1 if place == one[-1] else 1) for place in hidden]
        for one in places
    ]
    return [place for number, place in enumerate(hidden) if follows(equations, number)]


@tested(deadline=None)
@given(tables)
def test_no_hidden_cell_of_a_table_follows_from_what_is_shown(people: list[list[int]]) -> None:
    assert given_away(whole(table(people, LEAST))) == []


@tested(deadline=None)
@given(lines)
def test_no_hidden_cell_of_a_line_follows_from_what_is_shown(people: list[int]) -> None:
    cells, total = line(people, LEAST)
    assert given_away([[*cells, total]]) == []


@tested(deadline=None)
@given(tables)
def test_what_is_shown_is_true_and_never_about_one_to_four_people(people: list[list[int]]) -> None:
    made = table(people, LEAST)
    for row, cells in zip(people, made.rows, strict=True):
        for count, cell in zip(row, cells, strict=True):
            assert isinstance(cell, TooFew) or cell == Shown(count, count)
    for cell in (cell for row in whole(made) for cell in row):
        assert isinstance(cell, TooFew) or cell.people == 0 or cell.people >= LEAST
    assert isinstance(made.total, TooFew) or made.total.value == sum(map(sum, people))


@tested(deadline=None)
@given(tables)
def test_what_a_total_leaves_for_its_hidden_cells_is_nothing_or_five_people(people: list[list[int]]) -> None:
    for one in sums(whole(table(people, LEAST))):
        *cells, total = one
        if isinstance(total, Shown) and any(isinstance(cell, TooFew) for cell in cells):
            assert total.value - sum(cell.value for cell in cells if isinstance(cell, Shown)) >= LEAST


@tested(deadline=None)
@given(st.lists(st.integers(LEAST, 40), min_size=1, max_size=6))
def test_large_groups_are_all_shown(people: list[int]) -> None:
    cells, total = line(people, LEAST)
    assert [cell.value for cell in (*cells, total) if isinstance(cell, Shown)] == [*people, sum(people)]


def test_one_small_cell_takes_the_next_smallest_with_it() -> None:
    cells, total = line([12, 3, 8, 20], LEAST)
    assert cells == (Shown(12, 12), TooFew(LEAST), TooFew(LEAST), Shown(20, 20))
    assert total == Shown(43, 43)


def test_without_a_neighbour_the_total_is_hidden_as_well() -> None:
    assert line([3, 0], LEAST) == ((TooFew(LEAST), Shown(0, 0)), TooFew(LEAST))


def test_the_independent_check_finds_a_cell_that_its_total_gives_away() -> None:
    naive: list[list[Cell]] = [[Shown(12, 12), TooFew(LEAST), Shown(15, 15)]]
    assert given_away(naive) == [(0, 1)]


def test_a_figure_alone_is_shown_from_the_least_on() -> None:
    assert shown(0.8, 5) == Shown(0.8, 5)
    assert shown(0.8, 4) == TooFew(5)


def test_the_least_can_be_raised_and_not_lowered_below_three(settings: Any) -> None:
    settings.SMALL_GROUP_LEAST = 10
    assert least_shown() == 10
    assert shown(1.0, 9) == TooFew(10)
    settings.SMALL_GROUP_LEAST = 2
    with pytest.raises(ImproperlyConfigured, match="at least 3"):
        least_shown()
