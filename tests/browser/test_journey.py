"""From a plan asked for to a shift on a phone: the way that most of the product lies on."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect
from tests.browser.chromium import Look
from tests.browser.data import Data
from tests.browser.keyboard import focused
from tests.browser.prepare import PASSWORD
from tests.browser.visitor import read_in, shoot, sign_in

ZONE = ZoneInfo("Europe/Amsterdam")
PATIENCE_MS = 240_000  # a first plan compiles its kernels
Open = Callable[..., Page]


def week_of_the_next_clock_change() -> date:
    """Monday of the week that ends on a night in which the clock changes, at least five weeks from now."""
    day = datetime.now(UTC).date() + timedelta(weeks=5)
    while _offset(day) == _offset(day + timedelta(days=1)):
        day += timedelta(days=1)
    return day - timedelta(days=day.weekday())


def _offset(day: date) -> timedelta | None:
    return datetime(day.year, day.month, day.day, tzinfo=ZONE).utcoffset()


def press_to(page: Page, name: str, *, most: int = 120) -> None:
    """Press Tab until the element whose name begins so has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page).partition(" ")[2].startswith(name):
            return
    raise AssertionError(f"no way to {name!r} by Tab on {page.url}")


def follow(page: Page) -> None:
    """Press Enter on a link or button that leads to another page, and wait until that is there."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def sign_in_by_keyboard(page: Page, email: str) -> None:
    page.goto("/account/sign-in")
    press_to(page, "E-mail address")
    page.keyboard.type(email)
    press_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)


def ask_for_a_plan(page: Page, monday: date) -> None:
    """Two weeks from a Monday on, and three seconds for the search."""
    page.locator("input[name=start]").fill(monday.isoformat())
    page.locator("input[name=weeks]").fill("2")
    page.locator("input[name=seconds]").fill("3")


def watch(page: Page) -> None:
    """Stay on the job's page until it leads on to the roster; it changes by itself."""
    expect(page.get_by_text("Best so far").or_(page.get_by_text("Cost of the roster"))).to_be_visible(
        timeout=PATIENCE_MS
    )
    expect(page.get_by_role("link", name="Open the roster")).to_be_visible(timeout=PATIENCE_MS)


def test_a_planner_plans_and_publishes_and_an_agent_sees_the_own_roster(
    own_server: str, demo_data: Data, open_page: Open, shots: Path | None
) -> None:
    monday = week_of_the_next_clock_change()
    planner = open_page(own_server, Look())
    sign_in(planner, demo_data.accounts["planner"], fresh=True)
    planner.goto("/roster")
    planner.get_by_role("link", name="Make a plan").first.click()
    ask_for_a_plan(planner, monday)
    planner.get_by_role("button", name="Make the plan").click()
    watch(planner)
    shoot(planner, shots, "journey job")
    planner.get_by_role("link", name="Open the roster").click()
    planner.get_by_role("navigation", name="Pages of the roster").get_by_role("link", name="Day").click()
    expect(planner.get_by_role("rowheader", name="Coverage")).to_be_visible()
    shoot(planner, shots, "journey day")
    planner.get_by_role("link", name="Publication").click()
    planner.get_by_role("button", name="Publish roster").click()
    expect(planner.get_by_text("This roster is published")).to_be_visible()

    agent = open_page(own_server, Look(390, "nl"))
    sign_in(agent, demo_data.accounts["agent"], fresh=True)
    read_in(agent, "nl")
    agent.goto(f"/me/roster/{monday:%Y-%m}")
    expect(agent.locator("html")).to_have_attribute("lang", "nl")
    shoot(agent, shots, "journey agent")
    agent.goto("/me/calendar")
    agent.locator("main form button").last.click()
    address = agent.locator("#address").inner_text()
    shifts = feed_shifts(address)
    ours = [
        start for start in shifts if monday <= start.astimezone(ZONE).date() < monday + timedelta(days=14)
    ]
    assert ours
    offsets = {start.astimezone(ZONE).utcoffset() for start in ours}
    assert len(offsets) == 2, "shifts on both sides of the clock change"


def feed_shifts(address: str) -> list[datetime]:
    """Starts of the shifts in a calendar feed, as a calendar program would read them."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        calendar = Calendar.from_ical(answer.read())
    return [event.decoded("dtstart") for event in calendar.walk("VEVENT")]


def test_the_same_way_by_keyboard_alone(own_server: str, demo_data: Data, open_page: Open) -> None:
    page = open_page(own_server, Look())
    sign_in_by_keyboard(page, demo_data.accounts["planner"])
    page.goto("/roster")
    press_to(page, "Make a plan")
    follow(page)
    press_to(page, "Weeks")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("1")
    press_to(page, "Time for the search")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("2")
    press_to(page, "Make the plan")
    follow(page)
    watch(page)
    press_to(page, "Open the roster")
    follow(page)
    press_to(page, "Day")
    follow(page)
    expect(page.get_by_role("rowheader", name="Coverage")).to_be_visible()
    press_to(page, "Publication")
    follow(page)
    press_to(page, "Publish roster")
    follow(page)
    expect(page.get_by_text("This roster is published")).to_be_visible()


@pytest.mark.parametrize("persona", ["agent", "team_leader", "administrator"])
def test_a_draft_is_nobody_elses(own_server: str, demo_data: Data, open_page: Open, persona: str) -> None:
    page = open_page(own_server, Look())
    sign_in(page, demo_data.accounts[persona], fresh=True)
    answer = page.request.get("/roster/new")
    assert answer.status == 403
