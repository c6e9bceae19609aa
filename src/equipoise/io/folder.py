"""The files of a centre folder."""

from __future__ import annotations

from os.path import lexists  # a broken link is a file that cannot be read, not an absent one
from pathlib import Path

from equipoise.errors import InvalidInput

HISTORIES = ("history.csv", "history.csv.gz", "history.parquet")
OTHERS = (
    "centre.toml",
    "workers.csv",
    "availability.csv",
    "absences.csv",
    "preferences.csv",
    "previous.csv",
    "facts.csv",
    "leave.csv",
)


def find_history(folder: Path) -> Path:
    """The one history file of a folder.

    Raises
    ------
    InvalidInput
        There is none, or more than one.
    """
    found = [folder / name for name in HISTORIES if lexists(folder / name)]
    if not found:
        raise InvalidInput(f"no history: none of {', '.join(HISTORIES)}", file=str(folder))
    if len(found) > 1:
        names = " and ".join(path.name for path in found)
        raise InvalidInput(f"more than one history: {names}", file=str(folder))
    return found[0]


def input_files(folder: Path, history: Path | None = None) -> tuple[Path, ...]:
    """Every file that a plan of this folder reads; ``history`` stands in for the folder's own."""
    others = (folder / name for name in OTHERS if lexists(folder / name))
    return (*others, history or find_history(folder))
