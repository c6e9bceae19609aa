"""No reader misses an event, and nobody listens to what is not his to see."""

from __future__ import annotations

import asyncio
import json
import threading
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import IntegrityError, connection, transaction
from django.test import AsyncClient, Client
from django.utils import timezone
from tests.web.waiting import wait_until
from tests.web.world import World, make_world

from equipoise_web.core.events import emit, register_topic, sequence, stream
from equipoise_web.core.events.hub import hub
from equipoise_web.core.jobs import queue
from equipoise_web.core.models import Event, EventClock, RoleAssignment, Run, Schedule


class Reader:
    """Polls as a process does, and notes what it saw."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.seen_by_row_number: list[str] = []
        self._position, self._row = sequence.position(), 0

    def poll(self) -> None:
        sequence.sequence()
        for event in sequence.after(self._position):
            self.seen.append(event.kind)
            self._position = event.position or 0
        for event in Event.objects.filter(pk__gt=self._row).order_by("pk"):
            self.seen_by_row_number.append(event.kind)
            self._row = event.pk


def in_thread(work: Callable[[], None], failures: list[BaseException]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        except BaseException as problem:
            failures.append(problem)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_of_two_transactions_that_commit_in_reverse_order_a_reader_sees_both(own_database: str) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time: nobody begins before another commits")
    reader, failures = Reader(), list[BaseException]()
    first_has_written, second_was_read = threading.Event(), threading.Event()

    def first() -> None:
        with transaction.atomic():
            emit("run:1", "first")
            first_has_written.set()
            assert second_was_read.wait(30)

    thread = in_thread(first, failures)
    assert first_has_written.wait(30)
    with transaction.atomic():
        emit("run:1", "second")
    reader.poll()
    second_was_read.set()
    thread.join(30)
    reader.poll()
    assert failures == []
    assert list(Event.objects.order_by("pk").values_list("kind", "position")) == [("first", 2), ("second", 1)]
    assert reader.seen == ["second", "first"]
    # The reader that the positions are there to replace: it passes the late commit by.
    assert reader.seen_by_row_number == ["second"]


def test_on_sqlite_a_writer_waits_for_the_one_before_and_a_reader_sees_both_in_order(
    sqlite_database: str,
) -> None:
    reader, failures = Reader(), list[BaseException]()
    first_has_written, may_commit, order = threading.Event(), threading.Event(), list[str]()

    def first() -> None:
        with transaction.atomic():
            emit("run:1", "first")
            first_has_written.set()
            assert may_commit.wait(30)
            order.append("first")

    def second() -> None:
        with transaction.atomic():
            order.append("second")
            emit("run:1", "second")

    threads = [in_thread(first, failures)]
    assert first_has_written.wait(30)
    threads.append(in_thread(second, failures))
    assert list(Event.objects.values_list("kind", flat=True)) == []
    assert list(sequence.after(0)) == []
    may_commit.set()
    for thread in threads:
        thread.join(30)
    reader.poll()
    assert failures == []
    assert (order, reader.seen) == (["first", "second"], ["first", "second"])


def test_many_writers_and_sequencers_leave_no_gap_and_readers_miss_nothing(own_database: str) -> None:
    failures, ended = list[BaseException](), threading.Event()
    writers, each = 4, 15
    readers = [Reader(), Reader()]

    def write(number: int) -> None:
        for turn in range(each):
            with transaction.atomic():
                emit(f"run:{number}", f"w{number}-{turn}")
                emit(f"run:{number}", f"x{number}-{turn}")

    def read(reader: Reader) -> None:
        while not ended.is_set():
            reader.poll()
        reader.poll()

    reading = [in_thread(lambda reader=reader: read(reader), failures) for reader in readers]  # type: ignore[misc]
    writing = [in_thread(lambda number=number: write(number), failures) for number in range(writers)]  # type: ignore[misc]
    for thread in writing:
        thread.join(60)
    ended.set()
    for thread in reading:
        thread.join(60)
    assert failures == []
    expected = {
        f"{letter}{number}-{turn}" for letter in "wx" for number in range(writers) for turn in range(each)
    }
    for reader in readers:
        assert len(reader.seen) == len(expected)
        assert set(reader.seen) == expected
    positions = list(Event.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, len(expected) + 1))


def test_an_event_is_told_with_its_change_or_not_at_all(own_database: str) -> None:
    with pytest.raises(RuntimeError, match="outside the transaction"):
        emit("run:1", "state")
    with transaction.atomic():
        emit("run:1", "state")
        transaction.set_rollback(True)
    assert not Event.objects.exists()


def test_events_of_yesterday_are_pruned_and_positions_go_on(database: str) -> None:
    for kind in ("old", "older", "new"):
        emit("run:1", kind)
    sequence.sequence()
    Event.objects.exclude(kind="new").update(created_at=timezone.now() - timedelta(hours=25))
    assert sequence.prune() == 2
    assert list(Event.objects.values_list("kind", "position")) == [("new", 3)]
    assert [sequence.is_complete_after(last) for last in (0, 1, 2, 3, 4)] == [False, False, True, True, False]
    Event.objects.update(created_at=timezone.now() - timedelta(days=2))
    sequence.prune()
    emit("run:1", "later")
    sequence.sequence()
    assert list(Event.objects.values_list("kind", "position")) == [("later", 4)]


def test_pruning_is_scheduled_each_hour_and_its_job_prunes(own_database: str) -> None:
    assert Schedule.objects.get(kind="events.prune").every_s == 3600
    with transaction.atomic():
        emit("run:1", "old")
    Event.objects.update(created_at=timezone.now() - timedelta(days=2))
    from equipoise_web.core.jobs.worker import Worker

    run = queue.enqueue("events.prune", {}, key="now")
    assert Worker(lease=timedelta(seconds=30)).work_once()
    run.refresh_from_db()
    assert json.loads(run.result) == 1
    assert not Event.objects.filter(kind="old").exists()


def test_the_clock_is_one_row_that_stays(database: str) -> None:
    for wrong in (EventClock.objects.all().delete, lambda: EventClock.objects.create(pk=2)):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


# The stream.


@pytest.fixture
def live_world(own_database: str) -> Iterator[World]:
    """A world whose commits are real; the poller has ended before its database goes."""
    yield make_world()
    wait_until(lambda: hub.idle, "the end of the poller")


def run_of(world: World, persona: str = "planner", key: str = "one") -> Run:
    run = queue.enqueue(
        "sample.wait", {}, key=key, organisation=world.organisation, requested_by=world.person(persona)
    )
    sequence.sequence()
    return run


async def opened(world: World, persona: str, *topics: str, **headers: str) -> Any:
    client = AsyncClient()
    await client.aforce_login(world.users[persona])
    return await client.get("/events", {"topic": topics}, headers=headers)


class Frames:
    """The frames of a response, one by one."""

    def __init__(self, response: Any) -> None:
        self._parts: AsyncIterator[bytes] = aiter(response.streaming_content)

    async def next(self, seconds: float = 10) -> dict[str, str]:
        text = (await asyncio.wait_for(anext(self._parts), seconds)).decode()
        return dict(row.split(": ", 1) for row in text.strip().splitlines())

    async def ended(self, seconds: float = 10) -> bool:
        try:
            await asyncio.wait_for(anext(self._parts), seconds)
        except StopAsyncIteration:
            return True
        return False

    async def leave(self) -> None:
        await self._parts.aclose()  # type: ignore[attr-defined]


def test_a_subscriber_hears_of_a_change_once_it_is_committed(live_world: World) -> None:
    run = run_of(live_world)

    async def listen() -> None:
        response = await opened(live_world, "planner", f"run:{run.uuid}", "me")
        assert response.status_code == 200
        assert response["Content-Type"] == "text/event-stream"
        assert (response["Cache-Control"], response["X-Accel-Buffering"]) == ("no-store", "no")
        frames = Frames(response)
        assert (await frames.next())["event"] == "reset"
        assert await sync_to_async(queue.claim)("me", timedelta(seconds=30))
        frame = await frames.next()
        assert frame["event"] == "change"
        assert json.loads(frame["data"]) == {
            "topic": f"run:{run.uuid}",
            "kind": "state",
            "data": {"state": "running"},
        }
        await frames.leave()

    async_to_sync(listen)()


def test_a_client_that_comes_back_gets_what_it_missed_and_nothing_twice(live_world: World) -> None:
    run, other = run_of(live_world), run_of(live_world, key="two")
    last = sequence.position()
    assert queue.cancel(run)
    assert queue.cancel(other)
    sequence.sequence()

    async def listen() -> None:
        frames = Frames(await opened(live_world, "planner", f"run:{run.uuid}", last_event_id=str(last)))
        assert json.loads((await frames.next())["data"])["data"] == {"state": "cancelled"}
        await sync_to_async(touch)(run)
        assert json.loads((await frames.next())["data"])["kind"] == "touched"
        await frames.leave()

    async_to_sync(listen)()


@transaction.atomic
def touch(run: Run) -> None:
    emit(f"run:{run.uuid}", "touched")


@pytest.mark.parametrize("last", ["0", "999999", "x"])
def test_a_client_is_told_to_load_anew_where_events_in_between_are_gone(live_world: World, last: str) -> None:
    run = run_of(live_world)
    Event.objects.update(created_at=timezone.now() - timedelta(days=2))
    sequence.prune()

    async def listen() -> None:
        frames = Frames(await opened(live_world, "planner", f"run:{run.uuid}", last_event_id=last))
        frame = await frames.next()
        assert (frame["event"], frame["id"]) == ("reset", "1")
        await frames.leave()

    async_to_sync(listen)()


def unseen_topics(world: World) -> list[str]:
    run = run_of(world)
    return [
        f"run:{run.uuid}",
        f"run:{uuid.uuid4()}",
        f"person:{world.person('planner').uuid}",
        f"person:{world.person('agent').uuid}",
        "roster_of_nobody:1",
        "run:x",
        "",
    ]


def test_a_topic_of_somebody_else_or_of_nothing_is_not_found(world: World) -> None:
    client = Client()
    client.force_login(world.users["agent"])
    for topic in unseen_topics(world):
        assert client.get("/events", {"topic": ["me", topic]}).status_code == 404, topic


def test_who_asks_for_no_topic_or_for_too_many_is_told_so(world: World) -> None:
    client = Client()
    client.force_login(world.users["agent"])
    assert client.get("/events").status_code == 400
    assert client.get("/events", {"topic": [f"run:{n}" for n in range(21)]}).status_code == 400
    assert client.post("/events?topic=me").status_code == 405


def test_a_visitor_does_not_listen(world: World) -> None:
    assert Client().get("/events", {"topic": "me"}).status_code in {302, 401, 403}


def end_planning(world: World) -> None:
    RoleAssignment.objects.filter(person=world.person("planner")).update(ends_at=timezone.now())


def leave_job(world: World) -> None:
    world.users["planner"].is_active = False
    world.users["planner"].save()


def sign_out(world: World) -> None:
    from django.contrib.sessions.models import Session

    Session.objects.all().delete()


def change_password(world: World) -> None:
    world.users["planner"].set_password("another one")
    world.users["planner"].save()


@pytest.mark.parametrize("end", [end_planning, leave_job, sign_out, change_password])
def test_a_stream_ends_when_the_right_or_the_login_does(
    live_world: World, monkeypatch: pytest.MonkeyPatch, end: Callable[[World], None]
) -> None:
    run = run_of(live_world, "hr")
    monkeypatch.setattr(stream, "RECHECK_S", 0.3)
    monkeypatch.setattr(stream, "KEEP_ALIVE_S", 0.1)

    async def listen() -> None:
        frames = Frames(await opened(live_world, "planner", f"run:{run.uuid}"))
        await frames.next()
        kept = [await asyncio.wait_for(anext(frames._parts), 5) for _ in range(6)]
        assert b": still here\n\n" in kept  # it was rechecked meanwhile, and stayed open
        await sync_to_async(end)(live_world)
        left = 0
        while not await frames.ended():
            left += 1
            assert left < 30

    async_to_sync(listen)()


def test_a_subscriber_that_leaves_holds_no_connection_and_the_poller_ends(live_world: World) -> None:
    run = run_of(live_world)

    async def listen() -> None:
        response = await opened(live_world, "planner", f"run:{run.uuid}")
        frames = Frames(response)
        await frames.next()
        assert not hub.idle
        open_ = await sync_to_async(lambda: connection.connection)()
        assert open_ is None
        waiting = asyncio.ensure_future(frames.next(60))
        await asyncio.sleep(0.05)
        waiting.cancel()  # as the server does when the client is gone
        with pytest.raises(asyncio.CancelledError):
            await waiting

    async_to_sync(listen)()
    wait_until(lambda: hub.idle, "the end of the poller", 10)


def test_a_subscriber_that_reads_too_slowly_is_let_go_to_come_back(
    live_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from equipoise_web.core.events import hub as module

    monkeypatch.setattr(module, "BACKLOG", 3)
    run = run_of(live_world)

    async def listen() -> None:
        frames = Frames(await opened(live_world, "planner", f"run:{run.uuid}"))
        await frames.next()
        for _ in range(8):
            await sync_to_async(touch)(run)
        await asyncio.sleep(1.5)
        seen = 0
        while not await frames.ended():
            seen += 1
        assert seen < 8

    async_to_sync(listen)()


def test_a_topic_can_be_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from equipoise_web.core.events import topics

    monkeypatch.setattr(topics, "_rules", dict(topics._rules))
    register_topic("sample", lambda _standing, _number: True)
    with pytest.raises(ValueError, match="exists already"):
        register_topic("sample", lambda _standing, _number: True)
