"""The call-by-call format of the "Anonymous Bank" (Israel, 1999).

References
----------
Guedj and Mandelbaum (2000), Anonymous Bank call-center data, Technion;
Brown, Gans, Mandelbaum, Sakov, Shen, Zeltyn and Zhao (2005), JASA 100:36-50.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from .assemble import assemble
from .records import ContactRecords, FloatArray, IntArray

BANK_COLUMNS = ("type", "date", "vru_entry", "q_time", "outcome", "ser_start", "ser_exit", "ser_time")
DAY_S = 86_400.0
NIGHT_S = 6 * 3600.0  # no contact takes longer
CLOCKS_S = 5.0  # the telephone system's clock and the switch's differ by a second or two


def bank_records(frame: pl.DataFrame, rows: IntArray) -> ContactRecords:
    """Records of a frame with :data:`BANK_COLUMNS`; a queue is a ``type`` of call.

    A contact arrives at ``vru_entry`` and waits ``q_time`` (0: not at all); ``outcome`` AGENT is answered,
    HANG abandoned, PHANTOM no contact. Times of service after midnight belong to the next day. A service
    time of 0 was not recorded: the contact counts, its handle time does not.
    """
    day, entry = _days(frame["date"]), _clock(frame["vru_entry"])
    wait, handle = (_number(frame[name]) for name in ("q_time", "ser_time"))
    start, end = (_after(_clock(frame[name]), entry) for name in ("ser_start", "ser_exit"))
    outcome = frame["outcome"].fill_null("").to_numpy()
    names = frame["type"].to_list()
    answered = outcome == "AGENT"
    served = answered & (handle > 0)
    faults = [
        ("outcome PHANTOM: not a contact", outcome == "PHANTOM"),
        ("outcome is not AGENT, HANG or PHANTOM", ~np.isin(outcome, ("AGENT", "HANG", "PHANTOM"))),
        ("no type", np.array([not name for name in names], dtype=np.bool_)),
        ("a date, time or duration cannot be read", ~np.isfinite(day + entry + wait + handle + start + end)),
        ("a duration is negative", (wait < 0) | (handle < 0)),
        ("answered before arrival", served & (start < entry - CLOCKS_S)),
        ("ended before answered", served & (end < start)),
        ("service times and duration disagree", served & (np.abs(end - start - handle) > CLOCKS_S)),
    ]
    return assemble(names, rows, faults, DAY_S * day + entry, wait, answered, handle)


def _after(clock: FloatArray, entry: FloatArray) -> FloatArray:
    """A time of day before the arrival is of the next day where that is soon after."""
    return np.where((clock < entry) & (clock + DAY_S - entry < NIGHT_S), clock + DAY_S, clock)


def _number(column: pl.Series) -> FloatArray:
    return column.cast(pl.Float64, strict=False).fill_null(np.nan).to_numpy()


def _clock(column: pl.Series) -> FloatArray:
    """Seconds since midnight of ``h:mm:ss``, NaN where it is not such a time."""
    parts = [
        column.str.extract(r"^(\d{1,2}):(\d\d):(\d\d)$", group).cast(pl.Float64).fill_null(np.nan).to_numpy()
        for group in (1, 2, 3)
    ]
    return np.asarray(3600.0 * parts[0] + 60.0 * parts[1] + parts[2])


def _days(column: pl.Series) -> FloatArray:
    """Days since 1970-01-01 of ``yymmdd`` in the 1900s."""
    known = {text: _day(text) for text in column.unique().to_list()}
    return np.array([known[text] for text in column.to_list()], dtype=float)


def _day(text: str | None) -> float:
    try:
        written = str(text).zfill(6)
        return float(
            (date(1900 + int(written[:2]), int(written[2:4]), int(written[4:])) - date(1970, 1, 1)).days
        )
    except ValueError:
        return np.nan
