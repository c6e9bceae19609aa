"""``equipoise init``: the first centre, refusals that leave nothing, and crashes that can be gone on from."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.web.installations import ANSWERS, environment, in_django, init, rows, run, settings

from equipoise_web.cli.folder import read_settings


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """An installation, and what ``init --json`` said of it."""
    folder = tmp_path_factory.mktemp("installation") / "data"
    done = init(folder, ANSWERS, "--json")
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def folder(original: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    return Path(shutil.copytree(original[0], tmp_path / "data"))


def test_init_makes_the_first_centre_and_its_administrator(original: tuple[Path, dict[str, Any]]) -> None:
    folder, said = original
    assert rows(folder, "SELECT name FROM core_organisation") == [("Example Telecom",)]
    assert rows(folder, "SELECT name, timezone FROM core_centre") == [
        ("Customer service", "Europe/Amsterdam")
    ]
    assert rows(
        folder,
        "SELECT p.name, p.locale, u.email, r.role, r.organisation_id IS NOT NULL FROM core_person p"
        " JOIN core_user u ON u.person_id = p.id JOIN core_roleassignment r ON r.person_id = p.id",
    ) == [("Ada Admin", "nl", "ada@example.org", "administrator", 1)]
    made = rows(folder, "SELECT details FROM core_auditentry WHERE action = 'installation.made'")
    assert [json.loads(details)["audit_key"] for (details,) in made] == [said["audit_key"]]
    assert said["set_password_url"].startswith("http://localhost:8000/")
    assert (said["database"], said["resumed"]) == ("sqlite", False)


def test_only_the_owner_reads_what_init_wrote_and_nothing_else_is_left(folder: Path, original: Any) -> None:
    written = {path.name: path.stat().st_mode & 0o777 for path in original[0].iterdir()}
    assert written == {"equipoise.env": 0o600, "audit.key.pem": 0o600, "equipoise.sqlite3": 0o600}
    assert original[0].stat().st_mode & 0o777 == 0o700
    assert len(read_settings(folder / "equipoise.env")["EQUIPOISE_SECRET_KEY"]) >= 50


def test_two_installations_share_no_secret(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert init(other).returncode == 0
    for name in ("equipoise.env", "audit.key.pem"):
        assert (other / name).read_text() != (folder / name).read_text()


def test_a_second_init_is_refused_and_changes_nothing(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = init(folder)
    assert done.returncode == 2
    assert "there is an installation already" in done.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_database_of_unknown_origin_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "equipoise.sqlite3").write_bytes(b"precious")
    done = init(tmp_path / "data")
    assert done.returncode == 2
    assert "equipoise.sqlite3: is there without equipoise.env" in done.stderr
    assert (tmp_path / "data" / "equipoise.sqlite3").read_bytes() == b"precious"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('site = "Rotterdam"', "", "site: is missing"),
        ('site = "Rotterdam"', 'site = " "', "site: must not be empty"),
        ('site = "Rotterdam"', 'site = "a\\u0000b"', "site: holds a character"),
        ('site = "Rotterdam"', "site = [1]", "site: must be text"),
        ("Europe/Amsterdam", "Europe/Rotterdam", "timezone: 'Europe/Rotterdam'"),
        ("Ada@example.org", "ada", "administrator.email: 'ada'"),
        ('language = "nl"', 'language = "xx"', "language: 'xx'"),
        ("http://localhost:8000", "localhost", "public_url: 'localhost'"),
        ("http://localhost:8000", "https://x.example/path", "public_url:"),
        ('team = "North"', 'teem = "North"', "team: is missing"),
        ("[administrator]", '[database]\nurl = "mysql://h/n"\n[administrator]', "database.url:"),
        ("[administrator]", '[email]\nhost = "mx.example"\n[administrator]', "email.from: is missing"),
        ("[administrator]", '[email]\nhost = "m"\nport = 70000\n[administrator]', "email.port: '70000'"),
        ("[administrator]", '[mail]\nhost = "mx.example"\n[administrator]', "mail.host: is not asked for"),
        ("[administrator]", "[administrator", "cannot be read"),
    ],
)
def test_a_bad_answer_is_named_and_nothing_is_written(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in ANSWERS
    done = init(tmp_path / "data", ANSWERS.replace(old, new))
    assert done.returncode == 2
    assert f"data.toml{', field ' if ':' in field else ': '}{field}" in done.stderr
    assert not (tmp_path / "data").exists()


MAIL = """
[email]
host = "mx.example"
port = 465
starttls = true
from = "Roster@example.org"
password = "p=#w"
"""


def test_an_e_mail_server_and_an_https_address_become_settings(tmp_path: Path) -> None:
    answers = ANSWERS.replace("http://localhost:8000", "https://roster.example.org") + MAIL
    assert init(tmp_path / "data", answers).returncode == 0
    written = read_settings(tmp_path / "data" / "equipoise.env")
    del written["EQUIPOISE_SECRET_KEY"]
    assert written == {
        "EQUIPOISE_PUBLIC_URL": "https://roster.example.org",
        "EQUIPOISE_BEHIND_PROXY": "yes",
        "EQUIPOISE_EMAIL_HOST": "mx.example",
        "EQUIPOISE_EMAIL_PORT": "465",
        "EQUIPOISE_EMAIL_PASSWORD": "p=#w",
        "EQUIPOISE_EMAIL_FROM": "roster@example.org",
    }
    wanted = ("EMAIL_BACKEND", "EMAIL_USE_SSL", "EMAIL_USE_TLS", "EMAIL_HOST_PASSWORD")
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    assert settings(tmp_path / "data", *wanted) == [smtp, True, False, "p=#w"]


def test_init_asks_again_until_an_answer_fits(tmp_path: Path) -> None:
    typed = [
        "Telecom",
        "Service",
        "Amsterdam",
        "Europe/Amsterdam",
        "Home",
        "North",
        "",
        "",
        "Ada",
        "no",
        "a@example.org",
    ]
    done = run("init", "--data", tmp_path / "data", input="\n".join([*typed, "", "", ""]))
    assert done.returncode == 0, done.stderr
    assert "'Amsterdam' is not an IANA time zone" in done.stderr
    assert rows(tmp_path / "data", "SELECT email FROM core_user") == [("a@example.org",)]


def test_init_without_all_answers_writes_nothing(tmp_path: Path) -> None:
    done = run("init", "--data", tmp_path / "data", input="Telecom\nService\n")
    assert done.returncode == 2
    assert "nothing was written" in done.stderr
    assert not (tmp_path / "data").exists()


CRASH = """
import os, sys
from pathlib import Path
from equipoise_web.cli import installing
from equipoise_web.cli.answers import from_file
{}
installing.install(Path(sys.argv[1]), from_file(Path(sys.argv[2])))
"""
BEFORE_MOVING = "installing._move = lambda *_: os._exit(9)"
WHILE_MOVING = "move = os.replace; os.replace = lambda *names: (move(*names), os._exit(9))"


def crash(folder: Path, answers: str, where: str) -> None:
    file = folder.parent / "answers.toml"
    file.write_text(answers)
    command = [sys.executable, "-c", CRASH.format(where), str(folder), str(file)]
    assert subprocess.run(command, env=environment(), check=False).returncode == 9
    assert not (folder / "equipoise.env").exists()


def test_after_a_crash_before_moving_init_starts_again_with_the_new_answers(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    crash(folder, ANSWERS, BEFORE_MOVING)
    done = init(folder, ANSWERS.replace("Example Telecom", "Other Telecom"), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["resumed"] is False
    assert rows(folder, "SELECT name FROM core_organisation") == [("Other Telecom",)]
    assert not (folder / ".init").exists()


def test_after_a_crash_while_moving_init_finishes_the_move(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    crash(folder, ANSWERS, WHILE_MOVING)
    done = init(folder, ANSWERS, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["resumed"] is True
    assert sorted(path.name for path in folder.iterdir()) == [
        "audit.key.pem",
        "equipoise.env",
        "equipoise.sqlite3",
    ]
    assert run("manage", "--data", folder, "check", "--database", "default").returncode == 0


@pytest.fixture
def postgresql(engine_of: Any) -> Any:
    engine = engine_of("postgresql")
    engine._run("CREATE DATABASE installing")
    yield f"{engine.server}installing"
    engine._run("DROP DATABASE installing WITH (FORCE)")


def test_init_in_postgresql_survives_a_crash_and_refuses_the_rows_of_others(
    postgresql: str, tmp_path: Path
) -> None:
    answers = f'{ANSWERS}[database]\nurl = "{postgresql}"\n'
    folder = tmp_path / "data"
    crash(folder, answers, BEFORE_MOVING)
    stranger = init(tmp_path / "other", answers)
    assert stranger.returncode == 2
    assert "field database.url: the database holds an installation already" in stranger.stderr
    assert not (tmp_path / "other").exists()
    done = init(folder, answers, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["database"] == "postgresql"
    assert in_django(folder, "from equipoise_web.core.models import User; print(User.objects.count())") == "1"
    assert sorted(path.name for path in folder.iterdir()) == ["audit.key.pem", "equipoise.env"]


def test_a_database_out_of_reach_leaves_nothing(tmp_path: Path) -> None:
    answers = f'{ANSWERS}[database]\nurl = "postgresql://nobody@127.0.0.1:1/none"\n'
    done = init(tmp_path / "data", answers)
    assert done.returncode == 2
    assert "the database cannot be used" in done.stderr
    assert not (tmp_path / "data").exists()
