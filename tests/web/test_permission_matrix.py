"""No route admits anybody whom the committed table does not name; a new route without a row fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import clear_url_caches
from tests.web import matrix
from tests.web.rich_world import RichWorld, make_rich_world
from tests.web.world import World

TABLE = Path(__file__).with_name("permissions.csv")
SAMPLE = Path(__file__).parent / "sample" / "permissions.csv"


@pytest.fixture
def sample_routes(settings: Any) -> Any:
    settings.ROOT_URLCONF = "tests.web.sample.urls"
    clear_url_caches()
    yield
    clear_url_caches()


@pytest.fixture
def rich(sqlite_database: str) -> RichWorld:
    """The same on either database: which rows there are is asked in other tests."""
    with transaction.atomic():
        return make_rich_world()


@pytest.mark.parametrize("persona", matrix.PERSONAS)
def test_the_application_admits_exactly_whom_the_table_names(rich: RichWorld, persona: str) -> None:
    table = {case: allowed for case, allowed in matrix.read(TABLE).items() if case.persona == persona}
    assert matrix.differences(table, matrix.answers(rich, [persona])) == []


def test_the_sample_routes_admit_exactly_whom_their_table_names(sample_routes: None, world: World) -> None:
    assert matrix.differences(matrix.read(SAMPLE), matrix.answers(world)) == []


def test_a_route_without_a_row_is_reported(sample_routes: None, world: World) -> None:
    table = {case: allowed for case, allowed in matrix.read(SAMPLE).items() if case.route != "inner/plans"}
    said = matrix.differences(table, matrix.answers(world))
    assert len(said) == 2 * len(matrix.PERSONAS)
    assert all(line.startswith("no row for") and "inner/plans" in line for line in said)


def test_an_unexpected_allow_is_reported(sample_routes: None, world: World) -> None:
    case = matrix.Case("people/<uuid:person>", "GET", "administrator", "team")
    table = matrix.read(SAMPLE) | {case: False}
    assert matrix.differences(table, matrix.answers(world)) == [f"{case}: table says False, application True"]


def test_a_parameter_that_the_matrix_does_not_know_stops_it(world: World) -> None:
    with pytest.raises(LookupError, match="'roster'"):
        matrix.objects("roster", world, "agent")
