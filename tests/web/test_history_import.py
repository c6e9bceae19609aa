"""A file of history is compared first, and changes what it said it would, once."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from tests.web.small_centre import SmallCentre, at_local, half_hours, make_small_centre
from tests.web.world import World, give

from equipoise_web.core.jobs.worker import Worker
from equipoise_web.core.models import AuditEntry, Run, RunState, User
from equipoise_web.core.present import CENTRE_KEY
from equipoise_web.core.roles import Role
from equipoise_web.service.actions.history import apply_history, stage_history
from equipoise_web.service.errors import ImportOutdated
from equipoise_web.service.models import HistoryImport, HistoryInterval, Queue

HEADER = "queue,start,offered,answered,abandoned,aht_s"
OTHERS = [role.value for role in Role if role is not Role.PLANNER]


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


@pytest.fixture
def client(small: SmallCentre, world: World) -> Client:
    return client_of(world, "planner")


def client_of(world: World, role: str) -> Client:
    client = Client()
    client.force_login(world.users[role])
    session = client.session
    session[CENTRE_KEY] = str(world.centre.uuid)
    session.save()
    return client


def rows_of_week(small: SmallCentre, week: int, offered: int = 20, queue: str = "sales") -> list[str]:
    """A week before the horizon, one a half hour: those of weeks -1 to -4 are there already."""
    return [
        f"{queue},{at.isoformat()},{offered},18,2,240"
        for at in half_hours(small.monday - timedelta(weeks=week))
    ]


def csv_of(rows: list[str], header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def upload(client: Client, content: bytes, name: str = "contacts.csv") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post("/demand/history/upload", {"file": file})


def work() -> None:
    worker = Worker(lease=timedelta(seconds=30))
    while worker.work_once():
        pass


def page(client: Client, staged: HistoryImport) -> str:
    response = client.get(f"/demand/history/{staged.uuid}")
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def brought(client: Client, content: bytes, name: str = "contacts.csv") -> HistoryImport:
    """Upload a file and let the worker compare it."""
    response = upload(client, content, name)
    assert response.status_code == 302, response.content.decode()
    staged = HistoryImport.objects.get(uuid=UUID(response["Location"].rsplit("/", 1)[1]))
    work()
    staged.refresh_from_db()
    return staged


def apply(client: Client, staged: HistoryImport) -> Any:
    response = client.post(f"/demand/history/{staged.uuid}/apply")
    work()
    staged.refresh_from_db()
    return response


def there() -> list[tuple[Any, ...]]:
    rows = HistoryInterval.objects.order_by("queue", "starts_at")
    return list(rows.values_list("queue__name", "starts_at", "offered", "answered", "abandoned", "aht_s"))


def test_a_file_is_compared_by_the_worker_and_nothing_changes(small: SmallCentre, client: Client) -> None:
    before = there()
    rows = rows_of_week(small, 5) + rows_of_week(small, 1) + rows_of_week(small, 2, offered=25)
    response = upload(client, csv_of(rows))
    staged = HistoryImport.objects.get(compare_run__isnull=False)
    assert response["Location"] == f"/demand/history/{staged.uuid}"
    assert "The file is being read and compared with the history. Nothing changes." in page(client, staged)
    html = client.get(response["Location"]).content.decode()
    assert f'data-live-topic="run:{staged.compare_run.uuid}"' in html  # type: ignore[union-attr]
    work()
    said = page(client, staged)
    assert "sales 120 120 120" in said
    assert "offered 20 → 25" in said
    assert there() == before
    entry = AuditEntry.objects.get(action="history.compared", object_uuid=staged.uuid)
    assert json.loads(entry.details)["added"] == 120


def test_what_was_shown_is_what_applying_does(small: SmallCentre, client: Client) -> None:
    staged = brought(client, csv_of(rows_of_week(small, 5) + rows_of_week(small, 2, offered=25)))
    count = HistoryInterval.objects.count()
    assert apply(client, staged).status_code == 302
    assert HistoryInterval.objects.count() == count + 120
    assert HistoryInterval.objects.filter(offered=25, queue=small.queues[0]).count() == 120
    assert "120 intervals added, 120 changed, 0 the same" in page(client, staged)
    entry = AuditEntry.objects.get(action="history.applied")
    assert json.loads(entry.details) | {"centre": "", "sha256": ""} == {
        "added": 120, "changed": 120, "same": 0, "centre": "", "sha256": "",
    }  # fmt: skip
    assert entry.actor == small.planner.uuid


def test_the_same_file_again_changes_nothing_and_says_so(small: SmallCentre, client: Client) -> None:
    content = csv_of(rows_of_week(small, 5))
    apply(client, brought(client, content))
    before = list(HistoryInterval.objects.order_by("pk").values())
    again = brought(client, content)
    said = page(client, again)
    assert "Nothing changes: all 120 intervals of this file are there already" in said
    assert "/apply" not in client.get(f"/demand/history/{again.uuid}").content.decode()
    apply(client, again)
    assert list(HistoryInterval.objects.order_by("pk").values()) == before


def test_applying_twice_writes_once(small: SmallCentre, client: Client) -> None:
    staged = brought(client, csv_of(rows_of_week(small, 5)))
    for _ in range(2):
        client.post(f"/demand/history/{staged.uuid}/apply")
    work()
    apply(client, staged)
    assert AuditEntry.objects.filter(action="history.applied").count() == 1
    assert Run.objects.filter(kind="service.history.apply").count() == 1


def test_order_and_overlap_do_not_matter(small: SmallCentre, client: Client) -> None:
    rows = rows_of_week(small, 5, queue="service") + rows_of_week(small, 6) + rows_of_week(small, 1)
    random.Random(3).shuffle(rows)
    first, second = rows[:200], rows[100:]
    for part in (first, second):
        apply(client, brought(client, csv_of(part)))
    found = set(HistoryInterval.objects.values_list("queue__name", "starts_at"))
    wanted = {("service", at) for at in half_hours(small.monday - timedelta(weeks=5))}
    assert wanted | {("sales", at) for at in half_hours(small.monday - timedelta(weeks=6))} <= found
    assert HistoryInterval.objects.count() == 2 * 4 * 120 + 240


@pytest.mark.parametrize("name", ["contacts.csv.gz", "contacts.parquet"])
def test_compressed_files_are_read_too(small: SmallCentre, client: Client, name: str) -> None:
    content = csv_of(rows_of_week(small, 5))
    if name.endswith("gz"):
        content = gzip.compress(content)
    else:
        import polars as pl

        packed = io.BytesIO()
        pl.read_csv(content).write_parquet(packed)
        content = packed.getvalue()
    apply(client, brought(client, content, name))
    assert HistoryInterval.objects.count() == 2 * 4 * 120 + 120


def test_local_times_are_those_of_the_centre(small: SmallCentre, client: Client) -> None:
    day = small.monday - timedelta(weeks=5)
    rows = [f"sales,{day} {hour:02d}:{minute:02d},7,,," for hour in (9, 10) for minute in (0, 30)]
    apply(client, brought(client, csv_of(rows)))
    found = HistoryInterval.objects.get(queue=small.queues[0], starts_at=at_local(day, 540))
    assert (found.offered, found.answered, found.aht_s) == (7, None, None)


def test_gaps_inside_a_file_are_named(small: SmallCentre, client: Client) -> None:
    rows = rows_of_week(small, 5) + rows_of_week(small, 6) + rows_of_week(small, 7)
    del rows[130:134]
    staged = brought(client, csv_of(rows))
    assert staged.difference["gaps"][0]["queue"] == "sales"
    assert staged.difference["added"] == 356
    assert "1 span without rows inside the file" in page(client, staged)


GOOD = "sales,2026-03-02T09:00+01:00,10,9,1,200"
NEXT = "sales,2026-03-02T09:30+01:00,11,9,1,200"


UNKNOWN = "'sails' is no queue in use here. In use: sales, service."
SKIPPED = "does not exist in Europe/Amsterdam: the clock skipped it."
COMMA = GOOD.replace("10", '"4,5"', 1)
BAD = {
    "wrong column": ([GOOD, NEXT], 1, "offered", "Column 'offered' is missing"),
    "not a number": ([GOOD, NEXT.replace("11", "NaN")], 3, "offered", "“NaN” is not a number."),
    "negative": ([GOOD, NEXT.replace("11", "-4")], 3, "offered", "-4 is negative."),
    "comma": ([NEXT, COMMA], 3, "offered", "write a decimal point"),
    "unknown queue": ([GOOD, NEXT.replace("sales", "sails")], 3, "queue", UNKNOWN),
    "twice": ([GOOD, NEXT, GOOD], 4, "start", "Queue 'sales' has this interval in row 2 already."),
    "skipped time": ([GOOD, "sales,2026-03-29 02:30,10,9,1,200"], 3, "start", SKIPPED),
    "time that comes twice": ([GOOD, "sales,2025-10-26 02:30,10,9,1,200"], 3, "start", "occurs twice"),
    "no time": ([GOOD, "sales,yesterday,10,9,1,200"], 3, "start", "“yesterday” is not a time such as"),
    "too many answered": ([GOOD, NEXT.replace("11,9,1", "11,9,3")], 3, "answered", "exceed offered (11)."),
    "no rows": ([], None, None, "The file has a header and no rows."),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_changes_nothing_and_is_told_by_row_field_and_reason(
    small: SmallCentre, client: Client, name: str
) -> None:
    before = there()
    rows, row, field, reason = BAD[name]
    content = csv_of(rows, HEADER.replace("offered", "calls") if name == "wrong column" else HEADER)
    staged = brought(client, content)
    assert (staged.problem["row"], staged.problem["field"]) == (row, field)
    said = page(client, staged).replace("&#x27;", "'")
    assert "This file cannot be used, and nothing was changed" in said
    assert "File contacts.csv" in said
    assert (f"Row {row}" in said) == (row is not None)
    assert (f"Field {field}" in said) == (field is not None)
    assert reason in said
    assert bytes(staged.content) == b""
    assert there() == before
    assert staged.compare_run is not None
    assert staged.compare_run.state == RunState.DONE
    client.post(f"/demand/history/{staged.uuid}/apply")
    work()
    assert there() == before


def test_a_workbook_is_not_taken_for_a_csv_file(small: SmallCentre, client: Client) -> None:
    staged = brought(client, b"PK\x03\x04 a workbook")
    assert "This is a workbook or zip file, not CSV." in page(client, staged)


def test_an_empty_file_is_refused_at_once(small: SmallCentre, client: Client) -> None:
    assert upload(client, b"").status_code == 422
    assert not HistoryImport.objects.filter(filename="contacts.csv").exists()


def test_a_file_of_another_kind_is_refused_at_once(small: SmallCentre, client: Client) -> None:
    response = upload(client, b"x", "contacts.xlsx")
    assert response.status_code == 422
    assert "must end in .csv, .csv.gz, .parquet" in response.content.decode()
    assert not HistoryImport.objects.filter(filename="contacts.xlsx").exists()
    assert not Run.objects.filter(kind="service.history.compare").exists()


def test_history_that_changed_meanwhile_is_shown_before_it_is_written(
    small: SmallCentre, client: Client
) -> None:
    late = brought(client, csv_of(rows_of_week(small, 5, offered=30)))
    apply(client, brought(client, csv_of(rows_of_week(small, 5, offered=40)), "other.csv"))
    apply(client, late)
    assert late.applied_at is None
    said = page(client, late)
    assert "This is what it would do now." in said
    assert "sales 0 120 0" in said
    assert not HistoryInterval.objects.filter(offered=30).exists()
    apply(client, late)
    assert HistoryInterval.objects.filter(offered=30).count() == 120


def test_a_command_hears_of_changed_history(small: SmallCentre) -> None:
    actor, centre = small.planner, small.centre
    content = csv_of(rows_of_week(small, 5, offered=30))
    staged = stage_history(actor=actor, centre=centre, filename="contacts.csv", content=content)
    HistoryInterval.objects.filter(
        queue=small.queues[0], starts_at=half_hours(small.monday - timedelta(weeks=1))[0]
    )
    other = csv_of(rows_of_week(small, 5, offered=40))
    apply_history(
        actor=actor, staged=stage_history(actor=actor, centre=centre, filename="o.csv", content=other)
    )
    with pytest.raises(ImportOutdated):
        apply_history(actor=actor, staged=staged)


def test_a_comparison_that_was_stopped_can_be_asked_again(small: SmallCentre, client: Client) -> None:
    upload(client, csv_of(rows_of_week(small, 5)))
    staged = HistoryImport.objects.get(compare_run__isnull=False)
    assert staged.compare_run is not None
    client.post(f"/jobs/{staged.compare_run.uuid}/cancel")
    assert "Nothing was changed." in page(client, staged)
    assert client.post(f"/demand/history/{staged.uuid}/compare").status_code == 302
    work()
    assert "sales 120 0 0" in page(client, staged)


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_but_a_planner_brings_in_history(small: SmallCentre, world: World, role: str) -> None:
    staged = brought(client_of(world, "planner"), csv_of(rows_of_week(small, 5)))
    client, before = client_of(world, role), there()
    assert upload(client, csv_of(rows_of_week(small, 6))).status_code == 403
    for address in ("apply", "compare"):
        assert client.post(f"/demand/history/{staged.uuid}/{address}").status_code == 403
    seen = client.get(f"/demand/history/{staged.uuid}").status_code
    assert seen == (200 if role == "auditor" else 403)
    work()
    assert there() == before


def test_a_planner_of_one_team_does_not_bring_in_history_of_the_centre(
    small: SmallCentre, world: World
) -> None:
    person = world.person("hr")
    give(person, Role.PLANNER, team=world.north)
    client = client_of(world, "hr")
    assert upload(client, csv_of(rows_of_week(small, 6))).status_code == 403
    assert "/demand/history/upload" not in client.get("/demand/history").content.decode()


def test_a_planner_elsewhere_does_not_find_the_file(small: SmallCentre, client: Client, world: World) -> None:
    staged = brought(client, csv_of(rows_of_week(small, 5)))
    give(world.stranger, Role.PLANNER, organisation=world.stranger.organisation)
    other = Client()
    other.force_login(User.objects.create_user("stranger@example.org", person=world.stranger))
    assert other.get(f"/demand/history/{staged.uuid}").status_code == 404
    assert other.post(f"/demand/history/{staged.uuid}/apply").status_code == 404


def test_the_kept_file_does_not_change(small: SmallCentre, client: Client) -> None:
    staged = brought(client, csv_of(rows_of_week(small, 5)))
    rows = HistoryImport.objects.filter(pk=staged.pk)
    for change in ({"content": b"other"}, {"filename": "other.csv"}, {"sha256": "1" * 64}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()
    apply(client, staged)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(content=b"")


def test_the_history_page_says_what_is_there(small: SmallCentre, client: Client) -> None:
    gone = half_hours(small.monday - timedelta(weeks=2))[24:48]
    HistoryInterval.objects.filter(queue=small.queues[0], starts_at__in=gone).delete()
    html = client.get("/demand/history").content.decode()
    said = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert re.search(r"sales From .*? Intervals 456 .*? Days without rows 1 ", said)
    assert re.search(r"service From .*? Intervals 480 .*? Days without rows 0 ", said)
    assert "On average 2,400 contacts a week" in said


def test_a_sample_file_can_be_used_as_it_is(small: SmallCentre, client: Client) -> None:
    content = client.get("/demand/history/sample.csv").getvalue()
    Queue.objects.filter(centre=small.centre).exclude(name="sales").update(active=False)
    staged = brought(client, content.replace(b"09:15", b"10:00"), "history-sample.csv")
    assert staged.problem == {}
    assert staged.difference["added"] == 3
