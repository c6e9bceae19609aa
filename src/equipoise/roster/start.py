"""Taking over a given roster as the search's starting point."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from equipoise.timegrid import Stretch, by_worker
from equipoise.timegrid.stretch import PAUSES

from .catalogue import Catalogue
from .compile.context import SHIFT_GAP_S
from .crew import Member
from .model import Problem
from .search import BEAM, Board
from .state import State
from .tour_layer import best_tour


def adopt(
    problem: Problem,
    catalogue: Catalogue,
    crew: tuple[Member, ...],
    board: Board,
    state: State,
    start: Sequence[Stretch],
) -> set[int]:
    """Enter every tour that is made of known shifts and lawful as a whole; returns whose it did."""
    rows, adopted = by_worker(start), set()
    for w, member in enumerate(crew):
        shifts = _shifts(rows.get(member.worker.name, ()))
        found = [_match(problem, catalogue, board, shift) for shift in shifts]
        matched = [match for match in found if match is not None]
        if len(matched) < len(found) or not _lawful(board, w, matched):
            continue
        for day, s, queue, pauses in matched:
            state.template[w, day], state.queue[w, day] = s, queue
            state.pauses[w, day, : len(pauses)] = pauses
        state.own[w] = board.crew[w].burden.cost(state.template[w])
        state.add(board.space, w, 1)
        adopted.add(w)
    return adopted


Match = tuple[int, int, int, list[int]]


def _shifts(rows: tuple[Stretch, ...]) -> list[list[Stretch]]:
    shifts: list[list[Stretch]] = []
    for row in rows:
        if shifts and row.start_s - shifts[-1][-1].end_s < SHIFT_GAP_S:
            shifts[-1].append(row)
        else:
            shifts.append([row])
    return shifts


def _match(problem: Problem, catalogue: Catalogue, board: Board, shift: list[Stretch]) -> Match | None:
    """Day, template, queue and break slots of a shift; ``None`` when the catalogue has no such one."""
    same = (catalogue.start_s == shift[0].start_s) & (catalogue.end_s == shift[-1].end_s)
    queues = [problem.queues.index(row.queue) for row in shift if row.queue in problem.queues]
    pauses = [row for row in shift if row.activity in PAUSES]
    slots = [(row.start_s - problem.grid.start_s) // catalogue.step_s for row in pauses]
    for day, s in np.argwhere(same):
        due = [(60 * rule.minutes) for rule in catalogue.templates[s].breaks]
        if len(set(queues)) == 1 and due == [row.seconds for row in pauses] and _timely(board, day, s, slots):
            return int(day), int(s), queues[0], slots
    return None


def _timely(board: Board, day: int, s: int, slots: list[int]) -> bool:
    """Whether each break starts within its window."""
    after = np.array(slots) - board.space.first[day, s]
    window = board.space.window[s, : len(slots)]
    return bool(np.all((window[:, 0] <= after) & (after <= window[:, 1])))


def _lawful(board: Board, w: int, matched: list[Match]) -> bool:
    """Ask the programme for the tour with nothing but these shifts to choose from."""
    one, price = board.crew[w], np.full(board.space.first.shape, np.inf)
    for day, s, queue, _ in matched:
        if one.tours.allowed[day, s] and queue in one.skills:
            price[day, s] = -1.0
    found = best_tour(one.tours, price, np.zeros(len(price)), 0.0, BEAM)
    return found is not None and int((found[1] >= 0).sum()) == len(matched)
