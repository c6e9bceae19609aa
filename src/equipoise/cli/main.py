"""``equipoise``: the list of commands."""

from __future__ import annotations

from importlib import import_module

import typer

COMMANDS = ("demo", "plan", "forecast", "backtest", "staff", "erlang", "estimate", "check", "simulate")

app = typer.Typer(
    name="equipoise",
    help="From contact history to a lawful, balanced roster.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def load() -> typer.Typer:
    """Every command registered; importing them loads nothing heavy."""
    for name in COMMANDS:
        app.command(name)(import_module(f"equipoise.cli.{name}").command)
    return app


def run() -> None:
    """Entry point of the ``equipoise`` script."""
    load()()
