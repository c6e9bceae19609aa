"""What a kind of rule says is whole, passes included: the checker keeps only the rest of them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest

from equipoise.rules.model import Rule, Timeline
from equipoise.rules.outcome import FAIL, PASS, UNDETERMINED, Outcome
from equipoise.timegrid.clock import DAY_S

from .golden import rules
from .outcomes import outcomes
from .situation import Situation, situations


@cache
def judged() -> dict[str, list[tuple[Situation, Rule]]]:
    """By kind: each situation with each of the rules of that kind that it names."""
    known, found = rules(), defaultdict(list)
    for situation in situations():
        for name in situation.expect:
            found[known[name].kind].append((situation, known[name]))
    return dict(found)


def is_whole(outcome: Outcome) -> bool:
    has_words = outcome.result == PASS or bool(outcome.message["en"] and outcome.message["nl"])
    return (
        outcome.result in (PASS, FAIL, UNDETERMINED)
        and has_words
        and all(isinstance(at, int) for at in (outcome.start_s, outcome.end_s))
        and outcome.start_s <= outcome.end_s
    )


def concerns(timeline: Timeline, outcome: Outcome) -> bool:
    """Whether it says anything of the period judged: no past, and at most the rest after its last shift."""
    return outcome.start_s < timeline.to_s + DAY_S and outcome.end_s >= timeline.from_s


@pytest.mark.parametrize("kind", sorted(judged()))
def test_outcomes_are_whole_and_concern_the_period(kind: str) -> None:
    for situation, rule in judged()[kind]:
        for outcome in outcomes(situation, rule):
            assert is_whole(outcome), (situation.name, rule.id, outcome)
            assert concerns(situation.timeline, outcome), (situation.name, rule.id, outcome)
