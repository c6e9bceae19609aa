"""Groups with ranked skills: routing, theory, pairing, files."""

from __future__ import annotations

import heapq
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import typer
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from equipoise.cli import simulate as cli
from equipoise.errors import InvalidInput
from equipoise.simulate.days import difference, simulate_days
from equipoise.simulate.groups import ABANDONED, ANSWERED, BEGUN, HANDLING, OFFERED, SHORT, WAIT_S, WITHIN
from equipoise.simulate.instance import Instance, instance_from
from equipoise.simulate.instance_draws import draw_day
from equipoise.staffing.performance import performance
from equipoise.staffing.strain import strain

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "../shared/data/staffing"
present = pytest.mark.skipif(not SHARED.exists(), reason="the instances are not beside the repository")
PUBLISHED = {  # instance: measure: (mean, half-width) of a prototype, and an independent simulator's interval
    "multiskill_10x200.json": {
        "sl_excl_short_abandons": ((0.8645, 0.0008), (0.862, 0.867)),
        "p_abandon": ((0.0385, 0.0002), (0.0381, 0.0395)),
        "mean_wait_all_s": ((7.68, 0.05), (7.58, 7.89)),
    },
    "multiskill_3x39.json": {
        "p_abandon": ((0.0980, 0.0005), (0.0960, 0.0991)),
        "mean_wait_all_s": ((13.45, 0.09), (13.1, 13.7)),
    },
}


def small(**changes) -> Instance:
    """Three skills, three groups, two hours."""
    made = Instance(
        interval_s=1800,
        arrivals=np.array([[30.0, 45, 60, 20], [20, 20, 30, 10], [8, 4, 0, 12]]),
        aht_s=np.array([200.0, 300, 400]),
        patience_s=np.array([90.0, 120, np.inf]),
        agents=(4, 5, 2),
        skills_of=((0,), (1, 0, 2), (2, 1)),
        groups_of=((0, 1), (1, 2), (2, 1)),
        answered_within_s=20,
    )
    return replace(made, **changes)


def one_skill(agents: int, rate_per_h: float, patience: float, hours: int = 20) -> Instance:
    return Instance(
        interval_s=3600,
        arrivals=np.full((1, hours), rate_per_h),
        aht_s=np.array([300.0]),
        patience_s=np.array([patience]),
        agents=(agents,),
        skills_of=((0,),),
        groups_of=((0,),),
        answered_within_s=20,
    )


def played_plainly(instance: Instance, seed: int, day: int) -> list[tuple[int, float | None, float]]:
    """Skill, wait until begun (``None``: gave up) and patience of every contact, by an event list."""
    drawn = draw_day(instance, seed, day)
    skill_of = np.repeat(np.arange(len(instance.aht_s)), np.diff(drawn.first))
    idle = list(instance.agents)
    queues: list[list[int]] = [[] for _ in instance.groups_of]
    begun: dict[int, float] = {}
    events = [(at, 1, number, -1) for number, at in enumerate(drawn.at)]
    heapq.heapify(events)

    def begin(number: int, group: int, now: float) -> None:
        begun[number] = now - drawn.at[number]
        heapq.heappush(events, (now + drawn.handle_s[number], 0, number, group))

    while events:
        now, arrives, number, group = heapq.heappop(events)
        if arrives:
            free = [g for g in instance.groups_of[skill_of[number]] if idle[g]]
            if free:
                idle[free[0]] -= 1
                begin(number, free[0], now)
            else:
                queues[skill_of[number]].append(number)
            continue
        for skill in instance.skills_of[group]:
            waiting = [c for c in queues[skill] if drawn.at[c] + drawn.patience_s[c] > now]
            if waiting:
                queues[skill] = waiting[1:]
                begin(waiting[0], group, now)
                break
        else:
            idle[group] += 1
    return [(int(s), begun.get(c), drawn.patience_s[c]) for c, s in enumerate(skill_of)]


@pytest.mark.parametrize("day", range(5))
def test_an_event_list_on_the_same_draws_counts_the_same(day: int) -> None:
    instance = small()
    found = simulate_days(instance, 1, 3, first=day).counts[0]
    plain = np.zeros((3, 6))
    for skill, wait, patience in played_plainly(instance, 3, day):
        plain[skill, OFFERED] += 1
        plain[skill, ANSWERED if wait is not None else ABANDONED] += 1
        plain[skill, WITHIN] += wait is not None and wait <= 20
        plain[skill, SHORT] += wait is None and patience <= 20
        plain[skill, WAIT_S] += patience if wait is None else wait
    assert found[:, :WAIT_S] == pytest.approx(plain[:, :WAIT_S])
    assert found[:, WAIT_S] == pytest.approx(plain[:, WAIT_S])
    assert plain[:, ABANDONED].sum() > 0


