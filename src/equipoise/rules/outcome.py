"""What a rule kind says of one thing it judged: a shift, a rest, a week, a run of weeks."""

from __future__ import annotations

from dataclasses import dataclass, field

PASS, FAIL, UNDETERMINED = "pass", "fail", "undetermined"
HOUR_S = 3600


@dataclass(frozen=True)
class Outcome:
    """``result`` is pass, fail or undetermined over ``[start_s, end_s)`` (Unix seconds).

    ``measured`` and ``limit`` are in ``unit``; ``message`` holds one sentence a language.
    ``judged_s`` is the instant at which the worker's age counts, by default ``start_s``.
    """

    result: str
    start_s: int
    end_s: int
    measured: float | None = None
    limit: float | None = None
    unit: str = ""
    message: dict[str, str] = field(default_factory=dict)
    judged_s: int | None = None


def sentence(en: str, nl: str) -> dict[str, str]:
    """One sentence in English and Dutch."""
    return {"en": en, "nl": nl}


def hours(seconds: float) -> float:
    """Hours to four decimals: enough to tell seconds apart."""
    return round(seconds / HOUR_S, 4)


def number(value: float, language: str = "en") -> str:
    """A figure of at most two decimals, with the decimal mark of the language."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "nl" else text


def time_of_day(minute: int) -> str:
    """A minute of the local day as ``02:00``."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def amount(seconds: float) -> tuple[str, str]:
    """A length of time in hours and minutes, in English and in Dutch: never rounded over a limit."""
    whole, minutes = divmod(round(seconds) // 60, 60)
    if not minutes:
        return f"{whole} h", f"{whole} uur"
    return f"{whole} h {minutes:02d} min", f"{whole} uur en {minutes:02d} min"
