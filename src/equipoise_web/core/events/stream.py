"""Server-sent events of one subscriber, until he leaves or may no longer listen."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Callable, Mapping

from asgiref.sync import sync_to_async
from django.db import connections

from equipoise_web.core.canonical import canonical
from equipoise_web.core.events.hub import Overrun, Subscriber, hub
from equipoise_web.core.events.sequence import AT_ONCE, after, is_complete_after
from equipoise_web.core.models import Event

KEEP_ALIVE_S = 15.0
# Whoever lost the right hears nothing after a minute, also where the question comes late.
RECHECK_S = 30.0


async def stream(
    topics: Mapping[str, str], last: int | None, is_admitted: Callable[[], bool]
) -> AsyncIterator[str]:
    """Frames for the topics of events, each with the name it was asked by.

    Parameters
    ----------
    last
        Position of the last event that the client has seen; None for a client that begins. A frame
        ``reset`` asks it to load anew what it shows: at the beginning, or where events in between are gone.
    is_admitted
        Asked each half minute; when it says no, the stream ends.
    """
    subscriber = Subscriber(topics)
    try:
        seen, missed = await sync_to_async(_begin)(subscriber, last)
        if missed is None:
            yield frame("reset", seen, {})
        for event in missed or ():
            yield change(event, topics)
            seen = event.position or seen
        async for part in _follow(subscriber, seen, is_admitted):
            yield part
    finally:
        hub.unsubscribe(subscriber)


def _begin(subscriber: Subscriber, last: int | None) -> tuple[int, list[Event] | None]:
    """Subscribe first, then read what was missed: nothing falls in between. Leaves no connection open."""
    try:
        current = hub.subscribe(subscriber)
        if last is None or not is_complete_after(last):
            return current, None
        missed = list(after(last).filter(topic__in=list(subscriber.topics))[:AT_ONCE])
        return (last, missed) if len(missed) < AT_ONCE else (current, None)
    finally:
        connections.close_all()


async def _follow(subscriber: Subscriber, seen: int, is_admitted: Callable[[], bool]) -> AsyncIterator[str]:
    recheck_at = time.monotonic() + RECHECK_S
    while True:
        if time.monotonic() >= recheck_at:
            if not await sync_to_async(_still)(is_admitted):
                return
            recheck_at = time.monotonic() + RECHECK_S
        try:
            event = await subscriber.next(max(0.0, min(KEEP_ALIVE_S, recheck_at - time.monotonic())))
        except Overrun:  # the client connects again, and gets what it missed
            return
        if event is None:
            yield ": still here\n\n"
        elif (event.position or 0) > seen:
            yield change(event, subscriber.topics)


def _still(is_admitted: Callable[[], bool]) -> bool:
    try:
        return is_admitted()
    finally:
        connections.close_all()


def change(event: Event, topics: Mapping[str, str]) -> str:
    """The frame of an event."""
    data = {"topic": topics[event.topic], "kind": event.kind, "data": json.loads(event.data)}
    return frame("change", event.position or 0, data)


def frame(name: str, position: int, data: object) -> str:
    """One server-sent event; canonical JSON has no line breaks."""
    return f"id: {position}\nevent: {name}\ndata: {canonical(data)}\n\n"
