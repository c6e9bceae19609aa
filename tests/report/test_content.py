"""What the report says follows from the plan."""

from dataclasses import replace

import numpy as np
import pytest

from equipoise.balance import balance_indices
from equipoise.contacts import Gap
from equipoise.report.context import Context
from equipoise.report.html import render_report
from equipoise.report.sections import balance, findings, method, roster
from equipoise.rules.model import Absence

from .page import parse


@pytest.fixture(scope="module")
def context(plan):
    return Context.of(plan, "en")


def test_findings_stand_in_four_groups_by_what_they_ask(context):
    found = [(group.title, group.n) for group in findings.groups(context)]
    assert found == [("Must be fixed", 1), ("Asks consent or advice", 3), ("Notes", 1), ("Undetermined", 12)]


def test_a_finding_shows_article_evidence_sentence_person_and_day(english):
    panel = english.by_id("findings").all("div")[1].text
    text = english.by_id("findings").text
    assert "Must be fixed (1)" in text
    assert panel.startswith("§ ATW 5:3 · law the text itself was read 1 finding, 1 colleague")
    assert "This shift leaves 9:45 of rest; 11 hours are required." in panel
    assert "Niels Koster" in panel
    assert "Wed 25 Mar" in panel


def test_dutch_findings_use_the_rules_dutch_sentence(reports):
    assert "Deze dienst laat 9:45 rust; 11 uur is vereist." in reports["nl"]
    assert "This shift leaves" not in reports["nl"]


def test_undetermined_names_everybody_it_concerns_and_what_is_missing(english, plan):
    group = english.by_id("findings").text.split("Undetermined (12)")[1]
    assert "52 weeks of history are needed; 2 are known." in group
    assert all(worker.name in group for worker in plan.workforce.workers)


def test_source_labels_tell_law_from_guidance_and_local_choice(english):
    classes = {
        span.attrs["class"] for span in english.all("span") if "source-" in (span.attrs.get("class") or "")
    }
    assert {"source source-law", "source source-guidance"} <= classes


def test_values_from_memory_are_named_as_not_checked(english, plan):
    assert "from memory and not yet checked: ATW 2 · local choice" in english.by_id("limits").text
    checked = replace(plan, packs=plan.packs[:1])
    assert (
        "No value of the rule packs used is from memory" in parse(render_report(checked)).by_id("limits").text
    )


def test_service_that_holds_the_target_is_no_clear_difference(context):
    lines = {line.name: (line.kind, line.figure) for line in balance.customers(context)}
    assert lines == {
        "Service": ("unclear", "82\u00a0%"),
        "Sales": ("below", "71\u00a0%"),
        "E-mail": ("above", "97\u00a0%"),
    }


def test_rates_of_fewer_than_ten_people_are_not_shown(plan):
    few = plan.workforce.preferences[:18]  # two wishes of nine people
    context = Context.of(replace(plan, workforce=replace(plan.workforce, preferences=few)), "en")
    people = balance.people(context)
    assert people.figure == "?"
    assert people.means == "too few people to show (n = 9; at least 10 needed)"
    assert not any("granted" in line for line in people.lines)


def test_money_says_that_premiums_are_not_priced(context, plan):
    money = balance.money(context)
    assert money.figure == f"{balance_indices(plan).money.paid_h:.1f} h"
    assert money.lines[-1] == "Premiums for unsocial hours are not priced here."


def test_absence_is_shown_without_reason_and_protected_time_without_purpose(html):
    for word in ("sickness", "representation", "ziek", "1980-", "1981-", "birth"):
        assert word not in html


def test_an_absence_shows_on_each_of_its_days_and_no_other(plan):
    grid = plan.problem.grid
    name = plan.workforce.workers[0].name
    absence = Absence(name, grid.start_s, grid.start_s + 2 * 86_400, "leave", 16)
    emptied = replace(
        plan,
        workforce=replace(plan.workforce, absences=(absence,)),
        result=replace(plan.result, stretches=()),
    )
    week = roster.weeks(Context.of(emptied, "en"))[0]
    cells = next(cells for person, cells, _ in week.rows if person == name)
    assert [cell.kind for (cell,) in cells] == ["absent", "absent", *["free"] * 5]


def test_the_roster_shows_each_shift_once_with_its_paid_hours(context, plan):
    weeks = roster.weeks(context)
    cells = [cell for week in weeks for _, days, _ in week.rows for day in days for cell in day]
    assert sum(cell.kind == "shift" for cell in cells) == len(context.shifts)
    assert sum(int(total) for week in weeks for total in week.totals) == len(context.shifts)
    hours = sum(float(week.total_hours.replace(",", "")) for week in weeks)
    assert hours == pytest.approx(balance_indices(plan).money.paid_h)


def test_nobody_is_ranked(context):
    names = [row[0] for row in roster.person_table(context).rows]
    teams = [row[1] for row in roster.person_table(context).rows]
    assert list(zip(teams, names, strict=True)) == sorted(zip(teams, names, strict=True))


def test_occupancy_and_wishes_are_never_shown_by_name(english, plan):
    table = english.by_id("roster").all("table")[-1].text
    assert "ccupancy" not in table
    assert "wish" not in table.lower()


@pytest.mark.parametrize(
    ("objective", "bound", "expected"),
    [
        (61.5, 58.2, "at most 5.4 % is left to gain"),
        (61.5, 61.5, "it is proved best"),
        (61.5, 0.0, "no useful bound was found"),
        (61.5, float("-inf"), "no useful bound was found"),
        (0.0, 0.0, "it is proved best"),
    ],
)
def test_the_bound_is_put_in_words(plan, objective, bound, expected):
    result = replace(plan.result, objective=objective, bound=bound)
    assert expected in method.gap(Context.of(replace(plan, result=result), "en")).replace("\u00a0", " ")


def test_guidance_set_aside_is_named(plan):
    relaxed = replace(plan.result, relaxed=(("Wendy Lo", "nl.local.screen_breaks"),))
    sentence, lines = method.relaxed(Context.of(replace(plan, result=relaxed), "en"))
    assert sentence.startswith("1 piece of guidance")
    assert lines == ("Wendy Lo: ATW 1 · guidance",)


def test_the_noise_floor_stands_beside_the_accuracy(english):
    caption = english.by_id("accuracy-1").one("figcaption").text.replace("\u00a0", " ")
    assert "Service, 30 min: missed by 8.1 %; even a perfect forecast would miss by 5.6 %." in caption
    assert "No backtest for E-mail" in english.by_id("demand").text


def test_gaps_in_the_history_are_said(plan):
    gap = Gap("Service", plan.history.grid.start_s, plan.history.grid.start_s + 3600, "profile")
    html = render_report(replace(plan, history=replace(plan.history, gaps=(gap,))))
    assert "1 gap in the history was filled by a stated rule." in html


def test_backlog_is_shown_for_queues_with_a_deadline_only(english, plan):
    assert [figure.attrs["id"] for figure in english.by_id("backlog").all("figure")] == ["backlog-3"]
    peak = np.nanmax(plan.simulation.queues[2].backlog)
    assert f"At most {peak:.0f} contacts are open" in english.by_id("backlog").text


def test_models_and_approximations_are_named_by_queue(english, plan):
    text = english.by_id("method").text
    assert all(model in text for model in plan.requirement.models)
    assert plan.forecast.methods[0] in text
