"""A job that says when it starts, waits for a file, and leaves one audit entry for each result stored."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from equipoise_web.core.audit.record import record
from equipoise_web.core.jobs.kinds import Arguments, Cancelled, JobKind, Pulse, register
from equipoise_web.core.models import Organisation, Run


def compute(arguments: Arguments, pulse: Pulse) -> Any:
    if arguments.get("fails"):
        raise ZeroDivisionError("as asked")
    if "log" in arguments:
        with Path(arguments["log"]).open("a") as log:
            log.write(f"{os.getpid()}\n")
    gate = arguments.get("gate")
    pulse.tell({"waits": gate})
    while gate and not Path(gate).exists():
        if pulse.cancelled:
            raise Cancelled
        time.sleep(0.02)
    return {"pid": os.getpid()}


def store(run: Run, result: Any) -> Any:
    record(None, "sample.stored", run, **result)
    return result


def input_version(arguments: Arguments) -> str:
    names = Organisation.objects.order_by("pk").values_list("name", flat=True)
    return ",".join(names)


register(JobKind("sample.wait", compute, store, input_version))
