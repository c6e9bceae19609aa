"""Which files a plan reads, and what identifies them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from equipoise.io.digest import file_sha256, inputs_sha256
from equipoise.io.folder import find_history, input_files


def folder(path: Path, *names: str) -> Path:
    path.mkdir(parents=True)
    for name in names:
        (path / name).write_text(f"content of {name}")
    return path


def test_the_one_history_is_found(tmp_path: Path) -> None:
    assert find_history(folder(tmp_path / "a", "history.csv.gz")).name == "history.csv.gz"


def test_no_history_or_two_are_refused(refused, tmp_path: Path) -> None:
    with refused("a", "no history"):
        find_history(folder(tmp_path / "a", "centre.toml"))
    with refused("b", "history.csv and history.parquet"):
        find_history(folder(tmp_path / "b", "history.csv", "history.parquet"))


def test_only_files_that_a_plan_reads_are_inputs(tmp_path: Path) -> None:
    centre = folder(tmp_path / "a", "centre.toml", "workers.csv", "history.csv", "notes.txt", "absences.csv")
    assert {path.name for path in input_files(centre)} == {
        "centre.toml", "workers.csv", "history.csv", "absences.csv"
    }  # fmt: skip
    other = folder(tmp_path / "b", "mine.csv") / "mine.csv"
    assert other in input_files(centre, other)
    assert centre / "history.csv" not in input_files(centre, other)


def test_the_same_inputs_elsewhere_have_the_same_digest(tmp_path: Path) -> None:
    one, two = (folder(tmp_path / name, "centre.toml", "history.csv") for name in ("one", "two"))
    files = [two / "history.csv", two / "centre.toml"]
    assert inputs_sha256(input_files(one), {"weeks": 4, "seed": 1}) == inputs_sha256(
        files, {"seed": 1, "weeks": 4}
    )


@pytest.mark.parametrize("change", ["content", "name", "parameter", "extra"])
def test_any_change_changes_the_digest(change: str, tmp_path: Path) -> None:
    one = folder(tmp_path / "one", "centre.toml", "history.csv")
    two = folder(tmp_path / "two", "centre.toml", "history.csv")
    if change == "content":
        (two / "centre.toml").write_text("other")
    files, parameters = list(two.iterdir()), {"seed": 2 if change == "parameter" else 1}
    if change == "name":
        files = [two / "centre.toml", (two / "history.csv").rename(two / "h.csv")]
    if change == "extra":
        files = [*files, folder(tmp_path / "three", "previous.csv") / "previous.csv"]
    assert inputs_sha256(one.iterdir(), {"seed": 1}) != inputs_sha256(files, parameters)


def test_a_files_digest_is_that_of_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("equipoise.io.digest.CHUNK", 3)
    (tmp_path / "f").write_bytes(b"0123456789")
    assert file_sha256(tmp_path / "f") == hashlib.sha256(b"0123456789").hexdigest()


def test_a_parameter_that_json_does_not_know_is_an_error(tmp_path: Path) -> None:
    with pytest.raises((TypeError, ValueError)):
        inputs_sha256([], {"weeks": float("nan")})
    with pytest.raises(TypeError):
        inputs_sha256([], {"folder": tmp_path})
