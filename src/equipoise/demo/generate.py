"""Writes a complete centre folder from a recipe; the demonstration centre is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.random import Generator

from equipoise.centre import Centre
from equipoise.errors import InvalidInput
from equipoise.io.centre import read_centre
from equipoise.io.roster import write_roster
from equipoise.timegrid import Grid

from .demonstration import DEMONSTRATION
from .facts import draw_first_aiders
from .people import draw_people
from .recipe import LAST_DAY, Recipe
from .rotation import previous_roster
from .time_off import draw_absences, draw_availability, draw_wishes
from .volumes import draw_queue
from .write import write_facts, write_history, write_time_rows, write_workers

PEOPLE, ABSENCES, WISHES, CONTACTS, FACTS = range(5)
SUNDAY = 6


def write_demonstration(folder: Path, seed: int, last_day: date = LAST_DAY) -> None:
    """Write the demonstration centre: 60 people, three voice queues, one chat queue, 26 weeks.

    Two adults in three give first aid.

    The folder is made when absent; files of the same names are replaced. The history ends on
    ``last_day``, a Sunday. The same seed and day give the same bytes.
    """
    if last_day.weekday() != SUNDAY:
        raise InvalidInput(f"{last_day} is not a Sunday", field="last_day")
    write_centre(folder, replace(DEMONSTRATION, last_day=last_day), seed)


def write_centre(folder: Path, recipe: Recipe, seed: int) -> None:
    """Write every file of a centre folder."""
    folder.mkdir(parents=True, exist_ok=True)
    toml = files("equipoise.demo").joinpath("centres", recipe.toml).read_bytes()
    (folder / "centre.toml").write_bytes(toml)
    centre = read_centre(folder)
    _write_contacts(folder, recipe, centre, seed)
    _write_people(folder, recipe, centre, seed)


def _write_contacts(folder: Path, recipe: Recipe, centre: Centre, seed: int) -> None:
    first = recipe.last_day - timedelta(days=7 * recipe.history_weeks - 1)
    grid = Grid.over_days(first, 7 * recipe.history_weeks, centre.interval_minutes, centre.timezone)
    drawn = {
        queue.name: draw_queue(
            queue, centre.queue(queue.name).aht_s, grid, centre.opening, _random(seed, CONTACTS, number)
        )
        for number, queue in enumerate(recipe.queues)
    }
    write_history(folder / "history.csv", drawn, grid)


def _write_people(folder: Path, recipe: Recipe, centre: Centre, seed: int) -> None:
    people = draw_people(recipe, _random(seed, PEOPLE))
    absences = draw_absences(people, recipe.last_day, _random(seed, ABSENCES))
    early = f"{recipe.rotation.early // 60:02d}:{recipe.rotation.early % 60:02d}"
    wishes = draw_wishes(people, recipe.last_day, early, _random(seed, WISHES))
    previous = previous_roster(people, absences, centre, recipe.rotation, recipe.last_day)
    write_workers(folder / "workers.csv", people)
    write_time_rows(folder / "absences.csv", absences, centre.timezone, ("kind", "counted_h"))
    write_time_rows(
        folder / "availability.csv", draw_availability(people, recipe.last_day), centre.timezone, ("kind",)
    )
    write_time_rows(folder / "preferences.csv", wishes, centre.timezone, ("kind", "shift", "weight"))
    write_roster(folder / "previous.csv", previous, centre.timezone)
    if recipe.staff.first_aiders:
        random = _random(seed, FACTS)
        facts = draw_first_aiders(people, recipe.staff.first_aiders, recipe.last_day, random)
        write_facts(folder / "facts.csv", facts)


def _random(seed: int, *purpose: int) -> Generator:
    """A stream for each purpose, so that a change in one leaves the others alone."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=purpose)))
