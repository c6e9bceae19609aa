"""The demonstration centre with more people and as many more contacts, written as a centre folder.

``python -m benchmarks.large_centre FOLDER [--times 9]``; ``equipoise demo --data`` then plans it from the
folder above, if FOLDER is named ``centre``.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from equipoise.demo.demonstration import DEMONSTRATION
from equipoise.demo.generate import write_centre
from equipoise.demo.recipe import Recipe, Staff


def write_large_centre(folder: Path, times: int, seed: int = 1) -> int:
    """Write the centre with ``times`` the people and contacts, and answer how many people it has.

    Everybody's seventeen weeks before would be the largest part; five reach back as far as rests do.
    """
    recipe = larger(DEMONSTRATION, times)
    write_centre(folder, recipe, seed)
    return sum(people for _, people in recipe.staff.contracts) + 1  # one more beside school


def larger(recipe: Recipe, times: int) -> Recipe:
    """A recipe of the same mixture."""
    queues = tuple(replace(queue, per_week=queue.per_week * times) for queue in recipe.queues)
    return replace(
        recipe,
        queues=queues,
        staff=_more(recipe.staff, times),
        rotation=replace(recipe.rotation, weeks=5),
    )


def _more(staff: Staff, times: int) -> Staff:
    return replace(
        staff,
        contracts=tuple((hours, people * times) for hours, people in staff.contracts),
        skills=tuple(replace(skill, people=skill.people * times) for skill in staff.skills),
        fixed_term=staff.fixed_term * times,
        agency=staff.agency * times,
        on_call=staff.on_call * times,
        first_aiders=staff.first_aiders * times,
    )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--times", type=int, default=9)
    given = asked.parse_args()
    print(write_large_centre(given.folder, given.times), "people")
