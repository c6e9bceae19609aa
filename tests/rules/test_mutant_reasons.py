"""A mutant that no test notices is explained by its own reason or a family's, and the page says which."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.mutants.page import PAGE, text
from tools.mutants.reasons import Reason, reasons
from tools.mutants.survivors import Survivor

MUTANT = Survivor("rests", "gaps", "if a >= b:", "if a > b:")
REASON = Reason("rests.gaps", "if a >= b:", "if a > b:", "They are never equal.", family=False)
FAMILY = Reason("rests.*", "a >=? b", "> b", "They are never equal.", family=True)


@pytest.mark.parametrize("reason", [REASON, FAMILY])
def test_a_reason_explains_its_own_change(reason: Reason) -> None:
    assert reason.explains(MUTANT)


@pytest.mark.parametrize(
    "other",
    [
        Survivor("rests", "gaps", "if a >= b:", "if a <= b:"),
        Survivor("rests", "gaps", "if c >= b:", "if c > b:"),
        Survivor("runs", "gaps", "if a >= b:", "if a > b:"),
    ],
)
def test_a_reason_explains_no_other_change(other: Survivor) -> None:
    assert not REASON.explains(other)
    assert not FAMILY.explains(other)


def test_every_reason_has_words() -> None:
    assert all(len(reason.why.split()) > 3 for reason in reasons())


def test_the_page_holds_the_reasons_on_file() -> None:
    root = Path(__file__).parents[2]
    assert (root / PAGE).read_text(encoding="utf-8") == text(reasons())
