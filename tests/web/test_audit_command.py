"""``equipoise audit``: export and checkpoint from an installation, verification anywhere."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.web.installations import in_django, init, run
from tests.web.test_audit import CHANGES
from typer.testing import CliRunner

from equipoise_web.cli.audit import group

VERIFIER = Path(__file__).resolve().parents[2] / "docs" / "reference" / "verify_audit.py"
RECORD = """
from django.db import transaction
from equipoise_web.core.audit.record import record
from equipoise_web.core.models import Person
person = Person.objects.get()
with transaction.atomic():
    for number in range(12):
        record(person, "x.changed", person, number=number, name="Zoë")
"""


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation in which a dozen things were recorded; a test that changes it takes a copy."""
    folder = tmp_path_factory.mktemp("installation") / "data"
    assert init(folder).returncode == 0
    in_django(folder, RECORD)
    return folder


@pytest.fixture(scope="module")
def exported(audited: Path) -> tuple[Path, Path, str]:
    """An export, its checkpoint and the public key of the installation."""
    export, point = audited.parent / "audit.jsonl", audited.parent / "point.json"
    done = run("audit", "export", export, "--checkpoint", point, "--data", audited, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["entries"] >= 14
    return export, point, said["key"]


def test_an_export_is_verified_without_an_installation(
    exported: tuple[Path, Path, str], tmp_path: Path
) -> None:
    export, point, key = exported
    (tmp_path / "key").write_text(f"{key}\n")
    for given in (key, tmp_path / "key"):
        done = run("audit", "verify", export, "--key", given, "--checkpoint", point, "--json", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        said = json.loads(done.stdout.splitlines()[-1])
        assert (said["valid"], said["keys"], said["keys_confirmed"]) == (True, [key], True)
    unconfirmed = run("audit", "verify", export)
    assert unconfirmed.returncode == 0
    assert "compare this key" in unconfirmed.stdout
    assert "no witness" in unconfirmed.stdout


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("absent.jsonl",), "absent.jsonl"),
        (("{export}", "--key", "abc"), "abc: is no public key"),
        (("{export}", "--key", "{export}"), "audit.jsonl: "),
        (("{export}", "--checkpoint", "absent.json"), "absent.json: no checkpoint"),
    ],
)
def test_what_cannot_be_read_is_bad_input_not_a_finding(
    exported: tuple[Path, Path, str], arguments: tuple[str, ...], reason: str
) -> None:
    done = run("audit", "verify", *(word.format(export=exported[0]) for word in arguments))
    assert done.returncode == 2
    assert reason in done.stderr


def test_a_key_or_checkpoint_of_another_audit_is_a_finding(exported: tuple[Path, Path, str]) -> None:
    done = run("audit", "verify", exported[0], "--key", "0" * 64, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout.splitlines()[-1])["valid"] is False


def test_changed_exports_are_found_by_the_command_and_by_the_page_of_the_manual(
    exported: tuple[Path, Path, str], tmp_path: Path
) -> None:
    """A sample through the command; a thousand changes go through the same function in test_audit."""
    export, point, key = exported
    lines, dice, changed = (
        export.read_text().splitlines(keepends=True),
        random.Random(5),
        tmp_path / "changed",
    )
    tried = 0
    while tried < 90:
        new = "".join(CHANGES[tried % len(CHANGES)](lines, dice))
        if new == "".join(lines):
            continue
        changed.write_text(new, encoding="utf-8", errors="surrogatepass", newline="")
        given = ["verify", str(changed), "--key", key, "--checkpoint", str(point)]
        assert CliRunner().invoke(group, given).exit_code == 1, new
        if tried % 15 == 0:
            alone = [sys.executable, str(VERIFIER), *given[1:]]
            assert run("audit", *given).returncode == 1
            assert subprocess.run(alone, check=False, capture_output=True).returncode == 1
        tried += 1
    assert (
        CliRunner().invoke(group, ["verify", str(export), "--key", key, "--checkpoint", str(point)]).exit_code
        == 0
    )


def test_a_checkpoint_is_printed_or_written_for_a_witness(
    exported: tuple[Path, Path, str], audited: Path, tmp_path: Path
) -> None:
    _, point, key = exported
    printed = run("audit", "checkpoint", "--data", audited)
    assert json.loads(printed.stdout) == json.loads(point.read_text())
    assert run("audit", "checkpoint", tmp_path / "again.json", "--data", audited).returncode == 0
    assert (tmp_path / "again.json").read_text() == point.read_text()
    assert json.loads(printed.stdout)["key"] == key


def test_without_the_audit_key_nothing_is_exported(audited: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(audited, tmp_path / "data"))
    (folder / "audit.key.pem").unlink()
    done = run("audit", "export", tmp_path / "audit.jsonl", "--data", folder)
    assert done.returncode == 2
    assert "audit.key.pem" in done.stderr
    assert not (tmp_path / "audit.jsonl").exists()


def test_verifying_loads_no_django() -> None:
    modules = "sys, equipoise_web.cli.audit, equipoise_web.core.audit.files"
    code = f"import {modules}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
