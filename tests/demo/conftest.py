from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from equipoise.centre import Centre, Workforce
from equipoise.contacts import History
from equipoise.demo.examples import EXAMPLES
from equipoise.demo.generate import write_centre, write_demonstration
from equipoise.io.centre import read_centre
from equipoise.io.history import read_history
from equipoise.io.workforce import read_workforce

SEED = 1
CENTRES = ("demonstration", *EXAMPLES)


@dataclass(frozen=True)
class Written:
    """A centre folder and what the readers make of it."""

    folder: Path
    centre: Centre
    workforce: Workforce
    history: History


def read(folder: Path) -> Written:
    centre = read_centre(folder)
    history = read_history(
        folder / "history.csv",
        timezone=centre.timezone,
        interval_minutes=centre.interval_minutes,
        queues=[queue.name for queue in centre.queues],
        opening=centre.opening,
    )
    return Written(folder, centre, read_workforce(folder, centre), history)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Written]:
    """The demonstration centre and both examples, freshly written and read back."""
    base = tmp_path_factory.mktemp("centres")
    write_demonstration(base / "demonstration", SEED)
    for name, recipe in EXAMPLES.items():
        write_centre(base / name, recipe, SEED)
    return {name: read(base / name) for name in CENTRES}


@pytest.fixture(params=CENTRES)
def centre(request: pytest.FixtureRequest, written: dict[str, Written]) -> Written:
    """Each centre in turn."""
    return written[request.param]


@pytest.fixture
def demonstration(written: dict[str, Written]) -> Written:
    return written["demonstration"]
