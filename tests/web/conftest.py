"""Fixtures: a database of each kind, rolled back after the test or as a copy of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction
from tests.web import engines, postgres
from tests.web.worker_process import SHORT_S, Process
from tests.web.world import World, make_world

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def engine_of(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[Any]:
    """Gives the engine of a kind, made when first asked for."""
    made: dict[str, Any] = {}
    servers = []

    def engine(kind: str) -> Any:
        if kind == "postgresql" and postgres.binaries() is None:
            pytest.skip("PostgreSQL is not installed")
        if kind not in made:
            if kind == "sqlite":
                made[kind] = engines.SqliteEngine(tmp_path_factory.mktemp("sqlite"))
            else:
                servers.append(postgres.server())
                made[kind] = engines.PostgresqlEngine(servers[-1].__enter__())
        return made[kind]

    with django_db_blocker.unblock():
        yield engine
    for server in servers:
        server.__exit__(None, None, None)


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, engine_of: Any) -> Iterator[str]:
    """The default database is of this kind; what the test does is rolled back."""
    engine = engine_of(request.param)
    if not engines.using(engine.shared):
        engines.use(engine.shared)
    assert connections["default"].vendor == request.param
    with transaction.atomic():
        yield request.param
        transaction.set_rollback(True)


@pytest.fixture(params=KINDS)
def own_database(request: pytest.FixtureRequest, engine_of: Any) -> Iterator[str]:
    """Address of a fresh database in which commits are real; other threads and processes may use it."""
    with engine_of(request.param).copy() as url:
        engines.use(url)
        yield url
        connections.close_all()


@pytest.fixture
def sqlite_database(engine_of: Any) -> Iterator[str]:
    """A fresh SQLite database, for what concerns SQLite alone."""
    with engine_of("sqlite").copy() as url:
        engines.use(url)
        yield url
        connections.close_all()


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """pytest-django's own databases are emptied by DELETE, which the guards refuse."""
    pytest.fail("use the fixture database or own_database instead of the mark django_db")


@pytest.fixture
def world(database: str) -> World:
    """Two organisations with people of every role."""
    return make_world()


@pytest.fixture
def repository() -> Path:
    return Path(__file__).resolve().parents[2]


@pytest.fixture
def worker(own_database: str, tmp_path: Path, repository: Path) -> Iterator[Callable[..., Process]]:
    """Starts worker processes on the test's own database; they end with the test."""
    started: list[Process] = []

    def start(lease_s: float = SHORT_S) -> Process:
        started.append(Process(own_database, tmp_path, repository, lease_s))
        return started[-1]

    yield start
    for process in started:
        process.end()


# Pages ask what queries and guards answer, and those are tested on both databases; ``make both`` asks twice.
PAGES = (
    "_pages.py",
    "test_board.py",
    "test_today.py",
    "test_my_roster.py",
    "test_csp.py",
    "test_look.py",
    "test_setup.py",
    "test_outputs.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--both", action="store_true", help="Page tests on PostgreSQL too.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--both", default=False):
        return
    asked = [item for item in items if not ("[postgresql" in item.name and item.path.name.endswith(PAGES))]
    if len(asked) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in asked])
        items[:] = asked
