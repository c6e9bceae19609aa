"""Settings fail loudly, and name what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from equipoise_web.project import environment
from equipoise_web.project.databases import database


def test_a_missing_variable_without_default_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EQUIPOISE_X", raising=False)
    with pytest.raises(ImproperlyConfigured, match="EQUIPOISE_X is not set"):
        environment.text("EQUIPOISE_X")
    assert environment.text("EQUIPOISE_X", "y") == "y"


@pytest.mark.parametrize(("word", "means"), [("1", True), ("Yes", True), ("off", False), ("", True)])
def test_a_flag_is_one_of_a_few_words(monkeypatch: pytest.MonkeyPatch, word: str, means: bool) -> None:
    monkeypatch.setenv("EQUIPOISE_X", word)
    assert environment.flag("EQUIPOISE_X", True) is means


def test_a_mistyped_flag_stops_instead_of_meaning_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EQUIPOISE_X", "ture")
    with pytest.raises(ImproperlyConfigured, match="'ture'"):
        environment.flag("EQUIPOISE_X", False)


@pytest.mark.parametrize("word", ["ten", "1.5", "-1"])
def test_a_number_must_be_whole_and_large_enough(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("EQUIPOISE_X", word)
    with pytest.raises(ImproperlyConfigured, match="EQUIPOISE_X"):
        environment.whole("EQUIPOISE_X", 5)


def test_a_secret_comes_from_one_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "s").write_text("from file\n")
    monkeypatch.delenv("EQUIPOISE_X", raising=False)
    with pytest.raises(ImproperlyConfigured, match="neither"):
        environment.secret("EQUIPOISE_X")
    monkeypatch.setenv("EQUIPOISE_X_FILE", str(tmp_path / "s"))
    assert environment.secret("EQUIPOISE_X") == "from file"
    monkeypatch.setenv("EQUIPOISE_X", "direct")
    with pytest.raises(ImproperlyConfigured, match="both set"):
        environment.secret("EQUIPOISE_X")


@pytest.mark.parametrize("content", [None, "", b"\xff\xfe"])
def test_a_secret_file_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str | bytes | None
) -> None:
    path = tmp_path / "s"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.setenv("EQUIPOISE_X_FILE", str(path))
    with pytest.raises(ImproperlyConfigured, match="EQUIPOISE_X_FILE"):
        environment.secret("EQUIPOISE_X")


def test_a_postgresql_address_is_read_whole() -> None:
    got = database("postgresql://an%40n:p%2Fw@db.example.org:5433/plan?sslmode=require")
    assert (got["USER"], got["PASSWORD"], got["HOST"], got["PORT"], got["NAME"]) == (
        "an@n",
        "p/w",
        "db.example.org",
        "5433",
        "plan",
    )
    assert got["OPTIONS"] == {"sslmode": "require"}
    assert database("postgresql:///plan?host=/run/postgresql")["HOST"] == "/run/postgresql"


@pytest.mark.parametrize("url", ["mysql://h/n", "sqlite://", "sqlite:///", "postgresql://host", "plan.db"])
def test_an_address_that_names_no_known_database_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EQUIPOISE_DATABASE_URL"):
        database(url)
