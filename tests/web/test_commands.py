"""How the application's commands join the library's, and what they read of the data folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.web.installations import init, rows, run, settings

from equipoise.cli import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installation") / "data"
    done = init(folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    """An installation of the test's own."""
    return Path(shutil.copytree(original, tmp_path / "data"))


def test_listing_the_commands_loads_neither_django_nor_the_planning_kernels() -> None:
    code = (
        "import sys; from equipoise.cli.main import load; load(); "
        "sys.exit(bool({'django', 'numba', 'scipy', 'granian'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    listed = run("--help").stdout
    assert all(f" {name} " in listed for name in ("plan", "init", "serve", "worker", "manage", "audit"))


def test_a_plug_ins_command_takes_the_place_of_the_librarys(monkeypatch: pytest.MonkeyPatch) -> None:
    class PlugIn:
        def load(self) -> dict[str, str]:
            return {"check": "elsewhere:check"}

    monkeypatch.setattr(main, "entry_points", lambda group: [PlugIn()])
    found = main.places()
    assert found["check"] == "elsewhere:check"
    assert found["plan"] == "equipoise.cli.plan:command"


def test_a_variable_that_is_set_wins_over_the_folders_file(folder: Path) -> None:
    said = settings(folder, "ALLOWED_HOSTS", "DATA_DIR")
    assert said == [["localhost", "127.0.0.1", "[::1]"], str(folder)]
    assert settings(folder, "ALLOWED_HOSTS", EQUIPOISE_PUBLIC_URL="http://x.example") == [["x.example"]]


def test_the_folder_is_found_by_option_by_variable_and_below_the_current_one(folder: Path) -> None:
    by_default = folder.rename(folder.with_name("equipoise-data"))
    for more, options in (
        (["--data", by_default], {}),
        ([], {"env": {"EQUIPOISE_DATA_DIR": str(by_default)}}),
        ([], {"cwd": by_default.parent}),
    ):
        done = run("manage", *more, "shell", "-v", "0", "-c", PRINT, **options)
        assert done.stdout.strip() == str(by_default)


PRINT = "from django.conf import settings; print(settings.DATA_DIR)"


def test_a_line_that_is_no_setting_is_named(folder: Path) -> None:
    with (folder / "equipoise.env").open("a") as file:
        file.write("PATH=/tmp\n")
    done = run("manage", "--data", folder, "check")
    assert done.returncode == 2
    assert re.search(r"equipoise\.env, row \d+: is no EQUIPOISE_NAME=VALUE", done.stderr)


def test_secrets_that_others_can_read_are_reported(folder: Path) -> None:
    os.chmod(folder / "equipoise.env", 0o644)
    assert "chmod 600" in run("manage", "--data", folder, "check").stderr


def test_a_password_link_is_printed_and_noted(folder: Path) -> None:
    done = run("manage", "--data", folder, "password_link", "ADA@example.org")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().startswith("http://localhost:8000/")
    assert rows(folder, "SELECT 1 FROM core_auditentry WHERE action = 'login.link_printed'") == [(1,)]
    assert run("manage", "--data", folder, "password_link", "bob@example.org").returncode == 2


COOKIES = [
    f"{name}_COOKIE_{flag}" for name in ("SESSION", "CSRF") for flag in ("HTTPONLY", "SAMESITE", "SECURE")
]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(folder: Path) -> None:
    assert settings(folder, *COOKIES) == [True, "Lax", False] * 2
    secure = {"EQUIPOISE_PUBLIC_URL": "https://x.example"}
    assert settings(folder, *COOKIES, **secure) == [True, "Lax", True] * 2


def test_without_a_mail_server_a_mail_is_logged_as_not_sent_without_its_content(folder: Path) -> None:
    code = (
        "from django.core.mail import send_mail; print(send_mail('Hello', 'secret', None, ['a@example.org']))"
    )
    done = run("manage", "--data", folder, "shell", "-v", "0", "-c", code)
    assert done.stdout.strip() == "0"
    assert "not sent, no e-mail server is configured: 'Hello'" in done.stderr
    assert "secret" not in done.stdout + done.stderr


def test_two_encryptions_of_mail_at_once_are_refused(folder: Path) -> None:
    done = run("manage", "--data", folder, "check", env={"EQUIPOISE_EMAIL_TLS": "yes"})
    assert done.returncode == 2
    assert "EQUIPOISE_EMAIL_STARTTLS and EQUIPOISE_EMAIL_TLS are both on" in done.stderr


def test_every_variable_in_the_code_has_a_row_in_the_reference_and_none_is_left_over() -> None:
    read = set()
    for path in (ROOT / "src" / "equipoise_web").rglob("*.py"):
        for helper, name in re.findall(r'environment\.(\w+)\(\s*"(EQUIPOISE_\w+)"', path.read_text()):
            read |= {name, f"{name}_FILE"} if helper == "secret" else {name}
    page = (ROOT / "docs" / "reference" / "configuration.md").read_text()
    listed = re.findall(r"^\| `(EQUIPOISE_\w+)`", page, flags=re.MULTILINE)
    assert len(read) > 10
    assert sorted(listed) == sorted(read)
