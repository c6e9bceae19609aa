"""The guards outlive migrations, and nothing serves without them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import Error, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.db.migrations.recorder import MigrationRecorder
from tests.web.gate_world import closed, matter_of
from tests.web.ways import raw
from tests.web.world import make_world

from equipoise_web.core import migrations
from equipoise_web.core.models import Version
from equipoise_web.core.startup import refuse_unless_sound
from equipoise_web.core.triggers import registered
from equipoise_web.core.triggers.migrate import create, drop_before, faults

ALTER = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("core", "{last}")]
    operations = [
        migrations.AlterField("version", "number", models.PositiveBigIntegerField()),
        migrations.AlterField("closure", "closed_at", models.DateTimeField(db_index=True)),
        migrations.AlterField("organisation", "name", models.CharField(max_length=201, unique=True)),
        migrations.RenameField("matter", "name", "title"),
        migrations.RenameField("matter", "title", "name"),
    ]
"""


@pytest.fixture
def altering(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """The core app's migrations with one more, which alters tables that guards name."""
    source = Path(migrations.__file__).parent
    target = tmp_path / "altering_migrations"
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    last = max(path.stem for path in source.glob("0*.py"))
    (target / "9999_alter.py").write_text(ALTER.format(last=last))
    monkeypatch.syspath_prepend(tmp_path)
    settings.MIGRATION_MODULES = {"core": "altering_migrations"}


def test_every_guard_is_there_after_migrate(own_database: str) -> None:
    assert len(registered()) > 15
    assert faults(connection) == []
    refuse_unless_sound()


def test_an_alter_field_migration_leaves_every_guard_in_place(own_database: str, altering: None) -> None:
    world = make_world()
    version = closed(world, matter_of(world))
    call_command("migrate", verbosity=0)
    assert "9999_alter" in applied()
    assert faults(connection) == []
    with pytest.raises(IntegrityError, match="append-only"):
        Version.objects.filter(pk=version.pk).update(content="1")


def applied() -> list[str]:
    return [name for _, name in MigrationRecorder(connection).applied_migrations()]


def test_making_the_guards_twice_changes_nothing(own_database: str) -> None:
    create(connection)
    create(connection)
    assert faults(connection) == []


def test_guards_stay_where_migrate_has_nothing_to_do(sqlite_database: str) -> None:
    drop_before(using="default", plan=[])
    assert faults(connection) == []


def drop(name: str) -> None:
    if connection.vendor == "sqlite":
        raw(f"DROP TRIGGER guard_{name}_insert")
    else:
        raw(f"DROP TRIGGER guard_{name} ON core_closure")


def test_with_one_guard_dropped_the_check_fails_and_names_it(own_database: str) -> None:
    drop("core_closure_complete")
    found = [
        message
        for message in run_checks(databases=["default"], include_deployment_checks=True)
        if message.id == "equipoise.E002"
    ]
    assert [("guard_core_closure_complete" in str(message), message.level) for message in found] == [
        (True, 40)
    ]
    assert isinstance(found[0], Error)
    with pytest.raises(ImproperlyConfigured, match="guard_core_closure_complete"):
        refuse_unless_sound()
    call_command("migrate", verbosity=0)
    refuse_unless_sound()


def test_a_guard_made_toothless_is_noticed(own_database: str) -> None:
    if connection.vendor == "sqlite":
        raw("DROP TRIGGER guard_core_closure_complete_insert")
        raw(
            "CREATE TRIGGER guard_core_closure_complete_insert BEFORE INSERT ON core_closure "
            "FOR EACH ROW WHEN FALSE BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    else:
        raw("ALTER TABLE core_closure DISABLE TRIGGER guard_core_closure_complete")
    assert len(faults(connection)) == 1


@pytest.mark.parametrize("broken", [False, True])
def test_the_server_refuses_to_start_without_a_guard_and_says_why(
    own_database: str, broken: bool, repository: Path
) -> None:
    if broken:
        drop("core_closure_complete")
    done = subprocess.run(
        [sys.executable, "-c", "import equipoise_web.project.asgi"],
        env={**os.environ, "EQUIPOISE_DATABASE_URL": own_database, "PYTHONPATH": str(repository)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode != 0) == broken
    assert ("guard_core_closure_complete" in done.stderr) == broken


def test_a_database_behind_the_code_is_refused(own_database: str, altering: None) -> None:
    with pytest.raises(ImproperlyConfigured, match="core 9999_alter"):
        refuse_unless_sound()
