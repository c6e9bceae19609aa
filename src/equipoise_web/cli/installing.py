"""Making an installation: built in a folder beside, then moved into place with the configuration last.

Until ``equipoise.env`` is there, there is no installation. A failure removes what was built; a crash leaves
the folder ``.init``, from which the next ``equipoise init`` goes on or starts again.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from equipoise.errors import InvalidInput
from equipoise_web.cli.answers import Answers
from equipoise_web.cli.configuration import settings_for, write_settings
from equipoise_web.cli.folder import CONFIGURATION, configure
from equipoise_web.cli.installed import Installed

STAGE, DATABASE, KEY = ".init", "equipoise.sqlite3", "audit.key.pem"


def refuse_installed(folder: Path) -> None:
    """Refuse a folder that holds an installation, or a database or key of which nobody knows whose it is."""
    if (folder / CONFIGURATION).exists():
        raise InvalidInput("there is an installation already", file=str(folder / CONFIGURATION))
    if not (folder / STAGE).exists():
        for name in (DATABASE, KEY):
            if (folder / name).exists():
                raise InvalidInput(f"is there without {CONFIGURATION}; move it away", file=str(folder / name))


def install(folder: Path, answers: Answers) -> Installed:
    """Make the installation, or finish one that was interrupted while moving into place.

    Raises
    ------
    InvalidInput
        The database cannot be used or holds an installation already. Nothing is left behind.
    """
    refuse_installed(folder)
    stage = folder / STAGE
    if any((folder / name).exists() for name in (DATABASE, KEY)):
        return _finished(stage, folder)
    made = _made(folder)
    try:
        installed = _built(stage, folder, answers)
    except BaseException:
        shutil.rmtree(stage)
        if made:
            folder.rmdir()
        raise
    _move(stage, folder)
    return installed


def _finished(stage: Path, folder: Path) -> Installed:
    """Move what a crash left to move."""
    _move(stage, folder)
    _enter(folder)
    from equipoise_web.cli.first_centre import first_login

    return first_login(folder, resumed=True)


def _built(stage: Path, folder: Path, answers: Answers) -> Installed:
    """Keys, settings, database and first rows, all in the stage."""
    _prepare(stage, answers)
    _enter(stage)
    from equipoise_web.cli.first_centre import make_first_centre

    return make_first_centre(folder, answers)


def _made(folder: Path) -> bool:
    """Make the folder unless it is there; only its owner may look inside."""
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        if not folder.is_dir():
            raise InvalidInput("is no folder", file=str(folder)) from None
        return False
    except OSError as problem:
        raise InvalidInput(f"cannot be made: {problem.strerror}", file=str(folder)) from None
    return True


def _prepare(stage: Path, answers: Answers) -> None:
    """Keys and settings. A key that a crash left stays: rows in a PostgreSQL database may name it."""
    from equipoise_web.core.audit.keys import create_key

    stage.mkdir(mode=0o700, exist_ok=True)
    for left in stage.glob(f"{DATABASE}*"):
        left.unlink()
    write_settings(stage / CONFIGURATION, settings_for(answers))
    if not (stage / KEY).exists():
        create_key(stage / KEY)


def _enter(folder: Path) -> None:
    """Let the settings be those of this folder alone, and load the application."""
    from equipoise_web.cli.application import start

    for name in [name for name in os.environ if name.startswith("EQUIPOISE_")]:
        del os.environ[name]
    configure(folder)
    start()


def _move(stage: Path, folder: Path) -> None:
    for name in (DATABASE, KEY, CONFIGURATION):
        if (stage / name).exists():
            (stage / name).chmod(0o600)
            os.replace(stage / name, folder / name)
    shutil.rmtree(stage)
