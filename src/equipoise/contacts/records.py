"""Contact records: one row a contact, with what is known about waiting and handling."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Rejected:
    """A row of the file that is kept out (the header is row 1; in Parquet the first row is 1)."""

    row: int
    reason: str


@dataclass(frozen=True)
class ContactRecords:
    """Usable contacts, arrays ``(n,)``.

    ``queue`` is an index into ``queues``. ``arrival_s`` counts seconds of the local wall clock since
    1970-01-01, for the time of day and the weekday. ``wait_s`` >= 0 ended in an answer where
    ``answered``, else in abandonment. ``handle_s`` > 0, NaN where none was recorded.
    """

    queues: tuple[str, ...]
    queue: IntArray
    arrival_s: FloatArray
    wait_s: FloatArray
    answered: NDArray[np.bool_]
    handle_s: FloatArray
    rows: int
    rejected: tuple[Rejected, ...] = ()

    @property
    def reasons(self) -> dict[str, int]:
        """How many rows were kept out, by reason, most first."""
        return dict(Counter(one.reason for one in self.rejected).most_common())

    def of(self, queue: str) -> NDArray[np.bool_]:
        """The contacts of one queue; ``ValueError`` when there is no such queue."""
        return self.queue == self.queues.index(queue)
