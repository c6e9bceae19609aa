"""A folder of results appears complete or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from equipoise.io.staging import staged

PLAN = '{"inputs_sha256": "00"}'


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def fail_halfway(out: Path, error: BaseException) -> None:
    with staged(out) as work:
        (work / "plan.json").write_text("half")
        raise error


def test_a_finished_folder_takes_its_place(tmp_path: Path) -> None:
    with staged(tmp_path / "out") as work:
        (work / "plan.json").write_text(PLAN)
        assert not (tmp_path / "out").exists()
    assert files(tmp_path) == {"out", "out/plan.json"}


def test_an_error_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_halfway(tmp_path / "new" / "deep" / "out", ZeroDivisionError())
    assert files(tmp_path) == set()


def test_an_interruption_leaves_an_earlier_plan_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "plan.json").write_text(PLAN)
    with pytest.raises(KeyboardInterrupt):
        fail_halfway(tmp_path / "out", KeyboardInterrupt())
    assert files(tmp_path) == {"out", "out/plan.json"}
    assert (tmp_path / "out" / "plan.json").read_text() == PLAN


def test_an_earlier_plan_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "plan.json").write_text(PLAN)
    (tmp_path / "out" / "old.csv").write_text("x")
    with staged(tmp_path / "out") as work:
        (work / "new.csv").write_text("y")
    assert files(tmp_path) == {"out", "out/new.csv"}


def test_an_empty_folder_is_used_and_parents_are_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for out in (tmp_path / "empty", tmp_path / "a" / "b"):
        with staged(out) as work:
            (work / "x").write_text("x")
        assert (out / "x").exists()


@pytest.mark.parametrize("name", ["notes.txt", "plan.json"])
def test_a_folder_with_something_else_is_not_touched(name: str, refused, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text("{}")
    with refused("out", "neither empty nor an earlier plan"), staged(tmp_path / "out"):
        pytest.fail("the block must not run")
    assert files(tmp_path) == {"out", f"out/{name}"}


def test_a_file_in_its_place_is_not_touched(refused, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with refused("out", "not a folder"), staged(tmp_path / "out"):
        pytest.fail("the block must not run")
    assert (tmp_path / "out").read_text() == "mine"


def test_what_appears_meanwhile_is_not_overwritten(refused, tmp_path: Path) -> None:
    with refused("out", "neither empty nor an earlier plan"), staged(tmp_path / "out") as work:
        (work / "x").write_text("x")
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "mine").write_text("y")
    assert files(tmp_path) == {"out", "out/mine"}


def test_a_parent_that_is_a_file_is_refused(refused, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with refused("file", "cannot be created"), staged(tmp_path / "file" / "out"):
        pytest.fail("the block must not run")


def test_others_may_read_the_folder_as_the_umask_says(tmp_path: Path) -> None:
    umask = os.umask(0o022)
    try:
        with staged(tmp_path / "out") as work:
            (work / "x").write_text("x")
    finally:
        os.umask(umask)
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o755
