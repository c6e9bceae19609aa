"""The demonstration from nothing to a page: centre folder, plan, database, server."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from equipoise.cli.job import Job, run_job
from equipoise.cli.summary import refuse_broken, show_plan
from equipoise.errors import InvalidInput
from equipoise.plan import Plan
from equipoise_web.cli.configuration import write_settings
from equipoise_web.cli.folder import CONFIGURATION, configure

DATABASE, KEY = "equipoise.sqlite3", "audit.key.pem"


@dataclass(frozen=True)
class Demonstration:
    """What was asked for; ``until`` is the Sunday on which the made history ends."""

    folder: Path
    job: Job
    until: str | None
    port: int
    serve: bool

    @property
    def web(self) -> Path:
        """The data folder of its installation."""
        return self.folder / "web"


def demonstrate(asked: Demonstration) -> None:
    """Serve what was made earlier, or make it all first."""
    made = (asked.web / CONFIGURATION).exists()
    if not (made and asked.serve):
        plan = _plan(asked)
        if not made:
            _install(asked, plan)
    elif asked.job.history is not None:
        raise InvalidInput(f"{asked.folder} holds a demonstration already: name another folder with --data")
    if asked.serve:
        if made:
            _bring_up_to_date(asked)
        _serve(asked)


def _plan(asked: Demonstration) -> Plan:
    if not (asked.job.centre / "centre.toml").exists():
        from equipoise.demo.generate import write_demonstration

        write_demonstration(asked.job.centre, asked.job.seed, _last_day(asked.until))
    plan = run_job(asked.job)
    show_plan(plan, asked.job.out)
    refuse_broken(plan, asked.job.out)
    return plan


def _last_day(until: str | None) -> date:
    """The Sunday that was asked for, else the last one before today: then the plan holds this week."""
    if until is not None:
        from equipoise.timegrid import parse_date

        return parse_date(until)
    today = datetime.now(UTC).date()
    return today - timedelta(days=today.isoweekday())


def _install(asked: Demonstration, plan: Plan) -> None:
    """Keys, database and rows; the settings come last, and mark the demonstration as whole."""
    from equipoise_web.core.audit.keys import create_key

    asked.web.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in (*asked.web.glob(f"{DATABASE}*"), asked.web / KEY):
        left.unlink(missing_ok=True)
    create_key(asked.web / KEY)
    settings = {"EQUIPOISE_SECRET_KEY": secrets.token_urlsafe(48), "EQUIPOISE_DEMO": "yes"}
    os.environ.update(settings)
    _start(asked)
    from django.core.management import call_command

    from equipoise_web.core.audit.seal import seal
    from equipoise_web.demonstration.load import load

    call_command("migrate", verbosity=0)
    load(asked.job.centre, plan, asked.job.history)
    seal()
    write_settings(asked.web / CONFIGURATION, settings)


def _bring_up_to_date(asked: Demonstration) -> None:
    """An earlier version of this program may have made the database."""
    _start(asked)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _start(asked: Demonstration) -> None:
    import django

    os.environ["EQUIPOISE_PUBLIC_URL"] = f"http://localhost:{asked.port}"
    configure(asked.web)
    django.setup()


def _serve(asked: Demonstration) -> None:
    """Give way to the server, which then does not carry what planning has loaded."""
    address = f"http://localhost:{asked.port}"
    os.environ["EQUIPOISE_PUBLIC_URL"] = address
    print(f"\nOpen {address} (Ctrl+C ends it)", flush=True)
    arguments = ("serve", "--data", str(asked.web), "--port", str(asked.port))
    os.execv(sys.executable, (sys.executable, "-m", "equipoise", *arguments))
