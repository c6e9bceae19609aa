"""``equipoise audit``: export the audit, make a checkpoint for a witness, verify an export anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from equipoise_web.cli.folder import DataFolder

group = typer.Typer(help="Export, witness and verify the audit.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@group.command("verify")
def verify(
    export: Annotated[Path, typer.Argument(help="Exported audit.")],
    key: Annotated[
        list[str] | None,
        typer.Option(help="Public key from elsewhere: 64 hexadecimal digits, or a file with them."),
    ] = None,
    checkpoint: Annotated[Path | None, typer.Option(help="Checkpoint that a witness kept.")] = None,
    as_json: AsJson = False,
) -> None:
    """Verify an export; needs neither database nor installation. Exit 1 when it is not whole."""
    from equipoise.cli.outcome import Finding, exit_codes, print_json

    with exit_codes():
        from equipoise_web.cli.public_keys import public_keys
        from equipoise_web.core.audit.files import verify_file

        found = verify_file(export, keys=public_keys(key or []), checkpoint=checkpoint)
        if not as_json:
            print("\n".join(found.sentences()))
        else:
            print_json({**vars(found), "keys": list(found.keys)})
        if not found.valid:
            raise Finding


@group.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="File to write.")],
    checkpoint: Annotated[Path | None, typer.Option(help="Also write the checkpoint, for a witness.")] = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Seal what was recorded and write all of it as JSON lines."""
    _with_application("export", data, file=file, checkpoint=checkpoint, as_json=as_json)


@group.command("checkpoint")
def checkpoint(
    file: Annotated[Path | None, typer.Argument(help="File to write; else it is printed.")] = None,
    data: DataFolder = None,
) -> None:
    """Seal what was recorded and sign a checkpoint over it, for a witness outside to keep."""
    _with_application("checkpoint", data, file=file)


def _with_application(name: str, data: Path | None, **options: object) -> None:
    from equipoise.cli.outcome import exit_codes
    from equipoise_web.cli.application import refusals, start
    from equipoise_web.cli.folder import configure

    with exit_codes():
        configure(data)
        start()
        with refusals():
            from equipoise_web.cli import auditing

            getattr(auditing, name)(**options)
