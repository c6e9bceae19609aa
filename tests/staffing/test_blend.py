"""Inbound with a reserve, outbound in between."""

from __future__ import annotations

from itertools import pairwise

import pytest

from equipoise.errors import InvalidInput
from equipoise.staffing.blend import blend


def test_a_larger_reserve_trades_outbound_for_service() -> None:
    at = [blend(26, 240, 300, reserve=r, answered_within_s=20) for r in range(6)]
    assert all(b.service_level > a.service_level for a, b in pairwise(at))
    assert all(b.outbound_per_h < a.outbound_per_h for a, b in pairwise(at))


def test_without_reserve_everybody_is_always_busy() -> None:
    at = blend(24, 240, 300, reserve=0, answered_within_s=20)
    assert at.p_wait == pytest.approx(1)
    assert at.occupancy == pytest.approx(1)


@pytest.mark.parametrize(("agents", "reserve"), [(20, 2), (26, -1), (26, 26)])
def test_no_room_for_outbound_is_refused(agents: int, reserve: int) -> None:
    with pytest.raises(InvalidInput):
        blend(agents, 240, 300, reserve=reserve, answered_within_s=20)
