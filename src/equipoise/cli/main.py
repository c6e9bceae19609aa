"""``equipoise``: the list of commands, the library's own and those that other packages add."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

import typer

COMMANDS = ("plan", "forecast", "backtest", "staff", "erlang", "estimate", "check", "rules", "simulate")
# Each entry point of this group is a mapping from a command's name to "module:attribute".
PLUG_INS = "equipoise.commands"

app = typer.Typer(
    name="equipoise",
    help="From contact history to a lawful, balanced roster.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def places() -> dict[str, str]:
    """Where each command is, by name; a plug-in's command takes the place of one of the same name."""
    found = {name: f"equipoise.cli.{name}:command" for name in COMMANDS}
    for plug_in in entry_points(group=PLUG_INS):
        found.update(plug_in.load())
    return found


def load() -> typer.Typer:
    """Every command registered; importing them loads nothing heavy."""
    for name, place in places().items():
        module, attribute = place.split(":")
        _add(name, getattr(import_module(module), attribute))
    return app


def _add(name: str, command: Any) -> None:
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=name)
    else:
        # A command that hands its arguments on says so by this attribute.
        app.command(name, context_settings=getattr(command, "context_settings", None))(command)


def run() -> None:
    """Entry point of the ``equipoise`` script."""
    load()()
