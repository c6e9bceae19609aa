"""The report is one file that everybody can read, with any device and without a network."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from equipoise.errors import InvalidInput
from equipoise.report.html import render_report, write_report

from .factory import make_plan, with_names, with_stretches
from .page import parse


def test_nothing_is_fetched_from_elsewhere(html, page):
    assert "http:" not in html
    assert "https:" not in html
    assert not re.search(r"@import|url\((?!#)", html)
    assert not page.all("script", "img", "link", "iframe", "object")
    links = [a.attrs.get(name) for a in page.all() for name in ("href", "src") if name in a.attrs]
    assert links
    assert all(link and link.startswith("#") for link in links)


def test_ids_are_unique_and_every_reference_has_its_target(html, page):
    ids = [element.attrs["id"] for element in page.all() if "id" in element.attrs]
    assert len(ids) == len(set(ids))
    wanted = set(re.findall(r'(?:href="|url\()#([^)"]+)', html))
    for element in page.all():
        wanted |= set((element.attrs.get("aria-labelledby") or "").split())
    assert wanted <= set(ids)


def test_landmarks_and_headings_are_in_order(page):
    for tag in ("header", "nav", "main", "footer", "h1"):
        assert len(page.all(tag)) == 1
    levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all("aria-labelledby" in section.attrs for section in page.one("main").all("section"))


def test_the_language_is_declared(reports):
    for language, html in reports.items():
        assert parse(html).one("html").attrs["lang"] == language


def test_every_table_has_a_caption_and_scoped_heads(page):
    tables = page.all("table")
    assert len(tables) > 10
    for table in tables:
        assert table.one("caption").text
        assert all(head.attrs.get("scope") in ("col", "row") for head in table.all("th"))
        width = len(table.one("thead").all("th"))
        assert all(len(row.children) == width for row in table.all("tr"))


def test_every_figure_states_its_finding_and_holds_its_table(page):
    figures = page.all("figure")
    assert len(figures) == 12
    for figure in figures:
        caption, drawing = figure.one("figcaption"), figure.one("svg")
        assert len(caption.text) > len(caption.one("b").text) + 20
        assert drawing.attrs["role"] == "img"
        assert drawing.one("title").text == caption.one("b").text
        assert drawing.one("desc").text in caption.text
        rows = figure.one("details").one("table").one("tbody").all("tr")
        assert rows


def test_scrolling_parts_can_be_reached_by_keyboard_and_have_names(page):
    regions = [
        element for element in page.all("div") if "scroll" in (element.attrs.get("class") or "").split()
    ]
    assert regions
    for region in regions:
        assert region.attrs["tabindex"] == "0"
        assert region.attrs["role"] == "region"
        assert region.attrs["aria-label"]


def test_drawings_hold_no_fixed_colour_and_no_fixed_size(page, html):
    for drawing in re.findall(r'<svg class="drawing".*?</svg>', html, flags=re.DOTALL):
        assert not re.search(r"#[0-9a-fA-F]{6}\b", drawing)
        assert "var(--" in drawing
        assert "font-family" not in drawing
    for drawing in page.all("svg"):
        assert "width" not in drawing.attrs
        assert "height" not in drawing.attrs


def test_the_balance_keeps_its_order(english):
    titles = [heading.text for heading in english.by_id("balance").all("h3")]
    assert titles == ["Customers", "People", "Money", "Before publication"]


def test_the_same_plan_gives_the_same_bytes(tmp_path, plan, reports):
    for name in ("first", "second"):
        write_report(tmp_path / name, plan, "nl")
        assert (tmp_path / name).read_bytes() == reports["nl"].encode()


def test_markup_in_names_is_text(plan):
    names = [f"{worker.name} <script>alert({n})</script>" for n, worker in enumerate(plan.workforce.workers)]
    queues = ("<b>Service</b>", *plan.forecast.queues[1:])
    renamed = with_names(plan, names)
    renamed = replace(
        renamed,
        centre=replace(
            plan.centre,
            name='"><img src=x onerror=alert(1)>',
            queues=(replace(plan.centre.queues[0], name=queues[0]), *plan.centre.queues[1:]),
        ),
        forecast=replace(plan.forecast, queues=queues),
        requirement=replace(plan.requirement, queues=queues),
        problem=replace(renamed.problem, queues=queues),
        simulation=replace(
            plan.simulation,
            queues=(replace(plan.simulation.queues[0], queue=queues[0]), *plan.simulation.queues[1:]),
        ),
    )
    page = parse(render_report(renamed))
    assert not page.all("script", "img")
    assert names[0] in page.by_id("roster").text
    assert "<b>Service</b>: contacts a day" in page.by_id("demand").text
    assert page.one("h1").text == f"Roster report: {renamed.centre.name}"


def test_a_plan_with_nothing_in_it_still_gives_a_report(plan):
    zeros = np.zeros_like(plan.forecast.mean)
    silent = tuple(
        replace(
            queue, service_level=np.full(200, np.nan), by_interval=np.full(queue.by_interval.shape, np.nan)
        )
        for queue in plan.simulation.queues
    )
    empty = replace(
        with_stretches(plan, ()),
        backtests={},
        seconds={},
        packs=(),
        forecast=replace(plan.forecast, mean=zeros, quantiles=np.zeros_like(plan.forecast.quantiles)),
        problem=replace(plan.problem, required=zeros),
        findings=replace(plan.findings, findings=()),
        workforce=replace(plan.workforce, preferences=()),
        simulation=replace(plan.simulation, queues=silent, workers=()),
    )
    empty = replace(empty, result=replace(empty.result, coverage=zeros, objective=0.0, bound=0.0))
    text = parse(render_report(empty)).one("main").text
    assert "No contact is expected in this period." in text
    assert "No backtest was made" in text
    assert "nan" not in text.lower().split()


def test_a_report_of_sixty_people_and_four_weeks_stays_below_three_megabytes():
    html = render_report(make_plan(workers=60, weeks=4, queues=4, minutes=15))
    assert len(html.encode()) < 3_000_000
    assert len(parse(html).by_id("roster").all("table")) == 5


def test_a_centre_open_day_and_night_says_when_its_clock_changes():
    page = parse(render_report(make_plan(start=date(2026, 10, 19), weeks=1, queues=1, all_day=True)))
    caption = page.by_id("cover-1").one("figcaption").text
    assert "On Sun 25 Oct the clock changes: the axis counts elapsed hours, the table local time." in caption
    times = [row.all("th")[1].text for row in page.by_id("cover-1").one("tbody").all("tr")]
    assert times[-48:-42] == [
        *("01:00", "01:30", "02:00 UTC+0200", "02:30 UTC+0200", "02:00 UTC+0100", "02:30 UTC+0100"),
    ]
    assert len(times) == 7 * 48 + 2


def test_another_language_is_refused(plan):
    with pytest.raises(InvalidInput, match="language 'fr'"):
        render_report(plan, "fr")
