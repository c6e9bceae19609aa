"""``equipoise serve``: the web server, and the job worker as its child."""

from __future__ import annotations

from typing import Annotated

import typer

from equipoise_web.cli.folder import DataFolder


def command(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    data: DataFolder = None,
    no_worker: Annotated[bool, typer.Option("--no-worker", help="Leave jobs to `equipoise worker`.")] = False,
) -> None:
    """Serve the web application and run its jobs until stopped (SIGTERM or Ctrl-C)."""
    from equipoise.cli.outcome import exit_codes
    from equipoise_web.cli.folder import configure

    with exit_codes():
        configure(data)
        from equipoise_web.cli.serving import serve

        serve(host, port, with_worker=not no_worker)
