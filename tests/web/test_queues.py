"""Queues are written down as the library understands them, and never removed."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.small_centre import SmallCentre, make_small_centre
from tests.web.test_history_import import client_of
from tests.web.world import World

from equipoise_web.core.models import AuditEntry
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.adapters import planning_centre
from equipoise_web.service.models import HistoryInterval, Queue

VALUES = {
    "name": "post", "channel": "voice", "aht_s": "300", "share": "80", "answered_within_s": "20",
    "definition": "answered_over_offered", "floor_share": "", "patience_s": "", "max_occupancy": "100",
    "concurrency": "", "deadline_h": "", "reserve": "",
}  # fmt: skip


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


@pytest.fixture
def client(small: SmallCentre, world: World) -> Client:
    return client_of(world, "planner")


def details(action: str) -> dict[str, Any]:
    return json.loads(AuditEntry.objects.get(action=action).details)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "changed",
    [
        {"floor_share": "50", "patience_s": "180.5", "max_occupancy": "88"},
        {"channel": "chat", "concurrency": "3"},
        {"channel": "email", "deadline_h": "24"},
        {"channel": "callback", "deadline_h": "2.5"},
        {"channel": "backoffice", "deadline_h": "48"},
        {"channel": "outbound", "reserve": "2"},
    ],
)
def test_a_queue_of_each_channel_can_be_added_and_planned(
    small: SmallCentre, client: Client, changed: dict[str, str]
) -> None:
    response = client.post("/demand/queues/new", VALUES | changed)
    assert response.status_code == 302
    queue = Queue.objects.get(name="post")
    assert (queue.centre, queue.position, queue.share) == (small.centre, 2, 0.8)
    from django.utils import timezone

    planned = planning_centre(small.centre, timezone.now()).queues[2]
    assert (planned.name, planned.channel) == ("post", queue.channel)
    assert details("queue.added")["new"]["channel"] == queue.channel
    assert "post" in client.get("/demand/queues").content.decode()


@pytest.mark.parametrize(
    ("changed", "field", "reason"),
    [
        ({"share": "100"}, "share", "No number of people answers every contact in time: set it below 100 %."),
        ({"share": "120"}, "share", "120% must be above 0% and at most 100%."),
        ({"floor_share": "90"}, "floor_share", "90% must be at least 0% and at most 80%."),
        ({"channel": "email"}, "deadline_h", "A queue of this channel needs a deadline in hours."),
        ({"deadline_h": "4"}, "deadline_h", "A queue of this channel has no deadline"),
        ({"reserve": "1"}, "reserve", "Only outbound queues keep a reserve"),
        ({"concurrency": "2"}, "concurrency", "Only chats are handled several at once"),
        ({"aht_s": "0"}, "aht_s", "0.0 must be above 0."),
        ({"aht_s": "nan"}, "aht_s", "Enter a number."),
        ({"name": "a;b"}, "name", "must not hold a colon"),
        ({"name": "sales"}, "name", "Another queue of the centre has this name."),
        ({"name": ""}, "name", "This field is required."),
        ({"channel": "fax"}, "channel", "Select a valid choice."),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    small: SmallCentre, client: Client, changed: dict[str, str], field: str, reason: str
) -> None:
    response = client.post("/demand/queues/new", VALUES | changed)
    assert response.status_code == 422
    html = response.content.decode().replace("&#x27;", "'")
    assert re.search(rf'id="id_{field}_error">.*?{re.escape(reason)}', html, re.S)
    assert Queue.objects.filter(centre=small.centre).count() == 2
    assert not AuditEntry.objects.filter(action="queue.added").exists()


def test_a_change_is_kept_with_old_and_new_values(small: SmallCentre, client: Client) -> None:
    queue = small.queues[1]
    address = f"/demand/queues/{queue.uuid}"
    assert 'value="80"' in client.get(address).content.decode()
    changed = VALUES | {"name": "service", "share": "85", "answered_within_s": "30"}
    assert client.post(address, changed).status_code == 302
    queue.refresh_from_db()
    assert queue.share == 0.85
    assert details("queue.changed") | {"centre": ""} == {
        "old": {"share": 0.8}, "new": {"share": 0.85}, "centre": "",
    }  # fmt: skip
    client.post(address, changed)
    assert AuditEntry.objects.filter(action="queue.changed").count() == 1


def test_a_queue_with_history_keeps_its_name(small: SmallCentre, client: Client) -> None:
    queue = small.queues[0]
    address = f"/demand/queues/{queue.uuid}"
    assert "The name stays" in client.get(address).content.decode()
    response = client.post(address, VALUES | {"name": "verkoop"})
    assert response.status_code == 422
    assert "the queue has history" in response.content.decode()
    HistoryInterval.objects.filter(queue=queue).delete()
    assert client.post(address, VALUES | {"name": "verkoop"}).status_code == 302
    assert Queue.objects.get(pk=queue.pk).name == "verkoop"


def test_a_queue_is_set_aside_and_taken_back(small: SmallCentre, client: Client) -> None:
    queue = small.queues[0]
    for active, action in (("no", "queue.deactivated"), ("yes", "queue.reactivated")):
        for _ in range(2):
            assert client.post(f"/demand/queues/{queue.uuid}/active", {"active": active}).status_code == 302
        queue.refresh_from_db()
        assert queue.active == (active == "yes")
        assert AuditEntry.objects.filter(action=action).count() == 1
    assert HistoryInterval.objects.filter(queue=queue).exists()


@pytest.mark.parametrize("role", [role.value for role in Role if role is not Role.PLANNER])
def test_nobody_but_a_planner_changes_a_queue(small: SmallCentre, world: World, role: str) -> None:
    client, queue = client_of(world, role), small.queues[0]
    before = list(Queue.objects.order_by("pk").values())
    addresses = ("/demand/queues/new", f"/demand/queues/{queue.uuid}", f"/demand/queues/{queue.uuid}/active")
    for address in addresses:
        assert client.post(address, VALUES).status_code == 403
    for address in addresses[:2]:
        assert client.get(address).status_code == 403
    assert list(Queue.objects.order_by("pk").values()) == before


def test_the_list_asks_as_often_for_many_queues(small: SmallCentre, client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/demand/queues")
        return len(captured)

    asked()
    before = asked()
    Queue.objects.bulk_create(Queue(centre=small.centre, name=f"q{n}") for n in range(30))
    assert asked() <= before
