"""From columns to records: what is wrong with a row, and the rows that are left."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .records import ContactRecords, FloatArray, IntArray, Rejected

BoolArray = NDArray[np.bool_]


def assemble(
    names: Sequence[str | None],
    rows: IntArray,
    faults: Sequence[tuple[str, BoolArray]],
    arrival_s: FloatArray,
    wait_s: FloatArray,
    answered: BoolArray,
    handle_s: FloatArray,
) -> ContactRecords:
    """Records of the rows without a fault; a row's reason is its first in ``faults``.

    All arrays have one entry a row of the file, ``rows`` its number there.
    """
    reason = np.full(rows.size, -1)
    for number, (_, mask) in reversed(list(enumerate(faults))):
        reason[mask] = number
    kept = reason < 0
    texts = [text for text, _ in faults]
    rejected = tuple(Rejected(int(rows[at]), texts[reason[at]]) for at in np.flatnonzero(~kept))
    queues = tuple(sorted({name for name, keep in zip(names, kept, strict=True) if keep and name}))
    index = {name: at for at, name in enumerate(queues)}
    queue = np.array(
        [index[name] for name, keep in zip(names, kept, strict=True) if keep and name], dtype=np.int64
    )
    handled = np.where(answered & (handle_s > 0), handle_s, np.nan)[kept]
    columns = (arrival_s[kept], wait_s[kept], answered[kept])
    return ContactRecords(queues, queue, *columns, handled, int(rows.size), rejected)
