"""The two example centres: ``python -m equipoise.demo.examples [FOLDER]`` writes them afresh."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from .generate import write_centre
from .recipe import QueueRecipe, Recipe, Rotation, SkillSet, Staff

SEED = 1

SMALL = Recipe(
    toml="small.toml",
    history_weeks=8,
    queues=(QueueRecipe("service", 1500, "retail_bank", "regular"),),
    staff=Staff(
        teams=("Dommel",),
        contracts=((36, 3), (32, 3), (28, 2), (24, 2), (20, 1), (16, 1)),
        skills=(SkillSet(12, {"service": 3}),),
        fixed_term=2,
        on_call=1,
    ),
    rotation=Rotation(
        weeks=4,
        early=9 * 60,
        late=9 * 60 + 30,
        full_h=8.5,
        short_h=4.0,
        saturday=10 * 60,
        saturday_h=6.0,
    ),
)

FOUR_CHANNELS = Recipe(
    toml="four_channels.toml",
    history_weeks=8,
    queues=(
        QueueRecipe("service", 1100, "retail_bank", "regular"),
        QueueRecipe("chat", 500, "small_bank", "stock_exchange"),
        QueueRecipe("mail", 550, "small_bank", "stock_exchange", overnight=0.25, mean_wait_s=None),
        QueueRecipe("welcome", 400, "retail_bank", "prospect", mean_wait_s=None),
    ),
    staff=Staff(
        teams=("Linge", "Vecht"),
        contracts=((40, 3), (36, 5), (32, 6), (28, 3), (24, 4), (20, 2), (16, 1)),
        skills=(
            SkillSet(6, {"service": 4, "chat": 3}),
            SkillSet(6, {"service": 4, "mail": 4}),
            SkillSet(6, {"service": 3, "welcome": 4}),
            SkillSet(3, {"chat": 4, "mail": 4}),
            SkillSet(3, {"service": 3, "chat": 3, "mail": 3, "welcome": 3}),
        ),
        fixed_term=4,
        agency=2,
        on_call=1,
    ),
    rotation=Rotation(
        weeks=4,
        early=8 * 60,
        late=9 * 60,
        full_h=8.5,
        short_h=4.0,
        saturday=9 * 60,
        saturday_h=4.0,
    ),
)

EXAMPLES = {"small": SMALL, "four_channels": FOUR_CHANNELS}


def write_examples(folder: Path) -> None:
    """Write each example into its folder; the same bytes every time."""
    for name, recipe in EXAMPLES.items():
        write_centre(folder / name, recipe, SEED)


def main(arguments: Sequence[str]) -> None:
    write_examples(Path(arguments[0]) if arguments else Path("examples"))


if __name__ == "__main__":
    main(sys.argv[1:])
