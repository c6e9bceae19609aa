"""A synthetic plan of realistic shape, made without any of the planning steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from equipoise.centre import Centre, Preference, Queue, Worker, Workforce
from equipoise.contacts import History
from equipoise.forecast import Forecast
from equipoise.forecast.model import LEVELS
from equipoise.forecast.scores import Backtest, Score
from equipoise.plan import Plan
from equipoise.roster import Problem, Result
from equipoise.rules.model import Absence, Finding, Findings, Pack, Rule, WorkerFacts
from equipoise.rules.parameters import Breaks, DailyRest, FreeSundays, Notice, SundayConsent, WeeklyRest
from equipoise.simulate import Simulation
from equipoise.simulate.model import QueueOutcome, WorkerOutcome
from equipoise.staffing import Requirement
from equipoise.timegrid import Grid, HolidayCalendar, OpeningHours, Stretch

ZONE = "Europe/Amsterdam"
Z = np.array([-1.645, -1.282, -0.674, 0.0, 0.674, 1.282, 1.645])
FIRST = [
    "Carla",
    "Ibrahim",
    "Hanna",
    "Kirsten",
    "Wendy",
    "Niels",
    "Yara",
    "Gijs",
    "Nadia",
    "Sanne",
    "Zoë",
    "Bilal",
]
LAST = [
    "Mendes",
    "Diallo",
    "Kowalska",
    "Bos",
    "Lo",
    "Koster",
    "Martina",
    "van Dam",
    "Bouzid",
    "de Boer",
    "Yıldız",
]
QUEUES = (
    Queue("Service", "voice", 300, 20, 0.8, patience_s=180.0),
    Queue("Sales", "voice", 420, 30, 0.8, max_occupancy=0.85),
    Queue("E-mail", "email", 540, deadline_h=8.0),
    Queue("Chat", "chat", 600, 45, 0.85, concurrency=3),
)
PEAKS = (15.0, 5.0, 6.0, 9.0)  # contacts an hour at the busiest, for each dozen of workers


def make_plan(
    *,
    workers: int = 12,
    weeks: int = 2,
    queues: int = 3,
    start: date = date(2026, 3, 23),
    minutes: int = 30,
    seed: int = 7,
    all_day: bool = False,
) -> Plan:
    """A plan whose parts agree with one another in shape; the figures are invented."""
    rng = np.random.default_rng(seed)
    centre = _centre(QUEUES[:queues], minutes, all_day=all_day)
    grid = Grid.over_days(start, 7 * weeks, minutes, ZONE)
    workforce = _workforce(centre, workers, grid, rng)
    rate = _rate(centre, grid, workers)
    forecast = _forecast(centre, grid, rate)
    requirement = _requirement(centre, grid, rate)
    stretches = _roster(centre, workforce, grid)
    problem = Problem(
        grid, forecast.queues, requirement.agents_planned, centre.opening, workforce, (), (), (), RULES
    )
    result = Result(stretches, coverage_of(stretches, centre, grid), 61.5, 58.2, 40_000, 118.4)
    return Plan(
        centre=centre,
        workforce=workforce,
        history=_history(centre, start, workers, rng),
        forecast=forecast,
        backtests={"Service": _backtest(0.081, 0.056), "Sales": _backtest(0.144, 0.092)},
        requirement=requirement,
        packs=(Pack("eu", "2026-03-01", RULES[:1]), Pack("nl", "2026-03-01", RULES[1:])),
        problem=problem,
        result=result,
        findings=_findings(workforce, grid),
        simulation=_simulation(centre, workforce, grid, rng),
        start=start,
        weeks=weeks,
        seed=seed,
        inputs_sha256="5a1c" * 16,
        seconds={
            "history": 0.4,
            "forecast": 1.2,
            "requirement": 0.3,
            "roster": 118.4,
            "check": 0.9,
            "simulation": 6.1,
        },
    )


def with_stretches(plan: Plan, stretches: tuple[Stretch, ...]) -> Plan:
    """The same plan with another roster."""
    return replace(plan, result=replace(plan.result, stretches=stretches))


def with_names(plan: Plan, names: list[str]) -> Plan:
    """The same plan with its workers renamed in order, everywhere."""
    new = dict(zip([worker.name for worker in plan.workforce.workers], names, strict=True))
    workers = tuple(replace(w, facts=replace(w.facts, worker=new[w.name])) for w in plan.workforce.workers)
    workforce = replace(
        plan.workforce,
        workers=workers,
        absences=tuple(replace(a, worker=new[a.worker]) for a in plan.workforce.absences),
        preferences=tuple(replace(p, worker=new[p.worker]) for p in plan.workforce.preferences),
    )
    return replace(
        plan,
        workforce=workforce,
        problem=replace(plan.problem, workforce=workforce),
        result=replace(
            plan.result, stretches=tuple(replace(s, worker=new[s.worker]) for s in plan.result.stretches)
        ),
        findings=replace(
            plan.findings, findings=tuple(replace(f, worker=new[f.worker]) for f in plan.findings.findings)
        ),
        simulation=replace(
            plan.simulation,
            workers=tuple(replace(w, worker=new[w.worker]) for w in plan.simulation.workers),
        ),
    )


def _centre(queues: tuple[Queue, ...], minutes: int, *, all_day: bool) -> Centre:
    week = (*[((8 * 60, 21 * 60),)] * 5, ((9 * 60, 18 * 60),), ((10 * 60, 17 * 60),))
    return Centre(
        name="Rotterdam Klantenservice",
        timezone=ZONE,
        interval_minutes=minutes,
        packs=("eu", "nl"),
        opening=OpeningHours((((0, 24 * 60),),) * 7 if all_day else week),
        queues=queues,
        shifts=(),
        unplanned_shrinkage=0.08,
        holidays=HolidayCalendar("NL"),
    )


def _workforce(centre: Centre, n: int, grid: Grid, rng: np.random.Generator) -> Workforce:
    names = [f"{FIRST[i % 12]} {LAST[(i + i // 12) % 11]}" for i in range(n)]
    hours = [38.0, 32.0, 24.0, 36.0]
    workers = tuple(
        Worker(
            WorkerFacts(name, date(1980 + i % 20, 1 + i % 12, 3), hours[i % 4], "permanent"),
            team=("North", "South")[i % 2],
            min_h=16.0,
            max_h=40.0,
            skills={queue.name: 3 for j, queue in enumerate(centre.queues) if (i + j) % 2 == 0 or j == 0},
        )
        for i, name in enumerate(names)
    )
    day = 86_400
    wishes = tuple(
        Preference(
            worker.name,
            grid.start_s + day * int(rng.integers(0, 12)) + 7 * 3600,
            grid.start_s + day * 12 + 22 * 3600,
            ("avoid", "prefer")[k % 2],
            weight=float(1 + k),
        )
        for worker in workers
        for k in range(2)
    )
    wishes = tuple(replace(wish, end_s=wish.start_s + 14 * 3600) for wish in wishes)
    leave = Absence(workers[3].name, grid.start_s, grid.start_s + 5 * day, "sickness", 28.8)
    return Workforce(workers, absences=(leave,), preferences=wishes)


def _rate(centre: Centre, grid: Grid, workers: int) -> np.ndarray:
    """Expected contacts per queue and interval, zero when closed."""
    hour = grid.local_minute / 60
    shape = np.exp(-((hour - 11) ** 2) / 14) + 0.7 * np.exp(-((hour - 17) ** 2) / 8)
    weekday = np.array([1.15, 1.05, 1.0, 0.98, 0.95, 0.6, 0.4])[grid.weekday]
    per_interval = grid.interval_s / 3600 * workers / 12
    return (
        np.array(PEAKS[: len(centre.queues)])[:, None]
        * shape
        * weekday
        * per_interval
        * centre.opening.mask(grid)
    )


def _forecast(centre: Centre, grid: Grid, rate: np.ndarray) -> Forecast:
    spread = np.sqrt(rate + (0.12 * rate) ** 2)
    quantiles = np.maximum(0, np.round(rate[:, None, :] + Z[None, :, None] * spread[:, None, :]))
    assert len(LEVELS) == len(Z)
    n = len(centre.queues)
    aht = np.array([queue.aht_s for queue in centre.queues])[:, None] * np.ones(grid.n)
    names = tuple(queue.name for queue in centre.queues)
    methods = ("weekday profile by interval with level and holidays",) * n
    return Forecast(grid, names, rate, quantiles, aht, np.full(n, 0.08), np.full(n, 0.09), methods)


def _history(centre: Centre, start: date, workers: int, rng: np.random.Generator) -> History:
    grid = Grid.over_days(start - timedelta(days=56), 56, centre.interval_minutes, ZONE)
    rate = _rate(centre, grid, workers)
    counts = rng.poisson(rate * rng.gamma(100, 0.01, (len(rate), 1))).astype(float)
    counts[:, ~centre.opening.mask(grid)] = np.nan
    nothing = np.full_like(counts, np.nan)
    return History(grid, tuple(q.name for q in centre.queues), counts, nothing, nothing, nothing)


def _backtest(wape: float, floor: float) -> Backtest:
    def score(error: float) -> Score:
        return Score(error, 0.004, 0.7, error * 0.6, 0.79, 0.94, 1904, 0.03)

    levels = {"30": 1.0, "day": 0.45}
    return Backtest(
        results={
            level: {"0": {"profile": score(wape * scale), "mean4": score(wape * scale * 1.2)}}
            for level, scale in levels.items()
        },
        chosen={level: {"0": "profile"} for level in levels},
        floor={"30": floor, "day": floor * 0.25},
    )


def _requirement(centre: Centre, grid: Grid, rate: np.ndarray) -> Requirement:
    aht = np.array([queue.aht_s / queue.concurrency for queue in centre.queues])[:, None]
    load = rate * aht / grid.interval_s
    net = np.where(load > 0, np.ceil(load + 0.5 * np.sqrt(load)), 0.0)
    deferred = np.array([queue.deadline_h is not None for queue in centre.queues])
    net[deferred] = np.where(load[deferred] > 0, np.ceil(load[deferred].max(axis=1, keepdims=True) * 0.6), 0)
    backlog = np.where(deferred[:, None], np.maximum(0, np.cumsum(load - net, axis=1)) % 40, np.nan)
    service = np.where(net > 0, 0.84, np.nan)
    service[deferred] = np.nan
    models = tuple("Erlang A" if q.patience_s else "Erlang C, nobody abandons" for q in centre.queues)
    names = tuple(queue.name for queue in centre.queues)
    occupancy = np.divide(load, net, out=np.zeros_like(load), where=net > 0)
    planned = net / (1 - centre.unplanned_shrinkage)
    return Requirement(grid, names, load, net, planned, service, occupancy, backlog, models)


def _roster(centre: Centre, workforce: Workforce, grid: Grid) -> tuple[Stretch, ...]:
    rows: list[Stretch] = []
    for i, worker in enumerate(workforce.workers):
        skills = [q.name for q in centre.queues if q.name in worker.skills]
        for d, day in enumerate(grid.days):
            if (i + d) % 7 in (2, 3) or (day.weekday() >= 5 and (i + d) % 3) or (i == 3 and d < 5):
                continue
            begin = 10 * 60 if day.weekday() >= 5 else (8 * 60, 8 * 60 + 30, 12 * 60 + 30)[(i + d // 7) % 3]
            rows += _shift(
                worker.name,
                skills[(d + i // 2) % len(skills)],
                grid.clock.instant_s(day, begin),
                day.weekday(),
            )
    return tuple(sorted(rows))


def _shift(worker: str, queue: str, start_s: int, weekday: int) -> list[Stretch]:
    """Work, break, work, meal, (meeting,) work, break, work: eight and a half hours, seven at weekends."""
    hours = 7.0 if weekday >= 5 else 8.5
    marks = [(2.0, 2.25, "break"), (4.0, 4.5, "meal"), (6.0, 6.25, "break")]
    marks += [(4.5, 5.0, "training")] if weekday == 1 else []
    marks += [(5.0, 5.5, "representation")] if weekday == 2 and worker.startswith("Hanna") else []
    rows, at = [], 0.0
    for begin, end, activity in sorted(marks):
        rows += [(at, begin, "work")] if begin > at else []
        rows.append((begin, end, activity))
        at = end
    rows.append((at, hours, "work"))
    return [
        Stretch(
            worker, start_s + round(a * 3600), start_s + round(b * 3600), act, queue if act == "work" else ""
        )
        for a, b, act in rows
    ]


def coverage_of(stretches: tuple[Stretch, ...], centre: Centre, grid: Grid) -> np.ndarray:
    """Agents on contacts per queue and interval; part of an interval counts in part."""
    coverage = np.zeros((len(centre.queues), grid.n))
    index = {queue.name: i for i, queue in enumerate(centre.queues)}
    for row in stretches:
        if row.activity == "work":
            overlap = np.minimum(row.end_s, grid.starts_s + grid.interval_s) - np.maximum(
                row.start_s, grid.starts_s
            )
            coverage[index[row.queue]] += np.clip(overlap, 0, None) / grid.interval_s
    return coverage


def _rule(
    id_: str, parameters: object, article: str, severity: str, evidence: str, status: str = "in_force"
) -> Rule:
    topic = id_.rsplit(".", 1)[-1].replace("_", " ")
    texts = {"en": f"What the law says of {topic}.", "nl": f"Wat de wet zegt over {topic}."}
    place, instrument = ("eu", "2003/88/EC") if id_.startswith("eu") else ("nl", "ATW")
    kind = id_.rsplit(".", 1)[-1]
    return Rule(id_, kind, parameters, place, instrument, article, severity, status, evidence, summary=texts)  # type: ignore[arg-type]


RULES = (
    _rule("eu.wtd.daily_rest", DailyRest(11), "3", "block", "P"),
    _rule("nl.atw.5_3.daily_rest", DailyRest(11, 8), "5:3", "block", "P"),
    _rule("nl.atw.5_6.sunday_consent", SundayConsent(), "5:6", "gate", "P"),
    _rule("nl.atw.5_6.free_sundays", FreeSundays(13), "5:6", "block", "S"),
    _rule("nl.atw.4_2.notice", Notice(28), "4:2", "block", "P"),
    _rule("nl.local.screen_breaks", Breaks(((2.0, 15.0),)), "1", "warn", "P", "guidance"),
    _rule("nl.local.weekly_rest", WeeklyRest(47), "2", "warn", "fm", "local_choice"),
)


REST = {
    "en": "This shift leaves 9:45 of rest; 11 hours are required.",
    "nl": "Deze dienst laat 9:45 rust; 11 uur is vereist.",
}
ASK = {
    "en": "Sunday work asks this colleague's consent.",
    "nl": "Zondagswerk vraagt instemming van deze collega.",
}
SCREEN = {"en": "2:30 at the screen without a break.", "nl": "2:30 beeldscherm zonder pauze."}
GAP = {
    "en": "52 weeks of history are needed; 2 are known.",
    "nl": "52 weken historie zijn nodig; 2 zijn bekend.",
}


def _findings(workforce: Workforce, grid: Grid) -> Findings:
    names = [worker.name for worker in workforce.workers]

    def finding(
        rule: Rule, worker: str, d: int, result: str, message: dict[str, str], measured: float | None = None
    ) -> Finding:
        start, end = (grid.clock.instant_s(grid.days[d], minute) for minute in (0, 1440))
        limit = 11.0 if measured else None
        head = (rule.id, rule.article, rule.jurisdiction, rule.severity, result, worker, start, end)
        return Finding(*head, measured, limit, "hour", message)

    found = [finding(RULES[1], names[5], 2, "fail", REST, 9.75)]
    found += [finding(RULES[2], name, 6, "fail", ASK) for name in names[::4]]
    found += [finding(RULES[5], names[1], 3, "fail", SCREEN, 2.5)]
    found += [finding(RULES[3], name, 0, "undetermined", GAP) for name in names]
    return Findings(tuple(found), (("eu", "2026-03-01"), ("nl", "2026-03-01")), 412)


def _simulation(centre: Centre, workforce: Workforce, grid: Grid, rng: np.random.Generator) -> Simulation:
    means = (0.82, 0.71, 0.97, 0.88)
    spreads = (0.03, 0.035, 0.012, 0.02)
    outcomes = []
    is_open = centre.opening.mask(grid)
    for i, queue in enumerate(centre.queues):
        by_interval = np.where(is_open, np.clip(rng.normal(means[i], 0.06, grid.n), 0, 1), np.nan)
        waiting = np.where(is_open, rng.poisson(14, grid.n), 6.0)
        backlog = waiting if queue.deadline_h else np.full(grid.n, np.nan)
        shares = np.clip(rng.normal(means[i], spreads[i], 200), 0, 1)
        outcomes.append(
            QueueOutcome(queue.name, queue.share, 4120.4, 3890.0, 230.4, 17.2, shares, by_interval, backlog)
        )
    strain = tuple(
        WorkerOutcome(w.name, float(rng.uniform(0.72, 0.86)), float(rng.uniform(0.08, 0.2)), 300.0)
        for w in workforce.workers
    )
    return Simulation(grid, 200, 7, tuple(outcomes), strain)
