"""The data folder: where an installation keeps its configuration, keys and embedded database."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from equipoise.errors import InvalidInput

CONFIGURATION = "equipoise.env"
DEFAULT = "equipoise-data"
SETTINGS = "equipoise_web.project.base"

DataFolder = Annotated[
    Path | None,
    typer.Option("--data", help=f"Data folder. [default: the variable EQUIPOISE_DATA_DIR, else ./{DEFAULT}]"),
]


def data_folder(given: Path | None) -> Path:
    """The folder that was named, by option, by variable, or by neither."""
    return (given or Path(os.environ.get("EQUIPOISE_DATA_DIR") or DEFAULT)).resolve()


def configure(given: Path | None) -> Path:
    """Put the folder's configuration into the environment, where a variable that is set already stays.

    Raises
    ------
    InvalidInput
        Nothing configures an installation, or the file has a line that is no setting.
    """
    folder = data_folder(given)
    path = folder / CONFIGURATION
    os.environ["EQUIPOISE_DATA_DIR"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if path.exists():
        _warn_if_others_read(path)
        for name, value in read_settings(path).items():
            os.environ.setdefault(name, value)
    elif not (os.environ.get("EQUIPOISE_SECRET_KEY") or os.environ.get("EQUIPOISE_SECRET_KEY_FILE")):
        raise InvalidInput("no installation here; make one with: equipoise init", file=str(path))
    return folder


def read_settings(path: Path) -> dict[str, str]:
    """The settings in a file of ``NAME=VALUE`` lines; the value is what follows, without quotes."""
    settings: dict[str, str] = {}
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise InvalidInput(f"cannot be read: {problem}", file=str(path)) from None
    for row, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, sign, value = line.partition("=")
        if not sign or not name.startswith("EQUIPOISE_") or name != name.strip():
            raise InvalidInput("is no EQUIPOISE_NAME=VALUE", file=str(path), row=row)
        settings[name] = value.strip()
    return settings


def _warn_if_others_read(path: Path) -> None:
    if path.stat().st_mode & 0o077:
        print(f"equipoise: {path} holds secrets and others can read it: chmod 600 {path}", file=sys.stderr)
