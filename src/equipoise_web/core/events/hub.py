"""One poller a process: numbers what was committed and hands it to the subscribers of its topic."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Mapping

from django.db import connection

from equipoise_web.core.events.sequence import AT_ONCE, after, position, sequence
from equipoise_web.core.models import Event

logger = logging.getLogger(__name__)

POLL_S = 0.5
AFTER_FAILURE_S = 5.0
BACKLOG = 500


class Overrun(Exception):
    """The subscriber read too slowly; events were dropped."""


class Subscriber:
    """The events of some topics, awaited in the loop that made it."""

    def __init__(self, topics: Mapping[str, str]) -> None:
        self.topics = topics
        self.closed = False
        self._loop = asyncio.get_running_loop()
        self._events: asyncio.Queue[Event] = asyncio.Queue(BACKLOG)
        self._overrun = False

    async def next(self, seconds: float) -> Event | None:
        """The next event, or None when none came in time; Overrun when some were dropped."""
        if self._overrun:
            raise Overrun
        try:
            return await asyncio.wait_for(self._events.get(), seconds)
        except TimeoutError:
            return None

    def offer(self, event: Event) -> None:
        """Hand over an event, from whatever thread."""
        try:
            self._loop.call_soon_threadsafe(self._put, event)
        except RuntimeError:  # its loop has ended without a farewell
            self.closed = True

    def _put(self, event: Event) -> None:
        try:
            self._events.put_nowait(event)
        except asyncio.QueueFull:
            self._overrun = True


class Hub:
    """The subscribers of this process, and the thread that serves them while there are any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscribers: set[Subscriber] = set()
        self._thread: threading.Thread | None = None
        self._position = 0

    def subscribe(self, subscriber: Subscriber) -> int:
        """Let the subscriber have every event above the position that is returned."""
        current = position()
        with self._lock:
            if subscriber.closed:
                return current
            self._subscribers.add(subscriber)
            if self._thread is None:
                self._position = current
                self._thread = threading.Thread(target=self._serve, name="events", daemon=True)
                self._thread.start()
            return self._position

    def unsubscribe(self, subscriber: Subscriber) -> None:
        """Forget the subscriber; the thread ends with the last one."""
        with self._lock:
            subscriber.closed = True
            self._subscribers.discard(subscriber)

    @property
    def idle(self) -> bool:
        """Whether no thread is at work."""
        return self._thread is None

    def _serve(self) -> None:
        pause = threading.Event()
        while self._is_needed():
            seconds = POLL_S
            try:
                sequence()
                self._hand_out(list(after(self._position)[:AT_ONCE]))
            except Exception:
                logger.exception("events cannot be read; trying again")
                connection.close()
                seconds = AFTER_FAILURE_S
            pause.wait(seconds)

    def _is_needed(self) -> bool:
        with self._lock:
            self._subscribers = {one for one in self._subscribers if not one.closed}
            if self._subscribers:
                return True
            connection.close()
            self._thread = None
            return False

    def _hand_out(self, events: list[Event]) -> None:
        with self._lock:
            for event in events:
                for subscriber in self._subscribers:
                    if event.topic in subscriber.topics:
                        subscriber.offer(event)
            if events:
                self._position = events[-1].position or 0


hub = Hub()
