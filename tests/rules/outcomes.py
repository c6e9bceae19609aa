"""All that a rule says of a situation, passes included."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.rules.centre_view import view_of
from equipoise.rules.kinds import CHECKS
from equipoise.rules.model import Rule
from equipoise.rules.outcome import Outcome

from .situation import Situation


def outcomes(situation: Situation, rule: Rule) -> Iterator[Outcome]:
    judge, timeline = CHECKS[rule.kind], situation.timeline
    if rule.parameters.of_centre:
        return judge(view_of((timeline, *situation.colleagues), situation.centre), rule.parameters)
    return judge(timeline, rule.parameters)
