"""Levels of a skill over time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from equipoise_web.people.models import Skill

DAY = timedelta(days=1)


def level_throughout(skills: Iterable[Skill], first: date, last: date) -> int | None:
    """The lowest level from first to last, or None where the skill is not held on each of those days."""
    reached, level = first, None
    for skill in sorted(skills, key=lambda each: each.starts_on or date.min):
        begins, ends = skill.starts_on or date.min, skill.ends_on or date.max
        if ends < reached:
            continue
        if begins > reached:
            return None
        level = skill.level if level is None else min(level, skill.level)
        if ends >= last:
            return level
        reached = ends + DAY
    return None
