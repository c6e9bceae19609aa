"""Reading and writing instants as ISO 8601, with clock changes taken seriously."""

from __future__ import annotations

from datetime import UTC, datetime

from equipoise.errors import InvalidInput

from .clock import Zone, _zoneinfo


def parse_instant(text: str, timezone: Zone | None = None) -> tuple[int, int]:
    """Unix seconds and written offset in seconds of an ISO 8601 time.

    A time without offset is local to ``timezone``; it is refused when there is none, when the
    clock skipped it, or when it occurs twice.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInput(f"{text!r} is not an ISO 8601 time") from None
    if moment.tzinfo is None:
        if timezone is None:
            raise InvalidInput(f"{text!r} has no offset from UTC")
        moment = _localise(moment, timezone, text)
    offset = moment.utcoffset()
    assert offset is not None
    return round(moment.timestamp()), round(offset.total_seconds())


def _localise(moment: datetime, timezone: Zone, text: str) -> datetime:
    info = _zoneinfo(timezone.name)
    first, second = moment.replace(tzinfo=info, fold=0), moment.replace(tzinfo=info, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(UTC).astimezone(info).replace(tzinfo=None) != moment:
        raise InvalidInput(f"{text!r} does not exist in {timezone.name}: the clock skipped it")
    raise InvalidInput(f"{text!r} occurs twice in {timezone.name}: write it with its offset")


def format_instant(instant_s: int, timezone: Zone) -> str:
    """ISO 8601 with offset, to the second."""
    return datetime.fromtimestamp(instant_s, _zoneinfo(timezone.name)).isoformat()
