"""Breaks due from a length on -> a day filter: shifts whose own breaks fall short of it."""

import numpy as np

from equipoise.roster.compile.breaks import pause_parts
from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import BreaksFrom


def tighten(limits: Limits, p: BreaksFrom, context: Context) -> Limits:
    """Judge each template by its working time."""
    catalogue = context.catalogue
    short = np.zeros(catalogue.open.shape, dtype=np.bool_)
    for column, template in enumerate(catalogue.templates):
        paused = sum(pause_parts(template, p.part_minutes))
        for from_hours, minutes in p.tiers:
            short[:, column] |= (catalogue.work_s[:, column] >= from_hours * 3600) & (paused < minutes)
    return limits.forbid(short)
