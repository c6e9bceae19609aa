"""A centre's interval history as the library's value."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise import centre as library
from equipoise_web.core.models import Centre
from equipoise_web.scheduling.errors import NotReady
from equipoise_web.service.models import HistoryInterval

if TYPE_CHECKING:
    from equipoise.contacts import History

COLUMNS = ("queue__name", "starts_at", "offered", "answered", "abandoned", "aht_s")
NAMES = ("queue", "start", "offered", "answered", "abandoned", "aht_s")


def planning_history(centre: Centre, planning: library.Centre) -> History:
    """The history of the centre's queues on its grid, gaps filled as for a file; NotReady without any."""
    import polars as pl

    from equipoise.io.history import read_history

    rows = HistoryInterval.objects.filter(queue__centre=centre, queue__active=True)
    frame = pl.DataFrame(
        list(rows.order_by("queue__position", "starts_at").values_list(*COLUMNS)),
        schema=dict.fromkeys(NAMES[:1], pl.String)
        | {"start": pl.Datetime("us", "UTC")}
        | dict.fromkeys(NAMES[2:], pl.Float64),
        orient="row",
    )
    if not frame.height:
        raise NotReady(centre, ("history",))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.parquet"
        frame.write_parquet(path)
        return read_history(
            path,
            timezone=planning.timezone,
            interval_minutes=planning.interval_minutes,
            queues=[queue.name for queue in planning.queues],
            opening=planning.opening,
        )
