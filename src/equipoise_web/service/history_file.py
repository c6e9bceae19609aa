"""A file of interval history, read as the library reads it. Only the worker and commands come here."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.errors import InvalidInput
from equipoise_web.core.models import Centre
from equipoise_web.service.models import CentreSettings

if TYPE_CHECKING:
    from equipoise.contacts import History

# How the library begins to say that a queue which it was told to expect is not in the file.
ABSENT = "no row for queue"


def read(centre: Centre, filename: str, content: bytes) -> History:
    """A file's history on the centre's grid; what is wrong is said of the file's own name.

    A file may hold some of the centre's queues and leave others out.
    """
    settings = CentreSettings.objects.filter(centre=centre).first()
    queues = list(centre.queues.filter(active=True).values_list("name", flat=True))
    if settings is None or not queues:
        raise InvalidInput("the centre has no opening hours or no queues yet", filename)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / filename
        path.write_bytes(content)
        try:
            return _read(path, centre.timezone, settings.interval_minutes, queues)
        except InvalidInput as error:
            raise InvalidInput(error.reason, filename, error.row, error.field) from None


def _read(path: Path, timezone: str, interval_minutes: int, queues: Sequence[str]) -> History:
    from equipoise.io.history import read_history

    def reading(names: Sequence[str] | None) -> History:
        return read_history(
            path, timezone=timezone, interval_minutes=interval_minutes, queues=names, opening=None
        )

    try:
        return reading(queues)
    except InvalidInput as error:
        # Unknown queues are refused before absent ones: what the file has, is all known.
        if not error.reason.startswith(ABSENT):
            raise
    found = reading(None).queues
    return reading([name for name in queues if name in found])
