"""``equipoise manage …``: Django's own commands on an installation."""

from __future__ import annotations

import typer

from equipoise_web.cli.folder import DataFolder


def command(context: typer.Context, data: DataFolder = None) -> None:
    """Run a Django management command, such as migrate; --data comes before its name."""
    from equipoise.cli.outcome import exit_codes
    from equipoise_web.cli.application import refusals
    from equipoise_web.cli.folder import configure

    with exit_codes():
        configure(data)
        with refusals():
            from django.core.management import execute_from_command_line

            execute_from_command_line(["equipoise manage", *context.args])


# From the first word on, everything belongs to Django, its --help included.
command.context_settings = {  # type: ignore[attr-defined]
    "allow_extra_args": True,
    "ignore_unknown_options": True,
    "allow_interspersed_args": False,
}
