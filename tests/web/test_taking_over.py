"""A centre taken over from its folder is planned from its rows exactly as from its files."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from tests.web.small_centre import make_small_centre
from tests.web.world import World, give

from equipoise.errors import InvalidInput
from equipoise.io.centre import read_centre
from equipoise.io.folder import find_history
from equipoise.io.history import read_history
from equipoise.io.workforce import read_workforce
from equipoise_web.core.actions import gates
from equipoise_web.core.models import AuditEntry, Centre, Person, Site, Version
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.adapters import (
    inputs_sha256,
    planning_centre,
    planning_history,
    planning_workforce,
)
from equipoise_web.scheduling.errors import NotReady
from equipoise_web.scheduling.models import Preference
from equipoise_web.scheduling.taking_over import take_over

FOLDERS = ("small", "four_channels")
FIRST = date(2026, 11, 23)


@pytest.fixture
def empty(world: World) -> Centre:
    """A centre without anything, in the time zone of the examples."""
    centre = Centre.objects.create(organisation=world.organisation, name="New", timezone="Europe/Amsterdam")
    Site.objects.create(centre=centre, name="New site", timezone="Europe/Amsterdam")
    give(world.person("planner"), Role.PLANNER, organisation=world.organisation)
    return centre


def taken(world: World, centre: Centre, folder: Path) -> list[Version]:
    return take_over(actor=world.person("planner"), centre=centre, site=centre.sites.get(), folder=folder)


def put_in_force(actor: Person, version: Version) -> None:
    for step in version.procedure.steps.all():
        gates.complete_step(actor=actor, version=version, code=step.code, evidence="minutes")
    gates.close(actor=actor, version=version)
    gates.activate(actor=actor, version=version, starts_at=timezone.now())


def same(one: Any, other: Any) -> None:
    """Equal dataclasses, arrays with NaN included."""
    for field in dataclasses.fields(one):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, np.ndarray):
            np.testing.assert_array_equal(left, right)
        else:
            assert left == right, field.name


@pytest.mark.parametrize("name", FOLDERS)
def test_rows_say_what_the_files_said(world: World, empty: Centre, repository: Path, name: str) -> None:
    folder = repository / "examples" / name
    if name != "small" and empty.timezone != read_centre(folder).timezone:
        empty.timezone = read_centre(folder).timezone
        empty.save(update_fields=["timezone"])
    for version in taken(world, empty, folder):
        put_in_force(world.person("planner"), version)
    from_files = read_centre(folder)
    from_rows = planning_centre(empty, timezone.now())
    assert from_rows == dataclasses.replace(from_files, name=empty.name)
    people = planning_workforce(empty, FIRST, FIRST + timedelta(days=27))
    files = read_workforce(folder, from_files)
    assert people.workers == tuple(sorted(files.workers, key=lambda worker: worker.name))
    assert set(people.previous) == set(files.previous)
    assert set(people.preferences) <= set(files.preferences)
    history = read_history(
        find_history(folder),
        timezone=from_files.timezone,
        interval_minutes=from_files.interval_minutes,
        queues=[queue.name for queue in from_files.queues],
        opening=from_files.opening,
    )
    same(planning_history(empty, from_rows), history)


def test_a_centre_is_not_planned_before_its_rules_and_shift_system_are_in_force(
    world: World, empty: Centre, repository: Path
) -> None:
    system, *packs = taken(world, empty, repository / "examples" / "small")
    with pytest.raises(NotReady) as caught:
        planning_centre(empty, timezone.now())
    assert caught.value.missing == ("packs", "shift_system")
    for version in packs:
        put_in_force(world.person("planner"), version)
    with pytest.raises(NotReady) as caught:
        planning_centre(empty, timezone.now())
    assert caught.value.missing == ("shift_system",)
    put_in_force(world.person("planner"), system)
    assert planning_centre(empty, timezone.now()).packs == ("eu", "nl")


def test_a_bad_file_leaves_nothing_behind(
    world: World, empty: Centre, repository: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(repository / "examples" / "small", tmp_path / "small")
    rows = (folder / "workers.csv").read_text("utf-8").splitlines()
    (folder / "workers.csv").write_text("\n".join([*rows, rows[-1]]), "utf-8")
    before = Worker.objects.count()
    with pytest.raises(InvalidInput) as caught:
        taken(world, empty, folder)
    assert (caught.value.row, caught.value.field) == (len(rows) + 1, "worker")
    assert Worker.objects.count() == before
    assert not empty.queues.exists()


def test_a_filled_centre_is_not_filled_again(world: World, empty: Centre, repository: Path) -> None:
    taken(world, empty, repository / "examples" / "small")
    with pytest.raises(InvalidInput, match="filled already"):
        taken(world, empty, repository / "examples" / "small")
    assert AuditEntry.objects.filter(action="centre.taken_over").count() == 1


def test_only_a_planner_takes_a_centre_over(world: World, empty: Centre, repository: Path) -> None:
    with pytest.raises(PermissionDenied):
        take_over(
            actor=world.person("team_leader"),
            centre=empty,
            site=empty.sites.get(),
            folder=repository / "examples" / "small",
        )


def test_any_change_of_the_inputs_changes_their_hash(world: World) -> None:
    small = make_small_centre(world)
    period = (small.monday, small.monday + timedelta(days=6), timezone.now())
    before = inputs_sha256(small.centre, *period)
    assert inputs_sha256(small.centre, *period) == before
    start = small.roster.stretches.order_by("starts_at")[0].starts_at
    Preference.objects.create(
        worker=small.workers["agent"], starts_at=start, ends_at=start + timedelta(hours=1), kind="avoid"
    )
    wished = inputs_sha256(small.centre, *period)
    small.queues[0].history.filter(starts_at__lt=start).update(offered=21)
    assert len({before, wished, inputs_sha256(small.centre, *period)}) == 3