@pytest.mark.parametrize(("agents", "rate", "patience"), [(3, 40, 120), (20, 240, 180), (60, 700, 600)])
def test_one_group_is_erlang_a(agents, rate, patience) -> None:
    found = simulate_days(one_skill(agents, rate, patience), 120, 11)
    exact = performance(
        agents, rate, 300, answered_within_s=20, definition="answered_over_offered", patience_s=patience
    )
    expected = {
        "sl_answered_over_offered": exact.service_level,
        "p_abandon": exact.p_abandon,
        "mean_wait_all_s": exact.mean_wait_s,
    }
    for name, value in expected.items():
        at = found.ratio(name)
        assert abs(at.mean - float(value)) < 1.7 * at.half_width + 0.02 * float(value)  # starts empty
    begun = found.strain[:, BEGUN]
    assert begun.max() < 1.1 * begun.min()
    no_pause = sum(row["no_pause_share"] for row in found.agents()) / agents
    assert no_pause == pytest.approx(
        float(strain(agents, rate, 300, patience_s=patience).no_pause_share), abs=0.03
    )


def test_everything_is_accounted_for() -> None:
    found = simulate_days(small(), 20, 1)
    counts = found.counts
    assert np.array_equal(counts[..., OFFERED], counts[..., ANSWERED] + counts[..., ABANDONED])
    assert found.by_interval.sum(axis=1) == pytest.approx(counts.sum(axis=0))
    assert counts[:, 2, ABANDONED].sum() == 0  # never gives up
    assert found.strain[:, BEGUN].sum() == counts[..., ANSWERED].sum()
    assert found.by_interval[2, 2, OFFERED] == 0
    handled = sum(draw_day(small(), 1, day).handle_s.sum() for day in range(20))
    assert found.strain[:, HANDLING].sum() < handled
    assert 0 < found.occupancy() < 1


def test_arrivals_are_poisson_at_the_rate_of_their_interval() -> None:
    instance = small()
    counts = np.array(
        [
            np.histogram(drawn.at[: drawn.first[1]], bins=4, range=(0, 7200))[0]
            for drawn in (draw_day(instance, 5, day) for day in range(3000))
        ]
    )
    assert counts.mean(axis=0) == pytest.approx(instance.arrivals[0], rel=0.02)
    assert counts.var(axis=0) == pytest.approx(instance.arrivals[0], rel=0.1)
    assert abs(np.corrcoef(counts[:, 0], counts[:, 1])[0, 1]) < 0.05


def test_same_contacts_for_another_team_and_another_skill() -> None:
    one, more = small(), small(agents=(5, 5, 2))
    drawn, again = draw_day(one, 4, 9), draw_day(more, 4, 9)
    assert all(np.array_equal(a, b) for a, b in zip(drawn, again, strict=True))
    busier = small(arrivals=one.arrivals * np.array([[1.0], [1], [3]]))
    assert np.array_equal(draw_day(busier, 4, 9).at[: drawn.first[2]], drawn.at[: drawn.first[2]])
    later = simulate_days(one, 2, 4, first=8)
    assert np.array_equal(later.counts[1], simulate_days(one, 1, 4, first=9).counts[0])


def test_a_paired_difference_is_far_sharper() -> None:
    one, more = (simulate_days(small(agents=team), 150, 2) for team in ((4, 5, 2), (5, 5, 2)))
    apart = simulate_days(small(), 150, 3)
    paired = difference(more, one, "sl_answered_over_offered")
    assert paired.mean > 3 * paired.half_width
    independent = np.hypot(
        more.ratio("sl_answered_over_offered").half_width, apart.ratio("sl_answered_over_offered").half_width
    )
    assert paired.half_width < 0.6 * independent
    with pytest.raises(InvalidInput, match="same seed"):
        difference(more, apart, "p_abandon")


def test_half_widths_hold_the_mean_as_often_as_they_say() -> None:
    truth = simulate_days(small(), 4000, 99).ratio("p_abandon").mean
    held = [
        abs(at.mean - truth) <= at.half_width
        for at in (simulate_days(small(), 40, seed).ratio("p_abandon") for seed in range(60))
    ]
    assert sum(held) >= 50


