"""Figures about few people are not shown, nor are those from which they could be worked out.

A cell that counts from one to ``least - 1`` people is hidden. Its line's total less the other cells would
give it away, so more is hidden: until no hidden cell follows from what is shown, and the hidden cells of each
line whose total is shown count, together, at least ``least`` people. The smallest cells go first, totals
last. An empty cell is shown: nobody is in it.

This is exact against working out a cell from the shown cells and totals of one table. It does not help
against what a reader knows from elsewhere, nor against two tables that differ by a few people: publish one.
A rate of 0 or 100 % over a group says the same of everybody in it, however large the group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

DEFAULT, FLOOR = 5, 3
Place = tuple[int, int]


@dataclass(frozen=True)
class Shown:
    """A figure with the number of people that it is about."""

    value: float
    people: int


@dataclass(frozen=True)
class TooFew:
    """In place of a figure that is not shown; fewer than ``least`` people, or a neighbour's protection."""

    least: int


Cell = Shown | TooFew


@dataclass(frozen=True)
class Table:
    """Counts of people, each shown or not: rows of cells, the total of each row and column, and of all."""

    rows: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    total: Cell


def least_shown() -> int:
    """The fewest people of whom a figure is shown: setting ``SMALL_GROUP_LEAST``, else 5; never below 3."""
    least = int(getattr(settings, "SMALL_GROUP_LEAST", DEFAULT))
    if least < FLOOR:
        raise ImproperlyConfigured(f"SMALL_GROUP_LEAST is {least}; it must be at least {FLOOR}")
    return least


def shown(value: float, people: int, least: int | None = None) -> Cell:
    """One figure about a group, standing alone: no total beside it from which it could be worked out."""
    least = least or least_shown()
    return Shown(value, people) if people >= least else TooFew(least)


def line(people: Sequence[int], least: int | None = None) -> tuple[tuple[Cell, ...], Cell]:
    """Counts beside each other and their total."""
    least = least or least_shown()
    counts = {(0, column): count for column, count in enumerate(people)}
    places = list(counts)
    counts[0, len(people)] = sum(people)
    hidden = _hidden(counts, [[*places, (0, len(people))]], least)
    cells = _cells(counts, hidden, least)
    return tuple(cells[place] for place in places), cells[0, len(people)]


def table(people: Sequence[Sequence[int]], least: int | None = None) -> Table:
    """Counts in rows and columns (shape rows x columns, at least 2 x 2) with all their totals."""
    least = least or least_shown()
    width = len(people[0]) if people else 0
    if len(people) < 2 or width < 2 or any(len(row) != width for row in people):
        raise ValueError("a table has two rows and columns at least, all of one length; use line() for less")
    whole = [[*row, sum(row)] for row in (*people, [sum(column) for column in zip(*people, strict=True)])]
    counts = {(row, column): count for row, made in enumerate(whole) for column, count in enumerate(made)}
    rows, columns = len(people) + 1, width + 1
    lines = [[(row, column) for column in range(columns)] for row in range(rows)]
    lines += [[(row, column) for row in range(rows)] for column in range(columns)]
    cells = _cells(counts, _hidden(counts, lines, least), least)
    grid_of = [[cells[row, column] for column in range(columns)] for row in range(rows)]
    return Table(
        tuple(tuple(row[:-1]) for row in grid_of[:-1]),
        tuple(row[-1] for row in grid_of[:-1]),
        tuple(grid_of[-1][:-1]),
        grid_of[-1][-1],
    )


def _cells(counts: Mapping[Place, int], hidden: set[Place], least: int) -> dict[Place, Cell]:
    return {
        place: TooFew(least) if place in hidden else Shown(count, count) for place, count in counts.items()
    }


def _hidden(counts: Mapping[Place, int], lines: Sequence[Sequence[Place]], least: int) -> set[Place]:
    """Places to hide; the last place of each line is the total of the others."""
    hidden = {place for place, count in counts.items() if 0 < count < least}
    while exposed := _exposed(counts, hidden, lines, least):
        hidden.add(_next(counts, hidden, exposed))
    return hidden


def _exposed(
    counts: Mapping[Place, int], hidden: set[Place], lines: Sequence[Sequence[Place]], least: int
) -> list[Sequence[Place]]:
    """Lines that need one more hidden place, of those that still have one."""
    found = _determined(sorted(hidden), lines)
    needy = [
        line
        for line in lines
        if found.intersection(line)
        or (line[-1] not in hidden and 0 < sum(counts[place] for place in line if place in hidden) < least)
    ]
    return [line for line in needy if not hidden.issuperset(line)]


def _determined(hidden: Sequence[Place], lines: Sequence[Sequence[Place]]) -> set[Place]:
    """Hidden places whose value follows from the shown ones: alike in all solutions of the lines' sums."""
    if not hidden:
        return set()
    import numpy as np  # the server does without it until somebody asks for such a table

    index = {place: number for number, place in enumerate(hidden)}
    sums = np.zeros((len(lines), len(hidden)))
    for row, one in enumerate(lines):
        for place in one:
            if place in index:
                sums[row, index[place]] = -1.0 if place == one[-1] else 1.0
    _, values, directions = np.linalg.svd(sums)
    rank = int((values > 1e-9 * max(sums.shape)).sum())
    freedom = np.abs(directions[rank:]).max(axis=0, initial=0.0)
    return {place for place, number in index.items() if freedom[number] < 1e-9}


def _next(counts: Mapping[Place, int], hidden: set[Place], lines: Iterable[Sequence[Place]]) -> Place:
    """The smallest inner cell with somebody in it, else the smallest total, else an empty cell."""
    choices = {
        (counts[place] == 0, place == line[-1], counts[place], place)
        for line in lines
        for place in line
        if place not in hidden
    }
    return min(choices)[-1]
