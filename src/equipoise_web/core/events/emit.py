"""Tell those who are looking that something changed."""

from __future__ import annotations

from typing import Any

from django.db import connection

from equipoise_web.core.canonical import canonical
from equipoise_web.core.models import Event


def emit(topic: str, kind: str, **data: Any) -> None:
    """Add an event to the caller's transaction: it is told when the change is committed, and only then.

    Parameters
    ----------
    topic
        What changed, such as ``run:<uuid>``; whoever may see that may read the event.
    data
        JSON values: identifiers and counts, never what a person wrote.

    Raises
    ------
    RuntimeError
        Outside a transaction, where the event could survive a change that failed.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{kind} of {topic} is told outside the transaction of its change")
    Event.objects.create(topic=topic, kind=kind, data=canonical(data))
