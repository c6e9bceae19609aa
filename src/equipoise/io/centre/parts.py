"""The repeated tables of ``centre.toml``: queues, shifts, breaks, activities."""

from __future__ import annotations

from dataclasses import fields

from equipoise.centre import (
    CHANNELS,
    DEFERRED,
    DEFINITIONS,
    IMMEDIATE,
    Activity,
    BreakRule,
    Queue,
    ShiftPattern,
    Weights,
)
from equipoise.errors import InvalidInput
from equipoise.timegrid.stretch import BREAK, MEAL, OFF_DUTY, STANDBY, WORK

from .hours import range_of, starts_of
from .section import Section

RESERVED = OFF_DUTY | {WORK, BREAK, MEAL, STANDBY}
MAX_SHIFT_H = 24.0


def read_queue(section: Section) -> Queue:
    """A ``[[queue]]``."""
    name = section.string("name")
    if set(name) & set(":;,\n\r"):
        raise section.wrong("name", f"{name!r} must not hold a colon, semicolon, comma or line break")
    channel = section.one_of("channel", CHANNELS, "voice")
    share = section.number("share", 0.8, above=0.0, most=1.0)
    if channel in IMMEDIATE and share == 1.0:
        raise section.wrong("share", "no number of people answers every contact in time: set it below 1")
    queue = Queue(
        name=name,
        channel=channel,
        aht_s=section.number("aht_s", 300.0, above=0.0),
        answered_within_s=section.number("answered_within_s", 20.0, least=0.0),
        share=share,
        definition=section.one_of("definition", DEFINITIONS, DEFINITIONS[0]),
        floor_share=section.number("floor_share", 0.0, least=0.0, most=share),
        patience_s=_optional(section, "patience_s"),
        concurrency=section.integer("concurrency", 1, least=1),
        deadline_h=_optional(section, "deadline_h"),
        reserve=section.integer("reserve", 0, least=0),
        max_occupancy=section.number("max_occupancy", 1.0, above=0.0, most=1.0),
    )
    _refuse_foreign_keys(section, queue)
    section.finish()
    return queue


def read_shift(section: Section) -> ShiftPattern:
    """A ``[[shift]]``: starts and lengths."""
    try:
        starts = {minute for text in section.strings("starts") for minute in starts_of(text)}
    except InvalidInput as error:
        if error.file:
            raise
        raise section.wrong("starts", error.reason) from None
    lengths = tuple(sorted({_length(section, value) for value in section.items("lengths_h")}))
    section.finish()
    if not starts or not lengths:
        raise section.wrong("lengths_h" if starts else "starts", "at least one value is required")
    return ShiftPattern(tuple(sorted(starts)), lengths)


def read_break(section: Section) -> BreakRule:
    """A ``[[break]]``: by default it starts one hour after the shift does, or later."""
    after = section.number("after_h", least=0.0)
    minutes = section.integer("minutes", least=1)
    paid = section.boolean("paid")
    earliest = section.number("earliest_h", 1.0, least=0.0)
    latest = section.number("latest_h", max(after, earliest), least=earliest)
    section.finish()
    return BreakRule(after, minutes, paid, earliest, latest)


def read_activity(section: Section) -> Activity:
    """An ``[[activity]]``: by default once a week, at any time of day, for everybody."""
    name = section.string("name")
    if name in RESERVED:
        raise section.wrong("name", f"{name!r} has its own meaning in a roster: choose another name")
    minutes = section.integer("minutes", least=1)
    per_week = section.integer("per_week", 1, least=1)
    try:
        window = range_of(section.string("window", "00:00-24:00"))
    except InvalidInput as error:
        if error.file:
            raise
        raise section.wrong("window", error.reason) from None
    if window[1] - window[0] < minutes:
        raise section.wrong("window", f"the window is shorter than {minutes} minutes")
    group = section.string("group", "")
    section.finish()
    return Activity(name, minutes, per_week, window, group)


def read_weights(section: Section) -> Weights:
    """``[weights]``: prices in agent-hours."""
    weights = Weights(
        **{field.name: section.number(field.name, field.default, least=0.0) for field in fields(Weights)}
    )
    section.finish()
    return weights


def _optional(section: Section, key: str) -> float | None:
    if key in section.values:
        return section.number(key, above=0.0)
    section.known.append(key)
    return None


def _refuse_foreign_keys(section: Section, queue: Queue) -> None:
    channel = queue.channel
    if channel in DEFERRED and queue.deadline_h is None:
        raise section.wrong("deadline_h", f"a {channel} queue needs a deadline in hours")
    if channel not in DEFERRED and queue.deadline_h is not None:
        raise section.wrong("deadline_h", f"a {channel} queue has no deadline")
    if channel != "outbound" and queue.reserve:
        raise section.wrong("reserve", f"only outbound queues keep a reserve, not {channel}")
    if channel != "chat" and queue.concurrency > 1:
        raise section.wrong("concurrency", f"only chat is handled several at once, not {channel}")


def _length(section: Section, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= MAX_SHIFT_H:
        raise section.wrong("lengths_h", f"{value!r} is not a number of hours above 0 and at most 24")
    if abs(value * 60 - round(value * 60)) > 1e-9:
        raise section.wrong("lengths_h", f"{value!r} hours is not a whole number of minutes")
    return float(value)
