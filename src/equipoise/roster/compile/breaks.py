"""Breaks -> a day filter: shifts whose own breaks fall short of what the rule asks."""

import numpy as np

from equipoise.roster.catalogue import Template
from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import Breaks


def tighten(limits: Limits, p: Breaks, context: Context) -> Limits:
    """Judge each template by its working time; the span decides when no meal is taken out."""
    catalogue = context.catalogue
    short = np.zeros(catalogue.open.shape, dtype=np.bool_)
    for column, template in enumerate(catalogue.templates):
        parts = pause_parts(template, p.part_minutes)
        for over_hours, minutes in p.tiers:
            due = catalogue.work_s[:, column] > over_hours * 3600
            short[:, column] |= due & (not parts or sum(parts) < minutes)
    return limits.forbid(short)


def pause_parts(template: Template, part_minutes: float) -> list[int]:
    """Minutes of each break long enough to count."""
    return [minutes for minutes in template.pauses if minutes >= part_minutes]
