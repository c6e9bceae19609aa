"""``equipoise worker``: the job worker, alone or as the child of ``equipoise serve``."""

from __future__ import annotations

from typing import Annotated

import typer

from equipoise_web.cli.folder import DataFolder


def command(
    data: DataFolder = None,
    supervised: Annotated[bool, typer.Option("--supervised", hidden=True)] = False,
) -> None:
    """Run jobs until stopped; several workers may run, also on several machines with PostgreSQL."""
    from equipoise.cli.outcome import exit_codes
    from equipoise_web.cli.application import start_sound
    from equipoise_web.cli.folder import configure

    with exit_codes():
        configure(data)
        start_sound()
        from equipoise_web.cli.working import work

        work(supervised=supervised)
