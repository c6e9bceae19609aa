"""``equipoise init``: the first real centre."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from equipoise_web.cli.folder import DataFolder


def command(
    data: DataFolder = None,
    answers: Annotated[Path | None, typer.Option(help="TOML file with the answers; else asks.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Make an installation: keys, database, first centre, and the administrator's login."""
    from equipoise.cli.outcome import exit_codes, print_json
    from equipoise_web.cli.answers import asked, from_file
    from equipoise_web.cli.folder import data_folder
    from equipoise_web.cli.installing import install, refuse_installed

    with exit_codes():
        folder = data_folder(data)
        refuse_installed(folder)
        given = from_file(answers) if answers else asked()
        installed = install(folder, given)
        if as_json:
            print_json(installed.as_json())
        else:
            print(installed.text())
