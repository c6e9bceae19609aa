"""A file of reference values: what is counted, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from equipoise.errors import InvalidInput
from equipoise.staffing.vectors import check_vectors

HEADER = "id,family,inputs,output,value,tol_rel\n"
GOOD = 'b1,erlang_b,"{""agents"": 1, ""load_erlangs"": 0.5}",blocking,0.3333333333333333,1e-9\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "vectors.csv"
    path.write_text(text)
    return path


def test_passed_failed_and_skipped_add_up(tmp_path: Path) -> None:
    wrong = GOOD.replace("b1", "b2").replace("0.33333", "0.34333")
    other = GOOD.replace("b1", "x1").replace("erlang_b", "crystal_ball")
    unknown = GOOD.replace("b1", "b3").replace("blocking", "colour")
    found = check_vectors(write(tmp_path, HEADER + GOOD + wrong + other + unknown))
    assert (found.rows, found.passed, found.failed, found.skipped) == (4, 1, 1, 2)
    assert found.failures == ("b2",)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (GOOD.replace('""load_erlangs""', '""weight""'), "inputs"),
        (GOOD.replace('"{""', '"{{""'), "inputs"),
        (GOOD.replace("0.3333333333333333", "a third"), "value"),
        (GOOD.replace('""agents"": 1', '""agents"": -1'), "inputs"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, row: str, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_vectors(write(tmp_path, HEADER + GOOD + row))
    assert caught.value.row == 3
    assert caught.value.field == field


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="tol_rel"):
        check_vectors(write(tmp_path, HEADER.replace(",tol_rel", "")))
