"""Who takes what: assignment, skills, levels, breaks, deferred and outbound work."""

from __future__ import annotations

import numpy as np
import pytest

from equipoise.centre import Queue
from equipoise.errors import InvalidInput

PHONE = Queue("phone", aht_s=240, patience_s=120)
HELP = Queue("help", aht_s=240, patience_s=120)
MAIL = Queue("mail", "email", aht_s=300, deadline_h=4)
SALES = Queue("sales", "outbound", aht_s=180, reserve=2)


def outcome(simulation, name):
    return next(queue for queue in simulation.queues if queue.queue == name)


def contacts(simulation):
    return {worker.worker: worker.contacts for worker in simulation.workers}


def test_a_queue_that_nobody_can_serve_is_never_answered(scene) -> None:
    played = scene({PHONE: 40, HELP: 20}, [{"phone": 3}] * 6)
    seen = played.simulate(played.all_day())
    assert outcome(seen, "help").answered == 0
    assert outcome(seen, "help").abandoned > 0.99 * outcome(seen, "help").offered
    assert outcome(seen, "phone").answered > 0


def test_agents_on_the_queue_go_before_other_skilled_agents(scene) -> None:
    played = scene({PHONE: 10, HELP: 10}, [{"phone": 5, "help": 5}] * 2)
    seen = played.simulate([played.shift("w0", queue="phone"), played.shift("w1", queue="help")], runs=20)
    alone = played.simulate([played.shift("w0", queue="phone")], runs=20)
    assert outcome(seen, "phone").service_level.mean() > outcome(alone, "phone").service_level.mean()
    assert outcome(alone, "help").answered > 0


def test_a_higher_level_is_asked_first(scene) -> None:
    played = scene({PHONE: 6}, [{"phone": 1}, {"phone": 5}])
    taken = contacts(played.simulate(played.all_day(), runs=20))
    assert taken["w1"] > 2 * taken["w0"]


def test_equal_agents_share_the_contacts(scene) -> None:
    played = scene({PHONE: 40}, [{"phone": 3}] * 4, days=5)
    taken = list(contacts(played.simulate(played.all_day())).values())
    assert min(taken) > 0.9 * max(taken)


def test_breaks_take_agents_away_after_the_contact_in_hand(scene) -> None:
    played = scene({PHONE: 60}, [{"phone": 3}] * 5)
    whole = played.all_day("phone")
    broken = [
        part
        for i in range(5)
        for part in (
            played.shift(f"w{i}", 0, 10, queue="phone"),
            played.shift(f"w{i}", 10, 12, activity="break"),
            played.shift(f"w{i}", 12, 24, queue="phone"),
        )
    ]
    with_break = played.simulate(broken, runs=10)
    without = played.simulate(whole, runs=10)
    during = slice(21, 23)
    assert np.nansum(outcome(with_break, "phone").by_interval[during]) == 0
    assert np.all(outcome(without, "phone").by_interval[during] > 0.5)
    answered = outcome(with_break, "phone").answered
    assert answered < outcome(without, "phone").answered
    assert sum(contacts(with_break).values()) == pytest.approx(answered)


def test_activities_other_than_work_serve_nobody(scene) -> None:
    played = scene({PHONE: 30}, [{"phone": 3}] * 3)
    for activity in ("meal", "training", "standby", "leave"):
        away = [played.shift(f"w{i}", activity=activity) for i in range(3)]
        assert outcome(played.simulate(away), "phone").answered == 0


def test_mail_is_conserved_and_late_when_nobody_has_time(scene) -> None:
    played = scene({MAIL: 12}, [{"mail": 3}], days=2)
    for stretches in (played.all_day("mail"), played.all_day("mail")[:0], [played.shift("w0", 8, 16)]):
        seen = outcome(played.simulate(stretches, runs=5), "mail")
        assert seen.offered == pytest.approx(seen.answered + seen.backlog[-1])
        assert seen.abandoned == 0
    assert seen.service_level.mean() < 0.9
    enough = played.simulate([played.shift("w0", 0, 48, queue="mail")], runs=5)
    assert outcome(enough, "mail").service_level.mean() < 1
    assert outcome(enough, "mail").backlog.max() > 0


