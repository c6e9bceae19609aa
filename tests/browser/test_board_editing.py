"""Shifts are dragged, lifted by keys, refused with the article, taken back, and edited by two at once."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.chromium import Look
from tests.browser.complaints import Complaints
from tests.browser.data import ROOT, Data
from tests.browser.server import environment, start_server
from tests.browser.visitor import shoot, sign_in
from tests.web.small_centre import next_monday

Open = Callable[..., Page]
SECOND_PLANNER = """
import django; django.setup()
from django.utils import timezone
from equipoise_web.core.models import Person, RoleAssignment
who = Person.objects.get(name="team_leader")
held = RoleAssignment.objects.get(person__name="planner", role="planner", centre__isnull=False)
from equipoise_web.service.models import RequirementInterval
# The days of the roster that is not published ask for as many as those of the published one.
import datetime
later = datetime.timedelta(days=14)
for row in RequirementInterval.objects.filter(requirement__forecast__centre=held.centre):
    row.pk, row.starts_at = None, row.starts_at + later
    row.save(force_insert=True)
RoleAssignment.objects.create(person=who, role="planner", centre=held.centre, starts_at=timezone.now())
"""
ARTICLE = "5:4"  # more than ten hours ask for three quarters of an hour of breaks


@pytest.fixture
def place(demo_data: Data, tmp_path: Path) -> Iterator[str]:
    """Address of a server of its own, where the team leader plans too."""
    folder = demo_data.copy(tmp_path / "data")
    subprocess.run([sys.executable, "-c", SECOND_PLANNER], env=environment(folder), cwd=ROOT, check=True)
    with start_server(folder) as url:
        yield url


@pytest.fixture(autouse=True)
def refusals(complaints: Complaints) -> None:
    """A refusal is an answer that the browser writes down."""
    complaints.expect(r"status of (403|409|422)")


@pytest.fixture
def tuesday() -> date:
    """A day of the roster that is not published."""
    return next_monday() + timedelta(days=15)


def begin(page: Page, email: str, day: date) -> None:
    """Begin or join the draft, and open a day of it."""
    monday = day - timedelta(days=1)
    sign_in(page, email, fresh=True)
    page.goto("/roster?state=draft")
    row = page.locator("tr", has_text=f"{monday:%a} {monday.day} {monday:%b}")
    row.get_by_role("link").first.click()
    page.get_by_role("navigation", name="Pages of the roster").get_by_role("link", name="Edit").click()
    start = page.get_by_role("button", name="Begin editing")
    if start.count():
        start.click()
    expect(page.get_by_text("Draft of roster")).to_be_visible()
    page.goto(f"{page.url}/day/{day}")


def row(page: Page, name: str) -> Locator:
    return page.locator("tbody tr", has=page.get_by_role("rowheader", name=name, exact=True))


def first_block(page: Page, name: str) -> Locator:
    return row(page, name).locator(".board-block").first


def pull(page: Page, block: Locator, side: str, hours: float) -> None:
    """Press on the middle or an end of a block, and move the pointer so many hours without letting go."""
    box, lane = block.bounding_box(), block.locator("..").bounding_box()
    assert box
    assert lane
    axis = page.locator("[data-board]").get_attribute("data-axis") or ""
    x = {"start": box["x"] + 3, "end": box["x"] + box["width"] - 3, "middle": box["x"] + 40}[side]
    y, by = box["y"] + box["height"] / 2, hours * lane["width"] / int(axis.partition("-")[2])
    page.mouse.move(x, y)
    page.mouse.down()
    for part in (0.3, 0.7, 1):
        page.mouse.move(x + by * part, y)


def test_a_drag_into_an_unlawful_place_is_blocked_with_the_article(
    place: str, demo_data: Data, open_page: Open, tuesday: date, shots: Path | None
) -> None:
    page = open_page(place, Look())
    begin(page, demo_data.accounts["planner"], tuesday)
    pull(page, row(page, "agent").locator(".board-block.is-last"), "end", 3)
    live = page.locator("#draft-live")
    expect(live).to_contain_text(ARTICLE)
    shoot(page, shots, "editing live verdict")
    page.mouse.up()
    dialog = page.locator("#board-details")
    expect(dialog).to_contain_text("Not kept")
    expect(dialog).to_contain_text(ARTICLE)
    expect(page.locator("#draft-bar")).to_contain_text("0 edits")
    dialog.get_by_role("link", name="Leave it as it was").click()
    expect(row(page, "agent").locator(".board-block.is-last")).to_have_attribute(
        "aria-label", "Sales 13:30 – 17:00"
    )


def test_a_drag_into_a_short_interval_is_warned_of_kept_and_taken_back(
    place: str, demo_data: Data, open_page: Open, tuesday: date, shots: Path | None
) -> None:
    page = open_page(place, Look())
    begin(page, demo_data.accounts["planner"], tuesday)
    pull(page, first_block(page, "mate"), "middle", 1)
    expect(page.locator("#draft-live")).to_contain_text("Short of people by this: Service 09:00 – 10:00")
    page.mouse.up()
    expect(first_block(page, "mate")).to_have_attribute(
        "aria-label", "Service 10:00 – 14:00, changed in this draft"
    )
    expect(page.locator("#draft-live")).to_contain_text("Short of people by this")
    expect(page.locator("#draft-bar")).to_contain_text("1 edit")
    shoot(page, shots, "editing kept")
    page.get_by_role("button", name="Undo").click()
    expect(first_block(page, "mate")).to_have_attribute("aria-label", "Service 09:00 – 13:00")


def test_a_shift_goes_to_another_person_and_several_move_together(
    place: str, demo_data: Data, open_page: Open, tuesday: date
) -> None:
    page = open_page(place, Look())
    begin(page, demo_data.accounts["planner"], tuesday)
    first_block(page, "agent").click(modifiers=["ControlOrMeta"])
    first_block(page, "south").click(modifiers=["ControlOrMeta"])
    expect(page.locator("td[aria-selected=true]")).to_have_count(2)
    pull(page, first_block(page, "agent"), "middle", 0.5)
    page.mouse.up()
    for name in ("agent", "south"):
        expect(first_block(page, name)).to_have_attribute(
            "aria-label", "Sales 09:30 – 13:30, changed in this draft"
        )
    expect(page.locator("#draft-bar")).to_contain_text("1 edit")


def test_everything_by_keyboard_alone(place: str, demo_data: Data, open_page: Open, tuesday: date) -> None:
    page = open_page(place, Look())
    begin(page, demo_data.accounts["planner"], tuesday)
    says = page.locator("[data-board-says]")
    while not page.evaluate("document.activeElement?.matches('[data-item]') ?? false"):
        page.keyboard.press("Tab")
    while "mate" not in page.evaluate("document.activeElement.closest('tr').textContent"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(says).to_contain_text("Picked up")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(says).to_contain_text("Short of people")
    page.keyboard.press("Escape")
    expect(first_block(page, "mate")).to_have_attribute("aria-label", "Service 09:00 – 13:00")
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(row(page, "mate").locator(".board-block.is-last")).to_have_attribute(
        "aria-label", "Service 13:30 – 18:00, changed in this draft"
    )
    page.keyboard.press("ControlOrMeta+z")
    expect(row(page, "mate").locator(".board-block.is-last")).to_have_attribute(
        "aria-label", "Service 13:30 – 17:00"
    )
    page.keyboard.press("ControlOrMeta+y")
    expect(row(page, "mate").locator(".board-block.is-last")).to_have_attribute(
        "aria-label", "Service 13:30 – 18:00, changed in this draft"
    )
    page.keyboard.press("e")
    dialog = page.locator("#board-details")
    expect(dialog).to_contain_text("mate")
    page.keyboard.press("Escape")
    expect(page.locator("[data-item]:focus")).to_have_count(1)
    page.keyboard.press("Delete")
    expect(row(page, "mate")).to_contain_text("Day off")


def test_the_inspector_beside_the_board_says_the_article_and_takes_a_reason(
    place: str, demo_data: Data, open_page: Open, tuesday: date, shots: Path | None
) -> None:
    page = open_page(place, Look())
    begin(page, demo_data.accounts["planner"], tuesday)
    first_block(page, "agent").click()
    dialog = page.locator("#board-details")
    dialog.locator("#id_s-2-end").fill("20:00")
    dialog.get_by_role("button", name="Keep", exact=True).click()
    expect(dialog).to_contain_text(ARTICLE)
    expect(dialog.locator("#id_s-2-end")).to_have_value("20:00")
    shoot(page, shots, "editing inspector refused")
    dialog.get_by_label("It stands nevertheless because").fill("storm")
    dialog.get_by_role("button", name="Keep it with this reason").click()
    expect(dialog).to_be_hidden()
    expect(row(page, "agent").locator(".board-finding")).to_contain_text("must be fixed")


def test_two_planners_on_one_shift_see_each_other_and_nobody_loses_work(
    place: str, demo_data: Data, open_page: Open, tuesday: date
) -> None:
    ours, theirs = open_page(place, Look()), open_page(place, Look())
    begin(ours, demo_data.accounts["planner"], tuesday)
    begin(theirs, demo_data.accounts["team_leader"], tuesday)
    first_block(ours, "agent").click()
    dialog = ours.locator("#board-details")
    dialog.locator("#id_s-2-end").fill("17:30")
    pull(theirs, first_block(theirs, "agent"), "middle", 0.5)
    theirs.mouse.up()
    expect(first_block(theirs, "agent")).to_have_attribute(
        "aria-label", "Sales 09:30 – 13:30, changed in this draft"
    )
    expect(ours.locator("#draft-live")).to_contain_text("team_leader changed agent", timeout=15_000)
    expect(first_block(ours, "agent")).to_have_attribute(
        "aria-label", "Sales 09:30 – 13:30, changed in this draft"
    )
    dialog.get_by_role("button", name="Keep", exact=True).click()
    expect(dialog).to_contain_text("team_leader changed agent meanwhile")
    expect(dialog).to_contain_text("09:30 – 13:30")
    expect(dialog).to_contain_text("13:30 – 17:30")
    dialog.get_by_role("button", name="Apply mine on top").click()
    expect(dialog).to_be_hidden()
    expect(first_block(ours, "agent")).to_have_attribute("aria-label", "Sales 09:00 – 13:00")
    expect(theirs.locator("#draft-live")).to_contain_text("planner changed agent", timeout=15_000)


def test_what_was_being_filled_in_survives_a_session_that_ended(
    place: str, demo_data: Data, open_page: Open, tuesday: date
) -> None:
    page = open_page(place, Look(390))
    begin(page, demo_data.accounts["planner"], tuesday)
    first_block(page, "agent").click()
    page.wait_for_url("**/person/**")
    form = page.url
    page.locator("input[name='s-2-end']").fill("17:30")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("What you had entered")).to_be_visible()
    expect(page.get_by_text("17:30")).to_be_visible()
    sign_in(page, demo_data.accounts["planner"], fresh=True)
    page.goto(form)
    expect(page.locator("input[name='s-2-end']")).to_have_value("17:30")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("Kept: Change, agent")).to_be_visible()


def test_cells_pasted_on_the_board_go_to_the_people_from_the_tab_stop_on(
    place: str, demo_data: Data, open_page: Open, tuesday: date
) -> None:
    page = open_page(place, Look())
    begin(page, demo_data.accounts["planner"], tuesday)

    def paste(text: str) -> None:
        page.evaluate(
            """text => {
              const data = new DataTransfer();
              data.setData("text/plain", text);
              document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }""",
            text,
        )

    first_block(page, "agent").focus()
    paste("10:00-18:00\t9:00-25:00")
    expect(page.locator("#board-details")).to_contain_text("Line 1, column 2")
    page.keyboard.press("Escape")
    expect(page.locator("#draft-bar")).to_contain_text("0 edits")
    first_block(page, "agent").focus()
    paste("10:00-18:00")
    expect(first_block(page, "agent")).to_have_attribute("aria-label", re.compile("^Sales 10:00 – 13:"))
