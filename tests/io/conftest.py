"""A small centre folder, and one way to say what a refusal must name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from equipoise.centre import Centre
from equipoise.errors import InvalidInput
from equipoise.io.centre import read_centre

CENTRE = """\
name = "Small"
timezone = "Europe/Amsterdam"
interval_minutes = 15
packs = ["eu", "nl@2026-03-01"]
holidays = "NL"
closed = ["2026-12-24"]

[opening]
mon = ["08:00-12:00", "13:00-21:00"]
tue = ["08:00-21:00"]
fri = "22:00-06:00"
sun = []
holiday = ["10:00-16:00"]

[[queue]]
name = "sales"
aht_s = 240
share = 0.8
answered_within_s = 20
patience_s = 120

[[queue]]
name = "mail"
channel = "email"
deadline_h = 8
aht_s = 400

[shrinkage]
unplanned = 0.1

[[shift]]
starts = "06:00-08:00/30"
lengths_h = [8.5, 4]

[[shift]]
starts = ["12:00", "22:00"]
lengths_h = 8

[[break]]
after_h = 5.5
minutes = 30
paid = false
earliest_h = 3
latest_h = 5

[[activity]]
name = "coaching"
minutes = 30
per_week = 1
window = "09:00-17:00"

[weights]
over = 0.1
"""

Write = Callable[[str, str], Path]
Refused = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a text file into the test's folder."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def centre_text() -> str:
    return CENTRE


@pytest.fixture
def centre(write: Write, tmp_path: Path) -> Centre:
    write("centre.toml", CENTRE)
    return read_centre(tmp_path)


@pytest.fixture
def refused() -> Refused:
    """A block that must be refused with this file, row, field and part of the reason."""

    @contextmanager
    def refused(
        file: str, reason: str, *, row: int | None = None, field: str | None = None
    ) -> Iterator[None]:
        with pytest.raises(InvalidInput) as caught:
            yield
        error = caught.value
        assert reason in error.reason
        assert (error.row, error.field) == (row, field)
        assert error.file is not None
        assert Path(error.file).name == file
        assert file in str(error)
        assert row is None or f"row {row}" in str(error)

    return refused
