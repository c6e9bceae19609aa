"""Weekly rest -> an automaton: the longest span of a run between two such rests."""

from dataclasses import replace

from equipoise.errors import InvalidInput
from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import UNLIMITED, Limits
from equipoise.rules.parameters import WeeklyRest


def tighten(limits: Limits, p: WeeklyRest, context: Context) -> Limits:
    """With one window length the longer rest implies the shorter, so the longest one is kept."""
    window_s = p.window_days * 86_400
    if limits.span_s < UNLIMITED and limits.span_s + limits.reset_s != window_s:
        raise InvalidInput(
            f"weekly rests over windows of different length ({p.window_days} days) are not supported"
        )
    reset_s = max(limits.reset_s, round(p.hours * 3600))
    return replace(limits, reset_s=reset_s, span_s=window_s - reset_s)
