"""Jobs are followed, stopped and tried again from their pages, by those who may."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from tests.web.world import World, give

from equipoise.errors import Infeasible, InvalidInput
from equipoise_web.core.actions import jobs as actions
from equipoise_web.core.jobs import kinds, queue
from equipoise_web.core.jobs.housekeeping import prune_runs
from equipoise_web.core.jobs.keeper import Lease
from equipoise_web.core.jobs.kinds import JobKind
from equipoise_web.core.jobs.worker import Worker
from equipoise_web.core.models import AuditEntry, Event, Notification, Run, RunState, Schedule
from equipoise_web.core.roles import Role

LEASE = timedelta(seconds=30)


def run_of(world: World, persona: str = "hr", key: str = "one", **arguments: Any) -> Run:
    return queue.enqueue(
        "sample.wait",
        arguments,
        key=key,
        organisation=world.organisation,
        requested_by=world.person(persona),
    )


def claimed(world: World, **arguments: Any) -> Run:
    run_of(world, **arguments)
    run = queue.claim("me", LEASE)
    assert run is not None
    queue.begin(run)
    return run


def told(run: Run) -> list[str]:
    """What was told of a run, in order: a state, or progress."""
    events = Event.objects.filter(topic=f"run:{run.uuid}").order_by("pk")
    return [json.loads(event.data).get("state", event.kind) for event in events]


def signed_in(world: World, persona: str) -> Client:
    client = Client()
    client.force_login(world.users[persona])
    return client


def page(client: Client, run: Run) -> str:
    answer = client.get(f"/jobs/{run.uuid}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_change_of_a_run_is_told(world: World) -> None:
    run = claimed(world)
    lease = Lease(run, LEASE)
    lease.tell({"step": "search"})
    lease.exchange()
    lease.exchange()
    queue.commit(run, {})
    assert told(run) == ["queued", "running", "progress", "done"]


def test_asking_again_with_the_same_key_tells_nothing(world: World) -> None:
    assert run_of(world) == run_of(world)
    assert told(Run.objects.get()) == ["queued"]


def test_a_failure_is_told_and_its_asker_is_notified_at_the_last_attempt(world: World) -> None:
    run = run_of(world, fails=True)
    worker = Worker(lease=LEASE)
    for _ in range(3):
        assert worker.work_once()
        Run.objects.filter(state=RunState.QUEUED).update(due_at=timezone.now())
    assert told(run) == ["queued", *["running", "queued"] * 2, "running", "failed"]
    (notification,) = Notification.objects.all()
    assert (notification.person, notification.kind) == (world.person("hr"), "job.failed")


def test_what_is_refused_to_a_late_worker_is_not_told(world: World) -> None:
    late = claimed(world)
    Run.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert queue.claim("other", LEASE)
    before = told(late)
    lease = Lease(late, LEASE)
    lease.tell(1)
    lease.exchange()
    assert lease.lost
    queue.fail(late, "late")
    assert told(late) == before


def test_the_last_progress_is_shown_though_the_computation_ends_at_once(world: World) -> None:
    run = run_of(world)
    assert Worker(lease=LEASE).work_once()
    run.refresh_from_db()
    assert (run.state, json.loads(run.progress)) == (RunState.DONE, {"waits": None})
    assert told(run) == ["queued", "running", "progress", "done"]


class Tour:
    """A result that is no JSON value."""


@pytest.fixture
def tours(monkeypatch: pytest.MonkeyPatch) -> None:
    def compute(_arguments: Mapping[str, Any], _pulse: kinds.Pulse) -> Any:
        return [Tour(), Tour()]

    def store(run: Run, result: Any) -> Any:
        return {"tours": len(result)}

    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    kinds.register(
        JobKind(
            "sample.tours",
            compute,
            store,
            label="Making tours",
            progress_template="sample_progress.html",
            result_url=lambda run: f"/made/{run.uuid}",
        )
    )


def test_what_is_computed_may_be_any_value_and_what_store_returns_stays(world: World, tours: None) -> None:
    run = queue.enqueue("sample.tours", {}, key="x")
    assert Worker(lease=LEASE).work_once()
    run.refresh_from_db()
    assert (run.state, json.loads(run.result)) == (RunState.DONE, {"tours": 2})


def test_an_error_of_ours_is_noted_by_its_code(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def compute(_arguments: Mapping[str, Any], _pulse: kinds.Pulse) -> Any:
        raise InvalidInput("holds a name that must not be seen", field="history")

    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    kinds.register(JobKind("sample.wrong", compute, lambda _run, result: result, max_attempts=1))
    run = queue.enqueue("sample.wrong", {}, key="x", requested_by=world.person("hr"))
    assert Worker(lease=LEASE).work_once()
    said = page(signed_in(world, "hr"), run)
    assert "input.invalid" in said
    assert "must not be seen" not in said
    assert Infeasible.code != InvalidInput.code


def test_the_page_shows_state_progress_attempts_and_who_asked(world: World) -> None:
    run = claimed(world)
    lease = Lease(run, LEASE)
    lease.tell({"step": "column generation", "share": 0.25, "best": 1234, "bound": 1200})
    lease.exchange()
    said = page(signed_in(world, "planner"), run)
    for piece in ("Running", "column generation", "1,234", "1,200", 'value="0.2500"', "1 of 3", ">hr<"):
        assert piece in said, piece
    assert f'data-live-topic="run:{run.uuid}"' in said
    assert f'data-live-url="/jobs/{run.uuid}"' in said


def test_a_finished_run_leads_to_what_it_made(
    world: World, tours: None, settings: Any, tmp_path: Any
) -> None:
    (tmp_path / "sample_progress.html").write_text("<p>own progress {{ run.kind }}</p>")
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0].get("DIRS", [])]}
    ]
    run = queue.enqueue("sample.tours", {}, key="x", requested_by=world.person("hr"))
    assert Worker(lease=LEASE).work_once()
    said = page(signed_in(world, "hr"), run)
    assert f'href="/made/{run.uuid}"' in said
    assert "Making tours" in said
    assert "own progress sample.tours" in said


def test_the_live_part_is_the_panel_without_its_page(world: World) -> None:
    run = run_of(world)
    for address in (f"/jobs/{run.uuid}", "/jobs"):
        answer = signed_in(world, "hr").get(address, headers={"X-Fragment": "1"})
        assert answer.status_code == 200
        assert b"<html" not in answer.content
        assert "Waiting" in answer.content.decode()
        assert (answer["Cache-Control"], "X-Fragment" in answer["Vary"]) == ("no-store", True)


def test_a_run_is_seen_by_its_asker_planners_and_administrators(world: World) -> None:
    run = run_of(world)
    seen = {role for role in Role if signed_in(world, role.value).get(f"/jobs/{run.uuid}").status_code == 200}
    assert seen == {Role.HR, Role.PLANNER, Role.ADMINISTRATOR}
    listed = {
        role for role in Role if str(run.uuid) in signed_in(world, role.value).get("/jobs").content.decode()
    }
    assert listed == seen


def test_what_the_installation_does_for_itself_is_seen_by_administrators_alone(world: World) -> None:
    run = queue.enqueue("jobs.prune", {}, key="x")
    seen = {role for role in Role if signed_in(world, role.value).get(f"/jobs/{run.uuid}").status_code == 200}
    assert seen == {Role.ADMINISTRATOR}
    assert "The schedule" in page(signed_in(world, "administrator"), run)


def test_an_askers_name_is_shown_only_to_who_knows_the_person(world: World) -> None:
    run = queue.enqueue(
        "sample.wait", {}, key="far", organisation=world.organisation, requested_by=world.elsewhere
    )
    said = page(signed_in(world, "planner"), run)
    assert "A colleague" in said
    assert "elsewhere" not in said


def test_its_asker_cancels_a_run_and_that_is_recorded(world: World) -> None:
    run = run_of(world)
    client = signed_in(world, "hr")
    answer = client.post(f"/jobs/{run.uuid}/cancel")
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{run.uuid}")
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert AuditEntry.objects.get(action="run.cancelled").actor == world.person("hr").uuid
    assert told(run) == ["queued", "cancelled"]
    assert "had ended already" in client.post(f"/jobs/{run.uuid}/cancel", follow=True).content.decode()
    assert AuditEntry.objects.filter(action="run.cancelled").count() == 1


def test_a_running_run_is_shown_as_stopping(world: World) -> None:
    run = claimed(world)
    client = signed_in(world, "hr")
    assert "Stopping" in client.post(f"/jobs/{run.uuid}/cancel", follow=True).content.decode()
    lease = Lease(run, LEASE)
    lease.exchange()
    assert lease.cancelled


def test_nobody_cancels_a_run_that_he_does_not_see(world: World) -> None:
    run = run_of(world)
    for persona in ("agent", "team_leader", "representative", "auditor", "evaluator"):
        assert signed_in(world, persona).post(f"/jobs/{run.uuid}/cancel").status_code in {403, 404}
    run.refresh_from_db()
    assert run.state == RunState.QUEUED


def test_a_planner_of_a_team_sees_anothers_run_and_may_not_stop_it(world: World) -> None:
    run = run_of(world)
    assert signed_in(world, "planner").post(f"/jobs/{run.uuid}/cancel").status_code == 403
    assert "/cancel" not in page(signed_in(world, "planner"), run)
    give(world.person("planner"), Role.PLANNER, organisation=world.organisation)
    assert "/cancel" in page(signed_in(world, "planner"), run)
    assert signed_in(world, "planner").post(f"/jobs/{run.uuid}/cancel").status_code == 302


def test_a_planner_of_a_centre_is_not_offered_what_he_may_not_do(world: World) -> None:
    run = failed(world)
    give(world.person("planner"), Role.PLANNER, centre=world.centre)
    client = signed_in(world, "planner")
    assert "Try again" not in page(client, run)
    assert client.post(f"/jobs/{run.uuid}/retry").status_code == 403


def failed(world: World) -> Run:
    run = claimed(world)
    Run.objects.filter(pk=run.pk).update(attempts=3)
    run.attempts = 3
    queue.fail(run, "input.invalid: x")
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    return run


def test_a_keeper_lets_a_failed_run_begin_again(world: World) -> None:
    run = failed(world)
    give(world.person("administrator"), Role.ADMINISTRATOR, organisation=world.organisation)
    client = signed_in(world, "administrator")
    assert "Try again" in page(client, run)
    client.post(f"/jobs/{run.uuid}/retry")
    run.refresh_from_db()
    assert (run.state, run.attempts) == (RunState.QUEUED, 0)
    assert AuditEntry.objects.get(action="run.retried").object_uuid == run.uuid
    assert Worker(lease=LEASE).work_once()
    run.refresh_from_db()
    assert (run.state, run.error) == (RunState.DONE, "")
    assert "Only a failed job" in client.post(f"/jobs/{run.uuid}/retry", follow=True).content.decode()


def test_its_asker_alone_does_not_let_it_begin_again(world: World) -> None:
    run = failed(world)
    client = signed_in(world, "hr")
    assert client.post(f"/jobs/{run.uuid}/retry").status_code == 403
    assert "Try again" not in page(client, run)
    with pytest.raises(PermissionDenied):
        actions.retry(actor=world.person("hr"), run=run)


def test_progress_and_result_of_old_runs_go_and_their_row_stays(world: World) -> None:
    assert Schedule.objects.filter(kind="jobs.prune", enabled=True).exists()
    old, new = claimed(world), run_of(world, key="two")
    queue.show(old, "1")
    queue.commit(old, {})
    Run.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=91))
    Run.objects.filter(pk=new.pk).update(progress="2")
    assert prune_runs({}, Lease(new, LEASE)) == 1
    assert prune_runs({}, Lease(new, LEASE)) == 0
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.progress, old.result, new.progress) == ("null", "null", "2")
    assert run_of(world) == old
