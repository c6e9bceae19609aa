"""Draws the people of a generated centre: contracts, skills and ages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from numpy.random import Generator

from .names import names
from .recipe import Recipe, Staff

BAND_H = 4  # a week may hold this many hours more or less than the contract
ON_CALL_H = (8, 20)  # guaranteed and most hours a week of a call-out worker
YOUNG_H = 12
AGES = (19, 63)
YEAR = 365.25


@dataclass(frozen=True)
class Person:
    """A row of ``workers.csv``."""

    worker: str
    team: str
    birth_date: date
    contract_type: str
    contract_h: int
    min_h: int
    max_h: int
    skills: dict[str, int]
    young: bool = False

    @property
    def first_skill(self) -> str:
        """The queue this person is best at."""
        return max(self.skills, key=lambda queue: self.skills[queue])


def draw_people(recipe: Recipe, random: Generator) -> tuple[Person, ...]:
    """Everybody, contracts and skill sets dealt at random over the names."""
    staff = recipe.staff
    hours = [h for h, people in staff.contracts for _ in range(people)]
    skills = [one.levels for one in staff.skills for _ in range(one.people)]
    if len(hours) != len(skills):
        raise ValueError(f"{len(hours)} contracts for {len(skills)} people with skills")
    order = random.permutation(len(skills))
    types = _contract_types(staff, len(hours))
    called = names(len(hours) + 1)
    dealt = [
        _adult(called[i], staff.teams[i % len(staff.teams)], hours[k], types[k], skills[i], recipe, random)
        for i, k in enumerate(order)
    ]
    if staff.young_skills is not None:
        born = recipe.last_day - timedelta(days=round(17.4 * YEAR))
        young = (YOUNG_H, YOUNG_H - BAND_H, YOUNG_H + BAND_H)
        team = staff.teams[-1]
        dealt.append(Person(called[-1], team, born, "fixed", *young, staff.young_skills, young=True))
    return tuple(dealt)


def _contract_types(staff: Staff, people: int) -> list[str]:
    """Contracts are listed longest first: the shortest are on call, then agency, then fixed-term."""
    flexible = ["fixed"] * staff.fixed_term + ["agency"] * staff.agency + ["on_call"] * staff.on_call
    return ["permanent"] * (people - len(flexible)) + flexible


def _adult(
    name: str, team: str, hours: int, kind: str, skills: dict[str, int], recipe: Recipe, random: Generator
) -> Person:
    age_days = int(random.integers(round(AGES[0] * YEAR), round(AGES[1] * YEAR)))
    born = recipe.last_day - timedelta(days=age_days)
    if kind == "on_call":
        return Person(name, team, born, kind, ON_CALL_H[0], *ON_CALL_H, skills)
    least, most = max(hours - BAND_H, 0), hours + BAND_H
    return Person(name, team, born, kind, hours, least, most, _levels(skills, random))


def _levels(skills: dict[str, int], random: Generator) -> dict[str, int]:
    """One person is a little better or worse than the set says, never below 1 or above 5."""
    moved = random.integers(-1, 2, len(skills))
    return {
        queue: min(max(level + int(by), 1), 5)
        for (queue, level), by in zip(skills.items(), moved, strict=True)
    }
