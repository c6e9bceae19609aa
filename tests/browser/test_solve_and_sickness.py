"""Sickness is replaced, and a search undone: by mouse and by keyboard alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import axe
from tests.browser.chromium import Look
from tests.browser.data import ROOT, Data
from tests.browser.server import environment, start_server
from tests.browser.test_board_editing import SECOND_PLANNER, begin, first_block, row
from tests.browser.visitor import shoot
from tests.web.small_centre import next_monday

Open = Callable[..., Page]
LONG = 60_000


@pytest.fixture
def place(demo_data: Data, tmp_path: Path) -> Iterator[str]:
    """A server of its own, jobs included, where the days ask for people."""
    folder = demo_data.copy(tmp_path / "data")
    subprocess.run([sys.executable, "-c", SECOND_PLANNER], env=environment(folder), cwd=ROOT, check=True)
    with start_server(folder, worker=True) as url:
        yield url


@pytest.fixture
def tuesday() -> date:
    """A day of the roster that is not published."""
    return next_monday() + timedelta(days=15)


def press_until(page: Page, key: str, found: str) -> None:
    """Press a key until the element that has the focus answers to a selector."""
    for _ in range(80):
        if page.evaluate("found => document.activeElement?.matches(found) ?? false", found):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{found} never had the focus")


def to_row(page: Page, name: str) -> None:
    """From a cell or block that has the focus, by arrow keys to the row of somebody."""
    page.keyboard.press("PageUp")
    for _ in range(40):
        if page.evaluate("document.activeElement.closest('tr')?.querySelector('th')?.textContent") == name:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the row of {name} never had the focus")


def test_by_mouse(place: str, demo_data: Data, open_page: Open, tuesday: date, shots: Path | None) -> None:
    page = open_page(place, Look())
    begin(page, demo_data.accounts["planner"], tuesday)
    first_block(page, "mate").click()
    dialog = page.locator("#board-details")
    dialog.get_by_role("button", name="Absent, find a replacement").click()
    expect(page.get_by_role("heading", name="Who can stand in")).to_be_visible()
    shoot(page, shots, "who can stand in")
    axe(page)
    page.get_by_role("button", name="Take planner").first.click()
    expect(page.get_by_text("Kept: Replacement, planner")).to_be_visible()
    expect(row(page, "mate")).to_contain_text("Leave")
    expect(page.locator("#draft-bar")).to_contain_text("2 edits")

    page.get_by_role("link", name="Solve", exact=True).click()
    page.get_by_label("Changes to the draft").select_option("0")
    page.get_by_label("Time for the search, in seconds").fill("2")
    axe(page)
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Compare the alternatives").click(timeout=LONG)
    shoot(page, shots, "alternatives side by side")
    axe(page)
    page.get_by_role("link", name="Alternative 2").click()
    shoot(page, shots, "alternative")
    axe(page)


def test_by_keyboard_alone(place: str, demo_data: Data, open_page: Open, tuesday: date) -> None:
    page = open_page(place, Look())
    begin(page, demo_data.accounts["planner"], tuesday)
    press_until(page, "Tab", "[data-item]")
    to_row(page, "mate")
    page.keyboard.press("Delete")
    expect(row(page, "mate")).to_contain_text("Day off")
    press_until(page, "Tab", "[data-item]")
    to_row(page, "south")
    page.keyboard.press("l")
    expect(page.locator("tr", has_text="south").locator(".board-lock")).to_be_visible()

    page.evaluate("document.activeElement.blur()")
    press_until(page, "Tab", "a[href*='/edit/solve']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/solve**")
    press_until(page, "Tab", "#id_change")
    page.keyboard.press("ArrowUp")
    press_until(page, "Tab", "#id_seconds")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Compare the alternatives")).to_be_visible(timeout=LONG)
    press_until(page, "Tab", "a[href$='/edit/alternatives']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/alternatives")
    press_until(page, "Tab", "th:last-child > a[href*='/edit/alternatives/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/alternatives/*")
    press_until(page, "Tab", "main form .btn-primary")
    page.keyboard.press("Enter")
    expect(page.locator("#draft-bar")).to_contain_text("2 edits")
    page.goto(f"{page.url.partition('?')[0]}/day/{tuesday}")
    expect(row(page, "mate")).not_to_contain_text("Day off")
    press_until(page, "Tab", "[data-item]")
    page.keyboard.press("ControlOrMeta+z")
    expect(row(page, "mate")).to_contain_text("Day off")

    to_row(page, "agent")
    page.keyboard.press("n")
    page.wait_for_url("**/replacements**")
    press_until(page, "Tab", "button.btn-primary")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kept: Replacement")).to_be_visible()