@present
@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_instances_within_both_intervals(name: str) -> None:
    """Independent days, so the two half-widths are added in quadrature and doubled for five measures."""
    found = simulate_days(instance_from(json.loads((SHARED / name).read_text())), 400, 1)
    for measure, ((mean, half), (low, high)) in PUBLISHED[name].items():
        at = found.ratio(measure)
        assert abs(at.mean - mean) < 1.3 * np.hypot(at.half_width, half)
        assert low - at.half_width < at.mean < high + at.half_width


def document() -> dict:
    return {
        "instance": {
            "interval_s": 1800,
            "arrivals_per_interval_by_skill": [[30, 45], [20, 20]],
            "aht_s": [200, 300],
            "mean_patience_s": [90, None],
            "agent_groups": [
                {"agents": 8, "skills_in_priority_order": [0, 1]},
                {"agents": 7, "skills_in_priority_order": [1]},
            ],
            "groups_by_skill_in_preference_order": [[0], [1, 0]],
            "t_s": 20,
        }
    }


def run(*arguments: str):
    app = typer.Typer()
    app.command()(cli.command)
    return CliRunner().invoke(app, list(arguments))


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / "docs/reference/schemas" / name).read_text()))


def test_the_command_prints_what_its_schema_says(tmp_path: Path) -> None:
    path = tmp_path / "team.json"
    path.write_text(json.dumps(document()))
    schema("simulation_input.schema.json").validate(document())
    result = run("--instance", str(path), "--days", "5", "--seed", "3", "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout.splitlines()[-1])
    schema("simulation_days.schema.json").validate(found)
    assert (found["days"], found["seed"], len(found["agents"]), len(found["per_skill"])) == (5, 3, 15, 2)
    assert run("--instance", str(path), "--days", "5", "--seed", "3", "--json").stdout == result.stdout
    assert run("--instance", str(path), "--days", "2").exit_code == 0


def change(path: str, value: object) -> dict:
    made = document()
    *parents, last = path.split("/")
    at = made["instance"]
    for key in parents:
        at = at[int(key) if key.isdigit() else key]
    at[int(last) if last.isdigit() else last] = value
    return made


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("groups_by_skill_in_preference_order/0", [], "nobody has skill 0"),
        ("agent_groups/1/agents", -1, "agents"),
        ("agent_groups/1/agents", 2.5, "wrong kind"),
        ("agent_groups/1/skills_in_priority_order", [2], "from 0 to 1"),
        ("agent_groups/1/skills_in_priority_order", [0], "does not have it"),
        ("aht_s", [200], "2 skills"),
        ("aht_s", [200, 0], "> 0"),
        ("mean_patience_s", [-1, 5], "patience"),
        ("arrivals_per_interval_by_skill/0", [30], "wrong kind"),
        ("arrivals_per_interval_by_skill/0", [30, -1], ">= 0"),
        ("interval_s", 0, "interval"),
        ("interval_s", "half", "wrong kind"),
        ("t_s", -1, "threshold"),
    ],
)
def test_an_impossible_instance_is_refused_by_name(tmp_path: Path, path, value, reason) -> None:
    file = tmp_path / "team.json"
    file.write_text(json.dumps(change(path, value)))
    result = run("--instance", str(file), "--days", "1")
    assert result.exit_code == 2
    assert reason in result.stderr
    assert "team.json" in result.stderr


@pytest.mark.parametrize(
    ("text", "reason"), [("{", "not JSON"), ("[]", "no object"), ('{"interval_s": 5}', "is required")]
)
def test_a_file_that_is_no_instance(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "team.json"
    file.write_text(text)
    result = run("--instance", str(file))
    assert result.exit_code == 2
    assert reason in result.stderr


@pytest.mark.parametrize(
    "arguments", [[], ["centre"], ["centre", "roster.csv", "--instance", "team.json"], ["--instance", "none"]]
)
def test_a_centre_and_a_roster_or_an_instance(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(("days", "seed"), [("0", "1"), ("1", "-1")])
def test_days_and_seed_out_of_range(tmp_path: Path, days: str, seed: str) -> None:
    file = tmp_path / "team.json"
    file.write_text(json.dumps(document()))
    assert run("--instance", str(file), "--days", days, "--seed", seed).exit_code == 2
