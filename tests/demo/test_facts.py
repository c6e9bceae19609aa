"""What is on file about the people of the demonstration centre."""

from __future__ import annotations

from datetime import timedelta

from equipoise.demo.recipe import LAST_DAY

from .test_people import age


def test_two_adults_in_three_give_first_aid_from_before_the_horizon_on(demonstration):
    start = LAST_DAY + timedelta(days=1)
    workers = demonstration.workforce.workers
    trained = [worker for worker in workers if worker.facts.has("first_aider", start)]
    assert len(trained) == 40
    assert all(age(worker.facts.birth_date, start) >= 18 for worker in trained)
    assert all(worker.facts.facts is not None for worker in workers)
    assert {fact.name for worker in workers for fact in worker.facts.facts} == {"first_aider"}


def test_the_examples_have_no_facts_on_file(written):
    assert all(
        worker.facts.facts is None
        for name in ("small", "four_channels")
        for worker in written[name].workforce.workers
    )