def test_mail_in_between_hardly_touches_the_telephone(scene) -> None:
    skills = [{"phone": 3, "mail": 3}] * 8
    quiet = scene({PHONE: 80, MAIL: 0.0}, skills)
    busy = scene({PHONE: 80, MAIL: 20}, skills)
    alone = quiet.simulate(quiet.all_day("phone"), runs=10)
    both = busy.simulate(busy.all_day("phone"), runs=10)
    assert outcome(both, "phone").service_level == pytest.approx(outcome(alone, "phone").service_level)
    assert outcome(both, "mail").answered > 0.95 * outcome(both, "mail").offered
    assert np.mean([w.occupancy for w in both.workers]) > np.mean([w.occupancy for w in alone.workers])


def test_mail_assigned_to_an_agent_is_not_interrupted(scene) -> None:
    played = scene({PHONE: 30, MAIL: 11}, [{"phone": 3, "mail": 3}])
    mailing = played.simulate(played.all_day("mail"), runs=5)
    calling = played.simulate(played.all_day("phone"), runs=5)
    assert outcome(mailing, "mail").answered > outcome(calling, "mail").answered
    assert outcome(mailing, "phone").answered < outcome(calling, "phone").answered


def test_outbound_keeps_the_reserve_idle(scene) -> None:
    played = scene({SALES: 200}, [{"sales": 3}] * 6, days=2)
    seen = played.simulate(played.all_day("sales"), runs=5)
    assert np.mean([w.occupancy for w in seen.workers]) == pytest.approx(4 / 6, abs=0.01)
    assert outcome(seen, "sales").answered == pytest.approx(48 * 4 * 20, rel=0.03)
    assert outcome(played.simulate(played.all_day("sales")[:2]), "sales").answered == 0


def test_outbound_is_left_to_those_assigned(scene) -> None:
    played = scene({PHONE: 1, SALES: 20}, [{"phone": 3, "sales": 3}] * 6)
    assert outcome(played.simulate(played.all_day("phone")), "sales").answered == 0
    assert outcome(played.simulate(played.all_day("")), "sales").answered > 0


def test_three_chats_at_once_and_no_call_beside_them(scene) -> None:
    chat = Queue("chat", "chat", aht_s=600, patience_s=120, concurrency=3)
    played = scene({chat: 400, PHONE: 60}, [{"chat": 5, "phone": 1}])
    seen = played.simulate(played.all_day("chat"), runs=5)
    assert outcome(seen, "chat").answered == pytest.approx(24 * 3 * 6, rel=0.05)
    assert outcome(seen, "phone").answered == 0


def test_unplanned_absence_takes_its_share(scene) -> None:
    played = scene({PHONE: 400}, [{"phone": 3}] * 10, unplanned=0.3)
    full = scene({PHONE: 400}, [{"phone": 3}] * 10)
    seen = outcome(played.simulate(played.all_day(), runs=60), "phone").answered
    assert seen == pytest.approx(
        0.7 * outcome(full.simulate(full.all_day(), runs=60), "phone").answered, rel=0.05
    )


def test_those_waiting_at_closing_time_are_lost(scene) -> None:
    from equipoise.timegrid import OpeningHours

    day = OpeningHours(tuple(((480, 1020),) for _ in range(7)))
    played = scene({Queue("help", aht_s=1800): 20}, [{"help": 3}], opening=day, days=2)
    seen = outcome(played.simulate(played.all_day(), runs=3), "help")
    assert seen.offered == pytest.approx(seen.answered + seen.abandoned)
    assert seen.abandoned > 0
    assert seen.backlog[35:63].max() == 0


@pytest.mark.parametrize(("worker", "queue"), [("nobody", "phone"), ("w0", "fax")])
def test_names_that_are_not_known_are_refused(scene, worker, queue) -> None:
    played = scene({PHONE: 10}, [{"phone": 3}])
    with pytest.raises(InvalidInput, match=r"nobody|fax"):
        played.simulate([played.shift(worker, queue=queue)])


@pytest.mark.parametrize(("runs", "seed"), [(0, 1), (1, -1)])
def test_runs_and_seed_out_of_range_are_refused(scene, runs, seed) -> None:
    played = scene({PHONE: 10}, [{"phone": 3}])
    with pytest.raises(InvalidInput):
        played.simulate(played.all_day(), runs=runs, seed=seed)
